"""Drafting: a story, or a script that a person edited, becomes a script, read aloud on paper."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from msgspec.structs import replace

from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.languages import pack_for
from broadcast.model.edition import Edition
from broadcast.model.lexicon import Lexicon
from broadcast.model.script import NEW_SPEAKER, Finding, Script, Speaker
from broadcast.model.story import Story
from broadcast.newsroom.attributing import with_attributions_read
from broadcast.newsroom.reading import read_aloud
from broadcast.newsroom.segmenting import segment
from broadcast.pipeline.intake import Incoming, take_in
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.readers import READERS
from broadcast.timing import PAL


def draft(
    story: Path | str | Incoming,
    newsroom: NewsroomFolder | None = None,
    *,
    language: str = "",
    read_attributions: bool = False,
) -> Script:
    """The script of a story: segments, speakers, and how each word is said.

    The station's lexicon is that of `newsroom`, by default the one in the current folder.

    >>> script = draft("scripts/zhetisu.txt")
    >>> [speaker.id for speaker in script.speakers]
    ['maltsev', 'zhardan', 'zhylkybaeva']

    A script that was edited (``.fountain``) keeps its segments and speakers, and is read aloud anew.

    :raises StoryError: the file is no text.
    :raises UnknownName: no reader for the suffix, or no pack for the language.
    """
    if language:
        pack_for(language)
    script = _script(story if isinstance(story, Incoming) else take_in(story), language)
    if read_attributions:
        script = with_attributions_read(script)
    return read_aloud(script, pack_for, _lexicons(script, newsroom or NewsroomFolder()))


def _script(incoming: Incoming, language: str) -> Script:
    found = READERS.get(incoming.kind)(incoming.data, incoming.where)
    if isinstance(found, Script):
        script = _in_language(found, language) if language else found
        return _with_genders(replace(script, story=replace(script.story, slug=incoming.slug)))
    text, findings = found
    script = segment(Story(slug=incoming.slug, text=text, language=language), pack_for)
    return replace(script, findings=(*findings, *script.findings))


def _in_language(script: Script, language: str) -> Script:
    """A script whose own language a person overrules; what is marked as another stays so."""
    own = script.story.language
    segments = tuple(replace(s, language=language) if s.language == own else s for s in script.segments)
    return replace(script, story=replace(script.story, language=language), segments=segments)


def _with_genders(script: Script) -> Script:
    """The genders that names tell, for speakers whom a person put in; those on the title page stay as they are."""
    new = {f.segment for f in script.findings if f.code == NEW_SPEAKER}
    first = [(s.id, s.language, s.speaker) for s in script.segments if s.speaker and s.id in new]
    told = {speaker.id: _with_gender(speaker, language) for _, language, speaker in first}
    findings = [
        Finding(
            severity="note",
            code="gender-unknown",
            message=f"nothing tells whether {speaker.name} is a woman or a man: list (f) or (m) on the title page",
            segment=key,
        )
        for key, language, speaker in first
        if told[speaker.id].gender is None and pack_for(language).grammar.may_be_human(speaker.name)
    ]
    segments = tuple(
        replace(s, speaker=replace(s.speaker, gender=told[s.speaker.id].gender))
        if s.speaker and s.speaker.id in told
        else s
        for s in script.segments
    )
    return replace(script, segments=segments, findings=(*script.findings, *findings))


def _with_gender(speaker: Speaker, language: str) -> Speaker:
    mentions = pack_for(language).grammar.mentions(speaker.name, ())
    return replace(speaker, gender=next((m.gender for m in mentions if m.reference == "name"), None))


def _lexicons(script: Script, newsroom: NewsroomFolder) -> Mapping[str, Lexicon]:
    languages = {s.language for s in script.segments}
    found = {language: newsroom.lexicon(language) for language in sorted(languages)}
    return {language: lexicon for language, lexicon in found.items() if lexicon}


def estimate(story: Path | str | Incoming, newsroom: NewsroomFolder | None = None) -> Edition:
    """An edition of a story that nobody voiced: times by syllables, captions, no sound.

    >>> round(estimate("scripts/zhetisu.txt").timeline.duration) > 60
    True
    """
    from broadcast.engines.silence import Silence
    from broadcast.pipeline.assemble import assemble, credits_of
    from broadcast.pipeline.voice import silent_takes

    newsroom = newsroom or NewsroomFolder()
    script, cast, engine = draft(story, newsroom), newsroom.cast(), Silence()
    castings, takes = silent_takes(script, cast, engine)
    credits_line = credits_of(castings, takes)
    return assemble(script, takes, cast.pauses, PAL, SAMPLE_RATE, Fraction(0), credits_line, newsroom.captions())
