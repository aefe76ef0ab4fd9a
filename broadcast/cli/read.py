"""``broadcast read``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broadcast.cli import options

if TYPE_CHECKING:
    from broadcast.model.script import Finding


def read(
    text: Annotated[
        str, typer.Argument(help="A text, a file, or - for standard input.", metavar="[TEXT|FILE|-]")
    ] = "-",
    language: options.Language = "",
    json: Annotated[bool, typer.Option("--json", help="Print each word with its reading (reading/1).")] = False,
) -> int:
    """Show how a text will be said aloud: numbers, abbreviations, foreign words, the station's lexicon.

    \b
    Examples:
      broadcast read "Баға 15%-ға өсті" -l kk
      broadcast read scripts/zhetisu.txt --json
    """
    from broadcast.languages import pack_for
    from broadcast.model.documents import to_json
    from broadcast.model.reading import Reading
    from broadcast.newsroom.language import detect_language
    from broadcast.newsroom.pronouncing import Pronunciation
    from broadcast.newsroom.reading import read_text
    from broadcast.pipeline.newsroom_folder import NewsroomFolder
    from broadcast.terminal.messages import print_findings

    written, noticed = _text(text)
    code = language or detect_language(written)
    pack = pack_for(code)
    lexicon = NewsroomFolder().lexicon(code)
    sentences, findings = read_text(written, pack, Pronunciation(lexicon, pack) if lexicon else None)
    if json:
        reading = Reading(language=code, words=tuple(w for s in sentences for w in s.words))
        sys.stdout.buffer.write(to_json(reading))
    else:
        sys.stdout.buffer.write("".join(f"{s.spoken}\n" for s in sentences).encode())
    sys.stdout.buffer.flush()
    print_findings((*noticed, *findings), sys.stderr)
    return 0


def _text(given: str) -> tuple[str, tuple[Finding, ...]]:
    """The text itself, or that of the file or of standard input, and what was noticed about its encoding."""
    from broadcast.errors import UsageError
    from broadcast.readers.text import read as decode

    if given == "-":
        if sys.stdin.isatty():
            remedy = 'give a text or a file: broadcast read "Баға 15%-ға өсті"'
            raise UsageError("there is nothing to read", remedy=remedy)
        return decode(sys.stdin.buffer.read(), "standard input")
    if _is_file(given):
        from broadcast.pipeline.intake import story_bytes

        return decode(story_bytes(Path(given)), given)
    return given, ()


def _is_file(given: str) -> bool:
    """A path that exists, or a single word that can only be meant as one."""
    if "\n" in given or len(given) > 1000:
        return False
    return Path(given).exists() or (" " not in given and given.endswith(".txt"))
