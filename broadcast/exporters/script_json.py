"""The script as a JSON document, schema ``script/1``."""

from __future__ import annotations

from typing import BinaryIO, ClassVar

from broadcast.model.documents import to_json
from broadcast.model.edition import Edition, Feature


class ScriptJson:
    """Story and segments with everything that is known of them; read back by `broadcast.model.documents`."""

    name: ClassVar[str] = "script"
    suffix: ClassVar[str] = ".script.json"
    folder: ClassVar[str] = ""
    carries: ClassVar[frozenset[Feature]] = frozenset({"text", "cyrillic", "speakers", "roles"})

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        stream.write(to_json(edition.script))
