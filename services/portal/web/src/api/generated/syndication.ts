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
    "/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Own
         * @description One's own numbers above `after`; asking says that everything up to it has arrived.
         */
        get: operations["own_v1_deliveries_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/digest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Digest
         * @description First, last, count and one hash over the bodies of one's own numbers, signed like a delivery where one has a secret.
         */
        get: operations["digest_v1_deliveries_digest_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{number}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Use
         * @description Say where and when an item was used; the same again changes nothing.
         */
        post: operations["use_v1_deliveries__number__use_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Feed
         * @description Items in the order of the log from a cursor (or a moment, or the beginning) on; keep `cursor` for the next time.
         */
        get: operations["feed_v1_feed_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed.atom": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Feed Atom
         * @description The same as Atom: from a cursor on, or without one the newest first; what is gone as `at:deleted-entry`.
         */
        get: operations["feed_atom_v1_feed_atom_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Feed Json
         * @description The same as JSON Feed 1.1.
         */
        get: operations["feed_json_v1_feed_json_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed/items/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description One item in its newest state.
         */
        get: operations["one_v1_feed_items__item__get"];
        put?: never;
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
         * Newest
         * @description Items in their newest state, the newest first; what is withdrawn stands among them as gone.
         */
        get: operations["newest_v1_items_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description One item in its newest state.
         */
        get: operations["one_v1_items__item__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{item}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takers
         * @description Who was told of an item under which number, who took it and who has used it where; without bodies.
         */
        get: operations["takers_v1_items__item__deliveries_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recalls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outstanding
         * @description Recalls that were not acknowledged: one's own, or to the ministry those of all.
         */
        get: operations["outstanding_v1_recalls_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recalls/{recall}/ack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge
         * @description Say that the item has been taken down. Said again, it gets the first answer.
         */
        post: operations["acknowledge_v1_recalls__recall__ack_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every
         * @description Every subscriber that is served.
         */
        get: operations["every_v1_subscribers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description A subscriber, to the ministry and to itself.
         */
        get: operations["read_v1_subscribers__subscriber__get"];
        /**
         * Put
         * @description Make a subscriber under an id of your choice, or change it with If-Match. Token and secret are shown this once.
         */
        put: operations["put_v1_subscribers__subscriber__put"];
        post?: never;
        /**
         * Remove
         * @description Serve it no more. Its record stays, so that its id and its numbers are never used again.
         */
        delete: operations["remove_v1_subscribers__subscriber__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}/backfill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Backfill
         * @description Tell once more from a moment, a cursor or the beginning; what it has in its newest state is not told again.
         */
        post: operations["backfill_v1_subscribers__subscriber__backfill_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kept
         * @description The delivery log of a subscriber: what went out under which number, when, and what came of it.
         */
        get: operations["kept_v1_subscribers__subscriber__deliveries_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}/deliveries/{number}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend
         * @description Send a number once more, as it is; not once its item was withdrawn.
         */
        post: operations["resend_v1_subscribers__subscriber__deliveries__number__resend_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}/feed-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Token
         * @description A new feed token, shown this once; the former one works on for a day.
         */
        post: operations["token_v1_subscribers__subscriber__feed_token_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Newest
         * @description The same log for who looks through it: the newest first, narrowed; `before` the last number of the page before.
         */
        get: operations["newest_v1_subscribers__subscriber__log_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause
         * @description Send nothing for a while; its numbers go on and wait.
         */
        post: operations["pause_v1_subscribers__subscriber__pause_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume
         * @description Send again, from where it was, each number as it stands.
         */
        post: operations["resume_v1_subscribers__subscriber__resume_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}/test": {
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
         * @description Call the webhook now, signed as a delivery is (number 0, `change: test`, no item), and say what came of it.
         */
        post: operations["test_v1_subscribers__subscriber__test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}/webhook-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Secret
         * @description A new webhook secret, shown this once; both sign until the rotation is finished.
         */
        post: operations["secret_v1_subscribers__subscriber__webhook_secret_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscribers/{subscriber}/webhook-secret/former": {
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
         * Finish
         * @description Finish a rotation: only the newest secret signs from now on.
         */
        delete: operations["finish_v1_subscribers__subscriber__webhook_secret_former_delete"];
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
         * Change
         * @description What a delivery says of its item.
         * @enum {string}
         */
        Change: "featured" | "corrected" | "withdrawn" | "superseded";
        /**
         * DeliveryAnswer
         * @description One numbered delivery. `body` is what was or will be sent; None once it was forgotten after a withdrawal.
         */
        DeliveryAnswer: {
            /** Acknowledged At */
            acknowledged_at: string | null;
            /** Acknowledged By */
            acknowledged_by: string | null;
            /** Attempts */
            attempts: number;
            /** Body */
            body: {
                [key: string]: unknown;
            } | null;
            /** Body Sha256 */
            body_sha256: string;
            /** Change */
            change: string;
            /** Delivery */
            delivery: string;
            /** Event Id */
            event_id: string;
            /** Item */
            item: string;
            /** Item Revision */
            item_revision: number;
            /** Last Attempt At */
            last_attempt_at: string | null;
            /** Last Fault */
            last_fault: string | null;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Next Attempt At */
            next_attempt_at: string | null;
            /** Number */
            number: number;
            /** Sent At */
            sent_at: string | null;
            /** State */
            state: string;
            /** Subscriber */
            subscriber: string;
            /** Uses */
            uses: components["schemas"]["UseAnswer"][];
            /** Waiting */
            waiting: boolean;
        } & {
            [key: string]: unknown;
        };
        /**
         * DeliveryList
         * @description Deliveries by number; `after` of the next page (`before`, where the newest come first) is `last`.
         */
        DeliveryList: {
            /** Deliveries */
            deliveries: components["schemas"]["DeliveryAnswer"][];
            /** Last */
            last: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * FeaturedAnswer
         * @description A featured item in its newest state: `ninjs` as newsrooms get it; `reason` where it is withdrawn.
         */
        FeaturedAnswer: {
            /** Change */
            change: string;
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /** Item */
            item: string;
            /** Item Revision */
            item_revision: number;
            /** Ninjs */
            ninjs: {
                [key: string]: unknown;
            };
            /** Offset */
            offset: number;
            /** Reason */
            reason: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * FeaturedList
         * @description Featured items, the newest first; `cursor` of the next page is `next`, None on the last.
         */
        FeaturedList: {
            /** Items */
            items: components["schemas"]["FeaturedAnswer"][];
            /** Next */
            next: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * FilterAnswer
         * @description What a subscriber wants.
         */
        FilterAnswer: {
            /** Editions */
            editions: string[];
            /** Kinds */
            kinds: string[];
            /** Tags */
            tags: string[];
            /** Types */
            types: string[];
            /** Units */
            units: string[];
        } & {
            [key: string]: unknown;
        };
        /**
         * FilterBody
         * @description What a subscriber wants; an empty list asks for everything.
         */
        FilterBody: {
            /**
             * Editions
             * @default []
             */
            editions: string[];
            /**
             * Kinds
             * @default []
             */
            kinds: components["schemas"]["Kind"][];
            /**
             * Tags
             * @default []
             */
            tags: string[];
            /**
             * Types
             * @default []
             */
            types: string[];
            /**
             * Units
             * @default []
             */
            units: string[];
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
         * MadeAnswer
         * @description A subscriber with what is shown once: note `feed_token` and `webhook_secret` now.
         */
        MadeAnswer: {
            /** Contact */
            contact: string;
            /** Cursor */
            cursor: string;
            /** Feed Token */
            feed_token?: string | null;
            /** Feed Token Expires At */
            feed_token_expires_at?: string | null;
            filters: components["schemas"]["FilterAnswer"];
            /** Last Number */
            last_number: number;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Name */
            name: string;
            /** Secrets */
            secrets: components["schemas"]["SecretAnswer"][];
            /** Status */
            status: string;
            /** Status Since */
            status_since: string | null;
            /** Subscriber */
            subscriber: string;
            /** Suspended For */
            suspended_for: string | null;
            /** Tokens */
            tokens: components["schemas"]["TokenAnswer"][];
            /** Version */
            version: number;
            /** Webhook */
            webhook: string | null;
            /** Webhook Key */
            webhook_key?: string | null;
            /** Webhook Secret */
            webhook_secret?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * RecallAnswer
         * @description A withdrawal that a subscriber has not acknowledged, or the acknowledgement of one.
         */
        RecallAnswer: {
            /** Acknowledged At */
            acknowledged_at: string | null;
            /** Acknowledged By */
            acknowledged_by: string | null;
            /** Age Seconds */
            age_seconds: number;
            /** Item */
            item: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Number */
            number: number;
            /** Recall */
            recall: string;
            /** Sent At */
            sent_at: string | null;
            /** Subscriber */
            subscriber: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * RecallList
         * @description Outstanding recalls, those of one subscriber by number.
         */
        RecallList: {
            /** Recalls */
            recalls: components["schemas"]["RecallAnswer"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * SecretAnswer
         * @description A webhook secret without itself; `key` is what signatures name.
         */
        SecretAnswer: {
            /** Key */
            key: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * StartBody
         * @description From where a subscriber is told. Nothing given: for a new one from now on.
         */
        StartBody: {
            /**
             * Beginning
             * @default false
             */
            beginning: boolean;
            /** Cursor */
            cursor?: string | null;
            /** Since */
            since?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * State
         * @description How far a delivery has come.
         * @enum {string}
         */
        State: "waiting" | "sent" | "acknowledged" | "used";
        /**
         * SubscriberAnswer
         * @description A subscriber. `cursor` is how far it has been told, `last_number` its newest number. Secrets are never among it.
         */
        SubscriberAnswer: {
            /** Contact */
            contact: string;
            /** Cursor */
            cursor: string;
            filters: components["schemas"]["FilterAnswer"];
            /** Last Number */
            last_number: number;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Name */
            name: string;
            /** Secrets */
            secrets: components["schemas"]["SecretAnswer"][];
            /** Status */
            status: string;
            /** Status Since */
            status_since: string | null;
            /** Subscriber */
            subscriber: string;
            /** Suspended For */
            suspended_for: string | null;
            /** Tokens */
            tokens: components["schemas"]["TokenAnswer"][];
            /** Version */
            version: number;
            /** Webhook */
            webhook: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * SubscriberBody
         * @description What its maker says of a subscriber. `webhook` is where deliveries go; without one it reads by itself.
         */
        SubscriberBody: {
            /**
             * Contact
             * @default
             */
            contact: string;
            /**
             * @default {
             *       "editions": [],
             *       "kinds": [],
             *       "tags": [],
             *       "types": [],
             *       "units": []
             *     }
             */
            filters: components["schemas"]["FilterBody"];
            /** Name */
            name: string;
            /**
             * @default {
             *       "beginning": false
             *     }
             */
            start: components["schemas"]["StartBody"];
            /** Webhook */
            webhook?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * SubscriberList
         * @description Every subscriber that is served.
         */
        SubscriberList: {
            /** Subscribers */
            subscribers: components["schemas"]["SubscriberAnswer"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * TokenAnswer
         * @description A feed token without itself.
         */
        TokenAnswer: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * TriedAnswer
         * @description What a test call came to. `verdict` is what the same answer would do to a delivery, `why` a word for what happened.
         *
         *     `status` is the receiver's, None where it did not answer; `said` the beginning of what it wrote, or what was refused.
         */
        TriedAnswer: {
            /** Address */
            address: string;
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Event Id */
            event_id: string;
            /** Headers */
            headers: {
                [key: string]: string;
            };
            /** Said */
            said: string;
            /** Status */
            status: number | null;
            /** Taken */
            taken: boolean;
            /** Took Milliseconds */
            took_milliseconds: number;
            /** Verdict */
            verdict: string;
            /** Why */
            why: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * UseAnswer
         * @description A use that a newsroom reported.
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
         * UseBody
         * @description Where a newsroom used an item, and when.
         */
        UseBody: {
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
    own_v1_deliveries_get: {
        parameters: {
            query?: {
                after?: number;
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
                    "application/json": components["schemas"]["DeliveryList"];
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
    digest_v1_deliveries_digest_get: {
        parameters: {
            query: {
                first: number;
                last: number;
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
                    "application/json": unknown;
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
    use_v1_deliveries__number__use_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UseBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryAnswer"];
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
    feed_v1_feed_get: {
        parameters: {
            query?: {
                limit?: number;
                unit?: string[];
                type?: string[];
                tag?: string[];
                kind?: components["schemas"]["Kind"][];
                edition?: string[];
                cursor?: string | null;
                since?: string | null;
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
                    "application/json": unknown;
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
    feed_atom_v1_feed_atom_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                unit?: string[];
                type?: string[];
                tag?: string[];
                kind?: components["schemas"]["Kind"][];
                edition?: string[];
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
                    "application/json": unknown;
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
    feed_json_v1_feed_json_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                unit?: string[];
                type?: string[];
                tag?: string[];
                kind?: components["schemas"]["Kind"][];
                edition?: string[];
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
                    "application/json": unknown;
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
    one_v1_feed_items__item__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: string;
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
                    "application/json": unknown;
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
    newest_v1_items_get: {
        parameters: {
            query?: {
                /** @description Part of a title. */
                title?: string;
                /** @description `next` of the page before. */
                cursor?: string | null;
                limit?: number;
                unit?: string[];
                type?: string[];
                tag?: string[];
                kind?: components["schemas"]["Kind"][];
                edition?: string[];
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
                    "application/json": components["schemas"]["FeaturedList"];
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
    one_v1_items__item__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: string;
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
                    "application/json": components["schemas"]["FeaturedAnswer"];
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
    takers_v1_items__item__deliveries_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: string;
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
                    "application/json": components["schemas"]["DeliveryList"];
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
    outstanding_v1_recalls_get: {
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
                    "application/json": components["schemas"]["RecallList"];
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
    acknowledge_v1_recalls__recall__ack_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recall: string;
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
                    "application/json": components["schemas"]["RecallAnswer"];
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
    every_v1_subscribers_get: {
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
                    "application/json": components["schemas"]["SubscriberList"];
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
    read_v1_subscribers__subscriber__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
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
                    "application/json": components["schemas"]["SubscriberAnswer"];
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
    put_v1_subscribers__subscriber__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriberBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeAnswer"];
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
    remove_v1_subscribers__subscriber__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
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
                    "application/json": components["schemas"]["SubscriberAnswer"];
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
    backfill_v1_subscribers__subscriber__backfill_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriberAnswer"];
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
    kept_v1_subscribers__subscriber__deliveries_get: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                subscriber: string;
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
                    "application/json": components["schemas"]["DeliveryList"];
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
    resend_v1_subscribers__subscriber__deliveries__number__resend_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
                number: number;
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
                    "application/json": components["schemas"]["DeliveryAnswer"];
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
    token_v1_subscribers__subscriber__feed_token_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
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
                    "application/json": components["schemas"]["MadeAnswer"];
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
    newest_v1_subscribers__subscriber__log_get: {
        parameters: {
            query?: {
                limit?: number;
                before?: number | null;
                state?: components["schemas"]["State"] | null;
                change?: components["schemas"]["Change"] | null;
                failing?: boolean;
            };
            header?: never;
            path: {
                subscriber: string;
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
                    "application/json": components["schemas"]["DeliveryList"];
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
    pause_v1_subscribers__subscriber__pause_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
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
                    "application/json": components["schemas"]["SubscriberAnswer"];
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
    resume_v1_subscribers__subscriber__resume_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
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
                    "application/json": components["schemas"]["SubscriberAnswer"];
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
    test_v1_subscribers__subscriber__test_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
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
    secret_v1_subscribers__subscriber__webhook_secret_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
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
                    "application/json": components["schemas"]["MadeAnswer"];
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
    finish_v1_subscribers__subscriber__webhook_secret_former_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriber: string;
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
                    "application/json": components["schemas"]["SubscriberAnswer"];
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
