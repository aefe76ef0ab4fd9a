"""Running a command: every error becomes a message and an exit code here, and nowhere else."""

from __future__ import annotations

import os
import sys

from broadcast.errors import BroadcastError

INTERRUPTED = 130  # 128 + SIGINT, as shells count


def run(arguments: list[str]) -> int:
    """Run ``broadcast`` with arguments; the exit code."""
    from broadcast.cli.app import make

    try:
        result = make().main(arguments, prog_name="broadcast", standalone_mode=False)
    except BroadcastError as error:
        return _told(error)
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if not hasattr(error, "show"):
            raise
        error.show()  # wrong usage, told by typer
        return int(getattr(error, "exit_code", 2))
    if result == INTERRUPTED:
        print("stopped. What was spoken so far is kept; run the command again to go on.", file=sys.stderr)
    return result if isinstance(result, int) else 0


def _told(error: BroadcastError) -> int:
    from broadcast.terminal.messages import print_error

    print_error(error)
    return error.exit_code
