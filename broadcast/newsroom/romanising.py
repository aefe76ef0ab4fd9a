"""Cyrillic in ASCII, for identifiers, file names and formats that hold nothing else."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[int, str]:
    """Code points and what stands for each: small letters, capitals, signs."""
    data = tomllib.loads(files("broadcast.newsroom").joinpath("romanising.toml").read_text("utf-8"))
    table = {ord(sign): ascii_ for sign, ascii_ in data["signs"].items()}
    for letter, ascii_ in data["letters"].items():
        table[ord(letter)] = ascii_
        if len(letter.upper()) == 1:
            table.setdefault(ord(letter.upper()), ascii_.capitalize())
    return table


def romanise(text: str) -> str:
    """A text in ASCII: Kazakh and Russian letters by table, others without their accents, the rest left out.

    ``Жылқыбаева`` becomes ``Zhylkybaeva``; capitals stay capitals, ``\\n`` and spaces stay.
    """
    by_table = unicodedata.normalize("NFC", text).translate(_table())
    return unicodedata.normalize("NFKD", by_table).encode("ascii", "ignore").decode("ascii")
