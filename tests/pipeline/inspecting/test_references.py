"""The links of timeline files, as editing programs write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import DocumentError
from broadcast.pipeline.inspecting.references import READERS, edl_names, references

HERE = Path("/media/Жаңалық/kopir/timeline")

BOMB = """<?xml version="1.0"?><!DOCTYPE fcpxml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<fcpxml version="1.10"><resources><asset id="r1" src="file:///x"/><note>&b;</note></resources></fcpxml>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE xmeml [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<xmeml version="4"><pathurl>&a;</pathurl></xmeml>"""


def paths(name: str, text: str) -> list[Path | None]:
    return [link.path for link in references(HERE / name, text.encode())]


def test_fcpxml_has_urls() -> None:
    text = """<!DOCTYPE fcpxml><fcpxml version="1.10"><resources>
    <asset id="r1"><media-rep src="file:///media/%D0%96/a%20b.wav"/></asset>
    <asset id="r2" src="file://localhost/old.wav"/><asset id="r3" src="file://server/share/x.wav"/>
    <effect id="r4" uid="x" src="not/a/medium"/></resources></fcpxml>"""
    assert paths("a.fcpxml", text) == [Path("/media/Ж/a b.wav"), Path("/old.wav"), None]


def test_xmeml_says_each_path_once() -> None:
    text = "<xmeml><pathurl>file:///a.wav</pathurl><pathurl>../audio/b%20c.wav</pathurl></xmeml>"
    again = text.replace("</xmeml>", "<pathurl>file:///a.wav</pathurl></xmeml>")
    assert paths("a.xml", again) == [Path("/a.wav"), HERE / "../audio/b c.wav"]


def test_mlt_has_paths_of_its_root_and_services_that_are_no_files() -> None:
    text = """<mlt root="/disk"><producer><property name="resource">black</property>
    <property name="mlt_service">color</property></producer>
    <chain><property name="resource">a 100%.wav</property><property name="mlt_service">avformat</property>
    <filter><property name="resource">lut.cube</property><property name="mlt_service">lut</property></filter></chain>
    <producer><property name="resource">0.5:/b.mov</property><property name="mlt_service">timewarp</property>
    </producer></mlt>"""
    assert paths("a.mlt", text) == [Path("/disk/a 100%.wav"), Path("/b.mov")]
    assert paths("a.mlt", text.replace(' root="/disk"', ""))[0] == HERE / "a 100%.wav"


def test_otio_has_urls_at_any_depth() -> None:
    text = """{"OTIO_SCHEMA": "Timeline.1", "tracks": {"children": [{"media_reference":
    {"OTIO_SCHEMA": "ExternalReference.1", "target_url": "../audio/takes/001.wav"}}, {"target_url": null},
    {"target_url": "https://example.org/a.mov"}, {"target_url": "file://[bad"}]}}"""
    assert paths("a.otio", text) == [HERE / "../audio/takes/001.wav", None, None]


def test_an_edl_has_names() -> None:
    assert edl_names(b"001  A  A C\r\n* FROM CLIP NAME: narration.wav\r\n* FROM CLIP NAME: B ROLL\r\n") == (
        "narration.wav",
        "B ROLL",
    )


@pytest.mark.parametrize(("name", "text"), [("a.fcpxml", BOMB), ("a.xml", OUTSIDE)])
def test_entities_are_refused(name: str, text: str) -> None:
    with pytest.raises(DocumentError, match="entities"):
        paths(name, text)


@pytest.mark.parametrize("suffix", READERS)
def test_another_document_is_refused(suffix: str) -> None:
    for text in ("<html/>", "[]", "{}", "null", "", "[" * 100_000):
        with pytest.raises(DocumentError):
            paths(f"a{suffix}", text)


@given(st.sampled_from(sorted(READERS)), st.binary(max_size=200))
def test_noise_is_an_error_of_ours(suffix: str, data: bytes) -> None:
    with pytest.raises(DocumentError):
        references(HERE / f"a{suffix}", data)
