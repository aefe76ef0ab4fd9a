"""The keys of the suite: the line at its foot shows the first of them, the help all."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding


class Key(NamedTuple):
    """Keys as Textual names them, the action, its name in the foot (empty: not there), its sign, and the help."""

    keys: str
    action: str
    foot: str
    sign: str
    help: str


KEYS = (
    Key("space", "play", "Play", "space", "play and stop"),
    Key("down,j", "segment(1)", "", "↓", "the next segment"),
    Key("up,i", "segment(-1)", "Segment", "↑↓", "this segment's beginning, then the one before"),
    Key("left", "step(-1)", "", "←", "a column back"),
    Key("right", "step(1)", "", "→", "a column on"),
    Key("comma", "frame(-1)", "", ",", "a frame back"),
    Key("full_stop", "frame(1)", "", ".", "a frame on"),
    Key("pageup", "page(-1)", "", "PgUp", "a window back"),
    Key("pagedown", "page(1)", "", "PgDn", "a window on"),
    Key("home", "ends(0)", "", "Home", "to the beginning"),
    Key("end", "ends(1)", "", "End", "to the end"),
    Key("n", "doubt(1)", "Doubt", "n", "the next thing that is doubtful"),
    Key("N", "doubt(-1)", "", "N", "the doubt before"),
    Key("plus,equals_sign", "zoom(1)", "Zoom", "+-", "closer"),
    Key("minus", "zoom(-1)", "", "-", "further off"),
    Key("0", "whole", "", "0", "the whole programme"),
    Key("s", "speaker", "Who", "s", "who says this segment: another speaker, nobody, the narrator"),
    Key("k", "kind", "", "k", "quote or narration"),
    Key("p", "word", "Say", "p", "how a word is said"),
    Key("v", "voice", "Voice", "v", "the voice of the speaker, or of the narrator"),
    Key("u", "undo", "Undo", "u", "take the last change back"),
    Key("b", "build", "", "b", "build the package (again)"),
    Key("w", "list", "", "w", "segments or findings in the list"),
    Key("t", "theme", "", "t", "light or dark"),
    Key("question_mark,f1", "help", "Keys", "?", "this list"),
    Key("q", "quit", "Quit", "q", "leave"),
)

_MOUSE = """
click        go there; drag to scrub
wheel        zoom; with Shift or Ctrl, scroll
list         click a segment or a finding to go there
"""


def bindings() -> list[Binding]:
    """The keys as Textual takes them."""
    return [
        Binding(key.keys, key.action, key.foot or key.help, show=bool(key.foot), key_display=key.sign) for key in KEYS
    ]


def help_text() -> str:
    """A line a key, then the mouse."""
    return "\n".join(f"{key.sign:<7}{key.help}" for key in KEYS) + "\n" + _MOUSE.replace("        ", "  ")
