"""Every metric of media's road of bytes, one sentence each."""

from prometheus_client import Counter, Gauge, Histogram

SESSIONS_BEGUN = Counter("weekwire_media_begun_uploads", "Upload sessions begun, by kind of file.", ["kind"])
SESSIONS_RESUMED = Counter(
    "weekwire_media_resumed_uploads", "Times a client asked for a session that was already open and went on with it."
)
SESSIONS_COMPLETED = Counter(
    "weekwire_media_completed_uploads", "Uploads whose bytes are all there, by kind.", ["kind"]
)
SESSIONS_CLOSED = Counter(
    "weekwire_media_closed_uploads",
    "Sessions that ended without their bytes, by why: expired, aborted, superseded, or their file failed.",
    ["why"],
)
BYTES_RECEIVED = Counter("weekwire_media_received_bytes", "Bytes of completed uploads.", ["kind"])
UPLOAD_SECONDS = Histogram(
    "weekwire_media_upload_seconds",
    "Time from the beginning of a session to its completion, pauses of its sender included.",
    buckets=(0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400),
)
REFUSED_UPLOADS = Counter(
    "weekwire_media_refused_uploads", "Requests of upload sessions that were refused, by problem code.", ["code"]
)
SESSIONS_OPEN = Gauge("weekwire_media_open_uploads", "Upload sessions open at the last sweep.")
BYTES_AWAITED = Gauge("weekwire_media_awaited_bytes", "Bytes that open sessions still promise at the last sweep.")
FILES_NEVER_CAME = Counter(
    "weekwire_media_files_never_came", "Promised files whose time ran out before their bytes came."
)
BLOBS = Gauge("weekwire_media_blobs", "Different files held, each once however many items hold it, at the last sweep.")
HOLDERS = Gauge(
    "weekwire_media_holders", "Holds of items on files at the last sweep; above the blobs, bytes are shared."
)
BLOBS_REMOVED = Counter("weekwire_media_removed_blobs", "Files removed because nobody held them any more.")
BYTES_REMOVED = Counter("weekwire_media_removed_bytes", "Bytes of originals removed because nobody held them any more.")
PUBLIC_CLOSED = Counter(
    "weekwire_media_public_closings", "Public files closed, by why: withdrawn, consent, or no longer featured.", ["why"]
)
CLOSING_SECONDS = Histogram(
    "weekwire_media_closing_seconds",
    "Time from the moment a withdrawal was said to the moment its files were closed.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600),
)
HEARD = Counter(
    "weekwire_media_heard_events",
    "Events heard about submissions, by topic and by what became of them: changed, not newer, or of no submission known.",
    ["topic", "outcome"],
)
LINKS = Counter(
    "weekwire_media_links",
    "Requests for renditions, by answer: public, press, branch, withdrawn or not found.",
    ["answer"],
)
OUTCOMES = Counter(
    "weekwire_media_outcomes", "Files that work has ended for, by kind and outcome.", ["kind", "outcome"]
)
WRITE_CONFLICTS = Counter(
    "weekwire_media_write_conflicts",
    "Writes of a record that somebody else was faster than, and that were judged again.",
)
SETTLED = Counter(
    "weekwire_media_settled_records", "Records whose withdrawn files a sweep let go of instead of their event."
)
FINISHED_LATER = Counter(
    "weekwire_media_uploads_finished_later", "Completions that broke off and that a sweep finished."
)
OBJECT_STORE_AWAY = Counter(
    "weekwire_media_object_store_away", "Requests and chores that had to wait because the object store did not answer."
)
REFUSED_ACTS = Counter(
    "weekwire_media_refused_acts",
    "Acts that were refused and put on record, by verb and problem code.",
    ["verb", "code"],
)
UNRECORDED_REFUSALS = Counter(
    "weekwire_media_unrecorded_refusals",
    "Refused acts that could not be put on record because the store was away; above 0 belongs into the duty log.",
)
SWEEPS = Counter(
    "weekwire_media_sweeps",
    "Rounds of sweeps that this copy has done; one copy does them for all. Runbook: docs/runbooks/media-sweeps.md",
)
SWEEP_FAILURES = Counter(
    "weekwire_media_failed_sweeps",
    "Sweeps that ended with a fault, by step. Runbook: docs/runbooks/media-sweeps.md",
    ["step"],
)
DECODERS_ENDED = Counter(
    "weekwire_media_ended_decoders",
    "Decoding children that ended in mid-file, by why: a limit that the file reached, or something from outside.",
    ["why"],
)
DECODERS_REPLACED = Counter(
    "weekwire_media_replaced_decoders",
    "Decoding children replaced after their share of files or for what they held in memory.",
)
SCANS = Counter(
    "weekwire_media_scans",
    "Files shown to the malware scanner, by outcome; away means that it gave no verdict and the file is tried again.",
    ["outcome"],
)

# Work on uploaded files. Every copy shows the same queue, as it last read it.
SLOTS = Gauge(
    "weekwire_media_slots",
    "Files that this copy can work on at once; 0 in all copies means that nobody works. Runbook: docs/runbooks/media-workers.md",
    ["kind"],
)
QUEUE_JOBS = Gauge(
    "weekwire_media_queue_jobs",
    "Uploaded files that wait for work, retries included. Runbook: docs/runbooks/media-workers.md",
    ["kind"],
)
QUEUE_OLDEST_SECONDS = Gauge(
    "weekwire_media_queue_oldest_seconds",
    "How long the file that came first has waited for work. Runbook: docs/runbooks/media-queue.md",
    ["kind"],
)
WORKED_ON = Gauge("weekwire_media_worked_on_jobs", "Files that some copy works on.", ["kind"])
STUCK_JOBS = Gauge(
    "weekwire_media_stuck_jobs",
    "Files at their last try, or whose outcome could not be applied for a minute. Runbook: docs/runbooks/media-stuck.md",
    ["kind"],
)
UNIT_WAITING = Gauge("weekwire_media_unit_waiting_jobs", "Files of a province that wait for work.", ["unit"])
UNIT_WORKED_ON = Gauge("weekwire_media_unit_worked_on_jobs", "Files of a province that some copy works on.", ["unit"])
UNIT_SECONDS = Counter(
    "weekwire_media_unit_work_seconds",
    "Seconds of slots that a province's files have had here: its share of the work, by kind.",
    ["unit", "kind"],
)
ENDED = Counter(
    "weekwire_media_ended_jobs",
    "Files whose work has ended, by kind and outcome: made, or the code of the problem. Runbook: docs/runbooks/media-stuck.md",
    ["kind", "outcome"],
)
WAITED_SECONDS = Histogram(
    "weekwire_media_waited_seconds",
    "Time from a file's last byte to the beginning of its first try.",
    ["kind"],
    buckets=(0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200),
)
STAGE_SECONDS = Histogram(
    "weekwire_media_stage_seconds",
    "Time of one stage of a file's work: room on the disk, read, scan, find what was made before, decode, store.",
    ["kind", "stage"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800),
)
RETRIES = Counter(
    "weekwire_media_retries", "Tries that came to nothing and are made again, by cause.", ["kind", "cause"]
)
LEASES_LOST = Counter(
    "weekwire_media_lost_leases",
    "Jobs that another worker had taken before this one ended them; what this one made was not used.",
    ["kind"],
)
TAKEN_OVER = Counter(
    "weekwire_media_renditions_taken_over", "Files whose renditions had been made of the same bytes before.", ["kind"]
)
SWEPT = Counter(
    "weekwire_media_swept_outcomes", "Outcomes that a sweep applied instead of the worker that found them out."
)
