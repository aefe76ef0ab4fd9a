"""Links from timeline files to recordings: paths, or URLs, which are percent-encoded (RFC 3986)."""

from __future__ import annotations

from urllib.parse import quote

from broadcast.model.edition import Edition
from broadcast.model.timeline import Clip


def plain(clip: Clip) -> str:
    """The way from a file in ``timeline/`` to the recording as a path, for formats that know no URLs."""
    return f"../{clip.media}"


def relative(clip: Clip) -> str:
    """From a file in ``timeline/`` to the recording: the package may move to another disk."""
    return "../" + quote(clip.media)


def absolute(clip: Clip, edition: Edition) -> str:
    """A ``file://`` URL; relative where the package's folder is not known."""
    return f"{edition.folder.rstrip('/')}/{quote(clip.media)}" if edition.folder else relative(clip)
