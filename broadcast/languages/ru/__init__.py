"""languages/ru."""
