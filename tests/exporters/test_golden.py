"""Files for the sample edition as they were read by eye once; ``python -m tests.exporters.test_golden`` writes them.

The JSON forms are the model's and OpenTimelineIO's own and are tested by reading them back instead.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcast.exporters import EXPORTERS
from tests.exporters.editions import sample, write

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
    "lower-thirds",
)
RATES = {"25": 0, "29.97df": 3600}


def path(name: str, rate: str) -> Path:
    return GOLDEN / f"{rate}{EXPORTERS.get(name).suffix}"


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, rate: str) -> None:
    assert write(name, sample(rate, RATES[rate])) == path(name, rate).read_bytes()


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in NAMES:
        for speed, origin in RATES.items():
            path(each, speed).write_bytes(write(each, sample(speed, origin)))
