"""Who will sound like whom in a story, without a word being spoken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from broadcast.model.edition import Casting
from broadcast.model.script import Speaker
from broadcast.model.settings import VoiceChoice

if TYPE_CHECKING:
    from broadcast.pipeline.intake import Incoming
    from broadcast.pipeline.newsroom_folder import NewsroomFolder


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """A voice of the story: the casting, who speaks (nobody for the narrator), whether the cast file pins it, and how
    many of the story's segments it speaks.
    """

    casting: Casting
    speaker: Speaker | None
    pinned: bool
    segments: int


class StoryCast(msgspec.Struct, frozen=True, kw_only=True, tag_field="schema", tag="cast/1"):
    """All roles of a story, in order of appearance."""

    slug: str
    roles: tuple[Role, ...]


def casting_of(
    story: Path | str | Incoming, newsroom: NewsroomFolder | None = None, *, engine: str = "", language: str = ""
) -> StoryCast:
    """Cast a story, with the station's choices: by default those in the current folder.

    >>> [role.casting.track for role in casting_of("scripts/zhetisu.txt").roles]
    ['narration', 'maltsev', 'zhardan', 'zhylkybaeva']

    :raises LanguageNotSpoken: no engine of the cast speaks a language of the story.
    :raises UnknownName: the cast file names a voice that its engine does not have.
    """
    from broadcast.newsroom.casting import cast_script, track_of
    from broadcast.pipeline.draft import draft
    from broadcast.pipeline.engine_room import EngineRoom
    from broadcast.pipeline.newsroom_folder import NewsroomFolder

    newsroom = newsroom or NewsroomFolder()
    cast = newsroom.cast()
    cast = cast.only(engine) if engine else cast
    script = draft(story, newsroom, language=language)
    speakers = {speaker.id: speaker for speaker in script.speakers}
    heard = [(track_of(s), s.language) for s in script.segments]
    roles = tuple(
        Role(
            casting=casting,
            speaker=speakers.get(casting.track),
            pinned=_is_pinned(casting, cast.people),
            segments=heard.count((casting.track, casting.language)),
        )
        for casting in cast_script(script, cast, EngineRoom(script.story.embargo).voices)
    )
    return StoryCast(slug=script.story.slug, roles=roles)


def _is_pinned(casting: Casting, people: dict[str, VoiceChoice]) -> bool:
    choice = people.get(casting.track)
    return choice is not None and choice.voice == casting.voice.id
