"""Broadcast: a news text becomes a script, a draft voice-over, subtitles and a package for the editing program."""

__version__ = "0.1.0"
