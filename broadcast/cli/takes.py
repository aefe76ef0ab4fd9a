"""``broadcast takes``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def takes(
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="AGE", help="Remove what was not used for so long: 12h, 30d, 8w.")
    ] = "",
    keep: Annotated[
        str, typer.Option("--keep", metavar="SIZE", help="Remove the longest unused until so much is left: 500MB, 2GB.")
    ] = "",
    damaged: Annotated[bool, typer.Option("--damaged", help="Remove takes whose sound is not what was kept.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would be removed, and remove nothing.")] = (
        False
    ),
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON (takes/1).")] = False,
) -> None:
    """Show the store of spoken sentences, and clean it by age and size.

    Every sentence that was spoken once is kept, so that it is not spoken again. What is removed here is spoken anew
    when a story needs it.

    \b
    Examples:
      broadcast takes
      broadcast takes --older-than 30d
      broadcast takes --keep 2GB --dry-run
      broadcast takes --damaged
    """
    from broadcast.takes import TakeStore, keeping

    age = keeping.seconds_of(older_than) if older_than else None
    size = keeping.size_of(keep) if keep else None
    store = TakeStore.of()
    found = keeping.kept(store)
    gone = {take.path: take for take in keeping.to_remove(found, older_than=age, keep_bytes=size)}
    if damaged:
        gone |= {take.path: take for take in keeping.damaged(store, found)}
    removed = list(gone.values())
    if not dry_run:
        keeping.remove(store, removed)
    result = keeping.inventory(store, found, removed)
    if json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(result))
        return
    print(f"{result.folder}: {result.takes} takes, {_megabytes(result.bytes)}")
    if result.oldest_days is not None:
        print(f"longest unused: {result.oldest_days:.0f} days; last used: {result.newest_days:.0f} days ago")
    if older_than or keep or damaged:
        verb = "would be removed" if dry_run else "removed"
        print(f"{verb}: {result.removed} takes, {_megabytes(result.removed_bytes)}")


def _megabytes(count: int) -> str:
    return f"{count / 1e9:.2f} GB" if count >= 10**9 else f"{count / 1e6:.1f} MB"
