"""Files for the sample edition as they were read by eye once; ``python -m tests.exporters.test_golden`` writes them.

The JSON forms are the model's and OpenTimelineIO's own and are tested by reading them back instead.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcast.exporters import EXPORTERS
from broadcast.model.edition import Edition
from tests.exporters.editions import arranged, recorded, sample, two_speakers, write

GOLDEN = Path(__file__).parent / "golden"
NAMES = (
    "fountain",
    "srt",
    "vtt",
    "ttml",
    "ass",
    "avid-ds",
    "transcript",
    "captions-csv",
    "fcpxml",
    "xmeml",
    "edl",
    "mlt",
    "lower-thirds",
    "script-html",
)
RATES = {"25": 0, "29.97df": 3600}
TIMELINES = ("fcpxml", "xmeml", "edl", "mlt")


def full(rate: str) -> Edition:
    """Two speakers on one track, one of them recorded, with slates and beds; the draft voice is muted."""
    return recorded(arranged(two_speakers(rate, RATES[rate])), 3)


def path(name: str, rate: str) -> Path:
    return GOLDEN / f"{rate}{EXPORTERS.get(name).suffix}"


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, rate: str) -> None:
    assert write(name, sample(rate, RATES[rate])) == path(name, rate).read_bytes()


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("name", TIMELINES)
def test_golden_with_everything_that_can_be_asked_for(name: str, rate: str) -> None:
    assert write(name, full(rate)) == path(name, f"{rate}.arranged").read_bytes()


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in NAMES:
        for speed, origin in RATES.items():
            path(each, speed).write_bytes(write(each, sample(speed, origin)))
    for each in TIMELINES:
        for speed in RATES:
            path(each, f"{speed}.arranged").write_bytes(write(each, full(speed)))
