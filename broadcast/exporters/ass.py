"""Advanced SubStation Alpha v4.00+: a style for each speaker, for players, for Aegisub, for burning in with libass."""

from __future__ import annotations

from typing import BinaryIO, ClassVar

import msgspec

from broadcast.exporters.characters import one_line
from broadcast.exporters.clock import checked
from broadcast.exporters.speaking import Look, looks, raised
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.caption import Cue
from broadcast.model.edition import Edition, Feature

_FIELDS = (
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, "
    "StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, "
    "Encoding"
)
_EVENT_FIELDS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
# Braces would begin an override and a backslash a line break; their wide twins look the same and do nothing.
_SIGNS = str.maketrans({"{": "｛", "}": "｝", "\\": "＼"})


class Ass(msgspec.Struct, frozen=True, kw_only=True):
    """Picture of 1920 by 1080; letters of 54 units, in a dark box, above the lower tenth.

    `clear_titles` puts cues to the top while a lower third is on screen.
    """

    name: ClassVar[str] = "ass"
    suffix: ClassVar[str] = ".ass"
    folder: ClassVar[str] = "subtitles"
    carries: ClassVar[frozenset[Feature]] = frozenset({"text", "cyrillic", "speakers", "captions", "synthetic"})

    clear_titles: bool = False

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the file.

        :raises DocumentError: a cue without text or length.
        """
        shown, cast = looks(edition), castings(edition)
        styles = dict(zip(shown, _style_names(list(shown.values())), strict=True))
        above = raised(edition) if self.clear_titles else frozenset[int]()
        lines = [
            "[Script Info]",
            f"; {statement(cast)} {source_type(cast)}" if cast else "; subtitles",
            f"Title: {one_line(edition.script.story.headline) or edition.script.story.slug}",
            "ScriptType: v4.00+",
            "PlayResX: 1920",
            "PlayResY: 1080",
            "WrapStyle: 2",
            "ScaledBorderAndShadow: yes",
            f"Language: {edition.captions.language}",
            "",
            "[V4+ Styles]",
            f"Format: {_FIELDS}",
            *(_style(styles[speaker], look) for speaker, look in shown.items()),
            "",
            "[Events]",
            f"Format: {_EVENT_FIELDS}",
        ]
        for number, cue, text in checked(edition.captions):
            look = shown.get(cue.speaker, shown[""])
            name = look.name.replace(",", ";") if cue.speaker in shown and cue.speaker else ""
            top = r"{\an8}" if number in above else ""
            style = styles.get(cue.speaker, styles[""])
            lines.append(f"Dialogue: 0,{_times(cue)},{style},{name},0,0,0,,{top}{_text(text)}")
        stream.write(("\n".join(lines) + "\n").encode())


def _style_names(shown: list[Look]) -> list[str]:
    """A name for each, without commas and no two alike."""
    names: list[str] = []
    for look in shown:
        name = stem = look.name.replace(",", ";").strip("* ") or "Speaker"
        number = 1
        while name in names:
            number += 1
            name = f"{stem} {number}"
        names.append(name)
    return names


def _style(name: str, look: Look) -> str:
    red, green, blue = look.rgb[:2], look.rgb[2:4], look.rgb[4:]
    primary = f"&H00{blue}{green}{red}".upper()
    box = "&H3D000000"
    return f"Style: {name},Arial,54,{primary},{primary},{box},{box},0,0,0,0,100,100,0,0,3,6,0,2,192,192,108,1"


def _times(cue: Cue) -> str:
    """Hundredths of a second, the first that are not before the time: rounded down they show the frame before."""
    start = (cue.start * 100).__ceil__()
    return f"{_clock(start)},{_clock(max(start + 1, (cue.end * 100).__ceil__()))}"


def _clock(hundredths: int) -> str:
    seconds, rest = divmod(hundredths, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:02d}"


def _text(text: str) -> str:
    return text.translate(_SIGNS).replace("\n", r"\N")
