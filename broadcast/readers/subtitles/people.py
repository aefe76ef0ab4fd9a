"""The speakers of a subtitle file, by the names that it gives them."""

from __future__ import annotations

from broadcast.model.script import Speaker
from broadcast.newsroom.romanising import romanise

_NOBODY = frozenset({"", "Narration"})


class People:
    """Speakers in order of appearance, no two with one id."""

    def __init__(self) -> None:
        self._found: dict[str, Speaker] = {}

    def named(self, name: str) -> str:
        """The id of the speaker with a name; empty for the narrator and for no name."""
        folded = " ".join(name.split())
        if folded in _NOBODY:
            return ""
        if folded not in self._found:
            last = romanise(folded.split()[-1]).lower()
            stem = "".join(c for c in last if c.isalnum()) or "speaker"
            taken = {speaker.id for speaker in self._found.values()}
            number, given = 1, stem
            while given in taken:
                number += 1
                given = f"{stem}-{number}"
            self._found[folded] = Speaker(id=given, name=folded)
        return self._found[folded].id

    @property
    def all(self) -> tuple[Speaker, ...]:
        return tuple(self._found.values())
