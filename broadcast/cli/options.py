"""Options that several commands have: each is said once, and means the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Output = Annotated[Path, typer.Option("--output", "-o", help="The folder in which packages' folders are made.")]
Engine = Annotated[str, typer.Option(help="The voice engine; the cast file's where none is given.", show_default=False)]
Language = Annotated[
    str, typer.Option("--language", "-l", help="kk, ru or en; found in the text by default.", show_default=False)
]
CaptionProfile = Annotated[
    str,
    typer.Option(
        help="The caption profile: teletext, vertical, a station's own; each language's by default.",
        show_default=False,
    ),
]
Loudness = Annotated[str, typer.Option(help="How loud the mix is: r128, r128-s1, atsc-a85 or web.")]
FramesASecond = Annotated[str, typer.Option(help="Frames a second: 25, 50, 24, 23.976, 29.97, 29.97df, 30 ...")]
Start = Annotated[str, typer.Option(help="Timecode of the first frame.", metavar="HH:MM:SS:FF")]
ReadAttributions = Annotated[
    bool, typer.Option("--read-attributions", help="Have «- деді X» after a quote read by the narrator.")
]
Also = Annotated[
    list[str] | None,
    typer.Option(metavar="FORMAT", help="One more format in the package: mp4, mp3, m4a, aaf ...; repeatable."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 where a check fell short.")]
WriteOver = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
