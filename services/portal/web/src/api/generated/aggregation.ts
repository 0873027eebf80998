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
    "/v1/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Checks
         * @description The published checks of an edition at one cut: every difference must be 0, and the buckets add up to the received.
         */
        get: operations["checks_v1_checks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/completeness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Completeness
         * @description Who owes what below a scope, whether it came and in time, and for whom it waits; the caller's branch only.
         */
        get: operations["completeness_v1_completeness_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/completeness/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Completeness File
         * @description The same as a file, a row an obligation; what looks like a formula is marked as text.
         */
        get: operations["completeness_file_v1_completeness_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts
         * @description Figures of a scope with qualifier, sources, windows, expected and declared series, at one cut.
         */
        get: operations["counts_v1_counts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description A board as a file, a row a figure and group at one cut; what looks like a formula is marked as text.
         */
        get: operations["export_v1_counts_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counts/minutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Minutes
         * @description The minutes that have a record, for the time slider.
         */
        get: operations["minutes_v1_counts_minutes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counts/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream
         * @description Server-sent events `figures`, id = cut; resumes by sending the current state unless the reader has it.
         */
        get: operations["stream_v1_counts_stream_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counts/{figure}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sources
         * @description The submissions behind a figure `<edition>:<scope>:<indicator>`: the caller's own, and the number of others.
         */
        get: operations["sources_v1_counts__figure__sources_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Coverage
         * @description Days by children of a scope: what was held, highlights apart, and the gaps; below a unit its branch only.
         */
        get: operations["coverage_v1_coverage_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/static/{edition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Static
         * @description The static snapshot of public figures that was written last.
         */
        get: operations["static_v1_static__edition__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/{submission}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proof
         * @description Whether a submission is counted, in which figures, by which revision, where in the log, and when.
         */
        get: operations["proof_v1_submissions__submission__proof_get"];
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
         * AskedSeries
         * @description Which series is added up. Declared numbers speak for areas that overlap and are never added; they stand beside.
         * @enum {string}
         */
        AskedSeries: "actual" | "expected";
        /**
         * Format
         * @description The kinds of file.
         * @enum {string}
         */
        Format: "csv" | "xlsx" | "json";
        /**
         * Including
         * @description What is counted beside the accepted.
         * @enum {string}
         */
        Including: "pending";
        /**
         * Kind
         * @description The kinds of material: notice 六(二) (plan) and 六(五) (the rest).
         * @enum {string}
         */
        Kind: "plan" | "activity_report" | "case" | "manuscript" | "photo_set" | "video" | "summary";
        /**
         * Windows
         * @description Which windows a figure adds: the edition's headline, all, or one.
         * @enum {string}
         */
        Windows: "headline" | "all" | "week" | "own" | "outside";
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
    checks_v1_checks_get: {
        parameters: {
            query: {
                edition: string;
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
                    "application/json": {
                        [key: string]: unknown;
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
    completeness_v1_completeness_get: {
        parameters: {
            query: {
                kind?: components["schemas"]["Kind"] | null;
                /** @description The edition's year, as in 2024. */
                edition: string;
                /** @description nation, a unit, council, department or organisation. */
                scope?: string;
                /** @description pending takes versions in review instead; needs rights. */
                incl?: components["schemas"]["Including"] | null;
                /** @description Answer at this cut or newer. */
                cut?: string | null;
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
                    "application/json": {
                        [key: string]: unknown;
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
    completeness_file_v1_completeness_export_get: {
        parameters: {
            query: {
                kind?: components["schemas"]["Kind"] | null;
                format?: components["schemas"]["Format"];
                lang?: "zh-CN" | "en";
                /** @description The edition's year, as in 2024. */
                edition: string;
                /** @description nation, a unit, council, department or organisation. */
                scope?: string;
                /** @description pending takes versions in review instead; needs rights. */
                incl?: components["schemas"]["Including"] | null;
                /** @description Answer at this cut or newer. */
                cut?: string | null;
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
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
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
    counts_v1_counts_get: {
        parameters: {
            query: {
                /** @description The minute record at or before this moment; Asia/Shanghai if not told. */
                as_of?: string | null;
                /** @description With as_of: counted from the log itself, for the ministry, one at a time. */
                exact?: boolean;
                /** @description The edition's year, as in 2024. */
                edition: string;
                /** @description nation, a unit, council, department or organisation. */
                scope?: string;
                /** @description pending takes versions in review instead; needs rights. */
                incl?: components["schemas"]["Including"] | null;
                /** @description Answer at this cut or newer. */
                cut?: string | null;
                /** @description Codes, comma separated; all where empty. */
                indicator?: string;
                /** @description Breakdowns, comma separated. */
                by?: string;
                windows?: components["schemas"]["Windows"];
                /** @description actual or expected; declared numbers stand beside each figure. */
                series?: components["schemas"]["AskedSeries"];
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
                    "application/json": Record<string, never>;
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
    export_v1_counts_export_get: {
        parameters: {
            query: {
                format?: components["schemas"]["Format"];
                lang?: "zh-CN" | "en";
                /** @description The edition's year, as in 2024. */
                edition: string;
                /** @description nation, a unit, council, department or organisation. */
                scope?: string;
                /** @description pending takes versions in review instead; needs rights. */
                incl?: components["schemas"]["Including"] | null;
                /** @description Answer at this cut or newer. */
                cut?: string | null;
                /** @description Codes, comma separated; all where empty. */
                indicator?: string;
                /** @description Breakdowns, comma separated. */
                by?: string;
                windows?: components["schemas"]["Windows"];
                /** @description actual or expected; declared numbers stand beside each figure. */
                series?: components["schemas"]["AskedSeries"];
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
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
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
    minutes_v1_counts_minutes_get: {
        parameters: {
            query: {
                edition: string;
                since: string;
                until: string;
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
                    "application/json": {
                        [key: string]: unknown;
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
    stream_v1_counts_stream_get: {
        parameters: {
            query: {
                /** @description Also say `alive` with `known_until` while nothing is newer. */
                alive?: boolean;
                /** @description The edition's year, as in 2024. */
                edition: string;
                /** @description nation, a unit, council, department or organisation. */
                scope?: string;
                /** @description pending takes versions in review instead; needs rights. */
                incl?: components["schemas"]["Including"] | null;
                /** @description Answer at this cut or newer. */
                cut?: string | null;
                /** @description Codes, comma separated; all where empty. */
                indicator?: string;
                /** @description Breakdowns, comma separated. */
                by?: string;
                windows?: components["schemas"]["Windows"];
                /** @description actual or expected; declared numbers stand beside each figure. */
                series?: components["schemas"]["AskedSeries"];
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
                    "text/event-stream": string;
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
    sources_v1_counts__figure__sources_get: {
        parameters: {
            query?: {
                incl?: components["schemas"]["Including"] | null;
                cut?: string | null;
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path: {
                figure: string;
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
    coverage_v1_coverage_get: {
        parameters: {
            query: {
                since?: string | null;
                until?: string | null;
                /** @description The edition's year, as in 2024. */
                edition: string;
                /** @description nation, a unit, council, department or organisation. */
                scope?: string;
                /** @description pending takes versions in review instead; needs rights. */
                incl?: components["schemas"]["Including"] | null;
                /** @description Answer at this cut or newer. */
                cut?: string | null;
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
                    "application/json": {
                        [key: string]: unknown;
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
    static_v1_static__edition__get: {
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
    proof_v1_submissions__submission__proof_get: {
        parameters: {
            query?: {
                cut?: string | null;
            };
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
                    "application/json": {
                        [key: string]: unknown;
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
}
