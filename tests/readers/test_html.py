"""Web pages."""

from __future__ import annotations

import sys

import pytest

from broadcast.errors import MissingExtra, StoryError
from broadcast.readers.html import read

PARAGRAPHS = (
    "Қалада жаңа көпір ашылды. Оның ұзындығы 300 метр, ені 20 метр болады.",
    "«Көпір бізге керек еді, оны ұзақ күттік», – деді тұрғын Айгүл Серікова.",
    "Құрылыс екі жылға созылды. Енді көпірмен күн сайын мыңдаған көлік өтеді.",
)
TEXT = "\n".join(("Көпір ашылды", *PARAGRAPHS)) + "\n"


def page(charset: str = "utf-8") -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>Көпір ашылды</title>'
        f"<script>alert(1)</script></head><body><nav><a href='/'>Басты бет</a></nav>"
        f"<article><h1>Көпір ашылды</h1>{paragraphs}</article><footer>© 2026</footer></body></html>"
    )


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("utf-8", "utf-8"), ("utf-8", "utf-8-sig"), ("utf-16", "utf-16"), ("windows-1251", "kz1048"), ("x-no", "kz1048")],
)
def test_the_article_alone_in_any_charset(charset: str, codec: str) -> None:
    text, _ = read(page(charset).replace("–", "-").replace("©", "").encode(codec), "s")
    assert text == TEXT.replace("–", "-")


def test_a_named_charset_is_followed() -> None:
    written = page("koi8-r")
    for letter in "әғқңөұүһіҚҮ":
        written = written.replace(letter, "а")
    text, findings = read(written.replace("–", "-").encode("koi8-r", "replace"), "s")
    assert "балады" in text or "болады" in text
    assert findings == ()


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<div>" * 20_000, b"<a " * 20_000])
def test_a_page_without_an_article(data: bytes) -> None:
    with pytest.raises(StoryError, match="no article"):
        read(data, "s")


def test_nothing_outside_the_page_is_read() -> None:
    secret = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page()[15:].replace("20 метр", "&x;")
    text, _ = read(secret.encode(), "s")
    assert "root:" not in text


def test_without_trafilatura_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtra) as caught:
        read(page().encode(), "s")
    assert caught.value.remedy == "pip install 'broadcast[web]'"
