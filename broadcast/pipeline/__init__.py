"""The order of work, and all that touches files: a story goes through the house once, front to back."""
