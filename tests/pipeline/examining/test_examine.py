"""All parts of the examination together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcast.model.examination import Line
from broadcast.pipeline.examining import examine, folders, voices


@pytest.mark.parametrize(
    ("error", "said", "remedy"),
    [
        (PermissionError(13, "Permission denied", "/mnt/news"), "Permission denied: '/mnt/news'", "look at the file"),
        (RuntimeError("a plug-in of somebody else"), "RuntimeError: a plug-in of somebody else", "pip install"),
    ],
)
def test_a_part_that_breaks_is_a_line_and_the_others_go_on(
    error: Exception, said: str, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Iterator[Line]:
        yield Line(area="voices", subject="espeak kk", state="ok", message="14 voices")
        raise error

    monkeypatch.setattr(voices, "voices", broken)
    found = examine(tmp_path)
    told = [line for line in found if line.area == "voices"]
    assert [(line.subject, line.state) for line in told] == [("espeak kk", "ok"), ("voices", "wrong")]
    assert said in told[1].message
    assert told[1].remedy.startswith(remedy)
    assert {"program", "sound", "folders", "newsroom"} <= {line.area for line in found}


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BROADCAST_TAKES", str(tmp_path / "takes"))
    assert any(line.subject == "takes" for line in folders.folders())
    examine()
    assert list(tmp_path.iterdir()) == []
