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
    "/v1/media/{asset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description How far a file has come, for its sender or its branch.
         *
         *     202: awaited or in work; 206: some of it is there; 200: ready; 422: failed, with what is wrong and what helps.
         */
        get: operations["one_v1_media__asset__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media/{asset}/{rendition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Link
         * @description A redirect to what is made of a file, checked at every request.
         *
         *     Open to all while a featured item shows the file; `press.jpg` with a press ticket. People of the item's branch see
         *     what is there in any state that is not withdrawn, and `original` under its own name.
         */
        get: operations["link_v1_media__asset___rendition__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotas/{edition}/{organisation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Quota
         * @description What an organisation may still send in an edition, before the first byte; for its branch.
         */
        get: operations["quota_v1_quotas__edition___organisation__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/{submission}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All Of
         * @description How far the files of a submission have come. 422 where nothing is to be waited for and something has failed.
         */
        get: operations["all_of_v1_submissions__submission__media_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin
         * @description Begin to send the grant's file. 201: a new session; 200: the one that is open, or that is complete.
         */
        post: operations["begin_v1_uploads_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{upload}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look
         * @description A session with the parts that are there.
         */
        get: operations["look_v1_uploads__upload__get"];
        put?: never;
        post?: never;
        /**
         * Abort
         * @description Give an upload up; its parts are removed. Again, nothing happens.
         */
        delete: operations["abort_v1_uploads__upload__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{upload}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete
         * @description All parts are there: put them together and queue the file. Said again, it is the same answer.
         */
        post: operations["complete_v1_uploads__upload__complete_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{upload}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Parts
         * @description The parts that are there, as the object store tells them, and the numbers of those that are missing.
         */
        get: operations["parts_v1_uploads__upload__parts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{upload}/parts/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign
         * @description A signed request that puts exactly this part into the object store; sent twice, the part is there once.
         */
        post: operations["sign_v1_uploads__upload__parts__number__post"];
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
         * Asset
         * @description One file of a submission, as it stands. `asset` follows from the submission and the SHA-256 (`asset_id`).
         *
         *     `media_type` is found by content, never by name. `perceptual_hash` is 256 bit as lower-case hexadecimal (PDQ), with its
         *     quality 0-100. `problem` says why it failed, `retry_helps` whether sending it again can help. `public` is true while a
         *     featured item shows it. `consent_withdrawn` closes it for good.
         */
        Asset: {
            /**
             * Ai Generated
             * @default false
             */
            ai_generated: boolean;
            /**
             * Asset
             * Format: uuid
             */
            asset: string;
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
             * Consent Withdrawn
             * @default false
             */
            consent_withdrawn: boolean;
            /**
             * Credit
             * @default
             */
            credit: string;
            /** Duration Ms */
            duration_ms?: number | null;
            /** Height */
            height?: number | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "photo" | "video" | "document";
            /** Media Type */
            media_type?: string | null;
            /** Name */
            name: string;
            /** Perceptual Hash */
            perceptual_hash?: string | null;
            /** Perceptual Quality */
            perceptual_quality?: number | null;
            /** Problem */
            problem?: string | null;
            /**
             * Public
             * @default false
             */
            public: boolean;
            /** Ready At */
            ready_at?: string | null;
            /**
             * Renditions
             * @default []
             */
            renditions: components["schemas"]["Rendition"][];
            /**
             * Retry Helps
             * @default false
             */
            retry_helps: boolean;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
            /** @default awaited */
            state: components["schemas"]["AssetState"];
            /** Uploaded At */
            uploaded_at?: string | null;
            /** Width */
            width?: number | null;
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
         * EstimateAnswer
         * @description About where a file stands (0 while it is worked on) and in how many seconds it is ready.
         */
        EstimateAnswer: {
            /** Approximate */
            approximate: boolean;
            /** Position */
            position: number;
            /** Seconds */
            seconds: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * FileAnswer
         * @description One file and how far it has come.
         */
        FileAnswer: {
            asset: components["schemas"]["Asset"];
            estimate: components["schemas"]["EstimateAnswer"] | null;
            trouble: components["schemas"]["TroubleAnswer"] | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * FilesAnswer
         * @description The files of a submission's newest version. `status` is the HTTP status of this answer.
         */
        FilesAnswer: {
            /** Files */
            files: components["schemas"]["FileAnswer"][];
            /** Files Due At */
            files_due_at: string | null;
            /** Status */
            status: number;
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Version */
            version: number;
            /** Withdrawn */
            withdrawn: boolean;
        } & {
            [key: string]: unknown;
        };
        /**
         * PartAnswer
         * @description A part that the object store holds. `sha256` is known where the part was signed with it.
         */
        PartAnswer: {
            /** Etag */
            etag: string;
            /** Number */
            number: number;
            /** Sha256 */
            sha256: string | null;
            /** Size Bytes */
            size_bytes: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * PartRequest
         * @description What a client knows of a part: its length, and its SHA-256 in lower-case hexadecimal; the store checks both.
         */
        PartRequest: {
            /** Sha256 */
            sha256?: string | null;
            /** Size Bytes */
            size_bytes?: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * PartsAnswer
         * @description The parts that are there, by number, and the numbers of those that are missing.
         */
        PartsAnswer: {
            /** Missing */
            missing: number[];
            /** Parts */
            parts: components["schemas"]["PartAnswer"][];
            /** Upload */
            upload: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * QuotaAnswer
         * @description What the organisation may send in this edition, in bytes.
         */
        QuotaAnswer: {
            /** Limit Bytes */
            limit_bytes: number;
            /** Remaining Bytes */
            remaining_bytes: number;
            /** Used Bytes */
            used_bytes: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * Rendition
         * @description One thing made from an original. `name` is its place in the address, as in `w1600.webp`; sizes are in pixels and bytes.
         *
         *     Pictures have `w400.jpg`, `w400.webp`, `w1600.jpg`, `w1600.webp` and, for those entitled, `press.jpg`; films have
         *     `poster.jpg` and `video.mp4`.
         */
        Rendition: {
            /** Height */
            height?: number | null;
            /** Media Type */
            media_type: string;
            /** Name */
            name: string;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
            /** Width */
            width?: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * SessionState
         * @description Where a session stands. `COMPLETING` has been told to complete; all but it, `OPEN` and `COMPLETE` ended without bytes.
         * @enum {string}
         */
        SessionState: "open" | "completing" | "complete" | "expired" | "aborted" | "superseded" | "failed";
        /**
         * SignedAnswer
         * @description A request for one part: `method` to `url` with these headers and exactly `size_bytes` of body, until `expires_at`.
         */
        SignedAnswer: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Headers */
            headers: {
                [key: string]: string;
            };
            /** Method */
            method: string;
            /** Number */
            number: number;
            /** Size Bytes */
            size_bytes: number;
            /** Upload */
            upload: string;
            /** Url */
            url: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * TroubleAnswer
         * @description What is wrong with a file, in plain words, and whether sending it again can help.
         */
        TroubleAnswer: {
            /** Code */
            code: string;
            /** Detail En */
            detail_en: string;
            /** Detail Zh */
            detail_zh: string;
            /** Remedy En */
            remedy_en: string;
            /** Remedy Zh */
            remedy_zh: string;
            /** Retry Helps */
            retry_helps: boolean;
        } & {
            [key: string]: unknown;
        };
        /**
         * UploadAnswer
         * @description A session: cut the file at every `part_size_bytes` and send the `missing` parts; the last one is shorter.
         *
         *     `parts` are there already. `signed` are requests for the first of the missing ones, as many as were asked for with
         *     `sign`. Once `complete`, ask `GET /v1/media/{asset}` how far the file has come.
         */
        UploadAnswer: {
            /**
             * Asset
             * Format: uuid
             */
            asset: string;
            asset_state: components["schemas"]["AssetState"];
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Missing */
            missing: number[];
            /** Name */
            name: string;
            /** Part Count */
            part_count: number;
            /** Part Size Bytes */
            part_size_bytes: number;
            /** Parts */
            parts: components["schemas"]["PartAnswer"][];
            quota: components["schemas"]["QuotaAnswer"];
            /** Sha256 */
            sha256: string;
            /** Signed */
            signed: components["schemas"]["SignedAnswer"][];
            /** Size Bytes */
            size_bytes: number;
            state: components["schemas"]["SessionState"];
            /**
             * Submission
             * Format: uuid
             */
            submission: string;
            /** Upload */
            upload: string;
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
    one_v1_media__asset__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
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
                    "application/json": components["schemas"]["FileAnswer"];
                };
            };
            /** @description Awaited or in work */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileAnswer"];
                };
            };
            /** @description Some of it is there */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileAnswer"];
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
    link_v1_media__asset___rendition__get: {
        parameters: {
            query?: {
                ticket?: string | null;
            };
            header?: never;
            path: {
                asset: string;
                rendition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            302: {
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
    quota_v1_quotas__edition___organisation__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
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
                    "application/json": components["schemas"]["QuotaAnswer"];
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
    all_of_v1_submissions__submission__media_get: {
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
                    "application/json": components["schemas"]["FilesAnswer"];
                };
            };
            /** @description Awaited or in work */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesAnswer"];
                };
            };
            /** @description Some of it is there */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesAnswer"];
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
    begin_v1_uploads_post: {
        parameters: {
            query?: {
                /** @description Of so many missing parts the answer brings signed requests. */
                sign?: number;
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
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            /** @description A new session */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
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
    look_v1_uploads__upload__get: {
        parameters: {
            query?: {
                /** @description Of so many missing parts the answer brings signed requests. */
                sign?: number;
            };
            header?: never;
            path: {
                upload: string;
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
                    "application/json": components["schemas"]["UploadAnswer"];
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
    abort_v1_uploads__upload__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload: string;
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
    complete_v1_uploads__upload__complete_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload: string;
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
                    "application/json": components["schemas"]["UploadAnswer"];
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
    parts_v1_uploads__upload__parts_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload: string;
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
                    "application/json": components["schemas"]["PartsAnswer"];
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
    sign_v1_uploads__upload__parts__number__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PartRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedAnswer"];
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
