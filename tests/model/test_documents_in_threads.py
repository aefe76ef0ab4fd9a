"""Documents are read by many threads at once, from the first one on."""

from __future__ import annotations

import subprocess
import sys

# A process of its own: what went wrong here took the interpreter with it.
AT_ONCE = """
import sys, threading
import msgspec
from broadcast.model.documents import from_json
sys.setswitchinterval(1e-6)
failed = []
for n in range(100):
    inner = msgspec.defstruct(f"Inner{n}", [(f"f{i}", str, "") for i in range(12)])
    kind = msgspec.defstruct(f"Outer{n}", [(f"g{i}", inner, msgspec.field(default_factory=inner)) for i in range(8)])
    ready = threading.Barrier(4)
    def read():
        ready.wait()
        if from_json(b'{"g1": {"f3": "x"}}', kind).g1.f3 != "x":
            failed.append(n)
    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
sys.exit(bool(failed))
"""


def test_threads_that_read_a_kind_for_the_first_time_do_not_meet() -> None:
    done = subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
