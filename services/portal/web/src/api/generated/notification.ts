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
    "/v1/banner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description The banner as it is now.
         */
        get: operations["read_v1_banner_get"];
        /**
         * Put
         * @description Set the banner over the revision that was seen.
         */
        put: operations["put_v1_banner_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description By which channels the caller is told what.
         */
        get: operations["read_v1_choices_get"];
        /**
         * Put
         * @description Choose, over the revision that was seen.
         */
        put: operations["put_v1_choices_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Page
         * @description What the caller was told, the newest first.
         */
        get: operations["page_v1_notices_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read
         * @description Mark notices of the caller as read: those named, or all up to a moment.
         */
        post: operations["read_v1_notices_read_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream
         * @description Server-sent events: `inbox` with how much is unread and the newest notice whenever that changed, else `alive`.
         *
         *     Whoever comes back with `Last-Event-ID` is sent the inbox only if it is another by now. The stream ends with the
         *     caller's token.
         */
        get: operations["stream_v1_notices_stream_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Unread Count
         * @description How many notices the caller has not read; cheap, for a page that asks again and again.
         */
        get: operations["unread_count_v1_notices_unread_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remind
         * @description Remind whoever is below the caller of what they owe and have not reported; each obligation once in half a day.
         */
        post: operations["remind_v1_reminders_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reminders/preview": {
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
         * @description Whom a reminder would reach, and whom not and why. Nothing is sent.
         */
        post: operations["preview_v1_reminders_preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask
         * @description To a page with one button: programs that look at every link of a letter end nothing.
         */
        get: operations["ask_v1_unsubscribe_get"];
        put?: never;
        /**
         * End
         * @description No more letters to whom the link belongs (RFC 8058); the inbox stays.
         */
        post: operations["end_v1_unsubscribe_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description The caller's webhook, null where there is none.
         */
        get: operations["read_v1_webhook_get"];
        /**
         * Put
         * @description Name a webhook; a new one's secret is shown this once.
         */
        put: operations["put_v1_webhook_put"];
        post?: never;
        /**
         * Remove
         * @description Call it no more.
         */
        delete: operations["remove_v1_webhook_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate
         * @description A new secret, shown this once.
         */
        post: operations["rotate_v1_webhook_secret_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test
         * @description Call it once, and say what came of it.
         */
        post: operations["test_v1_webhook_test_post"];
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
         * BannerAnswer
         * @description What every page shows above everything else; `active` is false where it shows nothing.
         */
        BannerAnswer: {
            /** Active */
            active: boolean;
            /** Changed At */
            changed_at?: string | null;
            /**
             * Level
             * @default info
             */
            level: string;
            /**
             * Revision
             * @default 0
             */
            revision: number;
            /**
             * Text En
             * @default
             */
            text_en: string;
            /**
             * Text Zh
             * @default
             */
            text_zh: string;
            /** Until */
            until?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * BannerBody
         * @description What every page shows. `until` ends it by itself. `revision` is the one that was seen; 0 where there was none.
         */
        BannerBody: {
            /** Active */
            active: boolean;
            /**
             * Level
             * @default info
             * @enum {string}
             */
            level: "info" | "warning" | "incident";
            /**
             * Revision
             * @default 0
             */
            revision: number;
            /**
             * Text En
             * @default
             */
            text_en: string;
            /**
             * Text Zh
             * @default
             */
            text_zh: string;
            /** Until */
            until?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Channel
         * @description A way to a person. Letters are gathered, webhooks are sent one by one.
         * @enum {string}
         */
        Channel: "page" | "email" | "webhook";
        /**
         * ChoicesAnswer
         * @description Choices with what goes with them: which groups cannot leave the page, and whether letters are sent at all.
         */
        ChoicesAnswer: {
            /** Always On Page */
            always_on_page: components["schemas"]["Group"][];
            /** Channels */
            channels: {
                [key: string]: components["schemas"]["Channel"][];
            };
            /** Letters */
            letters: boolean;
            quiet: components["schemas"]["QuietAnswer"];
            /** Revision */
            revision: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ChoicesBody
         * @description Channels by group, and quiet hours. A group that is left out stays as usual. `revision` is the one that was seen.
         */
        ChoicesBody: {
            /** Channels */
            channels: {
                [key: string]: components["schemas"]["Channel"][];
            };
            quiet: components["schemas"]["QuietBody"];
            /** Revision */
            revision: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * Group
         * @description What a person chooses channels for: kinds of notices that belong together.
         * @enum {string}
         */
        Group: "returned" | "progress" | "featured" | "files" | "queue" | "obligations" | "reminders";
        /**
         * InboxAnswer
         * @description What a stream says: how many notices have not been read, up to 1,000, and the newest one.
         */
        InboxAnswer: {
            newest: components["schemas"]["NoticeAnswer"] | null;
            /** Unread */
            unread: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * NoticeAnswer
         * @description A notice in both languages. `place` is where in the web application it leads; `facts` what its words are made of.
         */
        NoticeAnswer: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Facts */
            facts: {
                [key: string]: unknown;
            };
            group: components["schemas"]["Group"];
            kind: components["schemas"]["NoticeKind"];
            /** Notice */
            notice: string;
            /** Place */
            place: string;
            /** Read At */
            read_at: string | null;
            /** Text En */
            text_en: string;
            /** Text Zh */
            text_zh: string;
            /** Title En */
            title_en: string;
            /** Title Zh */
            title_zh: string;
            /** Urgent */
            urgent: boolean;
        } & {
            [key: string]: unknown;
        };
        /**
         * NoticeKind
         * @description What a notice says.
         * @enum {string}
         */
        NoticeKind: "returned" | "refused" | "passed_up" | "accepted" | "counted" | "duplicate" | "undone" | "withdrawn" | "featured" | "recalled" | "used" | "files_missing" | "files_failed" | "queue" | "answered" | "obligation_set" | "obligation_changed" | "obligation_cancelled" | "reminder" | "drafts" | "asked";
        /**
         * NoticesAnswer
         * @description A page of the inbox. `unread` counts up to 1,000; `next` is the cursor of the next page.
         */
        NoticesAnswer: {
            /** Next */
            next: string | null;
            /** Notices */
            notices: components["schemas"]["NoticeAnswer"][];
            /** Unread */
            unread: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * PreviewBody
         * @description Which obligations a reminder would be about.
         */
        PreviewBody: {
            /** Obligations */
            obligations: string[];
        } & {
            [key: string]: unknown;
        };
        /**
         * QuietAnswer
         * @description From when to when letters rest, in Shanghai time.
         */
        QuietAnswer: {
            /** End */
            end: string;
            /** Start */
            start: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * QuietBody
         * @description From when to when letters rest that can wait, in Shanghai time; equal times mean never.
         */
        QuietBody: {
            /** End */
            end: string;
            /** Start */
            start: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * ReadAnswer
         * @description How many were marked, and how many are left.
         */
        ReadAnswer: {
            /** Marked */
            marked: number;
            /** Unread */
            unread: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ReadBody
         * @description What was read: notices by id, or all up to a moment.
         */
        ReadBody: {
            /** Notices */
            notices?: string[] | null;
            /** Until */
            until?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * RemindersAnswer
         * @description What a reminder did, or would do, obligation by obligation.
         */
        RemindersAnswer: {
            /** Reminded */
            reminded: number;
            /** Rows */
            rows: components["schemas"]["RowAnswer"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * RemindersBody
         * @description Which obligations to remind of, and what to add. `request` is the client's own id: said twice, it is done once.
         */
        RemindersBody: {
            /**
             * Note
             * @default
             */
            note: string;
            /** Obligations */
            obligations: string[];
            /**
             * Request
             * Format: uuid
             */
            request: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * RowAnswer
         * @description One obligation of a reminder.
         */
        RowAnswer: {
            /** Again At */
            again_at: string | null;
            /** Debtor */
            debtor: string;
            /** Obligation */
            obligation: string;
            /** Outcome */
            outcome: string;
            /** People */
            people: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * TrialAnswer
         * @description What a test call came to.
         */
        TrialAnswer: {
            /** Said */
            said: string;
            /** Status */
            status: number | null;
            /** Taken */
            taken: boolean;
            /** Why */
            why: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * UnreadAnswer
         * @description How many notices have not been read, up to 1,000.
         */
        UnreadAnswer: {
            /** Unread */
            unread: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * WebhookAnswer
         * @description A person's webhook. `secret` is shown once. `suspended` says why it is called no more; naming it again resumes it.
         */
        WebhookAnswer: {
            /** Failing Since */
            failing_since: string | null;
            /** Secret */
            secret?: string | null;
            /** Suspended */
            suspended: string | null;
            /** Url */
            url: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * WebhookBody
         * @description Where a person's webhook goes: https and public.
         */
        WebhookBody: {
            /** Url */
            url: string;
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
    read_v1_banner_get: {
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
                    "application/json": components["schemas"]["BannerAnswer"];
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
    put_v1_banner_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BannerBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BannerAnswer"];
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
    read_v1_choices_get: {
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
                    "application/json": components["schemas"]["ChoicesAnswer"];
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
    put_v1_choices_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChoicesBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChoicesAnswer"];
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
    page_v1_notices_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                group?: components["schemas"]["Group"][] | null;
                unread?: boolean;
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
                    "application/json": components["schemas"]["NoticesAnswer"];
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
    read_v1_notices_read_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadAnswer"];
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
    stream_v1_notices_stream_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What each `inbox` event carries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["InboxAnswer"];
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
    unread_count_v1_notices_unread_get: {
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
                    "application/json": components["schemas"]["UnreadAnswer"];
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
    remind_v1_reminders_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemindersBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemindersAnswer"];
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
    preview_v1_reminders_preview_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemindersAnswer"];
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
    ask_v1_unsubscribe_get: {
        parameters: {
            query: {
                t: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            303: {
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
    end_v1_unsubscribe_post: {
        parameters: {
            query: {
                t: string;
            };
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
    read_v1_webhook_get: {
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
                    "application/json": components["schemas"]["WebhookAnswer"] | null;
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
    put_v1_webhook_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookAnswer"];
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
    remove_v1_webhook_delete: {
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
    rotate_v1_webhook_secret_post: {
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
                    "application/json": components["schemas"]["WebhookAnswer"];
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
    test_v1_webhook_test_post: {
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
                    "application/json": components["schemas"]["TrialAnswer"];
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
