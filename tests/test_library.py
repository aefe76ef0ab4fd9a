"""Broadcast as a library: the public names, the examples, threads and processes."""

from __future__ import annotations

import ast
import doctest
import os
import re
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest
from msgspec.structs import replace

import broadcast
from broadcast import Order, build, text_story
from tests.conftest import ROOT, SAMPLE
from tests.pipeline.desk.conftest import GOOD, contents

EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "library.md").read_text(encoding="utf-8"), re.DOTALL)
PUBLIC: dict[str, str] = vars(broadcast)["_PUBLIC"]
WITH_EXAMPLES = [name for name in PUBLIC if ">>>" in (getattr(broadcast, name).__doc__ or "")]
MOMENT = "2026-01-01T00:00:00Z"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like that of the repository, with the sample story; the examples run in it."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(SAMPLE, tmp_path / "scripts")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_name_loads_and_is_typed() -> None:
    for name in broadcast.__all__:
        assert getattr(broadcast, name)
        assert name in dir(broadcast)
    stub = ast.parse((ROOT / "broadcast" / "__init__.pyi").read_text(encoding="utf-8"))
    typed = {
        alias.asname: f"{node.module}:{alias.name}"
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == PUBLIC
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        broadcast.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_loads_nothing() -> None:
    code = "import sys, broadcast; print([m for m in sys.modules if m.startswith('broadcast.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_docstrings(name: str, newsroom: Path) -> None:
    thing = getattr(broadcast, name)
    module = vars(import_module(thing.__module__))
    (found,) = doctest.DocTestFinder(recurse=False).find(thing, name, globs={**module, "__name__": "__main__"})
    result = doctest.DocTestRunner(verbose=False).run(found)
    assert result.attempted
    assert result.failed == 0


def test_the_main_verbs_have_examples() -> None:
    assert {"build", "desk", "draft", "estimate", "cast", "read_story", "text_story"} <= set(WITH_EXAMPLES)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_of_the_manual(number: int, newsroom: Path) -> None:
    (newsroom / "example.py").write_text(EXAMPLES[number], encoding="utf-8")
    command = [sys.executable, "-W", "error::ResourceWarning", "example.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=newsroom)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_nothing_is_printed(newsroom: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broadcast.build(Order(story=SAMPLE, output=newsroom / "out", engine="silence"))
    broadcast.check(newsroom / "out" / "zhetisu")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("created", ["yesterday", "2026-13-01", "=1"])
def test_a_moment_that_is_none_is_told(created: str, tmp_path: Path) -> None:
    with pytest.raises(broadcast.BroadcastError, match="is not a moment"):
        build(Order(story=SAMPLE, output=tmp_path, created=created))
    assert list(tmp_path.iterdir()) == []


def orders(folder: Path) -> list[Order]:
    stories = [text_story(text, slug) for slug, text in GOOD.items()]
    stories.append(broadcast.read_story(SAMPLE))
    usual = Order(story="", output=folder / "out", newsroom=folder, created=MOMENT)
    return [replace(usual, story=story, store=folder / "takes") for story in stories]


def test_four_threads_give_the_bytes_of_one(tmp_path: Path) -> None:
    for order in orders(tmp_path):
        build(order)
    alone = contents(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    shutil.rmtree(tmp_path / "takes")
    start = threading.Barrier(4)

    def run(order: Order) -> str:
        start.wait()
        return build(order)[0].slug

    mask = os.umask(0o027)
    try:
        with ThreadPoolExecutor(4) as pool:
            slugs = list(pool.map(run, orders(tmp_path)))
    finally:
        assert os.umask(mask) == 0o027
    assert slugs == [*GOOD, "zhetisu"]
    assert {p.stat().st_mode & 0o777 for p in (tmp_path / "out").iterdir()} == {0o750}
    together = contents(tmp_path / "out")
    assert together.keys() == alone.keys()
    assert [path for path in alone if alone[path] != together[path]] == []


def test_two_processes_build_the_same_story_at_once(tmp_path: Path) -> None:
    (order, *_) = orders(tmp_path)
    story = tmp_path / "kopir.txt"
    story.write_text(GOOD["kopir"], encoding="utf-8")
    code = (
        "import sys, time; from broadcast import Order, build; sys.stdin.readline()\n"
        "for _ in range(4):\n"
        f"    build(Order(story={str(story)!r}, output={str(order.output)!r}, newsroom={str(tmp_path)!r},"
        f" store={str(order.store)!r}, created={MOMENT!r}, engine='silence', force=len(sys.argv) > 1))"
    )
    for force in ([], ["force"]):
        started = [
            subprocess.Popen(
                [sys.executable, "-c", code, *force], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for _ in range(2)
        ]
        for process in started:
            assert process.stdin
            process.stdin.write("\n")
            process.stdin.flush()
        for process in started:
            _, said = process.communicate(timeout=120)
            assert (process.returncode, said) == (0, "")
    together = contents(tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["kopir"]
    shutil.rmtree(tmp_path / "out")
    build(replace(order, story=story, engine="silence"))
    assert contents(tmp_path / "out") == together
