"""From trained weights to the one file that is shipped: ONNX in 8 bits, thresholds chosen on held-aside examples."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from dateline.neural.encoder import Encoder, Scores, make_encoder
from dateline.neural.heads import ROLES, VOICES
from dateline.neural.hints import HINTS, Hint
from dateline.neural.tags import spans_of
from network import Network

if TYPE_CHECKING:
    from train import Example

OPSET = 17
MARKED = {"place": "place"}
"""The kind of example that a role's threshold is chosen on; the project's own sentences for all others."""


def ship(
    network: Network, tokenizer: Tokenizer, examples: Sequence[Example], path: Path, settings: dict[str, Any]
) -> None:
    """Export, choose the thresholds, print how right each head is, write."""
    small = exported(network)
    encoder = make_encoder(small, tokenizer.to_str(), {**settings, "thresholds": dict.fromkeys((*ROLES, *VOICES), 0.5)})
    thresholds = {}
    for head in (*ROLES, *VOICES):
        kind = MARKED.get(head, "own")
        known = [one.row for one in examples if one.kind == kind and head in one.labels]
        thresholds[head], f1 = best_threshold(encoder, known, head)
        print(f"{head}: threshold {thresholds[head]:.2f}, exact span F1 {f1:.3f} on {len(known)} sentences of {kind}")
    for head, names in (("type", encoder.heads.types), ("status", encoder.heads.statuses)):
        known = [one.row for one in examples if one.kind == "own" and head in one.labels]
        print(f"{head}: {right(encoder, known, head, names)} of {len(known)} right")
    write(path, small, tokenizer, {**settings, "thresholds": thresholds})


def exported(network: Network) -> bytes:
    """The network as ONNX, its matrices in 8 bits, each column with its own scale; the heads stay as they are.

    Seven of the eight bits are used: processors without VNNI add pairs of products in 16 bits, which may overflow.
    """
    network.eval()
    one = torch.ones((1, 8), dtype=torch.int64)
    names = ["ids", "forms", "events", "hints"]
    with TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            network,
            (one, one, one, torch.zeros((1, 8, HINTS), dtype=torch.int64)),
            plain,
            input_names=names,
            output_names=["scores"],
            dynamic_axes={name: {1: "length"} for name in (*names, "scores")},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            plain,
            small,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=["/heads/MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        return small.read_bytes()


def best_threshold(encoder: Encoder, rows: Sequence[dict[str, Any]], head: str) -> tuple[float, float]:
    """The threshold with the best exact span F1, and that."""
    chances = [encoder.tag_chances(scores_of(encoder, row), head) for row in rows]
    gold = [{(first, last) for first, last in row["spans"][head]} for row in rows]

    def f1(threshold: float) -> float:
        ours = [{(first, last) for first, last, _ in spans_of(one, threshold)} for one in chances]
        shared = sum(len(mine & theirs) for mine, theirs in zip(ours, gold, strict=True))
        return 2 * shared / max(1, sum(map(len, ours)) + sum(map(len, gold)))

    best, threshold = max((f1(number / 100), number / 100) for number in range(20, 81, 2))
    return threshold, best


def right(encoder: Encoder, rows: Iterable[dict[str, Any]], head: str, names: Sequence[str]) -> int:
    """How many events have their gold answer as the likeliest."""
    return sum(
        names[int(encoder.shares(scores_of(encoder, row), head)[row["event"]].argmax())] == row[head] for row in rows
    )


def scores_of(encoder: Encoder, row: dict[str, Any]) -> Scores:
    """What the encoder says of an example, told all hints."""
    return encoder.scores(row["words"], row["event"], [Hint(*hint) for hint in row["hints"]])


def write(path: Path, network: bytes, tokenizer: Tokenizer, settings: dict[str, Any]) -> None:
    """The file, the same bytes for the same contents, and its hash beside it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in (
            ("encoder.json", json.dumps(settings).encode()),
            ("encoder.onnx", network),
            ("tokenizer.json", tokenizer.to_str().encode()),
        ):
            archive.writestr(zipfile.ZipInfo(name), data)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(digest + "\n", encoding="ascii")
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, {digest}")
