"""Who is meant by a name above dialogue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from broadcast.model.script import Speaker
from broadcast.newsroom.identifying import speaker_id
from broadcast.readers.fountain.blocks import Said

NOBODY = "?"
# What screenplays put behind a name: out of view, on the telephone, going on.
_EXTENSION = re.compile(r"\s*(?:\^|\((?:V\.?O|O\.?S|O\.?C|CONT['’]?D|ЗКТ|СНХ)\.?\))\s*$", re.IGNORECASE)


class Roster:
    """The speakers of the title page, and those whom only the script names, in order of appearance."""

    def __init__(self, listed: Sequence[Speaker]) -> None:
        self.by_id = {s.id: s for s in listed}
        self.names: dict[str, Speaker] = {}
        last_names: dict[str, list[Speaker]] = {}
        for speaker in listed:
            self.names.setdefault(speaker.name, speaker)
            last_names.setdefault(_folded(speaker.name).split()[-1], []).append(speaker)
        self.folded = {name: found[0] for name, found in last_names.items() if len(found) == 1}
        self.folded |= {_folded(s.id): s for s in listed} | {_folded(s.name): s for s in reversed(listed)}
        self.new: set[str] = set()

    def speakers(self, said: Sequence[Said]) -> list[Speaker | None]:
        """The speaker of each block; a role that stands at one quote of a person holds at all that have none."""
        found = [self._speaker(block) if block.kind == "quote" else None for block in said]
        roles: dict[str, str] = {}
        for block, speaker in zip(said, found, strict=True):
            if speaker and block.role:
                roles.setdefault(speaker.id, block.role)
        return [
            speaker and replace(speaker, role=block.role or roles.get(speaker.id, ""))
            for block, speaker in zip(said, found, strict=True)
        ]

    def _speaker(self, block: Said) -> Speaker | None:
        name = block.name
        if block.speaker_id:
            known = self.by_id.get(block.speaker_id) or Speaker(id=block.speaker_id, name=name)
            return self._kept(replace(known, name=name))
        if name in self.names:
            return self.names[name]
        bare = _EXTENSION.sub("", name)
        if bare == NOBODY:
            return None
        return self.folded.get(_folded(bare)) or self._kept(Speaker(id=speaker_id(bare, self.by_id), name=bare))

    def _kept(self, speaker: Speaker) -> Speaker:
        if speaker.id not in self.by_id:
            self.new.add(speaker.id)
            self.folded.setdefault(_folded(speaker.name), speaker)
        self.by_id.setdefault(speaker.id, speaker)
        self.names.setdefault(speaker.name, speaker)
        return speaker


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()) or name
