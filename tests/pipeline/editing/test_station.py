"""Changes of the station's files: what a person wrote around them stays."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from broadcast.errors import DocumentError, MissingExtra
from broadcast.model.settings import VoiceChoice
from broadcast.pipeline.editing.station import narrate, pin, say
from broadcast.pipeline.newsroom_folder import NewsroomFolder

LEXICON = """# How we say it.

[words]
"Almaty.tv" = "Алматы ти-ви" # ours
"Теңге" = { spoken = "теңге", phonemes = "x" }
"""


@pytest.fixture
def room(tmp_path: Path) -> NewsroomFolder:
    return NewsroomFolder(tmp_path)


def written(room: NewsroomFolder, name: str, text: str) -> Path:
    room.voices.mkdir(exist_ok=True)
    (room.voices / name).write_text(text, encoding="utf-8")
    return room.voices / name


def test_a_word_is_entered_and_comments_stay(room: NewsroomFolder) -> None:
    path = written(room, "lexicon.kk.toml", LEXICON)
    change = say(room, "kk", "LRT", "эл-эр-ти")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(LEXICON)
    lexicon = room.lexicon("kk")
    assert lexicon is not None
    assert lexicon.spoken("LRT") == "эл-эр-ти"
    change.undo()
    assert path.read_text(encoding="utf-8") == LEXICON


def test_an_entry_in_other_letters_is_the_same_and_loses_the_phonemes_of_its_old_sound(room: NewsroomFolder) -> None:
    written(room, "lexicon.kk.toml", LEXICON)
    say(room, "kk", "теңге", "те-ңге")
    lexicon = room.lexicon("kk")
    assert lexicon is not None
    assert list(lexicon.words) == ["Almaty.tv", "Теңге"]
    assert (lexicon.spoken("Теңге"), lexicon.phonemes("Теңге")) == ("те-ңге", "")


def test_an_entry_is_taken_out(room: NewsroomFolder) -> None:
    path = written(room, "lexicon.kk.toml", LEXICON)
    say(room, "kk", "Almaty.tv", " ")
    assert "Almaty" not in path.read_text(encoding="utf-8")
    with pytest.raises(DocumentError, match="no entry"):
        say(room, "kk", "Almaty.tv", "")


def test_a_lexicon_is_made_and_unmade(room: NewsroomFolder) -> None:
    change = say(room, "ru", "LRT", "эл-эр-тэ")
    lexicon = room.lexicon("ru")
    assert lexicon is not None
    assert lexicon.words == {"LRT": "эл-эр-тэ"}
    change.undo()
    assert not (room.voices / "lexicon.ru.toml").exists()


@pytest.mark.parametrize(
    ("text", "entry"), [("[words", ("a", "б")), ("words = 1\n", ("a", "б")), (LEXICON, ("a", "12")), ("", ("", "б"))]
)
def test_what_would_break_the_lexicon_is_not_written(room: NewsroomFolder, text: str, entry: tuple[str, str]) -> None:
    path = written(room, "lexicon.kk.toml", text)
    with pytest.raises(DocumentError):
        say(room, "kk", *entry)
    assert path.read_text(encoding="utf-8") == text


def test_a_speaker_is_pinned_and_the_narrator_chosen(room: NewsroomFolder) -> None:
    text = '# ours\nengine = "espeak"\n\n[people]\nserikova = { voice = "kk+f1", pitch = 1.2 } # she\n'
    path = written(room, "cast.toml", text)
    pin(room, "omarov", VoiceChoice(voice="kk+m4"))
    pin(room, "serikova", VoiceChoice(voice="kk+f2", engine="piper", pitch=0.9))
    narrate(room, "espeak", "kk", VoiceChoice(voice="kk+m7"))
    after = path.read_text(encoding="utf-8")
    assert after.startswith('# ours\nengine = "espeak"\n')
    cast = room.cast()
    assert cast.people["omarov"] == VoiceChoice(voice="kk+m4")
    assert cast.people["serikova"] == VoiceChoice(voice="kk+f2", engine="piper", pitch=0.9)
    assert cast.pools["espeak"]["kk"].narrator == VoiceChoice(voice="kk+m7")
    assert cast.pools["espeak"]["kk"].m  # the rest of the pool is the built-in one


def test_without_the_extra_the_next_step_is_told(room: NewsroomFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    with pytest.raises(MissingExtra) as caught:
        say(room, "kk", "LRT", "эл-эр-ти")
    assert "broadcast[tui]" in caught.value.remedy


def test_a_link_to_a_lexicon_stays_a_link(room: NewsroomFolder, tmp_path: Path) -> None:
    shared = tmp_path / "shared.toml"
    shared.write_text(LEXICON, encoding="utf-8")
    room.voices.mkdir()
    link = room.voices / "lexicon.kk.toml"
    link.symlink_to(shared)
    say(room, "kk", "LRT", "эл-эр-ти")
    assert link.is_symlink()
    assert "LRT" in shared.read_text(encoding="utf-8")
