"""Speech that lines of the page interrupt: a caption or a link between two paragraphs of one quote."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from broadcast.model.text import TextSpan
from broadcast.newsroom.furniture import Line
from broadcast.newsroom.utterances import Utterance


def without_interruptions(text: str, lines: Sequence[Line], found: Sequence[Utterance]) -> list[Utterance]:
    """Utterances in pieces where lines that are left out lie inside them, each piece with the same speaker.

    An attribution ends before such a line, begins where the speech before it ends, and is never inside its own quote.
    """
    aside = [line.source for line in lines if line.left_out]
    made: list[Utterance] = []
    for u in found:
        made.extend(_pieces(text, _with_attribution_apart(text, made[-1] if made else None, u, aside), aside))
    return made


def _inside(span: TextSpan, aside: Sequence[TextSpan]) -> Sequence[TextSpan]:
    first = bisect_left(aside, span.start, key=lambda s: s.start)
    return aside[first : bisect_left(aside, span.end, key=lambda s: s.start)]


def _with_attribution_apart(text: str, before: Utterance | None, u: Utterance, aside: Sequence[TextSpan]) -> Utterance:
    at = u.attribution
    if at is None:
        return u
    start, end = at.start, at.end
    if before and before.source.start <= start < before.source.end <= u.source.start:
        start = before.source.end
    cut = _inside(TextSpan(start, end), aside)
    end = cut[0].start if cut else end
    within = u.source.start <= start and end <= u.source.end
    end -= len(text[start:end]) - len(text[start:end].rstrip()) if cut else 0
    return u._replace(attribution=None if within or end <= start else TextSpan(start, end))


def _pieces(text: str, u: Utterance, aside: Sequence[TextSpan]) -> Iterator[Utterance]:
    cuts = _inside(u.source, aside)
    if not cuts:
        yield u
        return
    edges = [u.source.start, *(e for cut in cuts for e in (cut.start, cut.end)), u.source.end]
    spans = [_trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    spans = [span for span in spans if any(c.isalnum() for c in span.of(text))] or spans[:1]
    attributed = -1 if u.attribution and u.attribution.start >= u.source.end else 0
    for k, span in enumerate(spans):
        inner = TextSpan(max(span.start, u.inner.start), min(span.end, u.inner.end))
        own = k == (attributed % len(spans))
        last = k == len(spans) - 1
        attribution = u.attribution if own else None
        yield u._replace(source=span, inner=inner, attribution=attribution, closed=u.closed or not last)


def _trimmed(text: str, start: int, end: int) -> TextSpan:
    part = text[start:end]
    return TextSpan(end - len(part.lstrip()), start + len(part.rstrip())) if part.strip() else TextSpan(start, start)
