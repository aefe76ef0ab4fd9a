"""What comes in, and how it is named."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import BroadcastError, StoryError, UsageError
from broadcast.pipeline import intake
from broadcast.pipeline.intake import slug_of, story_bytes, take_in


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes, *, terminal: bool = False) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data), isatty=lambda: terminal))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("zhetisu", "zhetisu"),
        ("Жетісу ауданы", "zhetisu-audany"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\nb\t\"c\"'d'", "a-b-c-d"),
        ("..", "story"),
        ("", "story"),
        ("日本", "story"),
        ("CON", "con-story"),
        ("x" * 300, "x" * 64),
        ("2026_05_01", "2026_05_01"),
    ],
)
def test_a_slug_is_a_safe_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(st.text(max_size=80))
def test_any_name_gives_a_slug_that_is_its_own(name: str) -> None:
    slug = slug_of(name)
    assert re.fullmatch(r"[a-z0-9_-]{1,70}", slug)
    assert slug_of(slug) == slug


@pytest.mark.parametrize("name", ["nope.txt", "no\0pe.txt", "x" * 5000 + ".txt"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoryError):
        story_bytes(tmp_path / name)


def test_a_folder_is_no_story(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="is a folder"):
        story_bytes(tmp_path)


def test_a_huge_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LARGEST_STORY", 1 << 20)
    (tmp_path / "s.txt").write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(StoryError, match="larger than 1 MB"):
        story_bytes(tmp_path / "s.txt")


@pytest.mark.parametrize("name", ["Көпір.TXT", "Көпір", "Көпір.md"])
def test_a_file_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("мәтін", encoding="utf-8")
    incoming = take_in(str(tmp_path / name))
    assert (incoming.name, incoming.slug) == ("Көпір", "kopir")
    assert incoming.kind == ("md" if name.endswith("md") else "txt")
    assert incoming == take_in(tmp_path / name)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("Көпір ашылды.\n".encode(), "txt"),
        (b"\n <!DOCTYPE html><p>a", "html"),
        (b"<html>", "html"),
        (b"{\\rtf1 a}", "rtf"),
        (b"PK\x03\x04", "docx"),
        (b"Title: x\nLanguage: kk\n\nA.\n", "fountain"),
        (b"Breaking: x\nA.\n", "txt"),
    ],
)
def test_standard_input_is_known_by_its_beginning(monkeypatch: pytest.MonkeyPatch, data: bytes, kind: str) -> None:
    piped(monkeypatch, data)
    incoming = take_in("-")
    assert (incoming.data, incoming.kind, incoming.name) == (data, kind, "stdin")


def test_standard_input_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LARGEST_STORY", 1 << 20)
    piped(monkeypatch, b"x" * ((1 << 20) + 1))
    with pytest.raises(StoryError, match="larger than 1 MB"):
        take_in("-")


def test_a_terminal_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"", terminal=True)
    with pytest.raises(UsageError, match="nothing on standard input"):
        take_in("-")


def test_the_slug_of_a_script_is_on_its_title_page(tmp_path: Path) -> None:
    script = tmp_path / "v2.fountain"
    script.write_text("Title: x\nSlug: ../Көпір\n\nA.\n", encoding="utf-8")
    assert take_in(script).slug == "kopir"
    script.write_text("A.\n", encoding="utf-8")
    assert take_in(script).slug == "v2"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "FILE:///etc/passwd", "ftp://a.kz/b", "gopher://a/b", "data://x"]
)
def test_an_address_reads_no_files(address: str) -> None:
    with pytest.raises(UsageError, match="only http and https"):
        take_in(address)


@pytest.mark.parametrize(
    "address", ["http://", "https://[", "http://a.kz:99999/", "http://u:p@a.kz/", "http:///etc/passwd"]
)
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(BroadcastError) as caught:
        take_in(address)
    assert caught.value.exit_code == 2
