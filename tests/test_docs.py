"""The documents say what is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from broadcast.cli.app import COMMANDS
from broadcast.engines import ENGINES
from broadcast.exporters import table
from broadcast.model.edition import Feature
from tests.conftest import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def test_the_table_of_formats_is_the_exporters_own() -> None:
    rows = table()
    lines = [f"| | {' | '.join(r.suffix for r in rows)} |", "|---|" + "---|" * len(rows)]
    for feature in get_args(Feature):
        marks = ("•" if feature in r.features else "" for r in rows)
        lines += [f"| {feature} | {' | '.join(marks)} |"]
    text = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    assert "\n".join(lines) in text, "\n".join(lines)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_commands_and_engines_in_the_documents_exist() -> None:
    text = "\n".join(d.read_text(encoding="utf-8") for d in DOCUMENTS)
    assert set(re.findall(r"`broadcast ([a-z]+)", text)) <= set(COMMANDS)
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for name in ENGINES.built_in:
        assert f"`{name}`" in changelog


def test_no_module_is_over_400_lines() -> None:
    for path in [*ROOT.glob("broadcast/**/*.py"), *ROOT.glob("tests/**/*.py")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
