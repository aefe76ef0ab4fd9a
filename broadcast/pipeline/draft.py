"""Drafting: a story file becomes a script, read aloud on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from msgspec.structs import replace

from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.errors import StoryError
from broadcast.languages import pack_for
from broadcast.model.edition import Edition
from broadcast.model.lexicon import Lexicon
from broadcast.model.script import Finding, Script
from broadcast.model.story import Story
from broadcast.newsroom.attributing import with_attributions_read
from broadcast.newsroom.reading import read_aloud
from broadcast.newsroom.romanising import romanise
from broadcast.newsroom.segmenting import segment
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.readers import READERS
from broadcast.timing import PAL

LARGEST_STORY = 16 << 20
_LONGEST_SLUG = 64
_NOT_NAMES = re.compile(r"[^a-z0-9_]+")
# Windows opens a device for these, whatever the suffix.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))})


def slug_of(name: str) -> str:
    """A file's name as ASCII letters, digits, hyphens and underscores, at most 64 of them; never empty."""
    slug = _NOT_NAMES.sub("-", romanise(name).casefold()).strip("-_")[:_LONGEST_SLUG].rstrip("-_") or "story"
    return f"{slug}-story" if slug in _DEVICES else slug


def story_bytes(path: Path) -> bytes:
    """The bytes of a story file.

    :raises StoryError: missing, a folder, unreadable, or larger than 16 MB.
    """
    try:
        if path.is_dir():
            raise StoryError("this is a folder, not a story", str(path), "name one file in it")
        if path.stat().st_size > LARGEST_STORY:
            limit = LARGEST_STORY >> 20
            raise StoryError(f"the file is larger than {limit} MB", str(path), "is it a story? split it")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StoryError("there is no such file", str(path), "check the name, or run `ls scripts`") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoryError(f"the file cannot be read: {reason}", str(path), "check its permissions") from error


def read_story(path: Path, language: str = "") -> tuple[Story, tuple[Finding, ...]]:
    """The story in a file, and what was noticed while it was read.

    :raises StoryError: the file is no text.
    :raises UnknownName: no reader for the suffix, or no pack for the language.
    """
    if language:
        pack_for(language)
    read = READERS.get(path.suffix.lower().removeprefix(".") or "txt")
    text, findings = read(story_bytes(path), str(path))
    return Story(slug=slug_of(path.stem), text=text, language=language), findings


def draft(path: Path, newsroom: NewsroomFolder, *, language: str = "", read_attributions: bool = False) -> Script:
    """The script of a story file: segments, speakers, and how each word is said."""
    story, findings = read_story(path, language)
    script = segment(story, pack_for)
    if read_attributions:
        script = with_attributions_read(script)
    lexicons = _lexicons(script, newsroom)
    script = read_aloud(script, pack_for, lexicons)
    return replace(script, findings=(*findings, *script.findings))


def _lexicons(script: Script, newsroom: NewsroomFolder) -> Mapping[str, Lexicon]:
    languages = {s.language for s in script.segments}
    found = {language: newsroom.lexicon(language) for language in sorted(languages)}
    return {language: lexicon for language, lexicon in found.items() if lexicon}


def estimate(path: Path) -> Edition:
    """An edition of a story that nobody voiced: times by syllables, captions, no sound."""
    from broadcast.engines.silence import Silence
    from broadcast.pipeline.assemble import assemble, credits_of
    from broadcast.pipeline.voice import silent_takes

    newsroom = NewsroomFolder()
    script, cast, engine = draft(path, newsroom), newsroom.cast(), Silence()
    castings, takes = silent_takes(script, cast, engine)
    credits_line = credits_of(castings, takes)
    return assemble(script, takes, cast.pauses, PAL, SAMPLE_RATE, Fraction(0), credits_line)
