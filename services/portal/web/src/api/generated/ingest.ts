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
    "/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Page
         * @description The caller's own drafts and their organisations', newest first, without their forms.
         */
        get: operations["page_v1_drafts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts/{draft}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description A draft with its form.
         */
        get: operations["one_v1_drafts__draft__get"];
        /**
         * Save
         * @description Save anything. With If-Match on its etag it replaces what was saved; what somebody else saved meanwhile is a 409.
         */
        put: operations["save_v1_drafts__draft__put"];
        post?: never;
        /**
         * Delete
         * @description Delete a draft; one that is gone already is no error.
         */
        delete: operations["delete_v1_drafts__draft__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{receipt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receipt Of
         * @description A receipt: number, time, verdict, and in plain words where the version stands and whom it waits for.
         */
        get: operations["receipt_of_v1_receipts__receipt__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Page
         * @description What the caller's branch has filed, newest first; pages stay where they are while new items come in.
         *
         *     `state` is `received` until moderation has said something about the newest version.
         */
        get: operations["page_v1_submissions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/{submission}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description The newest version, complete, with its receipt and what the caller may do. ETag is the version.
         */
        get: operations["one_v1_submissions__submission__get"];
        /**
         * Put
         * @description Receive a version under an id of the client's choice; the same again is the same answer.
         *
         *     201: a new version, stored durably. 200: this request was received before; its receipt. With If-Match on the
         *     current version it amends. ETag is the version.
         */
        put: operations["put_v1_submissions__submission__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/{submission}/files/{sha256}/withdraw-consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw Consent
         * @description Close a file whose people no longer agree, in every version and for good; saying it again changes nothing.
         *
         *     For whoever filed it, the unit's approvers and the ministry's editors.
         */
        post: operations["withdraw_consent_v1_submissions__submission__files__sha256__withdraw_consent_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/{submission}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions
         * @description Every version's receipt, oldest first.
         */
        get: operations["versions_v1_submissions__submission__versions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/{submission}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Version Of
         * @description One version as it was sent. Its content never changes; its standing does.
         */
        get: operations["version_of_v1_submissions__submission__versions__version__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/{submission}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw
         * @description Take a submission back. The version seen is in If-Match or in the body; saying it again changes nothing.
         */
        post: operations["withdraw_v1_submissions__submission__withdraw_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions:check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check
         * @description Say everything a PUT would say (problems, flags, facts, verdict), and store nothing.
         */
        post: operations["check_v1_submissions_check_post"];
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
         * CheckAnswer
         * @description What a PUT of the same body would say. `refusal` is the problem it would be answered with, None where it would not.
         */
        CheckAnswer: {
            /** Facts */
            facts: components["schemas"]["FactSet"][];
            /** Flags */
            flags: string[];
            /** Obligation */
            obligation: string | null;
            /** Problems */
            problems: {
                [key: string]: unknown;
            }[];
            /** Refusal */
            refusal: {
                [key: string]: unknown;
            } | null;
            verdict: components["schemas"]["Verdict"] | null;
        } & {
            [key: string]: unknown;
        };
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
         * Contact
         * @description A person to ring. Stays in ingest's database; no event carries it.
         */
        Contact: {
            /** Name */
            name: string;
            /** Phone */
            phone: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * DraftAnswer
         * @description A draft as it was last saved.
         */
        DraftAnswer: {
            /** Author */
            author: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Draft
             * Format: uuid
             */
            draft: string;
            /** Etag */
            etag: string;
            /** Form */
            form: {
                [key: string]: unknown;
            };
            /** Organisation */
            organisation: string;
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * DraftLine
         * @description A draft in a list, without its form.
         */
        DraftLine: {
            /** Author */
            author: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Draft
             * Format: uuid
             */
            draft: string;
            /** Etag */
            etag: string;
            /** Organisation */
            organisation: string;
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * DraftRequest
         * @description The body of `PUT /v1/drafts/{uuid}`: for whom, under which title, and the form as far as it is filled in.
         */
        DraftRequest: {
            /** Form */
            form?: {
                [key: string]: unknown;
            };
            /** Organisation */
            organisation: string;
            /**
             * Title
             * @default
             */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * DraftsAnswer
         * @description A page of drafts; `next` is the cursor of the page after it.
         */
        DraftsAnswer: {
            /** Items */
            items: components["schemas"]["DraftLine"][];
            /** Next */
            next: string | null;
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
         * Kind
         * @description The kinds of material: notice 六(二) (plan) and 六(五) (the rest).
         * @enum {string}
         */
        Kind: "plan" | "activity_report" | "case" | "manuscript" | "photo_set" | "video" | "summary";
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
         * MarkedField
         * @description A field that a return asks to mend: its path as in the problem list, and what is wrong with it.
         */
        MarkedField: {
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
         *     `platform` and `read_at` go with numbers of reads.
         */
        Measure: {
            /** Indicator */
            indicator: string;
            /**
             * Keys
             * @default []
             */
            keys: string[];
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
         * PageAnswer
         * @description A page of a list; `next` is the cursor of the page after it, None on the last.
         */
        PageAnswer: {
            /** Items */
            items: components["schemas"]["SummaryAnswer"][];
            /** Next */
            next: string | null;
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
         */
        Plan: {
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
         * Qualifier
         * @description How exact a number is: exact, 余/超 (at least), 近 (nearly), 约 (about), 预计 (expected).
         * @enum {string}
         */
        Qualifier: "exact" | "at_least" | "nearly" | "about" | "expected";
        /**
         * ReceiptAnswer
         * @description The receipt of one version. Number, time and verdict never change; `stand` does.
         *
         *     `uploads` are minted anew at each reading, for the newest version and whoever may amend it. `consents_withdrawn`
         *     are the SHA-256 of files that are closed for good.
         */
        ReceiptAnswer: {
            /** Consents Withdrawn */
            consents_withdrawn: string[];
            /** Content Sha256 */
            content_sha256: string;
            /** Current Version */
            current_version: number;
            /** Edition */
            edition: string;
            /** Filed By */
            filed_by: string;
            /** Filed From */
            filed_from: string | null;
            /** Flags */
            flags: string[];
            kind: components["schemas"]["Kind"];
            /** Late Reason */
            late_reason: string | null;
            /** Obligation */
            obligation: string | null;
            /** Organisation */
            organisation: string;
            /** Receipt */
            receipt: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            stand: components["schemas"]["StandAnswer"];
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Uploads */
            uploads: components["schemas"]["UploadAnswer"][];
            verdict: components["schemas"]["Verdict"];
            /** Version */
            version: number;
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
         * @description One held session (场) of an activity, with the numbers that belong to it alone.
         */
        Session: {
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
            /** Title */
            title?: string | null;
            when: components["schemas"]["Span"];
        } & {
            [key: string]: unknown;
        };
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
         * StandAnswer
         * @description Where a version stands, in plain words; `waits_for` is the organisation whose turn it is.
         *
         *     An answer to a return that comes until `answer_by` keeps the returned version's verdict.
         */
        StandAnswer: {
            /** Answer By */
            answer_by: string | null;
            /** En */
            en: string;
            /** Fields */
            fields: components["schemas"]["MarkedField"][];
            /** Reason */
            reason: string | null;
            /** State */
            state: string;
            /** Waits For */
            waits_for: string | null;
            /** Waits For Name */
            waits_for_name: string | null;
            /** Zh */
            zh: string;
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
         * SubmissionAnswer
         * @description One version of a submission, complete, with its receipt and what the caller may do.
         */
        SubmissionAnswer: {
            /** Chain */
            chain: string[];
            contact: components["schemas"]["Contact"] | null;
            /** Content */
            content: components["schemas"]["Plan"] | components["schemas"]["ActivityReport"] | components["schemas"]["Case"] | components["schemas"]["Manuscript"] | components["schemas"]["PhotoSet"] | components["schemas"]["Video"] | components["schemas"]["Summary"];
            /** Edition */
            edition: string;
            /** Facts */
            facts: components["schemas"]["FactSet"][];
            kind: components["schemas"]["Kind"];
            /** Manifest */
            manifest: components["schemas"]["File"][];
            /** May Amend */
            may_amend: boolean;
            /** May Withdraw */
            may_withdraw: boolean;
            /** May Withdraw Consent */
            may_withdraw_consent: boolean;
            /** Organisation */
            organisation: string;
            receipt: components["schemas"]["ReceiptAnswer"];
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Title */
            title: string;
            /** Unit */
            unit: string;
            /** Version */
            version: number;
            /** Withdrawn */
            withdrawn: boolean;
        } & {
            [key: string]: unknown;
        };
        /**
         * SubmissionRequest
         * @description The body of `PUT /v1/submissions/{uuid}`, and a row of an import.
         *
         *     `late_reason` is asked for inside the grace of an obligation. `contact` stays in this service.
         */
        SubmissionRequest: {
            contact?: components["schemas"]["Contact"] | null;
            /** Content */
            content: components["schemas"]["Plan"] | components["schemas"]["ActivityReport"] | components["schemas"]["Case"] | components["schemas"]["Manuscript"] | components["schemas"]["PhotoSet"] | components["schemas"]["Video"] | components["schemas"]["Summary"];
            /** Edition */
            edition: string;
            /** Late Reason */
            late_reason?: string | null;
            /**
             * Manifest
             * @default []
             */
            manifest: components["schemas"]["File"][];
            /** Organisation */
            organisation: string;
        } & {
            [key: string]: unknown;
        };
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
         * SummaryAnswer
         * @description A line of a list.
         */
        SummaryAnswer: {
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /** Edition */
            edition: string;
            kind: components["schemas"]["Kind"];
            /** Organisation */
            organisation: string;
            /** Receipt */
            receipt: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** State */
            state: string;
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Title */
            title: string;
            /** Unit */
            unit: string;
            verdict: components["schemas"]["Verdict"];
            /** Version */
            version: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * UploadAnswer
         * @description A file whose bytes may be sent now: POST to `path` of the media service with `grant` in `X-Weekwire-Grant`.
         *
         *     The grant alone is the right to it, so it is shown to nobody else. `asset` is what media calls the file.
         */
        UploadAnswer: {
            /**
             * Asset
             * Format: uuid
             */
            asset: string;
            /** Grant */
            grant: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "photo" | "video" | "document";
            /** Name */
            name: string;
            /** Path */
            path: string;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
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
         * VersionsAnswer
         * @description Every version's receipt, oldest first.
         */
        VersionsAnswer: {
            /** Current Version */
            current_version: number;
            /** Items */
            items: components["schemas"]["ReceiptAnswer"][];
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
        } & {
            [key: string]: unknown;
        };
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
        /**
         * WithdrawRequest
         * @description The body of a withdrawal, where the version seen is not in If-Match.
         */
        WithdrawRequest: {
            /** Version */
            version: number;
        } & {
            [key: string]: unknown;
        };
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
    page_v1_drafts_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                /** @description Items of a page. */
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
                    "application/json": components["schemas"]["DraftsAnswer"];
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
    one_v1_drafts__draft__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draft: string;
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
                    "application/json": components["schemas"]["DraftAnswer"];
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
    save_v1_drafts__draft__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draft: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftAnswer"];
                };
            };
            /** @description A new draft */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftAnswer"];
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
    delete_v1_drafts__draft__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draft: string;
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
    receipt_of_v1_receipts__receipt__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                receipt: string;
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
                    "application/json": components["schemas"]["ReceiptAnswer"];
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
    page_v1_submissions_get: {
        parameters: {
            query?: {
                edition?: string | null;
                kind?: components["schemas"]["Kind"] | null;
                unit?: string | null;
                organisation?: string | null;
                state?: components["schemas"]["State"] | "received" | null;
                changed_since?: string | null;
                cursor?: string | null;
                /** @description Items of a page. */
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
                    "application/json": components["schemas"]["PageAnswer"];
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
    one_v1_submissions__submission__get: {
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
                    "application/json": components["schemas"]["SubmissionAnswer"];
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
    put_v1_submissions__submission__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                submission: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmissionRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptAnswer"];
                };
            };
            /** @description A new version, durable */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptAnswer"];
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
    withdraw_consent_v1_submissions__submission__files__sha256__withdraw_consent_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                submission: string;
                sha256: string;
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
                    "application/json": components["schemas"]["ReceiptAnswer"];
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
    versions_v1_submissions__submission__versions_get: {
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
                    "application/json": components["schemas"]["VersionsAnswer"];
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
    version_of_v1_submissions__submission__versions__version__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                submission: string;
                version: number;
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
                    "application/json": components["schemas"]["SubmissionAnswer"];
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
    withdraw_v1_submissions__submission__withdraw_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                submission: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WithdrawRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptAnswer"];
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
    check_v1_submissions_check_post: {
        parameters: {
            query?: {
                submission?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmissionRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckAnswer"];
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
