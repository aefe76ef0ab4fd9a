"""Changes to the graph of a Piper model (ONNX), in memory; the file stays as it is."""

from __future__ import annotations

import contextlib
from typing import Any

_SEED, _SIZE = 1, 262_139  # a prime, so that no rhythm of the model's own falls in with the table's
_PREFIX = "broadcast/noise/"


def tell_lengths(model: Any) -> None:
    """Let a model give out how many frames each phoneme lasts, where it has that number and keeps it to itself."""
    from piper.patch_voice_with_alignment import add_alignment_output

    with contextlib.suppress(ValueError):  # another kind of model, or one that tells already
        add_alignment_output(model)


def fix_noise(model: Any) -> None:
    """Take the noise of a model out of a table.

    Piper's models draw normal noise, for the rhythm and for the timbre, from a generator that runs on from one sentence
    to the next.  A draw ``like X`` becomes as many entries of the table as X has: the voice stays as lively as it was
    trained, and the same phonemes give the same samples.
    """
    from onnx import helper

    nodes: list[Any] = []
    for node in model.graph.node:
        if node.op_type != "RandomNormalLike":
            nodes.append(node)
            continue
        like, out = node.input[0], node.output[0]
        nodes += [
            helper.make_node("Shape", [like], [f"{out}/shape"]),
            helper.make_node("ReduceProd", [f"{out}/shape"], [f"{out}/count"], keepdims=0),
            helper.make_node("Range", [_PREFIX + "zero", f"{out}/count", _PREFIX + "one"], [f"{out}/range"]),
            helper.make_node("Mod", [f"{out}/range", _PREFIX + "size"], [f"{out}/places"]),
            helper.make_node("Gather", [_PREFIX + "table", f"{out}/places"], [f"{out}/flat"]),
            helper.make_node("Reshape", [f"{out}/flat", f"{out}/shape"], [out]),
        ]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    model.graph.initializer.extend(_tensors())


def _tensors() -> list[Any]:
    import numpy as np
    from onnx import numpy_helper

    table = np.random.default_rng(_SEED).standard_normal(_SIZE).astype(np.float32)
    values = {"table": table, "zero": np.array(0), "one": np.array(1), "size": np.array(_SIZE)}
    return [
        numpy_helper.from_array(v if name == "table" else v.astype(np.int64), _PREFIX + name)
        for name, v in values.items()
    ]
