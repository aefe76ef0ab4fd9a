"""Links from timeline files to media: paths, or URLs, which are percent-encoded (RFC 3986).

`media` is a path inside the package, with ``/``.
"""

from __future__ import annotations

from urllib.parse import quote

from broadcast.model.edition import Edition


def plain(media: str) -> str:
    """The way from a file in ``timeline/`` to the media as a path, for formats that know no URLs."""
    return f"../{media}"


def relative(media: str) -> str:
    """From a file in ``timeline/`` to the media: the package may move to another disk."""
    return "../" + quote(media)


def absolute(media: str, edition: Edition) -> str:
    """A ``file://`` URL; relative where the package's folder is not known."""
    return f"{edition.folder.rstrip('/')}/{quote(media)}" if edition.folder else relative(media)


def file_name(media: str) -> str:
    """The last part of a path."""
    return media.rpartition("/")[2]
