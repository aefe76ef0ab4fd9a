"""Every error that Broadcast raises on purpose.

::

    BroadcastError                2
    ├── UsageError                2   the command or its values make no sense
    │   └── UnknownName           2   no such language, engine, voice, format; the known ones are listed
    ├── InputError                2   a file that was given cannot be used
    │   ├── StoryError            2   a story: missing, empty, binary, too large, undecodable
    │   └── DocumentError         2   a script, cast, lexicon or package file that breaks its form
    ├── CheckFailed               1   done, but a check fell short (``--strict``)
    ├── EngineError               3   a voice engine failed
    │   ├── LanguageNotSpoken     3   the engine has no voice for the language
    │   └── NetworkError          3   an online engine could not be reached or refused
    │       └── TemporaryFailure  3   one that may go away by itself: worth asking again
    └── SetupError                4   the environment lacks something
        ├── MissingExtra          4   an optional package; the ``pip install`` is named
        ├── MissingProgram        4   ffmpeg or a speech library does not run
        └── OutputError           4   a folder that cannot be written, a full disk

The number is the exit code of the command.  An error says what happened, where, and what to do next.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar


class BroadcastError(Exception):
    """What happened, where (file, line, segment) and what to do next; any of the last two may be empty."""

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class UsageError(BroadcastError):
    """The command or its values make no sense."""


class UnknownName(UsageError):
    """A name that nothing answers to; the remedy lists the names that exist."""

    @classmethod
    def among(cls, kind: str, name: str, known: Iterable[str]) -> UnknownName:
        return cls(f"there is no {kind} {name!r}", remedy=f"known: {', '.join(sorted(known))}")


class InputError(BroadcastError):
    """A file that was given cannot be used."""


class StoryError(InputError):
    """A story that is missing, empty, binary, too large or in an unknown encoding."""


class DocumentError(InputError):
    """A script, cast, lexicon or package file that breaks its form."""


class CheckFailed(BroadcastError):
    """The work is done, but a check fell short."""

    exit_code = 1


class EngineError(BroadcastError):
    """A voice engine failed."""

    exit_code = 3


class LanguageNotSpoken(EngineError):
    """The engine has no voice for the language."""


class NetworkError(EngineError):
    """An online engine could not be reached, or refused."""


class TemporaryFailure(NetworkError):
    """A failure that may go away by itself; `wait` is how many seconds the service asked to be left alone."""

    def __init__(self, what: str, where: str = "", remedy: str = "", wait: float = 0.0) -> None:
        super().__init__(what, where, remedy)
        self.wait = wait


class SetupError(BroadcastError):
    """The environment lacks something."""

    exit_code = 4


class MissingExtra(SetupError):
    """An optional package is not installed."""

    @classmethod
    def of(cls, extra: str, purpose: str) -> MissingExtra:
        return cls(f"{purpose} needs an optional package", remedy=f"pip install 'broadcast[{extra}]'")


class MissingProgram(SetupError):
    """A program or library that comes with Broadcast does not run on this machine."""


class OutputError(SetupError):
    """A folder that cannot be written, or a full disk."""
