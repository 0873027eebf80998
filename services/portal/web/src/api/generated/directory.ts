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
    "/v1/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find
         * @description Where these people are written to.
         */
        post: operations["find_v1_addresses_post"];
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
    "/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description The whole record as JSON lines; the last one is the seal over all before it (`weekwire audit export`).
         */
        get: operations["export_v1_audit_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sheet
         * @description The newest acts that fit, as a sheet, at most 5,000.
         */
        get: operations["sheet_v1_audit_sheet_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify
         * @description Read the whole record and say whether it is whole (`weekwire audit verify`); it may take a while.
         */
        post: operations["verify_v1_audit_verify_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Chains
         * @description Along which chains items are filed, in the order in which they are tried.
         */
        get: operations["chains_v1_chains_get"];
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
    "/v1/editions/{edition}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get
         * @description The draft of an edition.
         */
        get: operations["get_v1_editions__edition__draft_get"];
        /**
         * Put
         * @description Keep a draft, right or wrong; nobody else sees it.
         */
        put: operations["put_v1_editions__edition__draft_put"];
        post?: never;
        /**
         * Drop
         * @description Throw the draft away.
         */
        delete: operations["drop_v1_editions__edition__draft_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{edition}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * History
         * @description What was published, oldest first. Who did it is in the audit record.
         */
        get: operations["history_v1_editions__edition__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{edition}/preview": {
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
         * @description What a wanted edition would change; nothing is.
         */
        post: operations["preview_v1_editions__edition__preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{edition}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish
         * @description Publish the draft that was seen; every service takes it over within seconds.
         */
        post: operations["publish_v1_editions__edition__publish_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/templates/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sheet
         * @description An empty sheet to fill in, with its explanations.
         */
        get: operations["sheet_v1_imports_templates__kind__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{report}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get
         * @description What an import of one's own came to.
         */
        get: operations["get_v1_imports__report__get"];
        /**
         * Run
         * @description Judge or take a sheet. The client chooses the id; the same one with the same sheet is the same import.
         */
        put: operations["run_v1_imports__report__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{report}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Result
         * @description The same as a sheet, a line a problem.
         */
        get: operations["result_v1_imports__report__result_get"];
        put?: never;
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
    "/v1/links/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look
         * @description Whom a link is for; it is not used up by that.
         */
        post: operations["look_v1_links_look_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/use": {
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
         * @description Choose a password with a link; it is then used up, and whoever was signed in is signed out.
         */
        post: operations["use_v1_links_use_post"];
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
    "/v1/me/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Colleagues
         * @description Whom one might let act.
         */
        get: operations["colleagues_v1_me_colleagues_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description What one has lent, and for whom one may act.
         */
        get: operations["find_v1_me_delegations_get"];
        put?: never;
        /**
         * Lend
         * @description Let a colleague act for oneself until then. What is one's own alone is not lent.
         */
        post: operations["lend_v1_me_delegations_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/delegations/{delegation}": {
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
         * Take Back
         * @description Take back what one has lent, or give back what one was lent; ended already changes nothing.
         */
        delete: operations["take_back_v1_me_delegations__delegation__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/language": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Language
         * @description Choose in which language one is written to.
         */
        put: operations["language_v1_me_language_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description One's passkeys.
         */
        get: operations["find_v1_me_passkeys_get"];
        put?: never;
        /**
         * Register
         * @description Take the device's answer.
         */
        post: operations["register_v1_me_passkeys_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/passkeys/begin": {
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
         * @description Begin to make a passkey; nothing changes before the device has answered.
         */
        post: operations["begin_v1_me_passkeys_begin_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/passkeys/{passkey}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Rename
         * @description Call a passkey something else.
         */
        put: operations["rename_v1_me_passkeys__passkey__put"];
        post?: never;
        /**
         * Remove
         * @description Let a passkey open nothing any more.
         */
        delete: operations["remove_v1_me_passkeys__passkey__delete"];
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
    "/v1/organisations/{organisation}/deadlines/{edition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put
         * @description Ask everybody directly below, or those who are named, for a kind of material by a date before one's own.
         */
        put: operations["put_v1_organisations__organisation__deadlines__edition__put"];
        post?: never;
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
    "/v1/organisations/{organisation}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge
         * @description Make it part of another from a day on. Children, bodies and people go over then; submissions do not.
         */
        post: operations["merge_v1_organisations__organisation__merge_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisation}/merge/preview": {
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
         * @description What a merger would do; nothing is changed.
         */
        post: operations["preview_v1_organisations__organisation__merge_preview_post"];
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
    "/v1/organisations/{organisation}/present": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Present
         * @description The organisation that an id stands for today: itself, or the one it has become part of.
         */
        get: operations["present_v1_organisations__organisation__present_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisation}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen
         * @description Call off a closing or a merger whose day has not come.
         */
        post: operations["reopen_v1_organisations__organisation__reopen_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisation}/themes/{edition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Themes
         * @description A unit gives itself themes below the national one.
         */
        put: operations["set_themes_v1_organisations__organisation__themes__edition__put"];
        post?: never;
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
        /**
         * Drop Window
         * @description A unit takes its own window or activity month back.
         */
        delete: operations["drop_window_v1_organisations__organisation__windows__edition__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/passwords/forgotten": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgotten
         * @description Ask for a letter with a link. The same answer, in the same time, whether or not there is such a person.
         */
        post: operations["forgotten_v1_passwords_forgotten_post"];
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
    "/v1/people/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Names
         * @description Who these people are: by name in one's own branch, by role where they stand above it; of anybody else nothing.
         */
        post: operations["names_v1_people_names_post"];
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
    "/v1/people/{person}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview
         * @description What is kept of a person and would be erased.
         */
        get: operations["preview_v1_people__person__erasure_get"];
        put?: never;
        /**
         * Erase
         * @description Erase it. The id stays, so that figures and the audit record stay whole; nothing brings the rest back.
         */
        post: operations["erase_v1_people__person__erasure_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand Over
         * @description Give everything the person may do to another one, and close the account.
         */
        post: operations["hand_over_v1_people__person__hand_over_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description As whom somebody of one's branch is known at the provider.
         */
        get: operations["find_v1_people__person__identities_get"];
        put?: never;
        /**
         * Link
         * @description Enter as whom somebody is known at the provider.
         */
        post: operations["link_v1_people__person__identities_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/identities/{identity}": {
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
         * Unlink
         * @description Let nobody come in as this person from the provider any more.
         */
        delete: operations["unlink_v1_people__person__identities__identity__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitation
         * @description The last invitation of somebody in one's branch; where there was none: 404.
         */
        get: operations["invitation_v1_people__person__invitation_get"];
        put?: never;
        /**
         * Invite
         * @description Send a letter with a link to choose a password; a letter sent before opens nothing any more.
         */
        post: operations["invite_v1_people__person__invitation_post"];
        /**
         * Revoke
         * @description Take an invitation back; one that has ended is left as it is.
         */
        delete: operations["revoke_v1_people__person__invitation_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/locks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description How somebody of one's branch is locked out; of anybody else: 404.
         */
        get: operations["find_v1_people__person__locks_get"];
        put?: never;
        post?: never;
        /**
         * Lift
         * @description Let somebody try again at once; the failures before are forgotten. Nobody lifts a lock of their own.
         */
        delete: operations["lift_v1_people__person__locks_delete"];
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
         * @description Take away the second factor and the passkeys of somebody who lost the device and the recovery codes.
         */
        delete: operations["remove_second_factor_v1_people__person__second_factor_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/sessions": {
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
         * End Sessions
         * @description Sign the person out everywhere, as where a device was lost.
         */
        delete: operations["end_sessions_v1_people__person__sessions_delete"];
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
    "/v1/sessions/acting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch
         * @description Act for a person from now on, or for oneself again; then refresh for the access token that says so.
         */
        post: operations["switch_v1_sessions_acting_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Code
         * @description Give the code that a session owes which was begun elsewhere; then refresh for a whole access token.
         */
        post: operations["code_v1_sessions_code_post"];
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
         * @description End the session the access token belongs to; a page may leave it also when its access token has ended before.
         */
        delete: operations["sign_out_v1_sessions_current_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Callback
         * @description Back from the provider: into a session of the page, or to the sign-in page with what was wrong.
         */
        get: operations["callback_v1_sessions_oidc_callback_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Start
         * @description Out to the provider.
         */
        get: operations["start_v1_sessions_oidc_start_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter
         * @description Begin a session with a passkey; it counts as both factors. The same answer whatever was wrong.
         */
        post: operations["enter_v1_sessions_passkey_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/passkey/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Sign In
         * @description Begin to come in with a passkey; no name is asked for.
         */
        post: operations["begin_sign_in_v1_sessions_passkey_begin_post"];
        delete?: never;
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
    "/v1/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ways
         * @description What the sign-in page offers beside password and passkey.
         */
        get: operations["ways_v1_ways_get"];
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
         * ActingForm
         * @description For whom one acts from now on; oneself ends it.
         */
        ActingForm: {
            /** Person */
            person: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * AddressView
         * @description Where one person is written to, as what, and in which language; without an address nothing can be sent.
         */
        AddressView: {
            /** Display Name */
            display_name: string;
            /** Email */
            email: string | null;
            /**
             * Language
             * @enum {string}
             */
            language: "zh-CN" | "en";
            /** Person */
            person: string;
        };
        /**
         * Addresses
         * @description The addresses; who is closed, erased or unknown is not among them.
         */
        Addresses: {
            /** Items */
            items: components["schemas"]["AddressView"][];
        };
        /**
         * AddressesForm
         * @description Whose addresses are asked for.
         */
        AddressesForm: {
            /** People */
            people: string[];
        } & {
            [key: string]: unknown;
        };
        /**
         * AskedView
         * @description What became of asking one of them: the obligation, or the problem.
         */
        AskedView: {
            /** Debtor */
            debtor: string;
            obligation: components["schemas"]["Obligation"] | null;
            /** Problem */
            problem: {
                [key: string]: unknown;
            } | null;
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
         * ChainView
         * @description One line of the table of chains: the first that fits an organisation says where its items go.
         */
        ChainView: {
            /** En */
            en: string;
            /** Kinds */
            kinds: string[];
            /** Number */
            number: number;
            /** Onward */
            onward: string;
            /** School Types */
            school_types: string[];
            /** Under */
            under: string[];
            /** Zh */
            zh: string;
        };
        /**
         * ChangeView
         * @description One field before and after.
         */
        ChangeView: {
            /** After */
            after: string | null;
            /** Before */
            before: string | null;
            /** Path */
            path: string;
        };
        /**
         * ChoiceForm
         * @description A password chosen with a link; an invited person may also choose another name to sign in with, and what to be called.
         */
        ChoiceForm: {
            /** Display Name */
            display_name?: string | null;
            /** Name */
            name?: string | null;
            /**
             * Password
             * Format: password
             */
            password: string;
            /**
             * Token
             * Format: password
             */
            token: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * ChosenView
         * @description The name to sign in with from now on.
         */
        ChosenView: {
            /** Name */
            name: string;
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
         * Colleague
         * @description Somebody of the same organisation.
         */
        Colleague: {
            /** Display Name */
            display_name: string;
            /** Name */
            name: string;
            /** Person */
            person: string;
        };
        /**
         * Colleagues
         * @description Whom one might let act, by id.
         */
        Colleagues: {
            /** Items */
            items: components["schemas"]["Colleague"][];
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
         * DeadlineForm
         * @description What a level asks of those below it. `debtors` names some of them; absent: all that are open.
         */
        DeadlineForm: {
            /** Debtors */
            debtors?: string[] | null;
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
         * DeadlineView
         * @description How many were asked, how many could not be, and each.
         */
        DeadlineView: {
            /** Asked */
            asked: number;
            /** Items */
            items: components["schemas"]["AskedView"][];
            /** Refused */
            refused: number;
        };
        /**
         * DelegationForm
         * @description Whom one lets act until when, and why.
         */
        DelegationForm: {
            /** Colleague */
            colleague: string;
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Until
             * Format: date-time
             */
            until: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * DelegationView
         * @description Who may act for whom until when; times are UTC. `name` is that of the other one.
         */
        DelegationView: {
            /** Colleague */
            colleague: string;
            /** Delegation */
            delegation: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Name */
            name: string;
            /** Note */
            note: string;
            /** Person */
            person: string;
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /**
         * Delegations
         * @description What is in force, the newest first.
         */
        Delegations: {
            /** Borrowed */
            borrowed: components["schemas"]["DelegationView"][];
            /** Lent */
            lent: components["schemas"]["DelegationView"][];
        };
        /**
         * DraftForm
         * @description A wanted edition, which may still be wrong, and the revision of the draft that was seen (absent: there was none).
         */
        DraftForm: {
            /** Revision */
            revision?: number | null;
            state: components["schemas"]["Edition"];
        } & {
            [key: string]: unknown;
        };
        /**
         * DraftView
         * @description A draft: its own revision, who wrote it last, and the edition as it would be.
         */
        DraftView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Edition */
            edition: string;
            /** Revision */
            revision: number;
            state: components["schemas"]["Edition"];
        };
        /**
         * DueView
         * @description One obligation and its date before and after.
         */
        DueView: {
            /** After */
            after: string | null;
            /** Before */
            before: string | null;
            /** Debtor */
            debtor: string;
            /** Obligation */
            obligation: string;
        };
        /**
         * Edition
         * @description `directory.editions.v1`: one edition, complete. `inferred` names the fields whose values are not attested.
         *
         *     `joint_bodies`, `council_count` and `national_activity_count` are what the notice counts, also where its lists are
         *     not at hand. `bodies` are the codes of the bodies a kind of unit has, `body_names` what the notice calls them there.
         *     `opens_on` is the day from which the call takes material; `audiences` are whom an open activity is for.
         */
        Edition: {
            /**
             * Audiences
             * @default []
             */
            audiences: components["schemas"]["Entry"][];
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
            /**
             * Forms
             * @default []
             */
            forms: components["schemas"]["Form"][];
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
            /** Opens On */
            opens_on?: string | null;
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
             *       "usage_terms": "供新闻报道使用，须署名，不得用于商业用途。"
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
         * EnterForm
         * @description What the device answered, as `PublicKeyCredential.toJSON()` gives it.
         */
        EnterForm: {
            /** Credential */
            credential: {
                [key: string]: unknown;
            };
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
         * ErasureForm
         * @description The revision that the preview showed.
         */
        ErasureForm: {
            /** Revision */
            revision: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ErasureView
         * @description What is kept of a person: fields that hold something, and documents by collection. After an erasure both are empty.
         */
        ErasureView: {
            /** Fields */
            fields: string[];
            /** Is Erased */
            is_erased: boolean;
            /** Person */
            person: string;
            /** Revision */
            revision: number;
            /** Traces */
            traces: {
                [key: string]: number;
            };
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
         * FaultView
         * @description One fault that a verification found.
         */
        FaultView: {
            /** Chain */
            chain: string;
            /** Detail */
            detail: string;
            /** Kind */
            kind: string;
            /** Number */
            number: number;
        };
        /**
         * ForgottenForm
         * @description The name one signs in with.
         */
        ForgottenForm: {
            /** Name */
            name: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Form
         * @description The form of one kind. `indicators` are the numbers that matter for it, in their order; any other may be added.
         */
        Form: {
            /** En */
            en: string;
            /** Fields */
            fields: components["schemas"]["FormField"][];
            /**
             * Indicators
             * @default []
             */
            indicators: string[];
            kind: components["schemas"]["Kind"];
            /** Zh */
            zh: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * FormField
         * @description One field of a form. `field` is its name in the content, or `manifest`, `contact`.
         *
         *     A field that is `required` is refused empty, whatever the rules of its kind ask for besides. `hint` says what to
         *     write; `section` is the part of the page in which it stands.
         */
        FormField: {
            /** En */
            en: string;
            /** Field */
            field: string;
            /** Hint En */
            hint_en?: string | null;
            /** Hint Zh */
            hint_zh?: string | null;
            /**
             * Required
             * @default false
             */
            required: boolean;
            /**
             * Section
             * @default what
             * @enum {string}
             */
            section: "what" | "when" | "numbers" | "text" | "files" | "public" | "confirm";
            /** Zh */
            zh: string;
        } & {
            [key: string]: unknown;
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
         * HandOverForm
         * @description Who takes over.
         */
        HandOverForm: {
            /** To */
            to: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * HandedOver
         * @description Both as they are now: who left has no role, and the successor has those of both.
         */
        HandedOver: {
            left: components["schemas"]["PersonView"];
            successor: components["schemas"]["PersonView"];
        };
        /**
         * Home
         * @description The organisation that one belongs to; `path` runs from the ministry to it, `unit` is its reporting unit.
         */
        Home: {
            kind: components["schemas"]["OrganisationKind"];
            /** Name */
            name: string;
            /** Organisation */
            organisation: string;
            /** Path */
            path: string[];
            /** Short Name */
            short_name: string;
            /** Unit */
            unit: string;
        };
        /**
         * Identities
         * @description As whom a person is known, the oldest first.
         */
        Identities: {
            /** Items */
            items: components["schemas"]["IdentityView"][];
        };
        /**
         * IdentityForm
         * @description As whom a person is known at the provider: the value of the claim that the setting names.
         */
        IdentityForm: {
            /** Value */
            value: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * IdentityView
         * @description As whom a person is known at the provider; times are UTC.
         */
        IdentityView: {
            /** Claim */
            claim: string;
            /** Identity */
            identity: string;
            /** Issuer */
            issuer: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Made By */
            made_by: string;
            /** Used At */
            used_at: string | null;
            /** Value */
            value: string;
        };
        /**
         * ImportView
         * @description What an import came to; in a dry run, what it would come to.
         */
        ImportView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /** Is Dry Run */
            is_dry_run: boolean;
            /** Is Taken */
            is_taken: boolean;
            kind: components["schemas"]["Imported"];
            /** Report */
            report: string;
            /** Rows */
            rows: components["schemas"]["RowView"][];
        };
        /**
         * Imported
         * @description What kind of rows a sheet holds.
         * @enum {string}
         */
        Imported: "organisations" | "people";
        /**
         * InvitationView
         * @description How far an invitation has come; times are UTC. `letter_fault` is what the mail server said.
         *
         *     Where it is given by hand, `letter` is none, and `link` is its address: it comes this once.
         */
        InvitationView: {
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            letter: components["schemas"]["LetterState"];
            /** Letter Fault */
            letter_fault: string;
            /** Link */
            link?: string | null;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Made By */
            made_by: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "open" | "used" | "revoked" | "too_old";
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
         * KnownPeople
         * @description Those of whom something may be known, by id; the others are not among them, whether or not there is such a person.
         */
        KnownPeople: {
            /** Items */
            items: components["schemas"]["KnownPerson"][];
        };
        /**
         * KnownPerson
         * @description One person. `name` is null where it is not the reader's to know, or was erased: then roles and organisation say who it was.
         */
        KnownPerson: {
            /** Is Erased */
            is_erased: boolean;
            /** Name */
            name: string | null;
            /** Organisation */
            organisation: string;
            /** Organisation Name */
            organisation_name: string;
            /** Person */
            person: string;
            /** Roles */
            roles: components["schemas"]["KnownRole"][];
        };
        /**
         * KnownRole
         * @description A role in an organisation of one's branch, or above it.
         */
        KnownRole: {
            /** Organisation */
            organisation: string;
            /** Organisation Name */
            organisation_name: string;
            /** Role */
            role: string;
        };
        /**
         * LanguageForm
         * @description The language one is written to in.
         */
        LanguageForm: {
            /**
             * Language
             * @enum {string}
             */
            language: "zh-CN" | "en";
        } & {
            [key: string]: unknown;
        };
        /**
         * LetterState
         * @description How far the letter with the link has come.
         * @enum {string}
         */
        LetterState: "waiting" | "sent" | "refused" | "none";
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
         * LinkForm
         * @description The token of a link: what stands behind `#` in a letter's address; nothing, where it was cut off on the way.
         */
        LinkForm: {
            /**
             * Token
             * Format: password
             */
            token: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * LinkView
         * @description Whom a link is for; `ends_at` is UTC.
         */
        LinkView: {
            /** Display Name */
            display_name: string;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /**
             * Language
             * @enum {string}
             */
            language: "zh-CN" | "en";
            /** Name */
            name: string;
            /** Organisation */
            organisation: string;
            /** Organisation Name */
            organisation_name: string;
            purpose: components["schemas"]["Purpose"];
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
         * LocalTheme
         * @description A theme that a unit has of its own in one edition, below the national one (notice, annex 3: 仅供参考).
         */
        LocalTheme: {
            /** Edition */
            edition: string;
            /** Name */
            name: string;
            /** Text */
            text?: string | null;
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
         * LockView
         * @description One lock; `until` is UTC. `address` is where a password was wrong too often, absent where a code was, from wherever.
         */
        LockView: {
            /** Address */
            address: string | null;
            /**
             * Until
             * Format: date-time
             */
            until: string;
            what: components["schemas"]["Locked"];
        };
        /**
         * Locked
         * @description What was wrong too often.
         * @enum {string}
         */
        Locked: "password" | "code";
        /**
         * Locks
         * @description How a person is locked out now, what ends first first.
         */
        Locks: {
            /** Items */
            items: components["schemas"]["LockView"][];
        };
        /**
         * Me
         * @description Who one is. `acting` is the colleague who acts for the person in this session, `acting_name` what to call that one.
         */
        Me: {
            /** Acting */
            acting?: string | null;
            /** Acting Name */
            acting_name?: string | null;
            /** Display Name */
            display_name: string;
            /** Email */
            email: string | null;
            home: components["schemas"]["Home"] | null;
            /** Idle Seconds */
            idle_seconds: number;
            /**
             * Language
             * @enum {string}
             */
            language: "zh-CN" | "en";
            /** Name */
            name: string;
            /** Needs */
            needs: components["schemas"]["Step"][];
            /** Organisation */
            organisation: string;
            /** Person */
            person: string;
            /** Roles */
            roles: components["schemas"]["Role-Output"][];
        };
        /**
         * MergeForm
         * @description What an organisation becomes part of, from which day on, whether its people go along, and the revision that was seen.
         */
        MergeForm: {
            /**
             * First Day
             * Format: date
             */
            first_day: string;
            /** Into */
            into: string;
            /**
             * People
             * @default true
             */
            people: boolean;
            /** Revision */
            revision?: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * MergerPreview
         * @description What a merger would do: what goes over, how many people, and everything that stands against it.
         */
        MergerPreview: {
            /** Children */
            children: components["schemas"]["Organisation"][];
            /** People */
            people: number;
            /** Problems */
            problems: {
                [key: string]: unknown;
            }[];
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
         * NameForm
         * @description What to call a passkey.
         */
        NameForm: {
            /** Name */
            name: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * NamesForm
         * @description The ids that are asked about; each may stand more than once.
         */
        NamesForm: {
            /** People */
            people: string[];
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
         *
         *     `reason` says why a date is moved or grace is given; it stands in the record of acts and nowhere else.
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
            /**
             * Reason
             * @default
             */
            reason: string;
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
         * ObligationsView
         * @description What becomes of obligations, in numbers and by the first of each. Verdicts that were passed stay as they are.
         */
        ObligationsView: {
            /** Ended */
            ended: number;
            /** Examples */
            examples: components["schemas"]["DueView"][];
            /** Kept */
            kept: number;
            /** Made */
            made: number;
            /** Moved */
            moved: number;
            /** Overdue */
            overdue: string[];
            /** Too Late */
            too_late: string[];
        };
        /**
         * Organisation
         * @description `directory.organisations.v1`: one organisation and its place.
         *
         *     `path` runs from the ministry to the organisation itself. `chain` runs from the organisation to the one whose
         *     acceptance counts, by the default routes; an edition may lengthen it (`contracts.editions.chain_for`). `unit` is the
         *     reporting unit (37 units, a council, a department) that manages it, wherever it stands. `closed_on` is its last day;
         *     from the day after it is part of `merged_into`, where that is given.
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
            /** Merged Into */
            merged_into?: string | null;
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
            /**
             * Themes
             * @default []
             */
            themes: components["schemas"]["LocalTheme"][];
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
        /**
         * Outcome
         * @description What a row came to, or would come to: a refused one changes nothing, and one that says what is so neither.
         * @enum {string}
         */
        Outcome: "new" | "changed" | "same" | "refused" | "held_back";
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
         * PasskeyView
         * @description A passkey of one's own; times are UTC. A `synced` one is on several devices.
         */
        PasskeyView: {
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Name */
            name: string;
            /** Passkey */
            passkey: string;
            /** Synced */
            synced: boolean;
            /** Used At */
            used_at: string | null;
        };
        /**
         * Passkeys
         * @description One's passkeys, the oldest first.
         */
        Passkeys: {
            /** Items */
            items: components["schemas"]["PasskeyView"][];
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
            /** Email */
            email?: string | null;
            /**
             * Grants
             * @default []
             */
            grants: components["schemas"]["GrantForm"][];
            /**
             * Language
             * @default zh-CN
             * @enum {string}
             */
            language: "zh-CN" | "en";
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
            /** Email */
            email: string | null;
            /** Grants */
            grants: components["schemas"]["GrantView"][];
            /**
             * Is Erased
             * @default false
             */
            is_erased: boolean;
            /**
             * Language
             * @enum {string}
             */
            language: "zh-CN" | "en";
            /**
             * Locked Until
             * @description UTC; until when too many failures lock the person out somewhere.
             */
            locked_until?: string | null;
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
         * PreviewView
         * @description What a wanted edition changes. `is_stale`: another one was published since it was begun.
         */
        PreviewView: {
            /** Base Revision */
            base_revision: number;
            /** Changes */
            changes: components["schemas"]["ChangeView"][];
            /** Is Stale */
            is_stale: boolean;
            obligations: components["schemas"]["ObligationsView"];
            /** Problems */
            problems: {
                [key: string]: unknown;
            }[];
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
         * PublishForm
         * @description The revision of the draft that was seen, and why it is published.
         */
        PublishForm: {
            /**
             * Note
             * @default
             */
            note: string;
            /** Revision */
            revision: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * PublishedView
         * @description One publication: when, why, and which fields it changed.
         */
        PublishedView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Changes */
            changes: components["schemas"]["ChangeView"][];
            /** Note */
            note: string;
            /** Revision */
            revision: number;
        };
        /**
         * Purpose
         * @description What a link is for.
         * @enum {string}
         */
        Purpose: "invitation" | "password";
        /**
         * Question
         * @description What to hand to `navigator.credentials`, in the JSON form of WebAuthn (`parseCreationOptionsFromJSON`).
         */
        Question: {
            /** Options */
            options: {
                [key: string]: unknown;
            };
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
         * @description The refresh token of a session, good for one use. A page leaves it out: its cookie brings it.
         */
        RefreshForm: {
            /** Refresh Token */
            refresh_token?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * RegisterForm
         * @description What the device answered, as `PublicKeyCredential.toJSON()` gives it, and what to call the passkey.
         */
        RegisterForm: {
            /** Credential */
            credential: {
                [key: string]: unknown;
            };
            /** Name */
            name: string;
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
         * ReopenForm
         * @description The revision that was seen of an organisation whose closing or merger is called off.
         */
        ReopenForm: {
            /** Revision */
            revision?: number | null;
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
         * RowView
         * @description What one row came to. A problem names its cell (`C7`). `first_password` comes this once.
         */
        RowView: {
            /** First Password */
            first_password?: string | null;
            /** Is Invited */
            is_invited: boolean;
            /** Object */
            object: string;
            outcome: components["schemas"]["Outcome"];
            /** Problems */
            problems: {
                [key: string]: unknown;
            }[];
            /** Row */
            row: number;
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
             * @default 供新闻报道使用，须署名，不得用于商业用途。
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
        Step: "password" | "second_factor" | "code";
        /**
         * ThemeForm
         * @description One theme of a unit.
         */
        ThemeForm: {
            /** Name */
            name: string;
            /** Text */
            text?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * ThemesForm
         * @description All themes of a unit in an edition, in their order, and the revision that was seen.
         */
        ThemesForm: {
            /** Revision */
            revision?: number | null;
            /** Themes */
            themes: components["schemas"]["ThemeForm"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * Tokens
         * @description What a sign-in or a refresh gives; times are UTC. A page (`X-Weekwire-Page`) gets the tokens as cookies, not here.
         */
        Tokens: {
            /** Access Token */
            access_token: string | null;
            /**
             * Acting
             * @description The colleague who acts for the person.
             */
            acting?: string | null;
            /** Expires In */
            expires_in: number;
            /**
             * Idle Seconds
             * @description The session ends after this much time without a refresh.
             */
            idle_seconds: number;
            /**
             * Needs
             * @description First steps, for which alone this access token is good.
             * @default []
             */
            needs: components["schemas"]["Step"][];
            /** Person */
            person: string;
            /** Refresh Token */
            refresh_token: string | null;
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
         * Verified
         * @description What a verification found. Entries above `anchored` stand under the key alone; times are milliseconds, UTC.
         */
        Verified: {
            /** Anchored */
            anchored: number;
            /** Entries */
            entries: number;
            /** Faults */
            faults: components["schemas"]["FaultView"][];
            /** Is Whole */
            is_whole: boolean;
            /** Proven Until Ms */
            proven_until_ms: number | null;
        };
        /**
         * WaysView
         * @description What the sign-in page offers. `elsewhere` is what to call the provider, absent where there is none.
         */
        WaysView: {
            /** Elsewhere */
            elsewhere: string | null;
            /** Letters */
            letters: boolean;
        };
        /**
         * Window
         * @description Where a day falls: in the national week, in the unit's own window or activity month, or outside both.
         * @enum {string}
         */
        Window: "week" | "own" | "outside";
        /**
         * WindowForm
         * @description A unit's own window or activity month, both days included.
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
        /**
         * CodeForm
         * @description A code of the second factor, or a recovery code.
         */
        services__directory__api__oidc__CodeForm: {
            /**
             * Code
             * Format: password
             */
            code: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * BeginForm
         * @description One's password: who found a session open makes no passkey with it.
         */
        services__directory__api__passkeys__BeginForm: {
            /**
             * Password
             * Format: password
             */
            password: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * BeginForm
         * @description One's password: who found a session open gives its owner no second factor.
         */
        services__directory__api__second_factor__BeginForm: {
            /**
             * Password
             * Format: password
             */
            password: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * CodeForm
         * @description The six digits that the device shows.
         */
        services__directory__api__second_factor__CodeForm: {
            /**
             * Code
             * Format: password
             */
            code: string;
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
    find_v1_addresses_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressesForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addresses"];
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
    export_v1_audit_export_get: {
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
    sheet_v1_audit_sheet_get: {
        parameters: {
            query?: {
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
    verify_v1_audit_verify_post: {
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
                    "application/json": components["schemas"]["Verified"];
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
    chains_v1_chains_get: {
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
                    "application/json": components["schemas"]["ChainView"][];
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
    get_v1_editions__edition__draft_get: {
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
                    "application/json": components["schemas"]["DraftView"];
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
    put_v1_editions__edition__draft_put: {
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
                "application/json": components["schemas"]["DraftForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
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
    drop_v1_editions__edition__draft_delete: {
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
    history_v1_editions__edition__history_get: {
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
                    "application/json": components["schemas"]["PublishedView"][];
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
    preview_v1_editions__edition__preview_post: {
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewView"];
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
    publish_v1_editions__edition__publish_post: {
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
                "application/json": components["schemas"]["PublishForm"];
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
    sheet_v1_imports_templates__kind__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["schemas"]["Imported"];
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
    get_v1_imports__report__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report: string;
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
                    "application/json": components["schemas"]["ImportView"];
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
    run_v1_imports__report__put: {
        parameters: {
            query: {
                kind: components["schemas"]["Imported"];
                /** @description Judge every row and change nothing. */
                dry_run?: boolean;
                /** @description Take good rows also where others are refused. */
                only_good?: boolean;
            };
            header?: never;
            path: {
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
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
    result_v1_imports__report__result_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report: string;
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
    look_v1_links_look_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkView"];
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
    use_v1_links_use_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChoiceForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChosenView"];
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
    colleagues_v1_me_colleagues_get: {
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
                    "application/json": components["schemas"]["Colleagues"];
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
    find_v1_me_delegations_get: {
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
                    "application/json": components["schemas"]["Delegations"];
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
    lend_v1_me_delegations_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DelegationForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DelegationView"];
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
    take_back_v1_me_delegations__delegation__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delegation: string;
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
    language_v1_me_language_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LanguageForm"];
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
    find_v1_me_passkeys_get: {
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
                    "application/json": components["schemas"]["Passkeys"];
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
    register_v1_me_passkeys_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyView"];
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
    begin_v1_me_passkeys_begin_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["services__directory__api__passkeys__BeginForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Question"];
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
    rename_v1_me_passkeys__passkey__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                passkey: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyView"];
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
    remove_v1_me_passkeys__passkey__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                passkey: string;
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
                "application/json": components["schemas"]["services__directory__api__second_factor__CodeForm"];
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
                "application/json": components["schemas"]["services__directory__api__second_factor__BeginForm"];
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
                /** @description Part of a name, its pinyin, or a code. */
                q?: string | null;
                /** @description In this one's branch. */
                within?: string | null;
                /** @description Only closed ones, or only open ones. */
                closed?: boolean | null;
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
    put_v1_organisations__organisation__deadlines__edition__put: {
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
                "application/json": components["schemas"]["DeadlineForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadlineView"];
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
    merge_v1_organisations__organisation__merge_post: {
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
                "application/json": components["schemas"]["MergeForm"];
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
    preview_v1_organisations__organisation__merge_preview_post: {
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
                "application/json": components["schemas"]["MergeForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergerPreview"];
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
    present_v1_organisations__organisation__present_get: {
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
    reopen_v1_organisations__organisation__reopen_post: {
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
                "application/json": components["schemas"]["ReopenForm"];
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
    set_themes_v1_organisations__organisation__themes__edition__put: {
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
                "application/json": components["schemas"]["ThemesForm"];
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
    drop_window_v1_organisations__organisation__windows__edition__delete: {
        parameters: {
            query?: {
                kind?: "own_window" | "activity_month";
            };
            header?: never;
            path: {
                organisation: string;
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
    forgotten_v1_passwords_forgotten_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgottenForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
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
    names_v1_people_names_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NamesForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownPeople"];
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
    preview_v1_people__person__erasure_get: {
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
                    "application/json": components["schemas"]["ErasureView"];
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
    erase_v1_people__person__erasure_post: {
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
                "application/json": components["schemas"]["ErasureForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureView"];
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
    hand_over_v1_people__person__hand_over_post: {
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
                "application/json": components["schemas"]["HandOverForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandedOver"];
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
    find_v1_people__person__identities_get: {
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
                    "application/json": components["schemas"]["Identities"];
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
    link_v1_people__person__identities_post: {
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
                "application/json": components["schemas"]["IdentityForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityView"];
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
    unlink_v1_people__person__identities__identity__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                identity: string;
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
    invitation_v1_people__person__invitation_get: {
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
                    "application/json": components["schemas"]["InvitationView"];
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
    invite_v1_people__person__invitation_post: {
        parameters: {
            query?: {
                /** @description No letter: the answer holds the link, this once. */
                by_hand?: boolean;
            };
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"];
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
    revoke_v1_people__person__invitation_delete: {
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
    find_v1_people__person__locks_get: {
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
                    "application/json": components["schemas"]["Locks"];
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
    lift_v1_people__person__locks_delete: {
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
    end_sessions_v1_people__person__sessions_delete: {
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
    switch_v1_sessions_acting_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActingForm"];
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
    code_v1_sessions_code_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["services__directory__api__oidc__CodeForm"];
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
    callback_v1_sessions_oidc_callback_get: {
        parameters: {
            query?: never;
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
    start_v1_sessions_oidc_start_get: {
        parameters: {
            query?: {
                back?: string;
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
    enter_v1_sessions_passkey_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnterForm"];
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
    begin_sign_in_v1_sessions_passkey_begin_post: {
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
                    "application/json": components["schemas"]["Question"];
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
    ways_v1_ways_get: {
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
                    "application/json": components["schemas"]["WaysView"];
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
