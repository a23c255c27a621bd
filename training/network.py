"""The encoder: MiniLM with the form of each word, the mark of an event and hints in its input, and one row of heads."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.neural.encoding import FORMS

LAYERS, WIDTH, ATTENTION = 6, 384, 12
POSITIONS = 128
_DROPPED = 26
"""Of 256: a tenth, as BERT was trained."""
_PUBLISHED_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_1": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "norm_2": "output.LayerNorm",
}


class Dropout(nn.Module):
    """Dropout that draws eight numbers at a time: PyTorch's own draws one, and took a tenth of a step."""

    def forward(self, x: Tensor) -> Tensor:
        """Args: x of any shape."""
        if not self.training:
            return x
        words = torch.empty((x.numel() + 7) // 8, dtype=torch.int64).random_(-(2**63), None)
        dropped = words.view(torch.uint8)[: x.numel()].view(x.shape) < _DROPPED
        return x.masked_fill(dropped, 0.0) * (256 / (256 - _DROPPED))


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_1, self.norm_2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.drop = Dropout()

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Args: x of (batch, length, 384); mask of (batch, 1, 1, length), 0 or -inf."""
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, ATTENTION, WIDTH // ATTENTION).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) / math.sqrt(WIDTH // ATTENTION)
        weights = torch.softmax(scores if mask is None else scores + mask, dim=-1)
        mixed = (self.drop(weights) @ split(self.value(x))).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_1(x + self.drop(self.out(mixed)))
        return self.norm_2(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Network(nn.Module):
    """MiniLM, all of whose layers are trained, and one linear layer that holds all heads side by side.

    The word embeddings are kept as 8-bit rows with one scale each, and are not trained: what is trained with is what
    is shipped.

    Args:
        weights: The published weights.
        answers: Number of scores for each piece, all heads together.
        hints: How many numbers each hint may take, 0 for "not known" among them.
    """

    def __init__(self, weights: dict[str, Tensor], answers: int, hints: Sequence[int]) -> None:
        super().__init__()
        table = weights["embeddings.word_embeddings.weight"]
        scale = table.abs().amax(dim=1, keepdim=True) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", torch.round(table / scale).to(torch.int8))
        self.position = nn.Parameter(
            weights["embeddings.position_embeddings.weight"][:POSITIONS]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self.form, self.event = nn.Embedding(FORMS, WIDTH), nn.Embedding(2, WIDTH)
        self.hints = nn.ModuleList(nn.Embedding(size, WIDTH, padding_idx=0) for size in hints)
        nn.init.normal_(self.form.weight, std=0.02)
        nn.init.normal_(self.event.weight, std=0.05)
        for known in self.hints:
            nn.init.zeros_(known.weight)  # the network that has read without them goes on as it was
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.heads = nn.Linear(WIDTH, answers)
        self._take(weights)

    def _take(self, weights: dict[str, Tensor]) -> None:
        state = self.state_dict()
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
            for number in range(LAYERS):
                for ours, theirs in _PUBLISHED_NAMES.items():
                    state[f"layers.{number}.{ours}.{part}"] = weights[f"encoder.layer.{number}.{theirs}.{part}"]
        self.load_state_dict(state)

    def forward(self, ids: Tensor, forms: Tensor, events: Tensor, hints: Tensor, mask: Tensor | None = None) -> Tensor:
        """Scores of all heads, (batch, length, answers).

        Args:
            ids: Pieces, (batch, length).
            forms: The form of each piece's word.
            events: 1 for the pieces of the event's word.
            hints: What is known of each piece's word, (batch, length, hints); 0 where nothing is.
            mask: (batch, 1, 1, length), 0 or -inf; None for a sentence by itself.
        """
        x = self.table[ids].float() * self.scale[ids] + self.position[: ids.shape[1]]
        x = x + self.form(forms) + self.event(events)
        for number, known in enumerate(self.hints):
            x = x + known(hints[..., number])
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x, mask)
        scores: Tensor = self.heads(x)
        return scores
