"""Captions: words with their times become cues that a broadcaster accepts.

::

    TimedSegment ─labels, words→ Run ─joints, costs→ breaking (which words share a cue) with layout (its lines)
                 ─cueing→ in-cues and out-cues with pace (the profile in frames) → Captions

Inside, time is whole frames; it is exact seconds on both sides.
"""

from __future__ import annotations

from broadcast.newsroom.captioning.captions import caption
from broadcast.newsroom.captioning.labels import labelled

__all__ = ["caption", "labelled"]
