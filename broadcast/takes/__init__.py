"""The take store: spoken audio, by what was asked for."""

from broadcast.takes.store import TakeStore, default_place, take_key

__all__ = ["TakeStore", "default_place", "take_key"]
