"""The journal of a desk: what a run has done so far, so that one that was killed goes on where it stopped."""

from __future__ import annotations

import contextlib
from pathlib import Path

from broadcast.errors import OutputError

NAME = ".desk.journal"


class Journal:
    """Slugs that are done, a line each, in a hidden file beside the packages; it goes when the run is over.

    What is in it is not built again by force; whether a package is current is told by the package itself.
    """

    def __init__(self, output: Path, *, resume: bool) -> None:
        """Open the journal of the run that was stopped, or a new one.

        :raises OutputError: it cannot be written.
        """
        self._path = output / NAME
        self.done: frozenset[str] = frozenset()
        try:
            output.mkdir(parents=True, exist_ok=True)
            if resume and self._path.exists():
                self.done = frozenset(self._path.read_text(encoding="utf-8", errors="replace").splitlines())
            self._stream = self._path.open("a" if resume else "w", encoding="utf-8")
        except OSError as error:
            raise OutputError(
                f"the folder cannot be written: {error.strerror or error}", str(output), "name another --output"
            ) from error

    def note(self, slug: str) -> None:
        """A story is done."""
        with contextlib.suppress(OSError):  # a full disk is told by the stories that need it
            self._stream.write(f"{slug}\n")
            self._stream.flush()

    def close(self, *, over: bool) -> None:
        """Let go of the journal; a run that is `over` needs none."""
        with contextlib.suppress(OSError):
            self._stream.close()
            if over:
                self._path.unlink(missing_ok=True)
