"""Broadcast: a news text becomes a script, a draft voice-over, subtitles and a package for the editing program.

What the commands do, programs can do too (``docs/library.md``)::

    from broadcast import Order, build

    report, edition = build(Order(story="scripts/zhetisu.txt"))

Every name here is loaded when it is first asked for, so that ``import broadcast`` costs nothing.  Nothing prints,
nothing depends on the current folder where ``newsroom`` and ``output`` are named, and all of it may be called from
several threads and processes at once.
"""

from __future__ import annotations

__version__ = "0.1.0"

_PUBLIC = {
    "BroadcastError": "broadcast.errors:BroadcastError",
    "DeskOrder": "broadcast.pipeline.desk:DeskOrder",
    "FrameRate": "broadcast.timing:FrameRate",
    "Incoming": "broadcast.pipeline.intake:Incoming",
    "NewsroomFolder": "broadcast.pipeline.newsroom_folder:NewsroomFolder",
    "Order": "broadcast.pipeline.order:Order",
    "PackOrder": "broadcast.pipeline.packing:PackOrder",
    "Progress": "broadcast.model.progress:Progress",
    "SubtitleOrder": "broadcast.pipeline.subtitles:SubtitleOrder",
    "TakeStore": "broadcast.takes:TakeStore",
    "build": "broadcast.pipeline.build:build",
    "cast": "broadcast.pipeline.casting:casting_of",
    "check": "broadcast.pipeline.inspecting:inspect",
    "desk": "broadcast.pipeline.desk:desk",
    "draft": "broadcast.pipeline.draft:draft",
    "estimate": "broadcast.pipeline.draft:estimate",
    "export": "broadcast.pipeline.export:export",
    "open_package": "broadcast.pipeline.opening:read_edition",
    "pack": "broadcast.pipeline.packing:pack",
    "read_story": "broadcast.pipeline.intake:take_in",
    "relocate": "broadcast.pipeline.relocate:relocate",
    "subtitles": "broadcast.pipeline.subtitles:subtitles",
    "text_story": "broadcast.pipeline.intake:text_story",
    "voices": "broadcast.pipeline.voice_list:voice_list",
}

__all__ = ["__version__", *_PUBLIC]  # their types stand in __init__.pyi


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _PUBLIC[name].partition(":")
    found: object = getattr(import_module(module), attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
