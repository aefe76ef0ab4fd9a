"""``python -m broadcast``, and the ``broadcast`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command that the arguments name; the exit code says how it went (broadcast.errors)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows `?`, and the command goes on
    from broadcast.cli.run import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
