"""Who sounds like whom, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from broadcast.model.edition import Casting
from broadcast.pipeline.casting import Role, StoryCast
from broadcast.terminal.text import plain

if TYPE_CHECKING:
    from rich.table import Table

_WIDEST = 26
_SPEAKS = 8
_GENDERS = {"m": "man", "f": "woman", None: "unknown gender"}


def castings_table(cast: StoryCast, encoding: str = "utf-8") -> Table:
    """Two lines a voice: id, name, engine and voice, segments; gender, role, rate and pitch below."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    total = sum(role.segments for role in cast.roles)
    made = [role.casting for role in cast.roles]
    table.add_column("ID", no_wrap=True, min_width=_width(c.track for c in made))
    table.add_column("WHO", overflow="fold")
    table.add_column("VOICE", no_wrap=True, min_width=_width(_voice(role) for role in cast.roles))
    table.add_column("SPEAKS", justify="right", no_wrap=True, min_width=_SPEAKS)
    for role in cast.roles:
        casting = role.casting
        table.add_row(
            casting.track,
            Text.assemble(plain(_name(role), encoding), "\n", (plain(_about(role), encoding), "dim")),
            Text.assemble(_sound(casting), "\n", (_voice(role), "dim")),
            f"{role.segments} of {total}",
        )
    return table


def _width(cells: Iterable[str]) -> int:
    return min(max(map(len, cells), default=0), _WIDEST)


def _sound(casting: Casting) -> str:
    return f"{casting.voice.engine} {casting.voice.id}"


def _name(role: Role) -> str:
    return role.speaker.name if role.speaker else "the narrator"


def _about(role: Role) -> str:
    if role.speaker is None:
        return ""
    return ", ".join(part for part in (_GENDERS[role.speaker.gender], role.speaker.role) if part)


def _voice(role: Role) -> str:
    casting = role.casting
    notes = (("pinned", role.pinned), ("online", casting.voice.online))
    told = [casting.language, f"{casting.rate} wpm", f"pitch {casting.pitch:g}"]
    return ", ".join((*told, *(word for word, true in notes if true)))
