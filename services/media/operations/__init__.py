"""What media does, step by step: rules from the domain, documents from the store, bytes in the object store."""
