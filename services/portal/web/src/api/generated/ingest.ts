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
    "/v1/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers
         * @description Which of an organisation's items answers which of its obligations, as it was ruled at receipt.
         */
        get: operations["answers_v1_answers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Page
         * @description Open activities of accepted plans by day and time, a page of them, and by what the search can be narrowed.
         *
         *     For everybody, without a sign-in. It follows the plans within seconds; `as_of` is how new it is.
         */
        get: operations["page_v1_calendar_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendar.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Subscribed
         * @description The same search as iCalendar, to subscribe to: at most 2,000 events, from the first day on.
         */
        get: operations["subscribed_v1_calendar_ics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendar/{submission}.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description The open activity of one plan as iCalendar, to be taken into one's own calendar.
         */
        get: operations["one_v1_calendar__submission__ics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/draft-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count
         * @description How many drafts lie unsent, by organisation, kind and who began them.
         */
        post: operations["count_v1_draft_counts_post"];
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
    "/v1/drafts/{draft}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Copy
         * @description Save an earlier item as a new draft, without its files, days and numbers; the same again changes nothing.
         */
        put: operations["copy_v1_drafts__draft__copy_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/reports.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description What the organisation filed of a kind, in the shape of the template, oldest first: taken in again it is the same.
         */
        get: operations["export_v1_exports_reports_xlsx_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/forms/{edition}/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Form
         * @description The form of a kind of material in an edition: fields in their order, words, limits, lists, numbers with units.
         */
        get: operations["form_v1_forms__edition___kind__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Newest
         * @description The last imports of the caller's organisations, newest first, without their rows.
         */
        get: operations["newest_v1_imports_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Template
         * @description A workbook to fill in, made from the call: its fields, lists to choose from, notes and an example row.
         */
        get: operations["template_v1_imports_template_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description An import with the result of each row.
         */
        get: operations["one_v1_imports__import_id__get"];
        /**
         * Take Over
         * @description File every row of a table that can be filed, with a result for each. The same again has the same result.
         *
         *     With `replace` a row that differs from what was filed under its number becomes the next version; files stay.
         */
        put: operations["take_over_v1_imports__import_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/result.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Result Of
         * @description The result of an import as a workbook, a line a problem.
         */
        get: operations["result_of_v1_imports__import_id__result_xlsx_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports:check": {
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
         * @description What each row of a table would do, storing nothing.
         */
        post: operations["check_v1_imports_check_post"];
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
         * @description Schools, enterprises and other organisations that `q` may mean, those near `organisation` first.
         *
         *     With `districts` they are provinces, cities and counties of GB/T 2260, whether or not they stand in the directory. Enterprises and names that stand in no directory are those that the caller's branch entered before. `key` is what a
         *     measure carries; None of an organisation that can host but is no school and no enterprise.
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
    "/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receipts
         * @description Several receipts at once, without upload grants. What is not there for the caller is left out.
         */
        get: operations["receipts_v1_receipts_get"];
        put?: never;
        post?: never;
        delete?: never;
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
    "/v1/submission-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts
         * @description How many of the caller's branch's items that fit stand in which state; what is not named is none.
         */
        get: operations["counts_v1_submission_counts_get"];
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
         *     `state` is `received` until moderation has said something about the newest version; `counted` and `featured` ask for
         *     what has a version in the figures, or public. `text` stands in the title.
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
    "/v1/submissions/{submission}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Masked
         * @description Whether there is somebody to ring about an item: name and number masked. 404 where nobody was named.
         */
        get: operations["masked_v1_submissions__submission__contact_get"];
        put?: never;
        /**
         * Look
         * @description Whom to ring about an item. Each look is put on record before it is answered: it is a person's name and number.
         */
        post: operations["look_v1_submissions__submission__contact_post"];
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
    "/v1/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggestions
         * @description What this organisation entered before, so that nothing is asked twice. `sums` are for a summary alone.
         *
         *     For whoever may file for the organisation, or enter what it sent on paper.
         */
        get: operations["suggestions_v1_suggestions_get"];
        put?: never;
        post?: never;
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
         * Aggregation
         * @description How facts of an indicator become a figure (indicator dictionary, column agg).
         * @enum {string}
         */
        Aggregation: "sum" | "distinct" | "max" | "ratio";
        /**
         * AnswersAnswer
         * @description Which item answers which obligation: of several the newest that was not returned.
         */
        AnswersAnswer: {
            /** Items */
            items: {
                [key: string]: components["schemas"]["SummaryAnswer"];
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * AudienceAnswer
         * @description For whom: a code of the edition's list, or `other` with its own words.
         */
        AudienceAnswer: {
            /** Code */
            code: string;
            /** Name */
            name: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * CalendarAnswer
         * @description A page of the calendar; `total` is how many sessions fit, `next` the cursor of the page after it.
         */
        CalendarAnswer: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            choices: components["schemas"]["ChoicesAnswer"];
            contact: components["schemas"]["ContactPoint"];
            /** Edition */
            edition: string | null;
            /** Edition Title */
            edition_title: string | null;
            /** End */
            end: string | null;
            /** Items */
            items: components["schemas"]["HappeningAnswer"][];
            /** Next */
            next: string | null;
            /** Start */
            start: string | null;
            /** Total */
            total: number;
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
         * CellProblem
         * @description One thing wrong with one cell (`E5`), in the column of that heading; `path` is the field of the form.
         */
        CellProblem: {
            /** Cell */
            cell: string;
            /** Code */
            code: string;
            /** Column */
            column: string;
            /** Detail En */
            detail_en: string;
            /** Detail Zh */
            detail_zh: string;
            /** Facts */
            facts: {
                [key: string]: unknown;
            };
            /** Path */
            path: string;
            /** Remedy En */
            remedy_en: string;
            /** Remedy Zh */
            remedy_zh: string;
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
         * @description What a PUT of the same body would say. `refusal` is the problem it would be answered with, None where it would not.
         */
        CheckAnswer: {
            /** Facts */
            facts: components["schemas"]["FactSet"][];
            /** Flags */
            flags: string[];
            /** Hints */
            hints: components["schemas"]["HintAnswer"][];
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
         * ChoiceCount
         * @description How many sessions a choice would leave.
         */
        ChoiceCount: {
            /** Code */
            code: string;
            /** Count */
            count: number;
            /** Name */
            name: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * ChoicesAnswer
         * @description By what the search can be narrowed; each is counted over what fits everything else that was asked.
         */
        ChoicesAnswer: {
            /** Audiences */
            audiences: components["schemas"]["ChoiceCount"][];
            /** Cities */
            cities: components["schemas"]["ChoiceCount"][];
            /** Days */
            days: components["schemas"]["DayCount"][];
            /** Units */
            units: components["schemas"]["ChoiceCount"][];
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
         * CountsAnswer
         * @description How many items stand in which state; `received` is what moderation has not yet spoken of.
         */
        CountsAnswer: {
            /** States */
            states: {
                [key: string]: number;
            };
            /** Total */
            total: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * DayCount
         * @description How many sessions begin on a day.
         */
        DayCount: {
            /** Count */
            count: number;
            /**
             * Day
             * Format: date
             */
            day: string;
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
         * DraftCountView
         * @description How many drafts of one kind a person began for an organisation, and left.
         */
        DraftCountView: {
            /** Count */
            count: number;
            /** Kind */
            kind: string;
            /** Organisation */
            organisation: string;
            /** Person */
            person: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * DraftCountsAnswer
         * @description The counts; what nobody has begun is not among them.
         */
        DraftCountsAnswer: {
            /** Items */
            items: components["schemas"]["DraftCountView"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * DraftCountsForm
         * @description For which edition and organisations drafts are counted.
         */
        DraftCountsForm: {
            /** Edition */
            edition: string;
            /** Organisations */
            organisations: string[];
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
         * Entry
         * @description What a clerk says of something that came by another way: when, how, and under which reference it is filed.
         */
        "Entry-Input": {
            channel: components["schemas"]["Channel"];
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
         * Entry
         * @description One value of a list of the notice, in its words. `group` is the list's own heading, as in 四开放.
         */
        "Entry-Output": {
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
         * FieldAnswer
         * @description One field of a form, as a page shows it.
         *
         *     `type` is line, text, lines, choice, choices, hosts, sessions, measures, organisation, submission, tick, files or
         *     contact; `list` names the list of the answer that a choice is made from. `max_characters` counts what a reader counts:
         *     white space is none. Of a case it is the length of all four parts together.
         */
        FieldAnswer: {
            /** En */
            en: string;
            /** Field */
            field: string;
            /** Hint En */
            hint_en: string | null;
            /** Hint Zh */
            hint_zh: string | null;
            /** List */
            list: string | null;
            /** Max Characters */
            max_characters: number | null;
            /** Required */
            required: boolean;
            /**
             * Section
             * @enum {string}
             */
            section: "what" | "when" | "numbers" | "text" | "files" | "public" | "confirm";
            /** Type */
            type: string;
            /** Zh */
            zh: string;
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
         * FormAnswer
         * @description The form of one kind in one edition, complete. `other` with a text may be chosen from each list.
         */
        FormAnswer: {
            contact: components["schemas"]["ContactPoint"];
            /** Edition */
            edition: string;
            /** Edition Title */
            edition_title: string;
            /** En */
            en: string;
            /** Fields */
            fields: components["schemas"]["FieldAnswer"][];
            /** File Kinds */
            file_kinds: string[];
            kind: components["schemas"]["Kind"];
            limits: components["schemas"]["Limits"];
            /** Lists */
            lists: {
                [key: string]: components["schemas"]["Entry-Output"][];
            };
            /** Numbers */
            numbers: components["schemas"]["NumberAnswer"][];
            /** Sealed */
            sealed: boolean;
            /** Zh */
            zh: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * FoundAnswer
         * @description A name that was looked for. `where` names what it stands below, from the unit down; `path` are the ids of all above.
         *
         *     Of a place, `district` is its code of GB/T 2260, `path` has the codes of all above.
         */
        FoundAnswer: {
            /** District */
            district: string | null;
            /** Key */
            key: string | null;
            kind: components["schemas"]["OrganisationKind"] | null;
            /** Name */
            name: string;
            /** Organisation */
            organisation: string | null;
            /** Path */
            path: string[];
            /** Short Name */
            short_name: string;
            /**
             * Source
             * @enum {string}
             */
            source: "directory" | "entered" | "divisions";
            /** Where */
            where: string[];
        } & {
            [key: string]: unknown;
        };
        /**
         * HappeningAnswer
         * @description One session that people can go to. Days and times of day are Asia/Shanghai; without times it is the whole day.
         *
         *     `ics` is where it is had for one's own calendar.
         */
        HappeningAnswer: {
            /** Audience */
            audience: components["schemas"]["AudienceAnswer"][];
            /** Cancelled */
            cancelled: boolean;
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /**
             * End
             * Format: date
             */
            end: string;
            /** Ends */
            ends: string | null;
            /** Hosts */
            hosts: string[];
            /** Ics */
            ics: string;
            /** Id */
            id: string;
            /** Organisation */
            organisation: string;
            /** Organisation Name */
            organisation_name: string;
            /** Registration */
            registration: string;
            /** Registration Url */
            registration_url: string | null;
            /**
             * Start
             * Format: date
             */
            start: string;
            /** Starts */
            starts: string | null;
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Text */
            text: string;
            /** Title */
            title: string;
            /** Unit */
            unit: string;
            /** Unit Name */
            unit_name: string;
            where: components["schemas"]["WhereAnswer"];
            /** Whole Month */
            whole_month: boolean;
        } & {
            [key: string]: unknown;
        };
        /**
         * HintAnswer
         * @description A number that is worth a second look, by the name of its rule; it refuses nothing.
         */
        HintAnswer: {
            /** En */
            en: string;
            /** Path */
            path: string;
            /** Rule */
            rule: string;
            /** Zh */
            zh: string;
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
         * ImportAnswer
         * @description An import with the result of each row.
         */
        ImportAnswer: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Edition */
            edition: string;
            /**
             * Import Id
             * Format: uuid
             */
            import_id: string;
            kind: components["schemas"]["Kind"];
            /** Name */
            name: string;
            /** Organisation */
            organisation: string;
            /** Outcomes */
            outcomes: {
                [key: string]: number;
            };
            /** Person */
            person: string;
            /** Rows */
            rows: components["schemas"]["RowAnswer"][];
            /**
             * State
             * @enum {string}
             */
            state: "done" | "waiting";
        } & {
            [key: string]: unknown;
        };
        /**
         * ImportLine
         * @description An import in a list. It is `waiting` while rows of it could not be stored: send the same file again.
         */
        ImportLine: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Edition */
            edition: string;
            /**
             * Import Id
             * Format: uuid
             */
            import_id: string;
            kind: components["schemas"]["Kind"];
            /** Name */
            name: string;
            /** Organisation */
            organisation: string;
            /** Outcomes */
            outcomes: {
                [key: string]: number;
            };
            /** Person */
            person: string;
            /**
             * State
             * @enum {string}
             */
            state: "done" | "waiting";
        } & {
            [key: string]: unknown;
        };
        /**
         * ImportsAnswer
         * @description The last imports, newest first.
         */
        ImportsAnswer: {
            /** Items */
            items: components["schemas"]["ImportLine"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * KeyAnswer
         * @description A school, an enterprise or another key that the organisation entered before, under its name as far as it gave one.
         */
        KeyAnswer: {
            /** Indicators */
            indicators: string[];
            /** Key */
            key: string;
            /** Name */
            name: string;
            /** Used */
            used: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * KeysAnswer
         * @description The names found, the best answer first.
         */
        KeysAnswer: {
            /** Items */
            items: components["schemas"]["FoundAnswer"][];
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
         * MarkAnswer
         * @description A field that a return asks to mend; `zh` and `en` are what its reason is called, None where none was chosen.
         */
        MarkAnswer: {
            /** Code */
            code: string | null;
            /** En */
            en: string | null;
            /** Note */
            note: string;
            /** Path */
            path: string;
            /** Zh */
            zh: string | null;
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
         * NumberAnswer
         * @description An indicator that may be typed, with its unit; `suggested` where it matters for this kind.
         *
         *     `derived` where rows or items are counted, so that nobody types it for a report.
         */
        NumberAnswer: {
            aggregation: components["schemas"]["Aggregation"];
            /** Code */
            code: string;
            /** Derived */
            derived: boolean;
            /** Group */
            group: string;
            /** Key Schemes */
            key_schemes: string[];
            /** Name */
            name: string;
            /** Suggested */
            suggested: boolean;
            /** Unit */
            unit: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * OrganisationKind
         * @description What an organisation is. A `BODY` is one line of a unit's address (education, publicity, ... office).
         * @enum {string}
         */
        OrganisationKind: "ministry" | "department" | "councils_office" | "council" | "province" | "separately_planned_city" | "corps" | "city" | "county" | "division" | "body" | "school" | "enterprise" | "training_base" | "institute" | "consortium";
        /**
         * Outcome
         * @description What became of a report, or would: the first two are said of a table that is only tried.
         * @enum {string}
         */
        Outcome: "ready" | "would_amend" | "created" | "amended" | "same" | "differs" | "refused" | "waiting";
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
         *     are the SHA-256 of files that are closed for good. `received_at` is when it came; where a clerk typed in what came by
         *     another way, `entered` says how it came and when it was typed in. `filed_from` is the organisation that filed for the
         *     item's own, `filed_for` the colleague whose work `filed_by` did. Until `files_due_at` the bytes of this version may come;
         *     None where none may. `used` is what newsrooms say, None where none did.
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
            entered?: components["schemas"]["Entered"] | null;
            /** Filed By */
            filed_by: string;
            /** Filed For */
            filed_for: string | null;
            /** Filed From */
            filed_from: string | null;
            /** Filed From Name */
            filed_from_name: string | null;
            /** Files Due At */
            files_due_at: string | null;
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
            used?: components["schemas"]["UsedAnswer"] | null;
            verdict: components["schemas"]["Verdict"];
            /** Version */
            version: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ReceiptsAnswer
         * @description Several receipts, in the order in which they were asked for; they bring no upload grants.
         */
        ReceiptsAnswer: {
            /** Items */
            items: components["schemas"]["ReceiptAnswer"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * RowAnswer
         * @description What became of one report, or would. `rows` is how many rows it has, one a session, from `row` on.
         *
         *     `ready` and `would_amend` are said of a table that is only tried; `same` was filed before and is as it was; `differs` was
         *     filed before with other content and left alone; `waiting` could not be stored, and is when the file is sent again.
         */
        RowAnswer: {
            /** Flags */
            flags: string[];
            /** Number */
            number: string;
            outcome: components["schemas"]["Outcome"];
            /** Problems */
            problems: components["schemas"]["CellProblem"][];
            /** Receipt */
            receipt: string | null;
            /** Row */
            row: number;
            /** Rows */
            rows: number;
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Title */
            title: string;
            verdict: components["schemas"]["Verdict"] | null;
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
         *     An answer to a return that comes until `answer_by` keeps the returned version's verdict. `featured` says that some
         *     version is public now.
         */
        StandAnswer: {
            /** Answer By */
            answer_by: string | null;
            /** En */
            en: string;
            /** Featured */
            featured: boolean;
            /** Fields */
            fields: components["schemas"]["MarkAnswer"][];
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
         *     `late_reason` is asked for inside the grace of an obligation. `contact` stays in this service. `entered` says that a
         *     clerk types in what came by another way.
         */
        SubmissionRequest: {
            contact?: components["schemas"]["Contact"] | null;
            /** Content */
            content: components["schemas"]["Plan"] | components["schemas"]["ActivityReport"] | components["schemas"]["Case"] | components["schemas"]["Manuscript"] | components["schemas"]["PhotoSet"] | components["schemas"]["Video"] | components["schemas"]["Summary"];
            /** Edition */
            edition: string;
            entered?: components["schemas"]["Entry-Input"] | null;
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
         * SuggestionsAnswer
         * @description What may be filled in ahead, most used first; `of` is how many earlier items it was taken from.
         *
         *     `may_enter` says whether the caller may type in, with its true time, what the organisation sent on paper.
         */
        SuggestionsAnswer: {
            /** Choices */
            choices: {
                [key: string]: components["schemas"]["Choice"][];
            };
            contact: components["schemas"]["Contact"] | null;
            /** Hosts */
            hosts: components["schemas"]["Host"][];
            /** Keys */
            keys: components["schemas"]["KeyAnswer"][];
            /** May Enter */
            may_enter: boolean;
            /** Of */
            of: number;
            sums: components["schemas"]["SumsAnswer"] | null;
            /** Themes */
            themes: components["schemas"]["ThemeAnswer"][];
            /** Venues */
            venues: components["schemas"]["VenueAnswer"][];
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
         * @description A line of a list. `counted`: figures hold an accepted version of it; `featured`: a version is public now.
         */
        SummaryAnswer: {
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /** Counted */
            counted: boolean;
            /** Edition */
            edition: string;
            /** Featured */
            featured: boolean;
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
         * SumsAnswer
         * @description The sums of the organisation's accepted items, its branch's included, for the form of its summary.
         *
         *     `of` is how many items they were taken from, and `complete` whether these were all. The board also knows which
         *     activities were told twice; where it differs, it is right. `highlights` and `cases` are titles of accepted items, the
         *     newest first.
         */
        SumsAnswer: {
            /** Cases */
            cases: string[];
            /** Complete */
            complete: boolean;
            /** Highlights */
            highlights: string[];
            /** Measures */
            measures: components["schemas"]["FactMeasure"][];
            /** Of */
            of: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ThemeAnswer
         * @description A theme that the organisation's unit has of its own in this edition.
         */
        ThemeAnswer: {
            /** Name */
            name: string;
            /** Text */
            text: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * TriedAnswer
         * @description What a table would do: how many reports of which outcome, headings that no column has, and each row.
         */
        TriedAnswer: {
            /** Outcomes */
            outcomes: {
                [key: string]: number;
            };
            /** Rows */
            rows: components["schemas"]["RowAnswer"][];
            /** Unknown Headings */
            unknown_headings: string[];
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
         * UseAnswer
         * @description Where a newsroom says that it used the item, and when.
         */
        UseAnswer: {
            /** Address */
            address: string;
            /**
             * Used At
             * Format: date-time
             */
            used_at: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * UsedAnswer
         * @description How many newsrooms say that they used the item, and where, the newest first; which of them it was is theirs to tell.
         */
        UsedAnswer: {
            /** Newsrooms */
            newsrooms: number;
            /** Uses */
            uses: components["schemas"]["UseAnswer"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * VenueAnswer
         * @description Where the organisation held something before, and how often.
         */
        VenueAnswer: {
            /** Address */
            address: string | null;
            place: components["schemas"]["Place"];
            /** Used */
            used: number;
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
         * WhereAnswer
         * @description Where to go. `district` is what the directory calls the place of that code, None where it does not know it.
         */
        WhereAnswer: {
            /** Address */
            address: string | null;
            /** Code */
            code: string | null;
            /** District */
            district: string | null;
            kind: components["schemas"]["PlaceKind"];
            /** Name */
            name: string | null;
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
    answers_v1_answers_get: {
        parameters: {
            query: {
                edition: string;
                organisation: string;
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
                    "application/json": components["schemas"]["AnswersAnswer"];
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
    page_v1_calendar_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                /** @description Items of a page. */
                limit?: number;
                edition?: string | null;
                /** @description First day, Asia/Shanghai. */
                from?: string | null;
                /** @description Last day. */
                to?: string | null;
                unit?: string | null;
                city?: string | null;
                audience?: string | null;
                q?: string | null;
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
                    "application/json": components["schemas"]["CalendarAnswer"];
                };
            };
            /** @description Still what If-None-Match names */
            304: {
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
    subscribed_v1_calendar_ics_get: {
        parameters: {
            query?: {
                edition?: string | null;
                /** @description First day, Asia/Shanghai. */
                from?: string | null;
                /** @description Last day. */
                to?: string | null;
                unit?: string | null;
                city?: string | null;
                audience?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description iCalendar */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description Still what If-None-Match names */
            304: {
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
    one_v1_calendar__submission__ics_get: {
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
            /** @description iCalendar */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description Still what If-None-Match names */
            304: {
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
    count_v1_draft_counts_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftCountsForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftCountsAnswer"];
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
    copy_v1_drafts__draft__copy_put: {
        parameters: {
            query: {
                submission: string;
                edition?: string | null;
            };
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
    export_v1_exports_reports_xlsx_get: {
        parameters: {
            query: {
                edition: string;
                kind: components["schemas"]["Kind"];
                organisation: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A workbook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    form_v1_forms__edition___kind__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
                kind: components["schemas"]["Kind"];
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
                    "application/json": components["schemas"]["FormAnswer"];
                };
            };
            /** @description The form is still the one that If-None-Match names */
            304: {
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
    newest_v1_imports_get: {
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
                    "application/json": components["schemas"]["ImportsAnswer"];
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
    template_v1_imports_template_get: {
        parameters: {
            query: {
                edition: string;
                kind: components["schemas"]["Kind"];
                organisation: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A workbook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    one_v1_imports__import_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
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
                    "application/json": components["schemas"]["ImportAnswer"];
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
    take_over_v1_imports__import_id__put: {
        parameters: {
            query: {
                edition: string;
                kind: components["schemas"]["Kind"];
                organisation: string;
                /** @description The file's name, for people. */
                name?: string;
                replace?: boolean;
            };
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        /** @description The .xlsx workbook or the CSV itself. */
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
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
    result_of_v1_imports__import_id__result_xlsx_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A workbook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    check_v1_imports_check_post: {
        parameters: {
            query: {
                edition: string;
                kind: components["schemas"]["Kind"];
                organisation: string;
                replace?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The .xlsx workbook or the CSV itself. */
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedAnswer"];
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
    keys_v1_keys_get: {
        parameters: {
            query: {
                /** @description A part of the name, its code, its pinyin or initials. */
                q: string;
                scheme?: string[] | null;
                organisation?: string | null;
                /** @description Names to be found. */
                limit?: number;
                districts?: boolean;
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
                    "application/json": components["schemas"]["KeysAnswer"];
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
    receipts_v1_receipts_get: {
        parameters: {
            query: {
                /** @description Numbers of receipts. */
                receipt: string[];
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
                    "application/json": components["schemas"]["ReceiptsAnswer"];
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
    counts_v1_submission_counts_get: {
        parameters: {
            query?: {
                edition?: string | null;
                kind?: components["schemas"]["Kind"] | null;
                unit?: string | null;
                organisation?: string | null;
                state?: components["schemas"]["State"] | ("received" | "counted" | "featured") | null;
                changed_since?: string | null;
                text?: string | null;
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
                    "application/json": components["schemas"]["CountsAnswer"];
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
                cursor?: string | null;
                /** @description Items of a page. */
                limit?: number;
                edition?: string | null;
                kind?: components["schemas"]["Kind"] | null;
                unit?: string | null;
                organisation?: string | null;
                state?: components["schemas"]["State"] | ("received" | "counted" | "featured") | null;
                changed_since?: string | null;
                text?: string | null;
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
    masked_v1_submissions__submission__contact_get: {
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
                    "application/json": components["schemas"]["Contact"];
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
    look_v1_submissions__submission__contact_post: {
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
                    "application/json": components["schemas"]["Contact"];
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
    suggestions_v1_suggestions_get: {
        parameters: {
            query: {
                edition: string;
                organisation: string;
                kind: components["schemas"]["Kind"];
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
                    "application/json": components["schemas"]["SuggestionsAnswer"];
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
