"""A story in several languages: each segment knows its own, and labels of one letter are not read aloud."""

from __future__ import annotations

from broadcast.languages import pack_for
from broadcast.model.script import Script
from broadcast.model.story import Story
from broadcast.newsroom.attributing import with_attributions_read
from broadcast.newsroom.segmenting import segment

KAZAKH = """Көпір ашылды
Астанада жаңа көпір ашылды, оны екі жыл бойы салды, енді жол бұрынғыдан әлдеқайда қысқарады.
Мост построили за два года, и теперь дорога в центр города станет намного короче, чем была раньше.
"This is the finest bridge that I have seen in this part of the world," – деді қонақ John Smith.
"""
INTERVIEW = """Builder Ann Poe on the new bridge
The bridge opens on Monday. Ann Poe built it.
Q: How long did it take to build?
A: Five years. The ice was in the way.
Q: Was it dear?
A: Not as dear as a ferry would be.
"""


def _script(text: str) -> Script:
    return segment(Story(slug="story", text=text), pack_for)


def test_each_segment_has_its_own_language() -> None:
    script = _script(KAZAKH)
    assert script.story.language == "kk"
    assert [(s.kind, s.language) for s in script.segments] == [
        ("narration", "kk"),
        ("narration", "ru"),
        ("quote", "en"),
    ]


def test_names_of_another_script_do_not_change_the_language() -> None:
    sold = "Кеше қаладағы үлкен дүкенде Apple iPhone Samsung Galaxy сатылды"
    script = _script(f"Дүкен\n{sold}, бұл туралы сатушылар бізге ашық айтып берді.\nЖақсы.\n")
    assert {s.language for s in script.segments} == {"kk"}


def test_labels_of_one_letter_are_not_read_aloud() -> None:
    script = with_attributions_read(_script(INTERVIEW))
    assert [s.text for s in script.segments] == [
        "The bridge opens on Monday. Ann Poe built it.",
        "How long did it take to build?",
        "Five years. The ice was in the way.",
        "Was it dear?",
        "Not as dear as a ferry would be.",
    ]
