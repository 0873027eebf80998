"""The documents of moderation: items with their outbox, bulk previews and decisions, refused acts."""
