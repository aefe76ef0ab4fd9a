"""Who speaks, in the words of captions; and cues that come before their words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from broadcast.model.caption import SpeakerLabels, TimedSegment, TimedWord
from broadcast.newsroom.captioning import caption, labelled
from broadcast.newsroom.checking import check_captions
from broadcast.timing import PAL
from tests.newsroom.captions import HOUSE, plain_glue

NAMES = {"serikova": "Айгүл Серікова", "qurmangaziev": "Нұрсұлтан Құрманғазиев-Әбдірахманов"}


def segment(text: str, at: int, speaker: str = "") -> TimedSegment:
    words = tuple(
        TimedWord(text=word, start=at + Fraction(n, 2), end=at + Fraction(n + 1, 2))
        for n, word in enumerate(text.split())
    )
    return TimedSegment(segment=f"s{at}", language="kk", words=words, speaker=speaker)


STORY = (
    segment("Қалада көпір ашылды.", 0),
    segment("Жұмыс аяқталды.", 4, "serikova"),
    segment("Жол ашық.", 8, "serikova"),
    segment("Толық-жарияланған-жаңалық бар.", 12, "qurmangaziev"),
    segment("Көлік жүре бастады.", 16),
)


@pytest.mark.parametrize(
    ("labels", "begins"),
    [
        ("none", ["Қалада", "Жұмыс", "Жол", "Толық-жарияланған-жаңалық", "Көлік"]),
        ("colour", ["Қалада", "Жұмыс", "Жол", "Толық-жарияланған-жаңалық", "Көлік"]),
        ("dash", ["Қалада", "– Жұмыс", "Жол", "– Толық-жарияланған-жаңалық", "– Көлік"]),
        ("name", ["Қалада", "Айгүл Серікова: Жұмыс", "Айгүл Серікова: Жол", "– Толық-жарияланған-жаңалық", "Көлік"]),
    ],
)
def test_the_first_word_of_a_voice_bears_the_label(labels: SpeakerLabels, begins: list[str]) -> None:
    profile = replace(HOUSE, speaker_labels=labels)
    told = tuple(labelled(STORY, NAMES, lambda _: profile))
    assert [s.words[0].text for s in told] == begins
    assert [s.words[1:] for s in told] == [s.words[1:] for s in STORY]
    made = caption(told, PAL, lambda _: profile, plain_glue, Fraction(20))
    assert made.speaker_labels == labels
    assert [f.code for f in check_captions(made, PAL, lambda _: profile) if f.severity != "note"] == []


def test_a_cue_comes_early_only_in_a_pause() -> None:
    profile = replace(HOUSE, lead_in=Fraction(1, 5))
    joined = (segment("Қалада көпір ашылды.", 1), segment("Жұмыс аяқталды.", 3), segment("Жол ашық.", 8))
    words = (*joined[0].words, TimedWord(text="Бүгін.", start=Fraction(5, 2), end=Fraction(3)))
    made = caption((replace(joined[0], words=words), *joined[1:]), PAL, lambda _: profile, plain_glue, Fraction(12))
    starts = {cue.segment: cue.start for cue in reversed(made.cues)}
    assert starts == {"s1": Fraction(4, 5), "s3": Fraction(3), "s8": Fraction(39, 5)}
    assert [f.code for f in check_captions(made, PAL, lambda _: profile) if f.severity != "note"] == []
    late = replace(profile, lead_in=Fraction(0))
    assert "caption-sync" in [f.code for f in check_captions(made, PAL, lambda _: late)]


def test_a_sentence_that_begins_with_nothing_to_say_waits_for_its_first_word() -> None:
    silent = TimedWord(text="…", start=Fraction(5, 2), end=Fraction(5, 2), ends_sentence=True)
    before = segment("Қалада көпір ашылды.", 1)
    first = (*before.words[:-1], replace(before.words[-1], ends_sentence=True))
    made = caption(
        (replace(before, words=(*first, silent, *segment("Жол ашық болды.", 4).words)),),
        PAL,
        lambda _: HOUSE,
        plain_glue,
        Fraction(9),
    )
    assert [(c.start, c.text) for c in made.cues] == [
        (Fraction(1), "Қалада көпір ашылды."),
        (Fraction(4), "… Жол ашық болды."),
    ]
