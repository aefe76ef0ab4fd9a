"""Plug-ins by name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from broadcast.engines import ENGINES
from broadcast.errors import UnknownName
from broadcast.exporters import EXPORTERS
from broadcast.languages import LANGUAGES
from broadcast.readers import READERS
from broadcast.registry import Registry


@pytest.mark.parametrize("registry", [ENGINES, EXPORTERS, LANGUAGES, READERS], ids=lambda r: r.kind)
def test_every_name_loads(registry: Registry[object]) -> None:
    for name in registry.names():
        assert registry.get(name)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        LANGUAGES.get("fr")
    assert "'fr'" in str(caught.value)
    assert caught.value.remedy == "known: en, kk, ru"


def test_a_name_is_no_path() -> None:
    with pytest.raises(UnknownName):
        ENGINES.get("os:system")


def test_what_is_not_chosen_is_not_imported() -> None:
    code = (
        "import sys, broadcast.engines, broadcast.exporters, broadcast.languages, broadcast.readers;"
        "heavy = {'numpy', 'gtts', 'opentimelineio', 'pydub', 'rich', 'num2words', 'espeakng_loader'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
