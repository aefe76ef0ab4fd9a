"""Voice engines by name; a third party adds its own in the entry-point group ``broadcast.engines``."""

from __future__ import annotations

from collections.abc import Callable

from broadcast.model.speech import Engine
from broadcast.registry import Registry

ENGINES: Registry[Callable[[], Engine]] = Registry(
    "engine",
    {
        "espeak": "broadcast.engines.espeak:Espeak",
        "piper": "broadcast.engines.piper:Piper",
        "edge": "broadcast.engines.edge:Edge",
        "gtts": "broadcast.engines.gtts:GoogleTranslate",
        "http": "broadcast.engines.http:Http",
        "silence": "broadcast.engines.silence:Silence",
    },
)
