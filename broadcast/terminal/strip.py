"""One row of a lane: cells that are painted over each other and come out as runs of one style."""

from __future__ import annotations

from itertools import groupby

from broadcast.terminal.text import Line, clusters


class Strip:
    """`width` cells; what falls outside is not painted.  The second cell of a wide letter is an empty string."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._signs = [" "] * width
        self._styles = [""] * width

    def fill(self, first: int, last: int, sign: str, style: str) -> None:
        """Paint ``[first, last)`` with a sign of one cell."""
        for column in range(max(first, 0), min(last, self.width)):
            self._put(column, sign, style)

    def write(self, first: int, text: str, style: str) -> None:
        """Write a text from a column on."""
        column = first
        for letter, width in clusters(text):
            if column < 0 or column + width > self.width:
                break
            self._put(column, letter, style)
            if width > 1:
                self._put(column + 1, " ", style)
                self._signs[column + 1] = ""
            column += width

    def _put(self, column: int, sign: str, style: str) -> None:
        if not self._signs[column] and column:
            self._signs[column - 1] = " "
        if column + 1 < self.width and not self._signs[column + 1]:
            self._signs[column + 1] = " "
        self._signs[column] = sign
        self._styles[column] = style

    def line(self) -> Line:
        """The row as runs, without the spaces at its end."""
        end = self.width
        while end and self._signs[end - 1] == " ":
            end -= 1
        columns = groupby(range(end), key=self._styles.__getitem__)
        return [("".join(self._signs[column] for column in run), style) for style, run in columns]
