"""Who sounds like whom."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from broadcast.engines.espeak import Espeak
from broadcast.engines.silence import Silence
from broadcast.errors import LanguageNotSpoken, UnknownName
from broadcast.model.script import Gender, Script, Segment, Speaker
from broadcast.model.settings import Cast, Pool, VoiceChoice
from broadcast.model.speech import ANY_LANGUAGE, Voice
from broadcast.model.story import Story
from broadcast.model.text import TextSpan
from broadcast.newsroom.casting import NARRATION, cast_script, track_of
from broadcast.pipeline.newsroom_folder import NewsroomFolder

BUILT_IN = NewsroomFolder().cast()
VOICES = Espeak().voices()


def segment(number: int, gender: Gender | str | None = "none", language: str = "kk") -> Segment:
    speaker = None
    if gender != "none":
        speaker = Speaker(id=f"p{number}", name=f"P{number}", gender=gender)  # type: ignore[arg-type]
    kind = "quote" if speaker else "narration"
    return Segment(id=str(number), kind=kind, source=TextSpan(0, 1), text="x", language=language, speaker=speaker)  # type: ignore[arg-type]


def script(*segments: Segment) -> Script:
    return Script(story=Story(slug="s", text="x", language="kk"), segments=segments)


def test_a_narrator_and_three_people_sound_like_four() -> None:
    made = cast_script(
        script(segment(0), segment(1, "m"), segment(2, "f"), segment(3, "f")), BUILT_IN, lambda _: VOICES
    )
    assert [c.track for c in made] == [NARRATION, "p1", "p2", "p3"]
    assert len({c.voice.id for c in made}) == 4
    assert [c.voice.gender for c in made[1:]] == ["m", "f", "f"]
    assert {c.rate for c in made} == {BUILT_IN.rates["kk"]}


def test_the_same_story_casts_the_same() -> None:
    made = script(*(segment(i, "mf"[i % 2]) for i in range(20)))
    assert cast_script(made, BUILT_IN, lambda _: VOICES) == cast_script(made, BUILT_IN, lambda _: VOICES)


def test_voices_are_shared_only_when_there_is_none_left() -> None:
    pool = BUILT_IN.pools["espeak"]["kk"]
    made = cast_script(script(*(segment(i, "m") for i in range(2 * len(pool.m)))), BUILT_IN, lambda _: VOICES)
    sounds = [(c.voice.id, c.pitch) for c in made]
    assert len(set(sounds[: len(pool.m)])) == len(pool.m)
    assert sorted(sounds.count(s) for s in set(sounds)) == [2] * len(pool.m)


def test_an_unknown_gender_gets_a_voice_and_not_the_narrators() -> None:
    made = cast_script(script(segment(0), segment(1, None)), BUILT_IN, lambda _: VOICES)
    assert made[1].voice != made[0].voice


def test_a_quote_in_another_language_is_spoken_in_it() -> None:
    made = cast_script(script(segment(0), segment(1, "m"), segment(1, "m", "ru")), BUILT_IN, lambda _: VOICES)
    assert [(c.track, c.language, c.voice.language) for c in made[1:]] == [("p1", "kk", "kk"), ("p1", "ru", "ru")]


def test_a_pinned_person_always_sounds_the_same() -> None:
    pinned = replace(BUILT_IN, people={"p7": VoiceChoice(voice="kk+max", pitch=0.9, rate=120)})
    (casting,) = cast_script(script(segment(7, "f")), pinned, lambda _: VOICES)
    assert (casting.voice.id, casting.pitch, casting.rate) == ("kk+max", 0.9, 120)


def test_an_engine_without_a_pool_is_cast_from_its_voices() -> None:
    made = cast_script(
        script(segment(0), segment(1, "f"), segment(2, "m")), BUILT_IN.only("silence"), lambda _: Silence().voices()
    )
    assert [c.voice.gender for c in made] == ["m", "f", "m"]
    assert len({c.voice.id for c in made}) == 3


def test_a_language_that_the_engine_does_not_speak() -> None:
    with pytest.raises(LanguageNotSpoken, match="does not speak 'kk'"):
        cast_script(script(segment(0)), BUILT_IN.only("gtts"), lambda _: tuple(v for v in VOICES if v.language == "ru"))


def test_a_voice_that_does_not_exist() -> None:
    wrong: Cast = replace(BUILT_IN, pools={"espeak": {"kk": Pool(narrator=VoiceChoice(voice="kk+nobody"))}})
    with pytest.raises(UnknownName, match="kk\\+nobody"):
        cast_script(script(segment(0)), wrong, lambda _: VOICES)


def test_a_quote_of_nobody_known_is_read_by_the_narrator() -> None:
    quote = replace(segment(0), kind="quote")
    assert track_of(quote) == NARRATION


def of(engine: str, *ids: str, language: str = "kk") -> tuple[Voice, ...]:
    """Voices by id; the letter after the last hyphen is the gender."""
    return tuple(
        Voice(engine=engine, id=name, language=language, gender=name[-1], licence="CC0-1.0")  # type: ignore[arg-type]
        for name in ids
    )


def test_a_pinned_voice_is_nobody_elses_even_for_those_who_speak_before() -> None:
    first = BUILT_IN.pools["espeak"]["kk"].m[0]
    pinned = replace(BUILT_IN, people={"p2": first})
    made = cast_script(script(segment(1, "m"), segment(2, "m")), pinned, lambda _: VOICES)
    assert made[1].voice.id == first.voice
    assert made[0].voice.id != first.voice


def test_a_person_is_pinned_to_another_engines_voice() -> None:
    cast = replace(BUILT_IN, people={"p1": VoiceChoice(engine="neural", voice="n-f")})
    voices = {"espeak": VOICES, "neural": of("neural", "n-f")}
    made = cast_script(script(segment(0), segment(1, "f")), cast, voices.__getitem__)
    assert [c.voice.engine for c in made] == ["espeak", "neural"]


def test_one_engine_named_on_the_command_line_speaks_all() -> None:
    cast = replace(BUILT_IN, people={"p1": VoiceChoice(engine="neural", voice="n-f")}, fallbacks=("neural",))
    made = cast_script(script(segment(0), segment(1, "f")), cast.only("espeak"), lambda _: VOICES)
    assert {c.voice.engine for c in made} == {"espeak"}


def test_a_language_that_the_engine_lacks_is_cast_from_the_fallbacks() -> None:
    cast = replace(BUILT_IN, engine="neural", fallbacks=("espeak",))
    voices = {"neural": of("neural", "n-m", language="ru"), "espeak": VOICES}
    made = cast_script(script(segment(0), segment(1, "m", "ru")), cast, voices.__getitem__)
    assert [(c.language, c.voice.engine) for c in made] == [("kk", "espeak"), ("ru", "neural")]


def test_few_voices_are_lent_to_several_people_and_never_a_womans_to_a_man() -> None:
    men = [segment(number, "m") for number in (1, 2)]
    made = cast_script(
        script(segment(0), *men, segment(3, "f")), BUILT_IN.only("two"), lambda _: of("two", "a-f", "d-m")
    )
    assert [c.voice.id for c in made] == ["d-m", "d-m", "d-m", "a-f"]
    assert len({(c.voice.id, c.pitch) for c in made}) == 4


def test_a_voice_for_any_language() -> None:
    (casting,) = cast_script(
        script(segment(0)), BUILT_IN.only("any"), lambda _: of("any", "v-m", language=ANY_LANGUAGE)
    )
    assert (casting.voice.id, casting.language) == ("v-m", "kk")
