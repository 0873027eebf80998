"""What people do here, step by step: rules from the domain, documents from the store, events to the relay."""
