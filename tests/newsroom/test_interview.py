"""Interviews: who answers is told by the headline or the lead, and a doubt is shown."""

from __future__ import annotations

import time

from broadcast.languages import pack_for
from broadcast.model.script import Script
from broadcast.model.story import Story
from broadcast.newsroom.segmenting import segment, uncovered

QUESTION, ANSWER = "– Сколько лет строили этот мост через реку?", "– Пять лет. Мешал лёд, и не было бетона."


def script_of(*lines: str) -> Script:
    made = segment(Story(slug="s", text="\n".join(lines)), pack_for)
    assert uncovered(made) == ()
    return made


def speakers(script: Script) -> list[str | None]:
    return [s.speaker.name if s.speaker else None for s in script.segments if s.kind == "quote"]


def test_the_one_whom_the_lead_names_answers() -> None:
    lead = "Инженер Марат Сейтов рассказал нашей газете о новом мосте через реку."
    script = script_of("Новый мост", lead, QUESTION, ANSWER, QUESTION, ANSWER, "Мост откроют в субботу утром.")
    assert speakers(script) == ["Марат Сейтов"] * 2
    assert not [f for f in script.findings if f.code == "speaker-uncertain"]


def test_two_in_the_lead_are_a_doubt() -> None:
    lead = "Инженер Марат Сейтов и архитектор Анна Ким рассказали нашей газете о новом мосте."
    script = script_of("Новый мост", lead, QUESTION, ANSWER, QUESTION, ANSWER)
    assert [f.code for f in script.findings].count("speaker-uncertain") == 2


def test_nobody_is_made_up() -> None:
    script = script_of("Новый мост", "Мост откроют в субботу утром.", QUESTION, ANSWER, QUESTION, ANSWER)
    assert speakers(script) == [None, None]
    assert [f.code for f in script.findings].count("speaker-unknown") == 2


def test_a_list_is_no_interview() -> None:
    script = script_of("Что взять с собой", "Возьмите с собой в поход следующее:", *["– тёплую одежду и обувь;"] * 6)
    assert speakers(script) == []


def test_one_question_is_no_interview() -> None:
    script = script_of("Новый мост", "Инженер Марат Сейтов ждал нас у моста.", QUESTION, ANSWER)
    assert len(speakers(script)) < 2


def test_many_interviews_take_linear_time() -> None:
    block = [QUESTION, ANSWER, QUESTION, ANSWER, *["Мост стоял на прежнем месте, и люди шли по нему домой."] * 5]

    def seconds(times: int) -> float:
        began = time.process_time()
        script_of("Новый мост", "Инженер Марат Сейтов рассказал нам о мосте.", *block * times)
        return time.process_time() - began

    seconds(1)
    few, many = seconds(20), seconds(160)
    assert many < 8 * few * 3
