"""Fountain read back: the identity both ways, what a person would type, and errors with their place."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.errors import DocumentError, StoryError
from broadcast.exporters.characters import one_line, printable
from broadcast.exporters.fountain import fountain, kept
from broadcast.model.script import Attribution, Gender, Kind, Script, Segment, Speaker
from broadcast.model.story import CUE, LeftOut, Story
from broadcast.model.text import TextSpan
from broadcast.newsroom.identifying import Numbering, segment_id
from broadcast.newsroom.segmenting import uncovered
from broadcast.readers.fountain import read, slug_in
from tests import samples
from tests.conftest import ROOT

HEAD = "Title: Көпір\nLanguage: kk\nSpeakers:\n    serikova (f) Айгүл Серікова\n    ospanov (m, ru) Марат Оспанов\n\n"
Telling = tuple[str, str, str, str, Speaker | None, tuple[str, bool] | None]


def told(script: Script) -> list[Telling]:
    """What of its segments a file must keep."""
    return [(s.id, s.kind, kept(s.text), s.language, s.speaker, _attribution(s)) for s in script.segments]


def _attribution(segment: Segment) -> tuple[str, bool] | None:
    found = segment.attribution
    if not found:
        return None
    lines = printable(found.text).split("\n")
    return "\n".join(line if line.strip() else "" for line in lines), found.source < segment.source


def again(script: Script) -> Script:
    return read(fountain(script).encode(), "s")


def parsed(text: str, head: str = HEAD) -> Script:
    return read((head + text).encode(), "s.fountain")


def unsaid(script: Script) -> list[tuple[str, str]]:
    return [(o.text, o.reason) for o in script.story.left_out]


HARD = st.text("ab Ж\\*_[]()!@#~=>.:/^-\n\t\u2028\x00\ud800\U0001f600", max_size=30)
TRAPS = st.sampled_from(
    (
        *("INT. ROOM", "ext day", "CUT TO:", "FADE IN: x", "(x)", "@X", "!x", "# x", "= x", "==="),
        *("~x", ">x<", ".Ж", "[[", "]]", "/*", "*/", "id: x", "left out (a): b", "*a* _b_", "Slug: x", "ЖЖЖ", "  "),
    )
)
TEXT = st.lists(st.one_of(HARD, TRAPS), min_size=1, max_size=4).map("\n".join).filter(lambda t: bool(one_line(t)))
NAME = TEXT.filter(lambda n: one_line(n) != "?")
GENDERS: tuple[Gender | None, ...] = ("m", "f", None)
SPEAKERS = st.lists(st.tuples(NAME, HARD, st.sampled_from(GENDERS)), min_size=1, max_size=3)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Segments of hostile text by hostile people, in the order of their ranges; some texts come twice."""
    speakers = [
        Speaker(id=f"s-{n}", name=one_line(name), role=one_line(role), gender=gender)
        for n, (name, role, gender) in enumerate(draw(SPEAKERS))
    ]
    texts = draw(st.lists(TEXT, min_size=1, max_size=3))
    numbering, at = Numbering(), 0
    segments: list[Segment] = []
    for text in draw(st.lists(st.sampled_from(texts), min_size=1, max_size=5)):
        kind: Kind = draw(st.sampled_from(("narration", "quote")))
        spans = [TextSpan(at, at + 1), TextSpan(at + 1, at + 2)]
        leads = draw(st.booleans())
        words = draw(st.none() | TEXT)
        segment = Segment(
            id=numbering.next(segment_id(kind, text)),
            kind=kind,
            source=spans[1 if leads else 0],
            text=text,
            language=draw(st.sampled_from(("kk", "ru"))),
            speaker=draw(st.sampled_from((*speakers, None))) if kind == "quote" else None,
            attribution=Attribution(text=words, source=spans[0 if leads else 1]) if words else None,
        )
        segments.append(segment)
        at += 3
    left_out = draw(st.lists(st.tuples(TEXT, st.sampled_from(("related link", CUE, "a): b"))), max_size=3))
    story = Story(
        slug="s",
        text="",
        language="kk",
        headline=one_line(draw(TEXT)),
        credits=tuple(one_line(c) for c in draw(st.lists(TEXT, max_size=2))),
        outlet=one_line(draw(TEXT)),
        left_out=tuple(
            LeftOut(text=kept(text), reason=reason, source=TextSpan(3 * n, 3 * n))
            for n, (text, reason) in enumerate(left_out)
        ),
        embargo=one_line(draw(TEXT)),
    )
    return Script(story=story, segments=tuple(segments))


@given(scripts())
def test_script_to_file_to_script_is_the_identity(script: Script) -> None:
    found = again(script)
    assert told(found) == told(script)
    story, was = found.story, script.story
    assert (story.headline, story.credits, story.outlet) == (was.headline, was.credits, was.outlet)
    assert (story.language, story.slug, story.embargo) == (was.language, was.slug, was.embargo)
    assert unsaid(found) == unsaid(script)


@given(scripts())
def test_file_to_script_to_file_is_the_identity(script: Script) -> None:
    text = fountain(script)
    found = read(text.encode(), "s")
    assert fountain(replace(found, findings=())) == text


@given(scripts())
def test_every_character_belongs_to_something(script: Script) -> None:
    found = again(script)
    assert uncovered(found) == ()
    text = found.story.text
    assert all(s.source.of(text) == s.text for s in found.segments)
    assert all(s.attribution.source.of(text) == s.attribution.text for s in found.segments if s.attribution)


@given(st.text("aЖ @!*_[]()/\\\n\t:.#>?-", max_size=80))
def test_any_text_is_read_or_refused_and_what_is_read_stays(text: str) -> None:
    try:
        found = read(text.encode(), "s")
    except (StoryError, DocumentError):
        return
    once = fountain(replace(found, findings=()))
    assert fountain(replace(read(once.encode(), "s"), findings=())) == once
    assert uncovered(found) == ()


def test_the_sample_is_itself_again() -> None:
    script = samples.script()
    found = again(script)
    assert told(found) == told(script)
    assert found.findings == ()


def test_an_edit_keeps_the_ids_of_all_others() -> None:
    texts = ("Иә.", "Жоқ.", "Иә.", "Көпір ұзын.", "Иә.")
    numbering, base = Numbering(), samples.script()
    pattern = base.segments[0]
    segments = tuple(
        replace(pattern, id=numbering.next(segment_id("narration", t)), text=t, source=TextSpan(n, n + 1))
        for n, t in enumerate(texts)
    )
    before = [s.id for s in segments]
    blocks = fountain(replace(base, segments=segments)).split("\n\n")
    places = [i for i, block in enumerate(blocks) if block in texts]
    for n, place in enumerate(places):
        edited = [*blocks[:place], f"{texts[n]} Енді басқаша.", *blocks[place + 1 :]]
        after = [s.id for s in read("\n\n".join(edited).encode(), "s").segments]
        assert after[:n] + after[n + 1 :] == before[:n] + before[n + 1 :]
        end = place + 2 if blocks[place + 1].startswith("[[id") else place + 1
        shortened = "\n\n".join(blocks[:place] + blocks[end:])
        assert [s.id for s in read(shortened.encode(), "s").segments] == before[:n] + before[n + 1 :]


def test_a_block_copied_with_its_id_gets_another() -> None:
    first, second = parsed("Бір.\n\n[[id: x-2]]\n\nБір.\n\n[[id: x-2]]\n").segments
    assert (first.id, second.id) == ("x-2", segment_id("narration", "Бір."))


@pytest.mark.parametrize(
    ("above", "name", "gender"),
    [
        ("@Айгүл Серікова", "Айгүл Серікова", "f"),
        ("@Серікова", "Айгүл Серікова", "f"),
        ("@serikova", "Айгүл Серікова", "f"),
        ("@АЙГҮЛ СЕРІКОВА (V.O.)", "Айгүл Серікова", "f"),
        ("МАРАТ ОСПАНОВ", "Марат Оспанов", "m"),
        ("  @Оспанов ^", "Марат Оспанов", "m"),
        ("@Марат Оспанов (CONT’D)", "Марат Оспанов", "m"),
    ],
)
def test_a_name_stands_for_the_person_on_the_title_page(above: str, name: str, gender: str) -> None:
    script = parsed(f"Көпір ашылды.\n\n{above}\nКөпір керек.\n")
    speaker = script.segments[1].speaker
    assert speaker
    assert (speaker.name, speaker.gender) == (name, gender)
    assert script.findings == ()


def test_somebody_whom_the_title_page_does_not_list() -> None:
    script = parsed("@Дана Ким\nКөпір керек.\n\n@Дана Ким\nӨте керек.\n")
    assert [s.speaker.id for s in script.segments if s.speaker] == ["kim", "kim"]
    (finding,) = script.findings
    assert (finding.code, finding.segment) == ("speaker-new", script.segments[0].id)


def test_a_role_holds_for_all_quotes_of_a_person() -> None:
    script = parsed("@Серікова\n(инженер)\nБір.\n\n@Серікова\nЕкі.\n")
    assert [s.speaker.role for s in script.segments if s.speaker] == ["инженер", "инженер"]


def test_no_empty_line_above_a_name_is_needed() -> None:
    script = parsed("Көпір ашылды.\n@Серікова\nКөпір керек.\n(күледі)\nӨте керек.\n!Көпір ұзын.\n")
    assert [(s.kind, s.text) for s in script.segments] == [
        ("narration", "Көпір ашылды."),
        ("quote", "Көпір керек.\nӨте керек."),
        ("narration", "Көпір ұзын."),
    ]
    assert unsaid(script) == [("(күледі)", CUE)]


@pytest.mark.parametrize(
    ("typed", "text", "cues"),
    [
        ("Көпір **ұзын** және _биік_, 2 * 3.", "Көпір ұзын және биік, 2 * 3.", []),
        ("Сайт: a_b_c.kz, *қараңыз*.", "Сайт: a_b_c.kz, қараңыз.", []),
        ("Көпір [[панорама]] ұзын.", "Көпір ұзын.", [("панорама", CUE)]),
        ("Көпір ұзын.\n[[панорама]]", "Көпір ұзын.", [("панорама", CUE)]),
        ("Көпір ұзын./* және биік */", "Көпір ұзын.", [("және биік", "cut")]),
        ("# 1-бөлім\n\nКөпір ұзын.", "Көпір ұзын.", [("# 1-бөлім", CUE)]),
        ("INT. STUDIO - DAY\n\nКөпір ұзын.\n\nCUT TO:", "Көпір ұзын.", [("INT. STUDIO - DAY", CUE), ("CUT TO:", CUE)]),
        ("Көпір ұзын.\n\n[[left out: ескі абзац]]", "Көпір ұзын.", [("ескі абзац", "")]),
        ("Көпір ұзын.\n\n[[cue: id: x]]", "Көпір ұзын.", [("id: x", CUE)]),
        ("!КӨПІР\nҰЗЫН.", "КӨПІР\nҰЗЫН.", []),
        ("НАТО", "НАТО", []),
        ("Көпір \\[\\[ұзын\\]\\].", "Көпір [[ұзын]].", []),
    ],
)
def test_what_a_person_would_type(typed: str, text: str, cues: list[tuple[str, str]]) -> None:
    script = parsed(typed + "\n")
    assert [s.text for s in script.segments] == [text]
    assert unsaid(script) == cues
    assert uncovered(script) == ()


def test_a_script_without_a_title_page() -> None:
    script = parsed("Новый мост открыли сегодня в центре города.\n\n@Дана Ким\nЭтот мост нам очень нужен.\n", "\n")
    assert (script.story.language, script.story.slug, script.story.headline) == ("ru", "", "")
    assert [s.kind for s in script.segments] == ["narration", "quote"]


def test_the_title_page_of_other_programs_is_kept_but_not_read() -> None:
    script = parsed("Көпір.\n", head="Title: Көпір\nDraft date: 1 May\nContact:\n\tРедакция\n\n")
    assert unsaid(script) == [("Draft date: 1 May", "title page"), ("Contact: Редакция", "title page")]


def test_speakers_as_a_person_would_list_them() -> None:
    head = "Language: kk\nSpeakers:\n\tАйгүл Серікова (f)\n\tМарат Серіков (m)\n\n"
    script = parsed("@Серікова\nБір.\n\n@Серіков\nЕкі.\n", head=head)
    assert [(s.speaker.id, s.speaker.gender) for s in script.segments if s.speaker] == [
        ("serikova", "f"),
        ("serikov", "m"),
    ]


def test_doubts_about_who_speaks_stand_until_they_are_settled() -> None:
    doubts = "[[doubt (speaker-uncertain): a or b?]]\n\n[[doubt (gender-unknown): c]]\n\n[[doubt (caption-fast): d]]\n"
    script = parsed(f"@Серікова\nБір.\n\n{doubts}")
    assert [(f.severity, f.code, f.segment) for f in script.findings] == [
        ("warning", "speaker-uncertain", script.segments[0].id)
    ]
    assert [f.code for f in parsed("@?\nБір.\n").findings] == ["speaker-unknown"]


def test_the_example_of_the_documents() -> None:
    example = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8").split("```\n")[1]
    script, sample = read(example.encode(), "s"), samples.script()
    assert [(s.kind, s.text, s.speaker) for s in script.segments] == [
        (s.kind, s.text, s.speaker) for s in sample.segments[:2]
    ]
    assert (script.story.embargo, script.story.headline) == ("2026-12-01 18:00", sample.story.headline)
    assert unsaid(script)[0] == ("панорама, көпірдің үсті", CUE)


def test_line_ends_and_encodings_of_other_systems() -> None:
    text = fountain(samples.script())
    assert told(read(text.replace("\n", "\r\n").encode("utf-16"), "s")) == told(samples.script())


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        (HEAD + "Бір [[екі.\n", 7, 5, "[[ is not closed"),
        (HEAD + "[[бір\n\n[[екі]]\n", 7, 1, "[[ is not closed"),
        (HEAD + "Бір.\n\nекі ]] үш\n", 9, 5, "]] closes no note"),
        (HEAD + "Бір /* екі.\n", 7, 5, "/* is not closed"),
        (HEAD + "Бір.\n\n@Серікова\n\nЕкі.\n", 9, 1, "@Серікова says nothing"),
        (HEAD + "@\nБір.\n", 7, 1, "@ without a name"),
        (HEAD + "@Серікова\n(инженер\nБір.\n", 8, 1, "the role is not closed"),
        (HEAD + "[[attribution: деді ол]]\n\nБір.\n", 7, 1, "this attribution belongs to no segment"),
        (HEAD + "Бір.\n\n[[language: fr]]\n", 9, 1, "there is no language 'fr'"),
        (HEAD + "Бір.\n\n[[id: a b]]\n", 9, 1, "'a b' is no id"),
        ("Language: fr\n\nБір.\n", 1, 11, "there is no language 'fr'"),
        ("Title: x\nLangauge: kk\n\nБір.\n", 2, 1, "the title page has no key 'Langauge'"),
        ("Title: x\nКөпір ұзын.\n\nБір.\n", 2, 1, "this line of the title page has no key"),
        ("Speakers:\n    Айгүл\n\nБір.\n", 2, 5, "this is no speaker"),
        ("Speakers:\n    a (x) Айгүл\n\nБір.\n", 2, 5, "(x) is no gender"),
        ("Speakers:\n    a (f) Айгүл\n    a (m) Марат\n\nБір.\n", 3, 5, "two speakers have the id 'a'"),
    ],
)
def test_an_error_names_line_and_column(text: str, line: int, column: int, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(text.encode(), "s")
    assert caught.value.where == f"s, line {line}, column {column}"
    assert said in caught.value.what
    assert caught.value.remedy


def test_a_script_without_words() -> None:
    with pytest.raises(DocumentError, match="has no words"):
        read(HEAD.encode(), "s")


def test_the_slug_alone() -> None:
    assert slug_in(b"Title: x\nSlug: kopir\n\nA.\n", "s") == "kopir"
    assert slug_in("Көпір.\n".encode(), "s") == ""


@pytest.mark.parametrize("part", ["Бір.\n\n", "[[a]]", "\\[[", "*a ", "@a\nb\n\n", "_", "(", "# a\n"])
def test_time_grows_with_length_and_not_with_its_square(part: str) -> None:
    data = (HEAD + part * (200_000 // len(part))).encode()
    began = time.process_time()
    with suppress(DocumentError):
        read(data, "s")
    assert time.process_time() - began < 5
