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
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description Acts of all services, newest first.
         */
        get: operations["read_v1_audit_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description All editions, oldest first.
         */
        get: operations["find_v1_editions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{edition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get
         * @description One edition, complete.
         */
        get: operations["get_v1_editions__edition__get"];
        /**
         * Put
         * @description Change an edition (its `revision` is the one seen), or add one (`revision` 0).
         */
        put: operations["put_v1_editions__edition__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys
         * @description The public keys that tokens are checked with.
         */
        get: operations["keys_v1_keys_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description Who one is, and in which roles.
         */
        get: operations["me_v1_me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Password
         * @description Change one's own password; one's other sessions end. After a first change, refresh for a whole access token.
         */
        put: operations["password_v1_me_password_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * State
         * @description Whether it is on.
         */
        get: operations["state_v1_me_second_factor_get"];
        /**
         * Confirm
         * @description Switch it on with a first code. Where it was demanded, refresh for a whole access token.
         */
        put: operations["confirm_v1_me_second_factor_put"];
        /**
         * Begin
         * @description A fresh secret for the device; nothing changes before a first code has confirmed it.
         */
        post: operations["begin_v1_me_second_factor_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factor/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove
         * @description Take it away.
         */
        post: operations["remove_v1_me_second_factor_remove_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description On which devices one is signed in.
         */
        get: operations["find_v1_me_sessions_get"];
        put?: never;
        post?: never;
        /**
         * End Others
         * @description Sign out everywhere else.
         */
        delete: operations["end_others_v1_me_sessions_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{session}": {
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
         * End
         * @description End one of one's sessions; of somebody else's: 404. Ended already changes nothing.
         */
        delete: operations["end_v1_me_sessions__session__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/obligations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description Who owes what to whom by when, by id: national ones, and those of one's own branch.
         */
        get: operations["find_v1_obligations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/obligations/{obligation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get
         * @description One obligation, national or of one's own branch; of any other: 404.
         */
        get: operations["get_v1_obligations__obligation__get"];
        /**
         * Put
         * @description Set an obligation for an organisation directly below, due earlier than one's own.
         */
        put: operations["put_v1_obligations__obligation__put"];
        post?: never;
        /**
         * Cancel
         * @description End an obligation; it stays readable as cancelled.
         */
        delete: operations["cancel_v1_obligations__obligation__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description Organisations by id. Names and places are open to everybody who is signed in.
         */
        get: operations["find_v1_organisations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get
         * @description One organisation.
         */
        get: operations["get_v1_organisations__organisation__get"];
        /**
         * Put
         * @description Open an organisation, or amend it; amending names the revision that was seen.
         */
        put: operations["put_v1_organisations__organisation__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisation}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close
         * @description Give it its last day; it stays readable.
         */
        post: operations["close_v1_organisations__organisation__close_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisation}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * History
         * @description What was changed, oldest first, with the values before. Who did it is in the audit log.
         */
        get: operations["history_v1_organisations__organisation__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisation}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move
         * @description Put it under another parent, with everything below it. Submissions follow only by re-attribution.
         */
        post: operations["move_v1_organisations__organisation__move_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisation}/windows/{edition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Window
         * @description A unit declares its own window or activity month.
         */
        put: operations["set_window_v1_organisations__organisation__windows__edition__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description The people who belong to an organisation of one's branch; of any other: 404.
         */
        get: operations["find_v1_people_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get
         * @description One person of one's branch; of any other: 404.
         */
        get: operations["get_v1_people__person__get"];
        /**
         * Put
         * @description Make a person, or change one; every role lies inside one's branch.
         */
        put: operations["put_v1_people__person__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/second-factor": {
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
         * Remove Second Factor
         * @description Take away the second factor of somebody who lost the device and the recovery codes.
         */
        delete: operations["remove_second_factor_v1_people__person__second_factor_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign In
         * @description Begin a session. The same answer, in the same time, whatever was wrong.
         */
        post: operations["sign_in_v1_sessions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
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
         * Sign Out
         * @description End the session the access token belongs to.
         */
        delete: operations["sign_out_v1_sessions_current_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh
         * @description Take the next tokens of a session. A refresh token that was used before ends the session.
         */
        post: operations["refresh_v1_sessions_refresh_post"];
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
         * BeginForm
         * @description One's password: who found a session open gives its owner no second factor.
         */
        BeginForm: {
            /**
             * Password
             * Format: password
             */
            password: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * BegunView
         * @description What the authenticator needs, shown this once.
         */
        BegunView: {
            /** Secret */
            secret: string;
            /** Uri */
            uri: string;
        };
        /**
         * CloseForm
         * @description The last day of an organisation, and the revision that was seen.
         */
        CloseForm: {
            /**
             * On
             * Format: date
             */
            on: string;
            /** Revision */
            revision?: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * CodeForm
         * @description The six digits that the device shows.
         */
        CodeForm: {
            /**
             * Code
             * Format: password
             */
            code: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * ContactPoint
         * @description Where people turn when the system fails (notice, last lines).
         */
        ContactPoint: {
            /** Email */
            email?: string | null;
            /** Fax */
            fax?: string | null;
            /** Phone */
            phone?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Edition
         * @description `directory.editions.v1`: one edition, complete. `inferred` names the fields whose values are not attested.
         *
         *     `joint_bodies`, `council_count` and `national_activity_count` are what the notice counts, also where its lists are
         *     not at hand. `bodies` are the codes of the bodies a kind of unit has, `body_names` what the notice calls them there.
         */
        Edition: {
            /** Bodies */
            bodies?: {
                [key: string]: string[];
            };
            /** Body Names */
            body_names?: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** @default {} */
            contact: components["schemas"]["ContactPoint"];
            /** Council Count */
            council_count?: number | null;
            /**
             * Councils
             * @default []
             */
            councils: components["schemas"]["Promoter"][];
            /**
             * Coverage Goals
             * @default []
             */
            coverage_goals: components["schemas"]["Entry"][];
            /**
             * Departments
             * @default []
             */
            departments: components["schemas"]["Promoter"][];
            /** Document Number */
            document_number?: string | null;
            /** Edition */
            edition: string;
            /**
             * End
             * Format: date
             */
            end: string;
            /**
             * Focus
             * @default []
             */
            focus: components["schemas"]["Entry"][];
            /** Further Lists */
            further_lists?: {
                [key: string]: components["schemas"]["Entry"][];
            };
            /**
             * Inferred
             * @default []
             */
            inferred: string[];
            /** Joint Bodies */
            joint_bodies?: number | null;
            /**
             * @default {
             *       "case_max_characters": 5000,
             *       "case_max_pictures": 5,
             *       "case_min_characters": 1500,
             *       "case_min_pictures": 3,
             *       "document_max_bytes": 20000000,
             *       "files_per_submission": 60,
             *       "manuscript_max_characters": 20000,
             *       "media_bytes_per_organisation": 50000000000,
             *       "photo_max_bytes": 20000000,
             *       "photo_max_pixels": 50000000,
             *       "submissions_per_organisation": 5000,
             *       "video_max_bytes": 600000000,
             *       "video_max_seconds": 600
             *     }
             */
            limits: components["schemas"]["Limits"];
            /**
             * Local Types
             * @default []
             */
            local_types: components["schemas"]["Entry"][];
            /**
             * Manuscript Forms
             * @default []
             */
            manuscript_forms: components["schemas"]["Entry"][];
            /** National Activity Count */
            national_activity_count?: number | null;
            /**
             * Obligations
             * @default []
             */
            obligations: components["schemas"]["ObligationRule"][];
            /** Ordinal */
            ordinal?: number | null;
            /**
             * Revision
             * @default 0
             */
            revision: number;
            /**
             * @default {
             *       "accept_while_files_missing": true,
             *       "claim_lease_seconds": 900,
             *       "councils_through_office": false,
             *       "feature_while_files_missing": false,
             *       "files_due_seconds": 259200,
             *       "files_never_come": "keep",
             *       "five_cities_route": "direct",
             *       "headline_windows": [
             *         "week",
             *         "own"
             *       ],
             *       "timely_target_seconds": 86400,
             *       "undo_window_seconds": 600,
             *       "usage_terms": "供新闻报道使用,须署名,不得用于商业用途。"
             *     }
             */
            rules: components["schemas"]["Rules"];
            /**
             * Sealed
             * @default false
             */
            sealed: boolean;
            /**
             * Selection Categories
             * @default []
             */
            selection_categories: components["schemas"]["Entry"][];
            /**
             * Start
             * Format: date
             */
            start: string;
            /**
             * Summary Parts
             * @default []
             */
            summary_parts: components["schemas"]["Entry"][];
            /**
             * Tags
             * @default []
             */
            tags: components["schemas"]["Entry"][];
            /** Theme */
            theme: string;
            /**
             * Theme Days
             * @default []
             */
            theme_days: string[];
            /**
             * Timezone
             * @default Asia/Shanghai
             */
            timezone: string;
            /** Title */
            title: string;
            /**
             * Units
             * @default []
             */
            units: components["schemas"]["Unit"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * Entry
         * @description One value of a list of the notice, in its words. `group` is the list's own heading, as in 四开放.
         */
        Entry: {
            /** Code */
            code: string;
            /** Group */
            group?: string | null;
            /**
             * Indicators
             * @default []
             */
            indicators: string[];
            /** Name */
            name: string;
            /** Text */
            text?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * FactorState
         * @description Whether one signs in with a second factor.
         */
        FactorState: {
            /** Is On */
            is_on: boolean;
        };
        /**
         * GrantForm
         * @description A role in an organisation.
         */
        GrantForm: {
            /** Organisation */
            organisation: string;
            role: components["schemas"]["Role-Input"];
        } & {
            [key: string]: unknown;
        };
        /**
         * GrantView
         * @description A role in an organisation.
         */
        GrantView: {
            /** Organisation */
            organisation: string;
            /** Role */
            role: string;
        };
        /**
         * KeySet
         * @description A JWK set (RFC 7517).
         */
        KeySet: {
            /** Keys */
            keys: {
                [key: string]: unknown;
            }[];
        };
        /**
         * Kind
         * @description The kinds of material: notice 六(二) (plan) and 六(五) (the rest).
         * @enum {string}
         */
        Kind: "plan" | "activity_report" | "case" | "manuscript" | "photo_set" | "video" | "summary";
        /**
         * Limits
         * @description Bounds that a call sets (the ministry's and the press's contradict each other, so they are never constants).
         */
        Limits: {
            /**
             * Case Max Characters
             * @default 5000
             */
            case_max_characters: number;
            /**
             * Case Max Pictures
             * @default 5
             */
            case_max_pictures: number;
            /**
             * Case Min Characters
             * @default 1500
             */
            case_min_characters: number;
            /**
             * Case Min Pictures
             * @default 3
             */
            case_min_pictures: number;
            /**
             * Document Max Bytes
             * @default 20000000
             */
            document_max_bytes: number;
            /**
             * Files Per Submission
             * @default 60
             */
            files_per_submission: number;
            /**
             * Manuscript Max Characters
             * @default 20000
             */
            manuscript_max_characters: number;
            /**
             * Media Bytes Per Organisation
             * @default 50000000000
             */
            media_bytes_per_organisation: number;
            /**
             * Photo Max Bytes
             * @default 20000000
             */
            photo_max_bytes: number;
            /**
             * Photo Max Pixels
             * @default 50000000
             */
            photo_max_pixels: number;
            /**
             * Submissions Per Organisation
             * @default 5000
             */
            submissions_per_organisation: number;
            /**
             * Video Max Bytes
             * @default 600000000
             */
            video_max_bytes: number;
            /**
             * Video Max Seconds
             * @default 600
             */
            video_max_seconds: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ListedActivity
         * @description One line of annex 1 or 2. `kind` tells an activity from an umbrella or a duty.
         *
         *     `same_as` names the line under which this one is counted; that line names none itself.
         */
        ListedActivity: {
            /** Code */
            code: string;
            /**
             * Kind
             * @default activity
             * @enum {string}
             */
            kind: "activity" | "umbrella" | "duty";
            /** Name */
            name: string;
            /** Name Normalized */
            name_normalized?: string | null;
            /** Same As */
            same_as?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * LocalWindow
         * @description A unit's own window or activity month (支持各地设立“职业教育活动月”) in one edition, both days included.
         */
        LocalWindow: {
            /** Edition */
            edition: string;
            /**
             * End
             * Format: date
             */
            end: string;
            /**
             * Kind
             * @default own_window
             * @enum {string}
             */
            kind: "own_window" | "activity_month";
            /**
             * Start
             * Format: date
             */
            start: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Me
         * @description Who one is.
         */
        Me: {
            /** Display Name */
            display_name: string;
            /** Name */
            name: string;
            /** Organisation */
            organisation: string;
            /** Person */
            person: string;
            /** Roles */
            roles: components["schemas"]["Role-Output"][];
        };
        /**
         * MoveForm
         * @description Where an organisation goes, and the revision that was seen.
         */
        MoveForm: {
            /** Parent */
            parent: string;
            /** Revision */
            revision?: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Obligation
         * @description `directory.obligations.v1`: who owes what kind to whom by when. `due_at` is UTC; `cancelled` ends it.
         *
         *     National ones follow from the edition (`set_by` is the ministry); a level may set its own for the level below it,
         *     due earlier than what it owes itself. `term_after_return_seconds` is how long an answer to a return keeps the first verdict.
         */
        Obligation: {
            /**
             * Cancelled
             * @default false
             */
            cancelled: boolean;
            /** Creditor */
            creditor: string;
            /** Debtor */
            debtor: string;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Edition */
            edition: string;
            /**
             * Grace Seconds
             * @default 0
             */
            grace_seconds: number;
            kind: components["schemas"]["Kind"];
            /** Obligation */
            obligation: string;
            /** Revision */
            revision: number;
            /** Set By */
            set_by: string;
            /** Source */
            source: string;
            /**
             * Term After Return Seconds
             * @default 259200
             */
            term_after_return_seconds: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ObligationForm
         * @description What a level asks of one directly below it. `revision` is the one that was seen; absent where it is new.
         */
        ObligationForm: {
            /** Creditor */
            creditor: string;
            /** Debtor */
            debtor: string;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Edition */
            edition: string;
            /**
             * Grace Seconds
             * @default 0
             */
            grace_seconds: number;
            kind: components["schemas"]["Kind"];
            /** Revision */
            revision?: number | null;
            /**
             * Source
             * @default
             */
            source: string;
            /**
             * Term After Return Seconds
             * @default 259200
             */
            term_after_return_seconds: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ObligationRule
         * @description A national obligation: every organisation of these kinds owes this kind of material to the ministry by then.
         */
        ObligationRule: {
            /** Debtor Kinds */
            debtor_kinds: components["schemas"]["OrganisationKind"][];
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /**
             * Grace Seconds
             * @default 0
             */
            grace_seconds: number;
            kind: components["schemas"]["Kind"];
            /** Rule */
            rule: string;
            /** Source */
            source: string;
            /**
             * Term After Return Seconds
             * @default 259200
             */
            term_after_return_seconds: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * Organisation
         * @description `directory.organisations.v1`: one organisation and its place.
         *
         *     `path` runs from the ministry to the organisation itself. `chain` runs from the organisation to the one whose
         *     acceptance counts, by the default routes; an edition may lengthen it (`contracts.editions.chain_for`). `unit` is the
         *     reporting unit (37 units, a council, a department) that manages it, wherever it stands.
         */
        Organisation: {
            /** Body */
            body?: string | null;
            /** Chain */
            chain: string[];
            /** Closed On */
            closed_on?: string | null;
            /** Credit Code */
            credit_code?: string | null;
            /** Gb2260 */
            gb2260?: string | null;
            kind: components["schemas"]["OrganisationKind"];
            /** Name */
            name: string;
            /** Opened On */
            opened_on?: string | null;
            /** Organisation */
            organisation: string;
            /** Other Code */
            other_code?: string | null;
            /** Parent */
            parent: string | null;
            /** Path */
            path: string[];
            /** Revision */
            revision: number;
            /** School Code */
            school_code?: string | null;
            school_type?: components["schemas"]["SchoolType"] | null;
            /** Short Name */
            short_name: string;
            /** Unit */
            unit: string;
            /**
             * Windows
             * @default []
             */
            windows: components["schemas"]["LocalWindow"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * OrganisationForm
         * @description What a manager says about an organisation. `revision` is the one that was seen; absent where it is new.
         */
        OrganisationForm: {
            /** Body */
            body?: string | null;
            /** Credit Code */
            credit_code?: string | null;
            /** Gb2260 */
            gb2260?: string | null;
            kind: components["schemas"]["OrganisationKind"];
            /** Name */
            name: string;
            /** Opened On */
            opened_on?: string | null;
            /** Other Code */
            other_code?: string | null;
            /** Parent */
            parent: string | null;
            /** Revision */
            revision?: number | null;
            /** School Code */
            school_code?: string | null;
            school_type?: components["schemas"]["SchoolType"] | null;
            /** Short Name */
            short_name: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * OrganisationKind
         * @description What an organisation is. A `BODY` is one line of a unit's address (education, publicity, ... office).
         * @enum {string}
         */
        OrganisationKind: "ministry" | "department" | "councils_office" | "council" | "province" | "separately_planned_city" | "corps" | "city" | "county" | "division" | "body" | "school" | "enterprise" | "training_base" | "institute" | "consortium";
        /** Page[Obligation] */
        Page_Obligation_: {
            /** Items */
            items: components["schemas"]["Obligation"][];
            /** Next */
            next?: string | null;
        };
        /** Page[Organisation] */
        Page_Organisation_: {
            /** Items */
            items: components["schemas"]["Organisation"][];
            /** Next */
            next?: string | null;
        };
        /** Page[PersonView] */
        Page_PersonView_: {
            /** Items */
            items: components["schemas"]["PersonView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[SealedAct] */
        Page_SealedAct_: {
            /** Items */
            items: components["schemas"]["SealedAct"][];
            /** Next */
            next?: string | null;
        };
        /**
         * PasswordForm
         * @description A change of one's own password.
         */
        PasswordForm: {
            /**
             * Current
             * Format: password
             */
            current: string;
            /**
             * Wanted
             * Format: password
             */
            wanted: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * PersonForm
         * @description What a manager says about a person. Without a password nobody signs in; an absent one leaves the known one.
         *
         *     A password that a manager gives is a first one: the person's session may only change it.
         */
        PersonForm: {
            /**
             * Closed
             * @default false
             */
            closed: boolean;
            /**
             * Display Name
             * @default
             */
            display_name: string;
            /**
             * Grants
             * @default []
             */
            grants: components["schemas"]["GrantForm"][];
            /** Name */
            name: string;
            /** Organisation */
            organisation: string;
            /** Password */
            password?: string | null;
            /** Phone */
            phone?: string | null;
            /** Revision */
            revision?: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * PersonView
         * @description A person as managers see one; a password is never shown, not even as a hash.
         */
        PersonView: {
            /** Closed */
            closed: boolean;
            /** Display Name */
            display_name: string;
            /** Grants */
            grants: components["schemas"]["GrantView"][];
            /** Name */
            name: string;
            /** Organisation */
            organisation: string;
            /** Person */
            person: string;
            /** Phone */
            phone: string | null;
            /** Revision */
            revision: number;
        };
        /**
         * Promoter
         * @description A department of annex 1 or a council of annex 2 with its activities.
         *
         *     `kind` is `department`, `industry_council` (行指委) or `teaching_council` (教指委); `local_name` is what a department's
         *     own system is called in a province.
         */
        Promoter: {
            /**
             * Activities
             * @default []
             */
            activities: components["schemas"]["ListedActivity"][];
            /** Code */
            code: string;
            /** Kind */
            kind: string;
            /** Local Name */
            local_name?: string | null;
            /** Name */
            name: string;
            /** Short Name */
            short_name?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * RecoveryCodes
         * @description Each is good once in place of a code; they are shown this once.
         */
        RecoveryCodes: {
            /** Recovery Codes */
            recovery_codes: string[];
        };
        /**
         * RefreshForm
         * @description The refresh token of a session. It is good for one use.
         */
        RefreshForm: {
            /**
             * Refresh Token
             * Format: password
             */
            refresh_token: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * RemovalForm
         * @description One's password and a code, or a recovery code.
         */
        RemovalForm: {
            /**
             * Code
             * Format: password
             */
            code: string;
            /**
             * Password
             * Format: password
             */
            password: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Role
         * @description What a person may do in an organisation and in the branch below it (domain report 3.1).
         * @enum {string}
         */
        "Role-Input": "filer" | "reviewer" | "approver" | "manager" | "editor" | "reader" | "system_administrator" | "security_administrator" | "audit_administrator";
        /**
         * Role
         * @description A role one holds, with the name of the organisation.
         */
        "Role-Output": {
            /** Organisation */
            organisation: string;
            /** Organisation Name */
            organisation_name: string;
            /** Role */
            role: string;
        };
        /**
         * Rules
         * @description Settings of an edition that are neither dates nor lists.
         *
         *     `five_cities_route` is how a separately planned city files: directly, through its province, or both: then its items
         *     go directly and its province may ask it for something of its own as well. `headline_windows` are the windows a
         *     headline adds; `files_due_seconds` is how long promised bytes may follow, and `files_never_come` what then becomes of an
         *     item in review: it stays, marked, or goes back to its filer. `usage_terms` travel with everything newsrooms get.
         */
        Rules: {
            /**
             * Accept While Files Missing
             * @default true
             */
            accept_while_files_missing: boolean;
            /**
             * Claim Lease Seconds
             * @default 900
             */
            claim_lease_seconds: number;
            /**
             * Councils Through Office
             * @default false
             */
            councils_through_office: boolean;
            /**
             * Feature While Files Missing
             * @default false
             */
            feature_while_files_missing: boolean;
            /**
             * Files Due Seconds
             * @default 259200
             */
            files_due_seconds: number;
            /**
             * Files Never Come
             * @default keep
             * @enum {string}
             */
            files_never_come: "keep" | "return";
            /**
             * Five Cities Route
             * @default direct
             * @enum {string}
             */
            five_cities_route: "direct" | "through_province" | "both";
            /**
             * Headline Windows
             * @default [
             *       "week",
             *       "own"
             *     ]
             */
            headline_windows: components["schemas"]["Window"][];
            /**
             * Timely Target Seconds
             * @default 86400
             */
            timely_target_seconds: number;
            /**
             * Undo Window Seconds
             * @default 600
             */
            undo_window_seconds: number;
            /**
             * Usage Terms
             * @default 供新闻报道使用,须署名,不得用于商业用途。
             */
            usage_terms: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * SchoolType
         * @description Which chain a school files along (domain report 3.1, chains 1-5).
         * @enum {string}
         */
        SchoolType: "secondary" | "technical" | "college" | "vocational_university";
        /**
         * SealedAct
         * @description One act with its place in the chain. `act` is the event as its service said it; `place` orders the list.
         */
        SealedAct: {
            /** Act */
            act: {
                [key: string]: unknown;
            };
            /** Chain */
            chain: string;
            /** Event */
            event: string;
            /** Mac */
            mac: string;
            /** Number */
            number: number;
            /** Place */
            place: string;
            /** Sealed At Ms */
            sealed_at_ms: number;
        };
        /**
         * SessionView
         * @description A session of one's own; times are UTC. `address` is where its last token was taken, `current` the one that asks.
         */
        SessionView: {
            /** Address */
            address: string | null;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /** Current */
            current: boolean;
            /** Device */
            device: string;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /**
             * Refreshed At
             * Format: date-time
             */
            refreshed_at: string;
            /** Session */
            session: string;
        };
        /**
         * Sessions
         * @description One's sessions that go on, the last used first.
         */
        Sessions: {
            /** Items */
            items: components["schemas"]["SessionView"][];
        };
        /**
         * SignInForm
         * @description A name and a password, and for who has a second factor its code or a recovery code.
         */
        SignInForm: {
            /** Code */
            code?: string | null;
            /** Name */
            name: string;
            /**
             * Password
             * Format: password
             */
            password: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Step
         * @description What a person must do before a session may do anything else.
         * @enum {string}
         */
        Step: "password" | "second_factor";
        /**
         * Tokens
         * @description What a sign-in or a refresh gives; times are UTC.
         */
        Tokens: {
            /** Access Token */
            access_token: string;
            /** Expires In */
            expires_in: number;
            /**
             * Needs
             * @description First steps, for which alone this access token is good.
             * @default []
             */
            needs: components["schemas"]["Step"][];
            /** Person */
            person: string;
            /** Refresh Token */
            refresh_token: string;
            /** Session */
            session: string;
            /**
             * Session Ends At
             * Format: date-time
             */
            session_ends_at: string;
            /**
             * Token Type
             * @default Bearer
             */
            token_type: string;
        };
        /**
         * Unit
         * @description One of the 37 reporting units. `gb2260_parent` is the province a separately planned city lies in.
         */
        Unit: {
            /** Code */
            code: string;
            /** Gb2260 */
            gb2260: string | null;
            /** Gb2260 Parent */
            gb2260_parent?: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "province" | "separately_planned_city" | "corps";
            /** Name */
            name: string;
            /** Short Name */
            short_name: string;
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
         * WindowForm
         * @description A unit's own window, both days included.
         */
        WindowForm: {
            /**
             * End
             * Format: date
             */
            end: string;
            /**
             * Kind
             * @default own_window
             * @enum {string}
             */
            kind: "own_window" | "activity_month";
            /**
             * Start
             * Format: date
             */
            start: string;
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
    read_v1_audit_get: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description Items a page. */
                limit?: number;
                actor?: string | null;
                organisation?: string | null;
                service?: string | null;
                verb?: string | null;
                object?: string | null;
                outcome?: ("done" | "refused") | null;
                /** @description The first moment. */
                since?: string | null;
                /** @description The first moment that is out. */
                until?: string | null;
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
                    "application/json": components["schemas"]["Page_SealedAct_"];
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
    find_v1_editions_get: {
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
                    "application/json": components["schemas"]["Edition"][];
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
    get_v1_editions__edition__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
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
                    "application/json": components["schemas"]["Edition"];
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
    put_v1_editions__edition__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Edition"];
            };
        };
        responses: {
            /** @description There already, or changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /** @description New */
            201: {
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
    keys_v1_keys_get: {
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
                    "application/json": components["schemas"]["KeySet"];
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
    me_v1_me_get: {
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
                    "application/json": components["schemas"]["Me"];
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
    password_v1_me_password_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordForm"];
            };
        };
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
    state_v1_me_second_factor_get: {
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
                    "application/json": components["schemas"]["FactorState"];
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
    confirm_v1_me_second_factor_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
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
    begin_v1_me_second_factor_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunView"];
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
    remove_v1_me_second_factor_remove_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalForm"];
            };
        };
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
    find_v1_me_sessions_get: {
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
                    "application/json": components["schemas"]["Sessions"];
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
    end_others_v1_me_sessions_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
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
    end_v1_me_sessions__session__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
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
    find_v1_obligations_get: {
        parameters: {
            query?: {
                edition?: string | null;
                debtor?: string | null;
                creditor?: string | null;
                kind?: components["schemas"]["Kind"] | null;
                /** @description Cancelled ones as well. */
                cancelled?: boolean;
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
                    "application/json": components["schemas"]["Page_Obligation_"];
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
    get_v1_obligations__obligation__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                obligation: string;
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
                    "application/json": components["schemas"]["Obligation"];
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
    put_v1_obligations__obligation__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                obligation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ObligationForm"];
            };
        };
        responses: {
            /** @description There already, or changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Obligation"];
                };
            };
            /** @description New */
            201: {
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
    cancel_v1_obligations__obligation__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                obligation: string;
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
                    "application/json": components["schemas"]["Obligation"];
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
    find_v1_organisations_get: {
        parameters: {
            query?: {
                parent?: string | null;
                unit?: string | null;
                kind?: components["schemas"]["OrganisationKind"] | null;
                /** @description Part of a name or id. */
                q?: string | null;
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
                    "application/json": components["schemas"]["Page_Organisation_"];
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
    get_v1_organisations__organisation__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
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
                    "application/json": components["schemas"]["Organisation"];
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
    put_v1_organisations__organisation__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganisationForm"];
            };
        };
        responses: {
            /** @description There already, or changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            /** @description New */
            201: {
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
    close_v1_organisations__organisation__close_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
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
    history_v1_organisations__organisation__history_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
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
                    "application/json": {
                        [key: string]: unknown;
                    }[];
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
    move_v1_organisations__organisation__move_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
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
    set_window_v1_organisations__organisation__windows__edition__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WindowForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
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
    find_v1_people_get: {
        parameters: {
            query: {
                organisation: string;
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
                    "application/json": components["schemas"]["Page_PersonView_"];
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
    get_v1_people__person__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
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
                    "application/json": components["schemas"]["PersonView"];
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
    put_v1_people__person__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonForm"];
            };
        };
        responses: {
            /** @description There already, or changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description New */
            201: {
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
    remove_second_factor_v1_people__person__second_factor_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
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
    sign_in_v1_sessions_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
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
    sign_out_v1_sessions_current_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
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
    refresh_v1_sessions_refresh_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
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
