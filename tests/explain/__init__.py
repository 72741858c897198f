"""What the sentences say."""
