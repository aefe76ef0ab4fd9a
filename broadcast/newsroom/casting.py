"""Casting: each track of a script gets a voice, the same one every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadcast.errors import LanguageNotSpoken, UnknownName
from broadcast.model.edition import Casting
from broadcast.model.script import Gender, Script, Segment, Speaker
from broadcast.model.settings import Cast, Pool, VoiceChoice
from broadcast.model.speech import Voice

NARRATION = "narration"


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
    """A pool from what an engine has, where the cast file names none: the first man narrates, else the first voice."""
    by_gender: dict[Gender | None, list[VoiceChoice]] = {"m": [], "f": [], None: []}
    for voice in voices:
        if voice.language == language:
            by_gender[voice.gender].append(VoiceChoice(voice=voice.id))
    men, women = by_gender["m"] or by_gender[None], by_gender["f"] or by_gender[None]
    narrator = (men or women)[0] if men or women else None
    return Pool(narrator=narrator, m=tuple(c for c in men if c != narrator), f=tuple(c for c in women if c != narrator))


def _choices(pool: Pool, gender: Gender | None) -> tuple[VoiceChoice, ...]:
    """Whom a speaker may sound like, best first; where the gender is unknown, men's and women's voices in turn."""
    if gender == "m":
        return pool.m or pool.f
    if gender == "f":
        return pool.f or pool.m
    return tuple(c for pair in zip(pool.m, pool.f, strict=False) for c in pair) or pool.m or pool.f


def cast_script(script: Script, cast: Cast, engine: str, voices: tuple[Voice, ...]) -> tuple[Casting, ...]:
    """A casting for every track and language of a script.

    Pinned people come first; the others take the first voice of their pool that nobody in the story has, and share
    only when the pool is used up.

    :raises LanguageNotSpoken: the engine has no voice for a language of the script.
    :raises UnknownName: the cast file names a voice that the engine does not have.
    """
    by_id = {voice.id: voice for voice in voices}
    taken: list[VoiceChoice] = []
    castings = []
    for track, language, speaker in roles(script):
        pool = cast.pools.get(engine, {}).get(language) or _of_voices(voices, language)
        if pool.narrator is None and not pool.m and not pool.f:
            known = sorted({voice.language for voice in voices})
            raise LanguageNotSpoken(
                f"the engine {engine} does not speak {language!r}; it speaks {', '.join(known)}",
                remedy="use --engine espeak, which speaks kk, ru and en",
            )
        choice = _choice(speaker, pool, cast, by_id, taken)
        if choice.voice not in by_id:
            raise UnknownName.among(f"{engine} voice", choice.voice, by_id)
        taken.append(choice)
        rate = choice.rate or cast.rates.get(language) or 0
        voice = by_id[choice.voice]
        castings.append(Casting(track=track, voice=voice, language=language, rate=rate, pitch=choice.pitch))
    return tuple(castings)


def _choice(
    speaker: Speaker | None, pool: Pool, cast: Cast, known: dict[str, Voice], taken: list[VoiceChoice]
) -> VoiceChoice:
    narrator = pool.narrator or (*pool.m, *pool.f)[0]
    if speaker is None:
        return narrator
    pinned = cast.people.get(speaker.id)
    if pinned and pinned.voice in known:
        return pinned
    choices = _choices(pool, speaker.gender) or (narrator,)
    return min(choices, key=taken.count)
