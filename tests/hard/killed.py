"""Runs the command and kills it, as a power cut would, before its n-th event: ``python killed.py COUNT KINDS ...``.

An event is what Python reports to an audit hook: a file that is opened, a folder that is made, a rename, a program that
is started.  COUNT 0 kills nothing, and writes the number of events to standard error as its last line.
"""

from __future__ import annotations

import os
import signal
import sys

# What changes the disk; an `open` counts where it writes.
ON_DISK = frozenset(
    {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.utime", "shutil.rmtree", "tempfile.mkstemp"}
)


def main() -> None:
    """Run ``broadcast`` with the arguments behind the first two."""
    count, kinds = int(sys.argv[1]), sys.argv[2]
    seen = 0

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if kinds == "disk" and event not in ON_DISK and not (event == "open" and _writes(arguments)):
            return
        seen += 1
        if seen == count:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.argv[:3] = ["broadcast"]
    from broadcast.__main__ import main as command

    sys.addaudithook(hear)
    try:
        command()
    finally:
        if not count:
            sys.stderr.write(f"\n{seen}\n")


def _writes(arguments: tuple[object, ...]) -> bool:
    mode, flags = (*arguments, 0, 0)[1:3]
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


if __name__ == "__main__":
    main()
