"""What was reported: submissions, versions, receipts, drafts, verdicts. Owner of `ingest.submissions.v1`."""
