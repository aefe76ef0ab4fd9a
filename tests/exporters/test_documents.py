"""The JSON forms, read back."""

from __future__ import annotations

import json

import pytest

from broadcast.model.documents import from_json
from broadcast.model.edition import Edition
from broadcast.model.script import Script
from tests.exporters.editions import RATES, blank, hostile, sample, write


@pytest.mark.parametrize("edition", [hostile(), *(sample(rate, 3600) for rate in RATES)])
def test_script_and_edition_come_back_whole(edition: Edition) -> None:
    assert from_json(write("script", edition), Script) == edition.script
    assert from_json(write("edition", edition), Edition) == blank(edition)


def test_schemas() -> None:
    assert json.loads(write("script", sample()))["schema"] == "script/1"
    told = json.loads(write("edition", sample("29.97df")))
    assert told["schema"] == "edition/1"
    assert told["timeline"]["frame_rate"]["rate"] == "30000/1001"
    assert told["timeline"]["tracks"][1]["clips"][0]["start"] == "1001/250"
