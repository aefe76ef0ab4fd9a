"""Voice engines by name; a third party adds its own in the entry-point group ``broadcast.engines``."""

from __future__ import annotations

from collections.abc import Callable

from broadcast.model.speech import Engine
from broadcast.registry import Registry

ENGINES: Registry[Callable[[], Engine]] = Registry(
    "engine",
    {
        "espeak": "broadcast.engines.espeak:Espeak",
        "gtts": "broadcast.engines.gtts:GoogleTranslate",
        "silence": "broadcast.engines.silence:Silence",
    },
)
