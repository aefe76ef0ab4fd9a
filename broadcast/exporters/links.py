"""URLs of recordings, percent-encoded (RFC 3986), as timeline files link to them."""

from __future__ import annotations

from urllib.parse import quote

from broadcast.model.edition import Edition
from broadcast.model.timeline import Clip


def relative(clip: Clip) -> str:
    """From a file in ``timeline/`` to the recording: the package may move to another disk."""
    return "../" + quote(clip.media)


def absolute(clip: Clip, edition: Edition) -> str:
    """A ``file://`` URL; relative where the package's folder is not known."""
    return f"{edition.folder.rstrip('/')}/{quote(clip.media)}" if edition.folder else relative(clip)
