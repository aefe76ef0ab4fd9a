"""What some exporters are given beside the edition: the mix to listen to, and the station's template."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from broadcast.model.edition import Edition, Exporter
from broadcast.pipeline.aside import aside
from broadcast.pipeline.newsroom_folder import SCRIPT_TEMPLATE, NewsroomFolder

if TYPE_CHECKING:
    from broadcast.audio.listening import Listening

LONGEST_SOUND = 30 * 60
"""Seconds of a programme that its page holds as sound, about 10 MB; a longer one is played from the mix beside it."""


class Supplies:
    """Supplies of one edition; `audio` is the folder that the mix lies in.

    Inside its context the mix may be packed in the background, while other documents are written.  A package without a
    mix gets a page without a waveform.
    """

    def __init__(self, edition: Edition, audio: Path, newsroom: NewsroomFolder) -> None:
        self.newsroom = newsroom
        self.mix = audio / f"{edition.script.story.slug}.mix.wav"
        self._pool = aside(1)
        self._heard: Future[Listening] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown()

    def ahead(self) -> Future[Listening]:
        """Begin to pack the mix, so that it is at hand when the page asks for it."""
        self._heard = self._heard or self._pool.submit(self._listening)
        return self._heard

    def given(self, exporter: Exporter) -> Exporter:
        """The exporter with what it takes.

        :raises DocumentError: the mix or the template is not what it should be.
        """
        if exporter.name == "page":
            return self._page()
        if exporter.name == "script-docx":
            return self._script()
        return self._heard_by(exporter)

    def _heard_by(self, exporter: Exporter) -> Exporter:
        """An exporter of sound, with the mix."""
        from broadcast.exporters.compressed import M4a, Mp3
        from broadcast.exporters.film.mp4 import Mp4

        if isinstance(exporter, Mp4):
            return Mp4(self.mix, self.ahead().result().peaks)
        return type(exporter)(self.mix) if isinstance(exporter, Mp3 | M4a) else exporter

    def _page(self) -> Exporter:
        from broadcast.exporters.page import Page

        heard = self.ahead().result()
        return Page(sound=heard.sound, peaks=heard.peaks)

    def _script(self) -> Exporter:
        from broadcast.exporters.script_docx import ScriptDocx

        where = str(self.newsroom.voices / SCRIPT_TEMPLATE)
        return ScriptDocx(template=self.newsroom.script_template(), template_name=where)

    def _listening(self) -> Listening:
        from broadcast.audio.listening import Listening, listening

        try:
            with self.mix.open("rb") as stream:
                return listening(stream, str(self.mix), LONGEST_SOUND)
        except FileNotFoundError:
            return Listening(b"", b"")
