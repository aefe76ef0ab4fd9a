"""The whole edition as a JSON document, schema ``edition/1``, with exact fractions of a second."""

from __future__ import annotations

from typing import BinaryIO, ClassVar, get_args

import msgspec

from broadcast.model.documents import to_json
from broadcast.model.edition import Edition, Feature


class EditionJson:
    """All that exporters see, so that a package can be shown and exported again.

    The folder is left blank: the package may move, and a person's path is no part of a programme.
    """

    name: ClassVar[str] = "edition"
    suffix: ClassVar[str] = ".edition.json"
    folder: ClassVar[str] = "timeline"
    carries: ClassVar[frozenset[Feature]] = frozenset(get_args(Feature)) - {"synthetic"}

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        stream.write(to_json(msgspec.structs.replace(edition, folder="")))
