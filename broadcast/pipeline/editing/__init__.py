"""Editing from a screen: one change at a time, to files that a person could also open, and back again."""
