"""A rundown as files that are asked for; none is written over unasked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from broadcast.errors import UsageError
from broadcast.model.rundown import TimedRundown
from broadcast.pipeline.desk.rundowns import SUFFIX, as_csv
from broadcast.pipeline.whole import deliver


class Papers:
    """The table and the document, each where it is wanted."""

    def __init__(self, csv: Path | None = None, docx: Path | None = None, *, force: bool = False) -> None:
        self._csv, self._docx, self._force = csv, docx, force

    def _files(self) -> Iterator[Path]:
        return (path for path in (self._csv, self._docx) if path)

    def check(self, places: Sequence[Path]) -> None:
        """Find before any work that they can be written.

        :raises UsageError: there is no rundown, or a file is there already.
        """
        for path in self._files():
            if not any(place.suffix.lower() == SUFFIX for place in places):
                raise UsageError(
                    "there is no rundown to be written", str(path), "name a rundown: broadcast desk X.toml"
                )
            if path.exists() and not self._force:
                raise UsageError("there is such a file already", str(path), "name another one, or use --force")

    def write(self, rundown: TimedRundown) -> None:
        """Write them.

        :raises OutputError: a file cannot be written.
        """
        if self._csv:
            deliver(self._csv, [as_csv(rundown)])
        if self._docx:
            from broadcast.pipeline.desk.rundown_docx import as_docx

            deliver(self._docx, [as_docx(rundown)])
