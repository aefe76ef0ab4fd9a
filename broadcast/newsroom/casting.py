"""Casting: each track of a script gets a voice, the same one every time."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from broadcast.errors import LanguageNotSpoken, UnknownName
from broadcast.model.edition import Casting
from broadcast.model.script import Gender, Script, Segment, Speaker
from broadcast.model.settings import Cast, Pool, VoiceChoice
from broadcast.model.speech import ANY_LANGUAGE, Voice
from broadcast.newsroom.refusing import not_spoken

NARRATION = "narration"
_PITCHES = (1.0, 0.88, 1.13)  # about two semitones: another person, and still a natural voice (our own figures)

VoicesOf = Callable[[str], tuple[Voice, ...]]


def track_of(segment: Segment) -> str:
    """The id of the track that a segment is heard on; a quote of nobody known is read by the narrator."""
    return segment.speaker.id if segment.kind == "quote" and segment.speaker else NARRATION


def roles(script: Script) -> Iterator[tuple[str, str, Speaker | None]]:
    """Each track and language that is heard, once, in order of appearance, with the speaker on it."""
    seen = set()
    for segment in script.segments:
        role = track_of(segment), segment.language
        if role not in seen:
            seen.add(role)
            yield *role, segment.speaker if role[0] != NARRATION else None


def _of_voices(voices: Iterable[Voice], language: str) -> Pool:
    """A pool from what an engine has, where the cast file names none: the first man narrates, else the first voice.

    An engine with few voices lends each of them to several people, higher and lower, rather than a man a woman's.
    """
    by_gender: dict[Gender | None, list[str]] = {"m": [], "f": [], None: []}
    for voice in voices:
        if _speaks(voice, language):
            by_gender[voice.gender].append(voice.id)
    men, women = (
        [VoiceChoice(voice=voice, pitch=pitch) for pitch in _PITCHES for voice in by_gender[gender] or by_gender[None]]
        for gender in ("m", "f")
    )
    narrator = next(iter((*men, *women)), None)
    return Pool(narrator=narrator, m=tuple(c for c in men if c != narrator), f=tuple(c for c in women if c != narrator))


def _choices(pool: Pool, gender: Gender | None) -> tuple[VoiceChoice, ...]:
    """Whom a speaker may sound like, best first; where the gender is unknown, men's and women's voices in turn."""
    if gender == "m":
        return pool.m or pool.f
    if gender == "f":
        return pool.f or pool.m
    return tuple(c for pair in zip(pool.m, pool.f, strict=False) for c in pair) or pool.m or pool.f


def cast_script(script: Script, cast: Cast, voices_of: VoicesOf) -> tuple[Casting, ...]:
    """A casting for every track and language of a script; `voices_of` tells what an engine has.

    Pinned people keep their voice; the others take the first voice of their pool that nobody in the story has, and
    share only when the pool is used up.  What the cast's engine cannot speak is cast from its fallbacks.

    :raises LanguageNotSpoken: no engine of the cast has a voice for a language of the script.
    :raises UnknownName: the cast file names a voice that its engine does not have.
    """
    wanted = list(roles(script))
    taken = [choice for _, language, speaker in wanted if (choice := _pinned(speaker, language, cast, voices_of))]
    castings = []
    for track, language, speaker in wanted:
        choice = _pinned(speaker, language, cast, voices_of)
        if choice is None:
            choice = _from_pools(speaker, language, cast, voices_of, taken)
            taken.append(choice)
        voice = {v.id: v for v in voices_of(choice.engine)}[choice.voice]
        rate = choice.rate or cast.rates.get(language) or 0
        castings.append(Casting(track=track, voice=voice, language=language, rate=rate, pitch=choice.pitch))
    return tuple(castings)


def _speaks(voice: Voice, language: str) -> bool:
    return voice.language in {language, ANY_LANGUAGE}


def _pinned(speaker: Speaker | None, language: str, cast: Cast, voices_of: VoicesOf) -> VoiceChoice | None:
    """The voice that a person always has, where it is at hand and speaks the language."""
    choice = cast.people.get(speaker.id) if speaker else None
    if choice is None:
        return None
    engine = choice.engine or cast.engine
    if any(v.id == choice.voice and _speaks(v, language) for v in voices_of(engine)):
        return replace(choice, engine=engine)
    if choice.engine and not cast.fallbacks:
        raise UnknownName.among(f"{engine} voice", choice.voice, (v.id for v in voices_of(engine)))
    return None


def _from_pools(
    speaker: Speaker | None, language: str, cast: Cast, voices_of: VoicesOf, taken: list[VoiceChoice]
) -> VoiceChoice:
    """The first engine of the chain that can, and the voice of its pool that is least used."""
    *chances, last = cast.chain
    for engine in chances:
        with contextlib.suppress(LanguageNotSpoken, UnknownName):
            return _of_engine(engine, speaker, language, cast, voices_of, taken)
    return _of_engine(last, speaker, language, cast, voices_of, taken)


def _of_engine(
    engine: str, speaker: Speaker | None, language: str, cast: Cast, voices_of: VoicesOf, taken: list[VoiceChoice]
) -> VoiceChoice:
    voices = voices_of(engine)
    pool = cast.pools.get(engine, {}).get(language) or _of_voices(voices, language)
    narrator = pool.narrator or next(iter((*pool.m, *pool.f)), None)
    if narrator is None:
        known = dict.fromkeys(voice.language for voice in voices if voice.language != ANY_LANGUAGE)
        raise not_spoken(engine, language, known)
    choices = _choices(pool, speaker.gender) or (narrator,) if speaker else (narrator,)
    named = [replace(choice, engine=choice.engine or engine) for choice in choices]
    choice = min(named, key=taken.count)
    if choice.voice not in {v.id for v in voices_of(choice.engine)}:
        raise UnknownName.among(f"{choice.engine} voice", choice.voice, (v.id for v in voices_of(choice.engine)))
    return choice
