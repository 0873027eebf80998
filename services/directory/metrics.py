"""The directory's metrics, each in one sentence."""

from prometheus_client import Counter, Gauge

SIGN_INS = Counter(
    "weekwire_directory_sign_ins",
    "Sign-ins by outcome: done, wrong (name or password), code_needed, wrong_code, locked.",
    ["outcome"],
)
LOCKS_LIFTED = Counter(
    "weekwire_directory_locks_lifted",
    "Sign-in locks that were lifted by hand before their time.",
)
SECOND_FACTORS = Counter(
    "weekwire_directory_second_factors",
    "Second factors by what happened: on, off, a code taken, recovered with a recovery code.",
    ["outcome"],
)
PASSKEYS = Counter(
    "weekwire_directory_passkeys",
    "Passkeys by what happened: added, removed, taken (somebody came in with one), refused.",
    ["outcome"],
)
OIDC = Counter(
    "weekwire_directory_oidc_sign_ins",
    "Sign-ins at the OpenID Connect provider by outcome: done, oidc_refused, oidc_unknown (nobody is known by that identity).",
    ["outcome"],
)
LINKS = Counter(
    "weekwire_directory_links",
    "Links to choose a password with, by purpose and what happened: made, by_hand (no letter), nobody (of that name, or without an address), used.",
    ["purpose", "outcome"],
)
LETTERS = Counter(
    "weekwire_directory_letters",
    "Attempts to send a letter with a link: sent, put_off (the mail server is away), refused (nobody has the address).",
    ["outcome"],
)
REFRESHES = Counter(
    "weekwire_directory_refreshes",
    "Presented refresh tokens by outcome; reused means that somebody held a copy, and the session has ended.",
    ["outcome"],
)
SIGNING_KEY_SECONDS_LEFT = Gauge(
    "weekwire_directory_signing_key_seconds_left",
    "Time until the signing key must have a follower; below an hour rotation has failed. Runbook: docs/runbooks/keys.md",
)
TREE_REDERIVED = Counter(
    "weekwire_directory_tree_rederived",
    "Organisations whose path or chain was derived anew after a move above them.",
)
TREE_UNREACHABLE = Gauge(
    "weekwire_directory_tree_unreachable_organisations",
    "Organisations in a ring or under no parent; above 0 is a fault. Runbook: docs/runbooks/tree.md",
)
MERGERS_OVERDUE = Gauge(
    "weekwire_directory_mergers_overdue",
    "Mergers whose day has come and which could not be carried out; above 0 for long is a fault. Runbook: docs/runbooks/mergers.md",
)
ADDRESSES_GIVEN = Counter(
    "weekwire_directory_addresses_given", "E-mail addresses that services asked for to send letters to."
)
IMPORTED_ROWS = Counter(
    "weekwire_directory_imported_rows", "Rows of sheets that were judged, in dry runs and in imports.", ["kind", "mode"]
)
ANNOUNCED = Counter(
    "weekwire_directory_announced_states", "States sent again so that compacted topics hold the newest.", ["topic"]
)
ANNOUNCE_FAILURES = Counter(
    "weekwire_directory_announce_failures",
    "Announcements that broke off and were tried again; rising means Kafka or MongoDB is away.",
)
NATIONAL_OBLIGATIONS = Counter(
    "weekwire_directory_national_obligations",
    "Obligations written because an edition's rule asks for them.",
    ["edition"],
)
RELEASED_OBLIGATIONS = Counter(
    "weekwire_directory_released_obligations",
    "Obligations that ended because nobody can owe them any more: the debtor has closed, or stands below another level.",
    ["edition"],
)
REFUSED_ACTS = Counter(
    "weekwire_directory_refused_acts",
    "Acts that were refused and put on record, by verb and problem code.",
    ["verb", "code"],
)
AUDIT_SEALED = Counter("weekwire_audit_sealed_acts", "Acts that got their place in the audit chain.", ["topic"])
AUDIT_REPEATS = Counter(
    "weekwire_audit_repeated_acts", "Acts that came again and had their place in the audit chain already.", ["topic"]
)
AUDIT_FAULTS = Gauge(
    "weekwire_audit_faults",
    "Faults of the audit chain at its last verification (whole) or at the last look at its anchored heads (heads); "
    "above 0 somebody changed the record. Runbook: docs/runbooks/audit.md",
    ["check"],
)
AUDIT_VERIFIED_AT = Gauge(
    "weekwire_audit_verified_at_seconds", "When this copy last verified the whole audit chain, seconds since 1970, UTC."
)
AUDIT_ANCHORED_AT = Gauge(
    "weekwire_audit_anchored_at_seconds",
    "When this copy last saw every head of the audit chain anchored, seconds since 1970, UTC; "
    "minutes ago in all copies means that a cut would go unseen. Runbook: docs/runbooks/anchors.md",
)
