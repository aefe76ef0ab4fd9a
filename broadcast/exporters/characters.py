"""Text that a file can hold: no control characters, one line where one is all there is, ASCII where nothing else goes.

Names and stories come from the outside; what they hold must not break a file.
"""

from __future__ import annotations

import re

from broadcast.newsroom.romanising import romanise

# All that Python, and so most readers, take for the end of a line.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What XML 1.0 (clause 2.2, Char) forbids, and the controls of C1 beside it.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Text whose lines end in ``\\n`` and that XML and terminals can hold; nothing else changes."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Printable text with its white space folded."""
    return " ".join(printable(text).split())


def cell(text: str) -> str:
    """One line that no spreadsheet takes for a formula: what would begin one begins with an apostrophe (OWASP)."""
    folded = one_line(text)
    return f"'{folded}" if folded.startswith(("=", "+", "-", "@")) else folded


def ascii_line(text: str, limit: int) -> str:
    """One line of printable ASCII, romanised, at most `limit` characters long."""
    folded = " ".join(re.sub(r"[^\x20-\x7e]", " ", romanise(one_line(text))).split())
    return folded[:limit].rstrip()
