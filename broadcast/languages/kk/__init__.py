"""languages/kk."""
