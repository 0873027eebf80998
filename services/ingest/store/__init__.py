"""The documents of receiving: submissions with their outbox, archived versions, drafts, refused acts."""
