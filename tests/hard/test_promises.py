"""SECURITY.md and the tests that it names; what the package must never call."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.conftest import ROOT

SECURITY = ROOT / "SECURITY.md"
PROOF = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
# Code made of data, shells, and formats that run what they hold.
NEVER_IMPORTED = frozenset(
    {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "yaml", "jsonpickle", "joblib"}
)
NEVER_CALLED = frozenset({"eval", "exec", "compile", "__import__", "system", "popen", "mktemp"})
STARTERS = frozenset({"run", "Popen", "call", "check_call", "check_output", "getoutput"})
SOURCES = sorted(ROOT.glob("broadcast/**/*.py"))


def test_each_promise_names_tests_that_exist() -> None:
    text = SECURITY.read_text(encoding="utf-8")
    promises = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line][1:]
    assert len(promises) >= 20
    for promise in promises:
        proofs = PROOF.findall(promise)
        assert proofs, promise
        for path, name in proofs:
            assert (ROOT / path).is_file(), path
            if name:
                assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"


def test_nothing_runs_what_it_reads() -> None:
    found = {path.name: list(_dangers(ast.parse(path.read_text(encoding="utf-8")))) for path in SOURCES}
    assert {name: dangers for name, dangers in found.items() if dangers} == {}
    assert len(found) > 100


def _dangers(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"{node.lineno}: {a.name}" for a in node.names if a.name.split(".")[0] in NEVER_IMPORTED)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in NEVER_IMPORTED:
            yield f"{node.lineno}: {node.module}"
        elif isinstance(node, ast.Call):
            yield from _calls(node)


def _calls(node: ast.Call) -> Iterator[str]:
    called = node.func
    if isinstance(called, ast.Name) and called.id in NEVER_CALLED:
        yield f"{node.lineno}: {called.id}"
    module = called.value.id if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) else ""
    if isinstance(called, ast.Attribute) and module in {"os", "builtins", "tempfile"} and called.attr in NEVER_CALLED:
        yield f"{node.lineno}: {module}.{called.attr}"
    starts = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    for option in node.keywords if starts in STARTERS else ():
        if option.arg == "shell" and not (isinstance(option.value, ast.Constant) and option.value.value is False):
            yield f"{node.lineno}: shell="


def test_the_test_itself_finds_them() -> None:
    bad = "import pickle\nfrom yaml import load\nos.system('x')\nsubprocess.run('x', shell=True)\neval('1')\n"
    assert len(list(_dangers(ast.parse(bad)))) == 5
