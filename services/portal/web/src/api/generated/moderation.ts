/* Made by `make generate`; edits are overwritten. */
export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live
         * @description The process runs and its loop turns.
         */
        get: operations["live_health_live_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready
         * @description Each dependency by name; 503 while one is away.
         */
        get: operations["ready_health_ready_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exposition
         * @description Prometheus text exposition.
         */
        get: operations["exposition_metrics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulk-decisions/{bulk}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Confirm
         * @description Carry out what was previewed, on exactly those revisions; the same request again gets the same results.
         */
        put: operations["confirm_v1_bulk_decisions__bulk__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulk-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview
         * @description Say what one act would do to each of many items; nothing is decided yet.
         */
        post: operations["preview_v1_bulk_previews_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description Accepted material of the caller's level that is meant for coverage.
         */
        get: operations["find_v1_clues_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description The complaints of the caller's desks: of the ministry's all, of a unit's those about its own items.
         */
        get: operations["find_v1_complaints_get"];
        put?: never;
        /**
         * Open One
         * @description Complain about a public item, or in general, without signing in. The same request again gets the same receipt.
         */
        post: operations["open_one_v1_complaints_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look Up
         * @description Where a complaint stands, for whoever has the number and the secret of its receipt.
         */
        get: operations["look_up_v1_complaints__number__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{number}/settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Settle
         * @description Settle a complaint. What it says must be so: an item is withdrawn or corrected by a decision on the item.
         */
        put: operations["settle_v1_complaints__number__settlement_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description The items of the caller's branch, whatever their state.
         */
        get: operations["find_v1_items_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{submission}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description One item complete, with what the caller may do. The ETag is the version to decide on.
         */
        get: operations["read_v1_items__submission__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{submission}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim
         * @description Take an item in hand, or renew one's claim, for the lease that the edition sets.
         */
        post: operations["claim_v1_items__submission__claim_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{submission}/claim/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Release
         * @description Give an item back.
         */
        delete: operations["release_v1_items__submission__claim__token__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{submission}/decisions/{decision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Decide
         * @description Decide on an item under an id of one's own choice; the same request again gets the same answer.
         */
        put: operations["decide_v1_items__submission__decisions__decision__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description The items whose turn is at one of the caller's desks: urgent bands first, inside a band the oldest; or as asked.
         */
        get: operations["find_v1_queue_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take Next
         * @description Take the next item that is free and the caller's to judge, of those that a list narrowed like this shows.
         */
        post: operations["take_next_v1_queue_next_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reattributions/{move}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Reattribute
         * @description Take the items of an organisation that has moved along to its new unit and chain, each by its own decision.
         */
        put: operations["reattribute_v1_reattributions__move__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * In Force
         * @description Which rules are in force, and since when.
         */
        get: operations["in_force_v1_rules_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules:try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Rules
         * @description Try candidate rules against past items before they apply; the ministry's desk alone. Nothing is changed.
         */
        post: operations["try_rules_v1_rules_try_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * About
         * @description What a complaint is about.
         * @enum {string}
         */
        About: "facts" | "rights" | "privacy" | "minors" | "language" | "other";
        /**
         * AboutAnswer
         * @description A stretch of another submission (`start:end` of `path`) that equals one here (`own_start:own_end` of the finding's path).
         */
        AboutAnswer: {
            /** Edition */
            edition: string;
            /** End */
            end: number;
            /** Organisation */
            organisation: string;
            /** Own End */
            own_end: number;
            /** Own Start */
            own_start: number;
            /** Path */
            path: string;
            /** Start */
            start: number;
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Act
         * @description What changed a standing.
         * @enum {string}
         */
        Act: "receive" | "new_version" | "withdraw" | "pass_up" | "return" | "refuse" | "accept" | "proofread" | "feature" | "unfeature" | "mark_duplicate" | "unmark_duplicate" | "name_joint" | "leave_joint" | "undo" | "reattribute" | "files_missing" | "files_complete" | "restate";
        /**
         * ActivityReport
         * @description What was held, with its sessions and numbers.
         *
         *     `scope` names an organisation whose whole area the numbers speak for; they are then the declared series.
         *     `highlight` marks a 看点 of the notice's coverage goal.
         */
        ActivityReport: {
            /** Activity */
            activity?: string | null;
            /** Council */
            council?: string | null;
            /** Department */
            department?: string | null;
            /**
             * Focus
             * @default []
             */
            focus: components["schemas"]["Choice"][];
            /**
             * Highlight
             * @default false
             */
            highlight: boolean;
            /**
             * Hosts
             * @default []
             */
            hosts: components["schemas"]["Host"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "activity_report";
            /**
             * Local Types
             * @default []
             */
            local_types: components["schemas"]["Choice"][];
            /**
             * Measures
             * @default []
             */
            measures: components["schemas"]["Measure"][];
            /**
             * No State Secrets
             * @default false
             */
            no_state_secrets: boolean;
            /** Plan */
            plan?: string | null;
            /** Scope */
            scope?: string | null;
            /**
             * Sessions
             * @default []
             */
            sessions: components["schemas"]["Session"][];
            /**
             * Tags
             * @default []
             */
            tags: components["schemas"]["Choice"][];
            /**
             * Text
             * @default
             */
            text: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * AssetState
         * @description Where a promised file stands: its bytes are awaited, are being worked on, are ready, have failed, are taken back.
         * @enum {string}
         */
        AssetState: "awaited" | "uploaded" | "ready" | "failed" | "withdrawn";
        /**
         * BulkAnswer
         * @description What became of every item of a bulk, and how many of each result there are.
         */
        BulkAnswer: {
            /**
             * Bulk
             * Format: uuid
             */
            bulk: string;
            /** Changed */
            changed: number;
            /** Done */
            done: number;
            /** Items */
            items: components["schemas"]["ResultAnswer"][];
            /** Refused */
            refused: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * BulkBody
         * @description The preview that is confirmed.
         */
        BulkBody: {
            /** Preview */
            preview: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * BulkPreviewBody
         * @description One act for many items, to be previewed.
         */
        BulkPreviewBody: {
            act: components["schemas"]["Act"];
            /** Joint Activity */
            joint_activity?: string | null;
            /** Reason */
            reason?: string | null;
            select: components["schemas"]["Selection"];
            /** Target */
            target?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Case
         * @description A typical case (典型案例) in its four parts; bounds of length are the edition's.
         */
        Case: {
            /** Activity */
            activity?: string | null;
            /**
             * Background
             * @default
             */
            background: string;
            /** Council */
            council?: string | null;
            /** Department */
            department?: string | null;
            /**
             * Experience
             * @default
             */
            experience: string;
            /**
             * Focus
             * @default []
             */
            focus: components["schemas"]["Choice"][];
            /**
             * Hosts
             * @default []
             */
            hosts: components["schemas"]["Host"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "case";
            /**
             * Local Types
             * @default []
             */
            local_types: components["schemas"]["Choice"][];
            /**
             * No State Secrets
             * @default false
             */
            no_state_secrets: boolean;
            /**
             * Practice
             * @default
             */
            practice: string;
            /**
             * Results
             * @default
             */
            results: string;
            /**
             * Tags
             * @default []
             */
            tags: components["schemas"]["Choice"][];
            /**
             * Text
             * @default
             */
            text: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Channel
         * @description How something came that did not come through this system.
         * @enum {string}
         */
        Channel: "mail" | "fax" | "courier" | "by_hand";
        /**
         * CheckAnswer
         * @description What automatic checks said of the newest version, under which rules; `fault` is what one crashed with, if any did.
         *
         *     Flags of ingest stand apart, in `checks`.
         */
        CheckAnswer: {
            /** Checked At */
            checked_at?: string | null;
            /** Fault */
            fault?: string | null;
            /**
             * Findings
             * @default []
             */
            findings: components["schemas"]["FindingAnswer"][];
            /** Rule Set */
            rule_set?: string | null;
            state: components["schemas"]["CheckStatus"];
        } & {
            [key: string]: unknown;
        };
        /**
         * CheckStatus
         * @description Whether a version has been checked. `UNCHECKED` ones crashed a check: a person looks at them all the same, and knows.
         * @enum {string}
         */
        CheckStatus: "pending" | "checked" | "unchecked";
        /**
         * Choice
         * @description A value of an open list: a code of the edition, or `other` with a text.
         */
        Choice: {
            /** Code */
            code: string;
            /** Text */
            text?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * ClaimAnswer
         * @description Who has the item in hand until when. `token` is shown to its holder alone.
         */
        ClaimAnswer: {
            /** Mine */
            mine: boolean;
            /** Person */
            person: string;
            /** Token */
            token?: string | null;
            /**
             * Until
             * Format: date-time
             */
            until: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Claimed
         * @description Whether somebody has an item in hand: nobody, the one who asks, or another.
         * @enum {string}
         */
        "Claimed-Input": "free" | "mine" | "others";
        /**
         * Claimed
         * @description An item taken in hand.
         */
        "Claimed-Output": {
            claim: components["schemas"]["ClaimAnswer"];
            item: components["schemas"]["Item"];
        } & {
            [key: string]: unknown;
        };
        /**
         * Clue
         * @description One clue: what, who, when and where. `text` is cut; `is_public` says that newsrooms have it whole, with its pictures.
         */
        Clue: {
            /**
             * Accepted At
             * Format: date-time
             */
            accepted_at: string;
            /** Hosts */
            hosts: string[];
            /** Is Public */
            is_public: boolean;
            /**
             * Item
             * Format: uuid
             */
            item: string;
            kind: components["schemas"]["Kind"];
            /** Organisation */
            organisation: string;
            /** Organisation Name */
            organisation_name: string;
            /** Photos */
            photos: number;
            /** Sessions */
            sessions: components["schemas"]["ClueSession"][];
            /** Text */
            text: string;
            /** Title */
            title: string;
            /** Unit */
            unit: string;
            /** Version */
            version: number;
            /** Videos */
            videos: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * CluePage
         * @description Clues, the newest first; `next` is the cursor of the page after.
         */
        CluePage: {
            /** Clues */
            clues: components["schemas"]["Clue"][];
            /** Next */
            next: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * ClueSession
         * @description When and where. Days and times of day are Asia/Shanghai.
         */
        ClueSession: {
            /** Address */
            address: string | null;
            /**
             * End
             * Format: date
             */
            end: string;
            /** Ends */
            ends: string | null;
            /** Place */
            place: string | null;
            /**
             * Start
             * Format: date
             */
            start: string;
            /** Starts */
            starts: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * ComplaintBody
         * @description A complaint about a public item or about none, under an id of the sender's choice: sent twice, it opens one.
         */
        ComplaintBody: {
            about: components["schemas"]["About"];
            /**
             * Complaint
             * Format: uuid
             */
            complaint: string;
            /**
             * @default {
             *       "email": "",
             *       "name": "",
             *       "phone": ""
             *     }
             */
            contact: components["schemas"]["ContactBody"];
            /** Item */
            item?: string | null;
            /** Text */
            text: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Consent
         * @description What is on file for the people in a picture; the papers stay where they were signed, `reference` finds them.
         */
        Consent: {
            /**
             * Identifiable Minors
             * @default false
             */
            identifiable_minors: boolean;
            /**
             * On File
             * @default false
             */
            on_file: boolean;
            /** Reference */
            reference?: string | null;
            /**
             * Under 14
             * @default false
             */
            under_14: boolean;
        } & {
            [key: string]: unknown;
        };
        /**
         * ContactBody
         * @description How the sender may be reached; all of it may be left out.
         */
        ContactBody: {
            /**
             * Email
             * @default
             */
            email: string;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Phone
             * @default
             */
            phone: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Decision
         * @description Who did what to which version, when, and why. `rule` names the rule that allowed it; `level` is the chain step.
         *
         *     `overrides` names every blocking finding of the automatic checks that its maker let pass.
         */
        Decision: {
            act: components["schemas"]["Act"];
            /** Actor */
            actor: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Fields
             * @default []
             */
            fields: components["schemas"]["MarkedField"][];
            /** Id */
            id: string;
            /** Level */
            level: number;
            /** Organisation */
            organisation: string;
            /**
             * Overrides
             * @default []
             */
            overrides: components["schemas"]["Override"][];
            /** Reason */
            reason?: string | null;
            /** Rule */
            rule: string;
            /** Undoes */
            undoes?: string | null;
            /** Version */
            version: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * DecisionBody
         * @description A decision on the version its maker saw.
         *
         *     `target` goes with mark_duplicate, `joint_activity` (an id of your choice, or the code of a listed activity) with
         *     name_joint, `undoes` may go with undo, `fields` with return. `overrides` go with pass_up, accept, proofread and feature
         *     where automatic checks found something that blocks: each such finding by its id, with a reason.
         */
        DecisionBody: {
            act: components["schemas"]["Act"];
            /**
             * Fields
             * @default []
             */
            fields: components["schemas"]["Mark"][];
            /** Joint Activity */
            joint_activity?: string | null;
            /**
             * Overrides
             * @default []
             */
            overrides: components["schemas"]["OverrideBody"][];
            /** Reason */
            reason?: string | null;
            /** Target */
            target?: string | null;
            /** Undoes */
            undoes?: string | null;
            /** Version */
            version: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * DeskLine
         * @description A complaint at a desk. `contact` is empty for every desk but the ministry's.
         */
        DeskLine: {
            about: components["schemas"]["About"];
            /** Contact Email */
            contact_email: string;
            /** Contact Name */
            contact_name: string;
            /** Contact Phone */
            contact_phone: string;
            /** Item */
            item: string | null;
            /** Number */
            number: string;
            outcome: components["schemas"]["Outcome"] | null;
            /** Reason */
            reason: string | null;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Settled At */
            settled_at: string | null;
            /** Settled By */
            settled_by: string | null;
            /** State */
            state: string;
            /** Text */
            text: string;
            /** Title */
            title: string;
            /** Unit */
            unit: string;
            /** Version */
            version: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * DeskPage
         * @description Complaints, those that have waited longest first; `next` is the cursor of the page after.
         */
        DeskPage: {
            /** Complaints */
            complaints: components["schemas"]["DeskLine"][];
            /** Next */
            next: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Entered
         * @description That a clerk entered what had come by another way: when it truly came, how, and under which reference.
         *
         *     The verdict is passed on `received_at`; `entered_at` is when it was typed in. Who typed it is the state's `filed_by`.
         */
        Entered: {
            channel: components["schemas"]["Channel"];
            /**
             * Entered At
             * Format: date-time
             */
            entered_at: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Reference */
            reference?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * FactMeasure
         * @description One number of a fact set. Keys are sorted and unique; with keys, `value` is their count.
         */
        FactMeasure: {
            /** Indicator */
            indicator: string;
            /**
             * Keys
             * @default []
             */
            keys: string[];
            qualifier: components["schemas"]["Qualifier"];
            /** Value */
            value: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * FactSet
         * @description Facts that share where, when and under which lists they count: the finest thing that is ever counted.
         *
         *     `place` is a GB/T 2260 code, `overseas`, `online` or `none`; `day` is None where the time is no single day, and
         *     `through` is then the last day of a known range that starts at `since`. `scope` is set in the declared series only.
         */
        FactSet: {
            /** Activity */
            activity?: string | null;
            /** Council */
            council?: string | null;
            /** Day */
            day?: string | null;
            /** Department */
            department?: string | null;
            /**
             * Focus
             * @default []
             */
            focus: string[];
            /**
             * Highlight
             * @default false
             */
            highlight: boolean;
            /**
             * Local Types
             * @default []
             */
            local_types: string[];
            /** Measures */
            measures: components["schemas"]["FactMeasure"][];
            /** Place */
            place: string;
            /** Scope */
            scope?: string | null;
            series: components["schemas"]["Series"];
            /** Since */
            since?: string | null;
            /**
             * Tags
             * @default []
             */
            tags: string[];
            /** Through */
            through?: string | null;
            window: components["schemas"]["Window"];
        } & {
            [key: string]: unknown;
        };
        /**
         * File
         * @description One line of the manifest: the promise of bytes that follow. `sha256` is lower-case hexadecimal.
         */
        File: {
            /**
             * Ai Generated
             * @default false
             */
            ai_generated: boolean;
            /**
             * Caption
             * @default
             */
            caption: string;
            /**
             * @default {
             *       "identifiable_minors": false,
             *       "on_file": false,
             *       "under_14": false
             *     }
             */
            consent: components["schemas"]["Consent"];
            /**
             * Credit
             * @default
             */
            credit: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "photo" | "video" | "document";
            /** Name */
            name: string;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * FileAnswer
         * @description A promised file as it stands. `problem` is a code, said in words beside it; `retry_helps` whether sending it again can.
         */
        FileAnswer: {
            /** Asset */
            asset?: string | null;
            /** Caption */
            caption: string;
            consent: components["schemas"]["Consent"];
            /** Consent Missing */
            consent_missing: boolean;
            /** Credit */
            credit: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "photo" | "video" | "document";
            /** Name */
            name: string;
            /** Problem */
            problem?: string | null;
            /** Problem En */
            problem_en?: string | null;
            /** Problem Zh */
            problem_zh?: string | null;
            /**
             * Renditions
             * @default []
             */
            renditions: string[];
            /**
             * Retry Helps
             * @default false
             */
            retry_helps: boolean;
            /** Sha256 */
            sha256: string;
            state: components["schemas"]["AssetState"];
        } & {
            [key: string]: unknown;
        };
        /**
         * FindingAnswer
         * @description One thing that automatic checks found: characters `start:end` of the field at `path` (both 0: the whole field).
         *
         *     `hidden` is how many other submissions it speaks of that the caller may not see. An open block needs an override.
         */
        FindingAnswer: {
            /** About */
            about: components["schemas"]["AboutAnswer"][];
            /** En */
            en: string;
            /** End */
            end: number;
            /** Evidence */
            evidence: string;
            /** Finding */
            finding: string;
            /** Hidden */
            hidden: number;
            override: components["schemas"]["OverrideAnswer"] | null;
            /** Path */
            path: string;
            /** Proposals */
            proposals: components["schemas"]["Proposal"][];
            /** Rule */
            rule: string;
            /** Rule Version */
            rule_version: number;
            severity: components["schemas"]["Severity"];
            /** Start */
            start: number;
            /** Zh */
            zh: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Found
         * @description What automatic checks said of the newest version: an open block, a warning or a block, neither, or nothing yet.
         * @enum {string}
         */
        Found: "blocked" | "notable" | "clean" | "unchecked";
        /**
         * Host
         * @description Who hosts: an organisation of the directory, or a name with the kind of body it is (domain report 0.1).
         */
        Host: {
            /** Body */
            body?: string | null;
            /** Name */
            name?: string | null;
            /** Organisation */
            organisation?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Item
         * @description An item complete: what was filed last, the whole standing, and every decision so far, oldest first.
         *
         *     The standing names what the item is a duplicate of only to those who see that item, too. `next_proof` names the reading
         *     that is due, None where all three are done. `files` says of every promised file where it stands, `check` what the
         *     automatic checks said, `published` what is public now, which may be an older version. `complaints` are open ones. `names`
         *     says what the organisations of this answer are called; until `undo_until` the caller may take their newest act back.
         *     `entered_as` says how and when something came that a clerk typed in; `filed_at` is then when that was. `filed_from` is
         *     the organisation that filed for the item's own, `filed_for` the colleague whose work `filed_by` did.
         */
        Item: {
            /** Age Seconds */
            age_seconds: number;
            answers: components["schemas"]["ReturnAnswered"] | null;
            /** Band */
            band: number;
            /** Blocks */
            blocks: number;
            check: components["schemas"]["CheckAnswer"];
            check_state: components["schemas"]["CheckStatus"];
            /** Checks */
            checks: string[];
            claim: components["schemas"]["ClaimAnswer"] | null;
            /** Complaints */
            complaints: number;
            /** Content */
            content: components["schemas"]["Plan"] | components["schemas"]["ActivityReport"] | components["schemas"]["Case"] | components["schemas"]["Manuscript"] | components["schemas"]["PhotoSet"] | components["schemas"]["Video"] | components["schemas"]["Summary"];
            /** Due At */
            due_at: string | null;
            /** Edition */
            edition: string;
            entered_as?: components["schemas"]["Entered"] | null;
            /** Featured */
            featured: boolean;
            /**
             * Filed At
             * Format: date-time
             */
            filed_at: string;
            /** Filed By */
            filed_by: string;
            /** Filed For */
            filed_for?: string | null;
            /** Filed From */
            filed_from: string | null;
            /** Files */
            files: components["schemas"]["FileAnswer"][];
            /** Files Missing */
            files_missing: boolean;
            /** Findings */
            findings: number;
            /** History */
            history: components["schemas"]["KeptAnswer"][];
            /** Is Duplicate */
            is_duplicate: boolean;
            kind: components["schemas"]["Kind"];
            /** Late Reason */
            late_reason: string | null;
            /** Level */
            level: number;
            /** Manifest */
            manifest: components["schemas"]["File"][];
            /** May Accept */
            may_accept: boolean;
            /** May Claim */
            may_claim: boolean;
            /** May Feature */
            may_feature: boolean;
            /** May Leave Joint */
            may_leave_joint: boolean;
            /** May Mark Duplicate */
            may_mark_duplicate: boolean;
            /** May Name Joint */
            may_name_joint: boolean;
            /** May Pass Up */
            may_pass_up: boolean;
            /** May Proofread */
            may_proofread: boolean;
            /** May Reattribute */
            may_reattribute: boolean;
            /** May Refuse */
            may_refuse: boolean;
            /** May Return */
            may_return: boolean;
            /** May Undo */
            may_undo: boolean;
            /** May Unfeature */
            may_unfeature: boolean;
            /** May Unmark Duplicate */
            may_unmark_duplicate: boolean;
            /** May Withdraw */
            may_withdraw: boolean;
            /** Names */
            names: {
                [key: string]: string;
            };
            /** Next Proof */
            next_proof: string | null;
            /** Organisation */
            organisation: string;
            /** Organisation Name */
            organisation_name: string;
            /** Proofs */
            proofs: components["schemas"]["ProofAnswer"][];
            /** Proofs Done */
            proofs_done: number;
            published: components["schemas"]["PublishedAnswer"] | null;
            /** Revision */
            revision: number;
            standing: components["schemas"]["Standing"];
            state: components["schemas"]["State"];
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Title */
            title: string;
            /** Undo Until */
            undo_until: string | null;
            /** Unit */
            unit: string;
            /** Unit Name */
            unit_name: string;
            verdict: components["schemas"]["Verdict"];
            /** Version */
            version: number;
            /**
             * Waiting Since
             * Format: date-time
             */
            waiting_since: string;
            /** Waits For */
            waits_for: string | null;
            /** Why Not */
            why_not: {
                [key: string]: string;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * KeptAnswer
         * @description A decision that was taken, with the revision it made and what the item became by it.
         */
        KeptAnswer: {
            decision: components["schemas"]["Decision"];
            /** Level */
            level: number;
            /** Revision */
            revision: number;
            state: components["schemas"]["State"];
        } & {
            [key: string]: unknown;
        };
        /**
         * Kind
         * @description The kinds of material: notice 六(二) (plan) and 六(五) (the rest).
         * @enum {string}
         */
        Kind: "plan" | "activity_report" | "case" | "manuscript" | "photo_set" | "video" | "summary";
        /**
         * Line
         * @description An item in a list. `blocks` are open ones, `findings` all that are more than a remark, `proofs_done` readings of three.
         *
         *     `answers` is the return that its newest version answers; `due_at` by when what it is filed for is owed.
         */
        Line: {
            /** Age Seconds */
            age_seconds: number;
            answers: components["schemas"]["ReturnAnswered"] | null;
            /** Band */
            band: number;
            /** Blocks */
            blocks: number;
            check_state: components["schemas"]["CheckStatus"];
            /** Checks */
            checks: string[];
            claim: components["schemas"]["ClaimAnswer"] | null;
            /** Due At */
            due_at: string | null;
            /** Edition */
            edition: string;
            /** Featured */
            featured: boolean;
            /** Files Missing */
            files_missing: boolean;
            /** Findings */
            findings: number;
            /** Is Duplicate */
            is_duplicate: boolean;
            kind: components["schemas"]["Kind"];
            /** Level */
            level: number;
            /** May Accept */
            may_accept: boolean;
            /** May Claim */
            may_claim: boolean;
            /** May Feature */
            may_feature: boolean;
            /** May Leave Joint */
            may_leave_joint: boolean;
            /** May Mark Duplicate */
            may_mark_duplicate: boolean;
            /** May Name Joint */
            may_name_joint: boolean;
            /** May Pass Up */
            may_pass_up: boolean;
            /** May Proofread */
            may_proofread: boolean;
            /** May Reattribute */
            may_reattribute: boolean;
            /** May Refuse */
            may_refuse: boolean;
            /** May Return */
            may_return: boolean;
            /** May Undo */
            may_undo: boolean;
            /** May Unfeature */
            may_unfeature: boolean;
            /** May Unmark Duplicate */
            may_unmark_duplicate: boolean;
            /** May Withdraw */
            may_withdraw: boolean;
            /** Organisation */
            organisation: string;
            /** Organisation Name */
            organisation_name: string;
            /** Proofs Done */
            proofs_done: number;
            /** Revision */
            revision: number;
            state: components["schemas"]["State"];
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Title */
            title: string;
            /** Unit */
            unit: string;
            /** Unit Name */
            unit_name: string;
            verdict: components["schemas"]["Verdict"];
            /** Version */
            version: number;
            /**
             * Waiting Since
             * Format: date-time
             */
            waiting_since: string;
            /** Waits For */
            waits_for: string | null;
            /** Why Not */
            why_not: {
                [key: string]: string;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * Manuscript
         * @description A manuscript (稿件): text news, picture news, or a film with text; `credit` is the byline to print.
         */
        Manuscript: {
            /** Activity */
            activity?: string | null;
            /** Council */
            council?: string | null;
            /**
             * Credit
             * @default
             */
            credit: string;
            /** Department */
            department?: string | null;
            /**
             * Focus
             * @default []
             */
            focus: components["schemas"]["Choice"][];
            /**
             * @default {
             *       "code": "text_news"
             *     }
             */
            form: components["schemas"]["Choice"];
            /**
             * Hosts
             * @default []
             */
            hosts: components["schemas"]["Host"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "manuscript";
            /**
             * Local Types
             * @default []
             */
            local_types: components["schemas"]["Choice"][];
            /**
             * No State Secrets
             * @default false
             */
            no_state_secrets: boolean;
            /**
             * Tags
             * @default []
             */
            tags: components["schemas"]["Choice"][];
            /**
             * Text
             * @default
             */
            text: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Mark
         * @description A field to mend, and what is wrong with it: in words, and as a code where one fits.
         */
        Mark: {
            code?: components["schemas"]["ReturnReason"] | null;
            /** Note */
            note: string;
            /** Path */
            path: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * MarkedField
         * @description A field that a return asks to mend: its path as in the problem list, and what is wrong with it.
         *
         *     `code` is one of `ReturnReason`, None where none was chosen; a reader may meet one that it does not know.
         */
        MarkedField: {
            /** Code */
            code?: string | null;
            /** Note */
            note: string;
            /** Path */
            path: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Measure
         * @description One number as reported. `value` is in the indicator's unit.
         *
         *     A distinct indicator takes `keys` (`school:<10 digits>`, `uscc:<18 characters>`, `district:<6 digits>`,
         *     `community:<12 digits>`, `country:<ISO 3166-1 alpha-3>`, `name:<text>`), or a bare `value` where names are unknown.
         *     `platform` and `read_at` go with numbers of reads. `names` says, one for one, what the `keys` are called where
         *     somebody looked it up or typed it (empty where nobody did); figures take no notice of them.
         */
        Measure: {
            /** Indicator */
            indicator: string;
            /**
             * Keys
             * @default []
             */
            keys: string[];
            /**
             * Names
             * @default []
             */
            names: string[];
            /** Platform */
            platform?: string | null;
            /** @default exact */
            qualifier: components["schemas"]["Qualifier"];
            /** Read At */
            read_at?: string | null;
            /** Value */
            value?: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * NextBody
         * @description Which item is to be taken: the first, in this order, of what a list narrowed like this shows.
         *
         *     `text` and `answers_mine` as in the list; `found` is what automatic checks said of the newest version.
         */
        NextBody: {
            /**
             * Answers Mine
             * @default false
             */
            answers_mine: boolean;
            /** Edition */
            edition?: string | null;
            found?: components["schemas"]["Found"] | null;
            kind?: components["schemas"]["Kind"] | null;
            /** Older Than Seconds */
            older_than_seconds?: number | null;
            /** @default urgent */
            order: components["schemas"]["Order"];
            /** Organisation */
            organisation?: string | null;
            /** Text */
            text?: string | null;
            /** Unit */
            unit?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Order
         * @description The order of a list: urgent bands first, the longest waiting, the nearest deadline, or unit by unit.
         * @enum {string}
         */
        Order: "urgent" | "oldest" | "deadline" | "unit";
        /**
         * Outcome
         * @description What came of a complaint: the item was kept as it was, corrected by a later version, or withdrawn from the public.
         *
         *     A complaint about no item in particular is `ANSWERED`, and only such a one.
         * @enum {string}
         */
        Outcome: "kept" | "corrected" | "withdrawn" | "answered";
        /**
         * Override
         * @description That a person lets a version pass although an automatic check would block it: the finding's id, and why.
         */
        Override: {
            /** Finding */
            finding: string;
            /** Reason */
            reason: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * OverrideAnswer
         * @description That somebody has let a finding pass, by which decision and why.
         */
        OverrideAnswer: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Decision */
            decision: string;
            /** Organisation */
            organisation: string;
            /** Person */
            person: string;
            /** Reason */
            reason: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * OverrideBody
         * @description A finding that one lets pass, and why.
         */
        OverrideBody: {
            /** Finding */
            finding: string;
            /** Reason */
            reason: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Page
         * @description A page of items. `next` is the cursor of the page after it; `counts` are the items of the branch by state.
         *
         *     `total` is how many items fit on all pages; None where the list is narrowed to what only a look into each item tells
         *     (`found`, `featured`, `proofs_done`). Such a page may hold fewer items than asked for, and still have a next one.
         */
        Page: {
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /** Items */
            items: components["schemas"]["Line"][];
            /** Next */
            next: string | null;
            /** Total */
            total: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Part
         * @description A version that counts somewhere: its facts, and the chain step that has last passed it (0 = filed).
         */
        Part: {
            /** Facts */
            facts: components["schemas"]["FactSet"][];
            /** Level */
            level: number;
            /** Version */
            version: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * PhotoSet
         * @description Photos with captions; the files are in the manifest.
         */
        PhotoSet: {
            /** Activity */
            activity?: string | null;
            /** Council */
            council?: string | null;
            /** Department */
            department?: string | null;
            /**
             * Focus
             * @default []
             */
            focus: components["schemas"]["Choice"][];
            /**
             * Hosts
             * @default []
             */
            hosts: components["schemas"]["Host"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "photo_set";
            /**
             * Local Types
             * @default []
             */
            local_types: components["schemas"]["Choice"][];
            /**
             * No State Secrets
             * @default false
             */
            no_state_secrets: boolean;
            /**
             * Tags
             * @default []
             */
            tags: components["schemas"]["Choice"][];
            /**
             * Text
             * @default
             */
            text: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Place
         * @description Where something takes place. `code` is a GB/T 2260 code for a district, ISO 3166-1 alpha-3 overseas.
         */
        Place: {
            /** Code */
            code?: string | null;
            /** @default none */
            kind: components["schemas"]["PlaceKind"];
            /** Name */
            name?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * PlaceKind
         * @description Places include two that are no district: overseas and online (domain report 0.5).
         * @enum {string}
         */
        PlaceKind: "district" | "overseas" | "online" | "none";
        /**
         * Plan
         * @description A planned activity (本地组织实施方案 or a line of annexes 1-2): planned, later held or cancelled.
         *
         *     One that is `open_to_public` is shown to everybody once it is accepted, with `audience` (for whom: the edition's list),
         *     `registration` (how to come: no name of a person) and `registration_url`.
         */
        Plan: {
            /** Activity */
            activity?: string | null;
            /**
             * Audience
             * @default []
             */
            audience: components["schemas"]["Choice"][];
            /** Council */
            council?: string | null;
            /** Department */
            department?: string | null;
            /**
             * Focus
             * @default []
             */
            focus: components["schemas"]["Choice"][];
            /**
             * Hosts
             * @default []
             */
            hosts: components["schemas"]["Host"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "plan";
            /**
             * Local Types
             * @default []
             */
            local_types: components["schemas"]["Choice"][];
            /**
             * No State Secrets
             * @default false
             */
            no_state_secrets: boolean;
            /**
             * Open To Public
             * @default false
             */
            open_to_public: boolean;
            /**
             * Registration
             * @default
             */
            registration: string;
            /** Registration Url */
            registration_url?: string | null;
            /**
             * Sessions
             * @default []
             */
            sessions: components["schemas"]["Session"][];
            /**
             * Status
             * @default planned
             * @enum {string}
             */
            status: "planned" | "held" | "cancelled";
            /**
             * Tags
             * @default []
             */
            tags: components["schemas"]["Choice"][];
            /**
             * Text
             * @default
             */
            text: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * PreviewAnswer
         * @description A preview to confirm. `left_over` items fit the selection and are not in it, because a bulk is capped.
         */
        PreviewAnswer: {
            /** Count */
            count: number;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Items */
            items: components["schemas"]["PreviewLineAnswer"][];
            /** Left Over */
            left_over: number;
            /** Preview */
            preview: string;
            /** Refused */
            refused: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * PreviewLineAnswer
         * @description What a bulk would do to one item: bound to `revision`, or refused with `problem`.
         */
        PreviewLineAnswer: {
            /** Problem */
            problem: string | null;
            /** Revision */
            revision: number;
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Title */
            title: string;
            /** Version */
            version: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ProofAnswer
         * @description One of the three proof readings, 1 to 3, with its name.
         */
        ProofAnswer: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Name */
            name: string;
            /** Person */
            person: string;
            /** Step */
            step: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * Proposal
         * @description An act that a finding suggests, with what to send: `target` with mark_duplicate, `with_submission` to name together.
         */
        Proposal: {
            act: components["schemas"]["Act"];
            /** Joint Activity */
            joint_activity?: string | null;
            /** Target */
            target?: string | null;
            /** With Submission */
            with_submission?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * PublishedAnswer
         * @description What newsrooms have of the item now: which version, since when, under which revision of its event.
         */
        PublishedAnswer: {
            /** Assets */
            assets: number;
            /** Change */
            change: string;
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /**
             * Featured At
             * Format: date-time
             */
            featured_at: string;
            /** Revision */
            revision: number;
            /** Title */
            title: string;
            /** Version */
            version: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * Qualifier
         * @description How exact a number is: exact, 余/超 (at least), 近 (nearly), 约 (about), 预计 (expected).
         * @enum {string}
         */
        Qualifier: "exact" | "at_least" | "nearly" | "about" | "expected";
        /**
         * QueueFilter
         * @description Which of the items that wait for one's own desks are meant.
         */
        QueueFilter: {
            /** Edition */
            edition?: string | null;
            kind?: components["schemas"]["Kind"] | null;
            /** Older Than Seconds */
            older_than_seconds?: number | null;
            /** Organisation */
            organisation?: string | null;
            /** Unit */
            unit?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * ReattributionBody
         * @description The organisation that has moved, the edition whose items are to follow it, and why.
         */
        ReattributionBody: {
            /** Edition */
            edition: string;
            /** Organisation */
            organisation: string;
            /** Reason */
            reason: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Receipt
         * @description What whoever complained is told. `secret` comes with the receipt alone; with it and the number one looks it up.
         */
        Receipt: {
            about: components["schemas"]["About"];
            /** Item */
            item: string | null;
            /** Number */
            number: string;
            outcome?: components["schemas"]["Outcome"] | null;
            /** Reason */
            reason?: string | null;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Secret */
            secret?: string | null;
            /** Settled At */
            settled_at?: string | null;
            /** State */
            state: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Result
         * @description What became of one item of a bulk. `CHANGED` items were touched since the preview and are left alone.
         * @enum {string}
         */
        Result: "done" | "changed" | "refused";
        /**
         * ResultAnswer
         * @description What became of one item.
         */
        ResultAnswer: {
            /** Problem */
            problem: string | null;
            result: components["schemas"]["Result"];
            /** Revision */
            revision: number | null;
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * ReturnAnswered
         * @description The return that a version answers: whose it was, in whose name, when. `mine` is whether it was the caller's.
         */
        ReturnAnswered: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Mine */
            mine: boolean;
            /** Organisation */
            organisation: string;
            /** Person */
            person: string;
            /** Version */
            version: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ReturnReason
         * @description What a reviewer finds wrong with a field; a note in their own words stands beside it.
         * @enum {string}
         */
        ReturnReason: "wrong_number" | "unclear_number" | "incomplete" | "wording" | "wrong_list" | "caption" | "consent" | "picture_quality" | "privacy" | "duplicate" | "not_this_week" | "other";
        /**
         * RulesAnswer
         * @description The rules in force. `fault` says what is wrong with the files that lie there now, where they are not taken over.
         */
        RulesAnswer: {
            /** Fault */
            fault: string | null;
            /** Files */
            files: string[];
            /** Hash */
            hash: string;
            /** Rules */
            rules: number;
            /**
             * Since
             * Format: date-time
             */
            since: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Selection
         * @description The items of a bulk: `submissions` by id, or `waiting` for one's desks; exactly one of the two.
         */
        Selection: {
            /** Submissions */
            submissions?: string[] | null;
            waiting?: components["schemas"]["QueueFilter"] | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Series
         * @description Which of the three series a fact belongs to. They stand beside each other and are never added.
         * @enum {string}
         */
        Series: "actual" | "expected" | "declared";
        /**
         * Session
         * @description One session (场) of an activity, with the numbers that belong to it alone.
         *
         *     `starts` and `ends` are times of day in Asia/Shanghai (`09:30`), `address` is where people go; both for the calendar.
         */
        Session: {
            /** Address */
            address?: string | null;
            /** Ends */
            ends?: string | null;
            /**
             * Measures
             * @default []
             */
            measures: components["schemas"]["Measure"][];
            /**
             * @default {
             *       "kind": "none"
             *     }
             */
            place: components["schemas"]["Place"];
            /** Starts */
            starts?: string | null;
            /** Title */
            title?: string | null;
            when: components["schemas"]["Span"];
        } & {
            [key: string]: unknown;
        };
        /**
         * SettlementBody
         * @description What came of it, which the item's own decisions must have brought about, and why.
         */
        SettlementBody: {
            outcome: components["schemas"]["Outcome"];
            /** Reason */
            reason: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Severity
         * @description How much a finding weighs. A block needs a person's reason to be overridden; nothing here decides by itself.
         * @enum {string}
         */
        Severity: "block" | "warn" | "info";
        /**
         * Span
         * @description When something takes place: a day, a range of days or a whole month, both ends included, in Asia/Shanghai.
         */
        Span: {
            /**
             * End
             * Format: date
             */
            end: string;
            /**
             * Precision
             * @default day
             * @enum {string}
             */
            precision: "day" | "range" | "month";
            /**
             * Start
             * Format: date
             */
            start: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Standing
         * @description What a submission has become, complete: nothing is a difference, nothing needs the one before.
         *
         *     `counted` is the accepted version; `in_review` the one under review. `level` is the chain step the newest version
         *     has reached. `duplicate_of` and `joint_activity` are weighed by aggregation over the whole set.
         */
        Standing: {
            /** Chain */
            chain: string[];
            counted?: components["schemas"]["Part"] | null;
            /** Duplicate Of */
            duplicate_of?: string | null;
            /** Edition */
            edition: string;
            /**
             * Featured
             * @default false
             */
            featured: boolean;
            /**
             * Files Missing
             * @default false
             */
            files_missing: boolean;
            in_review?: components["schemas"]["Part"] | null;
            /** Joint Activity */
            joint_activity?: string | null;
            /** Joint Named At */
            joint_named_at?: string | null;
            kind: components["schemas"]["Kind"];
            /** Level */
            level: number;
            /** Obligation */
            obligation: string | null;
            /** Organisation */
            organisation: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            state: components["schemas"]["State"];
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Unit */
            unit: string;
            verdict: components["schemas"]["Verdict"];
            /** Version */
            version: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * State
         * @description Where the newest version stands. `IN_REVIEW` waits for the next organisation of the chain.
         * @enum {string}
         */
        State: "in_review" | "accepted" | "returned" | "refused" | "withdrawn";
        /**
         * Summary
         * @description The summary a week later (notice 六(五)): statistics, text, pictures, highlights, cases.
         *
         *     `measures` are what the filer declares for `scope` (its own area where none is named).
         */
        Summary: {
            /** Activity */
            activity?: string | null;
            /**
             * Cases
             * @default []
             */
            cases: string[];
            /** Council */
            council?: string | null;
            /** Department */
            department?: string | null;
            /**
             * Focus
             * @default []
             */
            focus: components["schemas"]["Choice"][];
            /**
             * Highlights
             * @default []
             */
            highlights: string[];
            /**
             * Hosts
             * @default []
             */
            hosts: components["schemas"]["Host"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "summary";
            /**
             * Local Types
             * @default []
             */
            local_types: components["schemas"]["Choice"][];
            /**
             * Measures
             * @default []
             */
            measures: components["schemas"]["Measure"][];
            /**
             * No State Secrets
             * @default false
             */
            no_state_secrets: boolean;
            /** Scope */
            scope?: string | null;
            /**
             * Tags
             * @default []
             */
            tags: components["schemas"]["Choice"][];
            /**
             * Text
             * @default
             */
            text: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Tried
         * @description What would change: counts by rule, and examples with the finding before and after.
         */
        Tried: {
            /** Candidate */
            candidate: string;
            /** Current */
            current: string;
            /** Examples */
            examples: {
                [key: string]: unknown;
            }[];
            /** Items */
            items: number;
            /** Items Changed */
            items_changed: number;
            /** Newly Blocked */
            newly_blocked: number;
            /** No Longer Blocked */
            no_longer_blocked: number;
            /** Rules */
            rules: {
                [key: string]: unknown;
            }[];
        } & {
            [key: string]: unknown;
        };
        /**
         * TryBody
         * @description Candidate files by name: each replaces or joins those in force, null leaves one out. Tried on the newest `items`.
         */
        TryBody: {
            /** Edition */
            edition?: string | null;
            /** Files */
            files: {
                [key: string]: string | null;
            };
            /**
             * Items
             * @default 500
             */
            items: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * Verdict
         * @description Whether what was owed came in time; NOT_OWED where it answers no obligation with a date.
         * @enum {string}
         */
        Verdict: "on_time" | "late_accepted" | "late_refused" | "not_owed";
        /**
         * Video
         * @description One film; the file is in the manifest.
         */
        Video: {
            /** Activity */
            activity?: string | null;
            /** Council */
            council?: string | null;
            /** Department */
            department?: string | null;
            /**
             * Focus
             * @default []
             */
            focus: components["schemas"]["Choice"][];
            /**
             * Hosts
             * @default []
             */
            hosts: components["schemas"]["Host"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "video";
            /**
             * Local Types
             * @default []
             */
            local_types: components["schemas"]["Choice"][];
            /**
             * No State Secrets
             * @default false
             */
            no_state_secrets: boolean;
            /**
             * No Watermark
             * @default false
             */
            no_watermark: boolean;
            /**
             * Tags
             * @default []
             */
            tags: components["schemas"]["Choice"][];
            /**
             * Text
             * @default
             */
            text: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Window
         * @description Where a day falls: in the national week, in the unit's own window or activity month, or outside both.
         * @enum {string}
         */
        Window: "week" | "own" | "outside";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    live_health_live_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    ready_health_ready_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A dependency is away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    exposition_metrics_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    confirm_v1_bulk_decisions__bulk__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    preview_v1_bulk_previews_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkPreviewBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewAnswer"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    find_v1_clues_get: {
        parameters: {
            query?: {
                edition?: string | null;
                kind?: components["schemas"]["Kind"] | null;
                /** @description In the title. */
                text?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CluePage"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    find_v1_complaints_get: {
        parameters: {
            query?: {
                /** @description open, or an outcome. */
                state?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskPage"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    open_one_v1_complaints_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComplaintBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    look_up_v1_complaints__number__get: {
        parameters: {
            query?: never;
            header: {
                "X-Weekwire-Secret": string;
            };
            path: {
                /** @description The number on the receipt. */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    settle_v1_complaints__number__settlement_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number on the receipt. */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskLine"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    find_v1_items_get: {
        parameters: {
            query?: {
                edition?: string | null;
                kind?: components["schemas"]["Kind"] | null;
                unit?: string | null;
                organisation?: string | null;
                state?: components["schemas"]["State"] | null;
                /** @description The organisation whose turn it is. */
                waits_for?: string | null;
                /** @description Waiting at least so long. */
                older_than_seconds?: number | null;
                /** @description free, mine, or in others' hands. */
                claimed?: components["schemas"]["Claimed-Input"] | null;
                /** @description What automatic checks said of the newest version. */
                found?: components["schemas"]["Found"] | null;
                /** @description Whether some version of it is public now. */
                featured?: boolean | null;
                /** @description Proof readings of the newest version. */
                proofs_done?: number | null;
                /** @description In the title, or the number's beginning. */
                text?: string | null;
                /** @description Only what answers a return that the caller made. */
                answers_mine?: boolean;
                /** @description Urgent bands, longest waiting, nearest deadline, or by unit. */
                order?: components["schemas"]["Order"];
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description Items a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    read_v1_items__submission__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                submission: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    claim_v1_items__submission__claim_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                submission: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimAnswer"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    release_v1_items__submission__claim__token__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                submission: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    decide_v1_items__submission__decisions__decision__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                submission: string;
                decision: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptAnswer"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    find_v1_queue_get: {
        parameters: {
            query?: {
                edition?: string | null;
                kind?: components["schemas"]["Kind"] | null;
                unit?: string | null;
                organisation?: string | null;
                state?: components["schemas"]["State"] | null;
                /** @description The organisation whose turn it is. */
                waits_for?: string | null;
                /** @description Waiting at least so long. */
                older_than_seconds?: number | null;
                /** @description free, mine, or in others' hands. */
                claimed?: components["schemas"]["Claimed-Input"] | null;
                /** @description What automatic checks said of the newest version. */
                found?: components["schemas"]["Found"] | null;
                /** @description Whether some version of it is public now. */
                featured?: boolean | null;
                /** @description Proof readings of the newest version. */
                proofs_done?: number | null;
                /** @description In the title, or the number's beginning. */
                text?: string | null;
                /** @description Only what answers a return that the caller made. */
                answers_mine?: boolean;
                /** @description Urgent bands, longest waiting, nearest deadline, or by unit. */
                order?: components["schemas"]["Order"];
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description Items a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    take_next_v1_queue_next_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NextBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claimed-Output"] | null;
                };
            };
            /** @description Nothing is free that the caller may judge */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    reattribute_v1_reattributions__move__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                move: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReattributionBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    in_force_v1_rules_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesAnswer"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
    try_rules_v1_rules_try_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tried"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail_en?: string;
                        detail_zh?: string;
                        facts?: Record<string, never>;
                        fields?: Record<string, never>[];
                        remedy_en?: string;
                        remedy_zh?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
        };
    };
}
