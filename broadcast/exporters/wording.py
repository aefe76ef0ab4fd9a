"""The words around a story on the page and on paper, in the story's language, and the templates that they stand in."""

from __future__ import annotations

import base64
import hashlib
import time
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from broadcast.exporters.characters import one_line
from broadcast.model.documents import tables
from broadcast.model.edition import Edition

FALLBACK = "en"
_POLICY = (
    "default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
    "media-src 'self' file: blob:; img-src data:; base-uri 'none'; form-action 'none'"
)
_FOLDER = files("broadcast.exporters").joinpath("templates")


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tables(_FOLDER.joinpath("wording.toml").read_bytes(), "wording.toml")


def wording(language: str) -> dict[str, str]:
    """The words in a language; in English where there is no table for it."""
    found = _tables()
    return found.get(language) or found[FALLBACK]


def wording_language(language: str) -> str:
    """The language that :func:`wording` answers in."""
    return language if language in _tables() else FALLBACK


def date_of(edition: Edition, words: dict[str, str]) -> str:
    """The day on which the edition was made, as the language writes it; the mark as it is where it is no date."""
    created = edition.credits.created
    try:
        moment = time.strptime(created[:10], "%Y-%m-%d")
    except ValueError:
        return one_line(created)
    return time.strftime(words["date_format"], moment)


@cache
def template_text(name: str) -> str:
    """A file of the templates' folder: what is put into a page whole."""
    return _FOLDER.joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:

    return Environment(
        loader=FunctionLoader(template_text),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def rendered(name: str, **values: Any) -> bytes:
    """A template filled in, every value escaped for HTML; UTF-8."""
    page: str = _environment().get_template(name).render(**values)
    return page.encode("utf-8", "replace")


def policy(script: str) -> str:
    """A content security policy that lets a page run this script and no other, and ask no network for anything."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return _POLICY.format(digest=digest)
