"""The encoder: one sentence, with or without one of its words marked as an event, and what all heads say of it.

The weights are one file, `encoder.zip` (`docs/explanation/model-card.md`), whose hash stands beside it in
`encoder.sha256`. Each sentence is run by itself and on one thread, so that neither a batch nor the number of threads
can change an answer.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dateline.core.errors import InstallError
from dateline.neural.encoding import encode
from dateline.neural.heads import ROLES, VOICES, Heads
from dateline.neural.hints import Hint
from dateline.neural.tags import Span, spans_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Scores = NDArray[np.float64]
_HINT = "Install Dateline anew."


@dataclass(frozen=True, slots=True)
class EventReading:
    """What the encoder says of a marked event.

    Attributes:
        spans: By role (`ROLES`) the spans of words that fill it, with their scores.
        chances: By role, for each word of the sentence, the probability that it belongs to such a span.
        types: By type the probability that the word names an event of it; "none": no event.
        statuses: By status its probability.
    """

    spans: Mapping[str, tuple[Span, ...]]
    chances: Mapping[str, tuple[float, ...]]
    types: Mapping[str, float]
    statuses: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the encoder says of a sentence in which nothing is marked.

    Attributes:
        spans: By voice (`VOICES`) the spans of words, with their scores.
        triggers: For each word, by type, the probability that it names an event; "none": no event.
    """

    spans: Mapping[str, tuple[Span, ...]]
    triggers: tuple[Mapping[str, float], ...]


class Encoder:
    """The network with its heads.

    Args:
        session: Pieces, forms, event marks and hints in; a row of scores for each piece out.
        tokenizer: Its own; also an attribute.
        heads: What the row of scores means; also an attribute.
        thresholds: By role and voice: a word belongs to a span if it is likelier than this to do so.
        name: Name and version, for the record of what decided.
    """

    def __init__(
        self,
        session: InferenceSession,
        tokenizer: Tokenizer,
        heads: Heads,
        thresholds: Mapping[str, float],
        name: str,
    ) -> None:
        self._session = session
        self.tokenizer = tokenizer
        self.heads = heads
        self._outside = _outside(heads)
        self.thresholds = dict(thresholds)
        self.name = name

    def event(self, sentence_words: Sequence[str], event_word: int, hints: Sequence[Hint] = ()) -> EventReading:
        """Read a sentence for one of its events.

        Args:
            sentence_words: The words of one sentence, marks of punctuation included.
            event_word: Which of them names the event.
            hints: What is known of each word; empty if nothing is.
        """
        scores = self.scores(sentence_words, event_word, hints)
        tags = {role: self.tag_chances(scores, role) for role in ROLES}
        return EventReading(
            {role: tuple(spans_of(chances, self.thresholds[role])) for role, chances in tags.items()},
            {role: tuple(map(sum, chances)) for role, chances in tags.items()},
            dict(zip(self.heads.types, self.shares(scores, "type")[event_word].tolist(), strict=True)),
            dict(zip(self.heads.statuses, self.shares(scores, "status")[event_word].tolist(), strict=True)),
        )

    def sentence(self, sentence_words: Sequence[str], hints: Sequence[Hint] = ()) -> SentenceReading:
        """Read a sentence for who says what in it, and for the words that name events."""
        scores = self.scores(sentence_words, None, hints)
        triggers = self.shares(scores, "trigger").tolist()
        return SentenceReading(
            {voice: tuple(spans_of(self.tag_chances(scores, voice), self.thresholds[voice])) for voice in VOICES},
            tuple(dict(zip(self.heads.types, row, strict=True)) for row in triggers),
        )

    def places(self, sentence_words: Sequence[str], event_word: int, hints: Sequence[Hint] = ()) -> list[Span]:
        """Where the event happened, as the sentence says it; empty if it does not say."""
        chances = self.tag_chances(self.scores(sentence_words, event_word, hints), "place")
        return spans_of(chances, self.thresholds["place"])

    def scores(self, sentence_words: Sequence[str], event_word: int | None, hints: Sequence[Hint] = ()) -> Scores:
        """The row of scores of each word's first piece, (words, `heads.width`).

        Words beyond the encoder's reach have the row of a word outside of everything.
        """
        encoded = encode(self.tokenizer, sentence_words, event_word, hints, self.heads.types)
        inputs = {
            "ids": np.array([encoded.ids], dtype=np.int64),
            "forms": np.array([encoded.forms], dtype=np.int64),
            "events": np.array([encoded.events], dtype=np.int64),
            "hints": np.array([encoded.hints], dtype=np.int64),
        }
        rows = np.asarray(self._session.run(["scores"], inputs)[0])[0]
        found = np.tile(self._outside, (len(sentence_words), 1))
        for piece, word in reversed(list(enumerate(encoded.words))):
            if word is not None:
                found[word] = rows[piece]  # the word's first piece is the last set
        return found

    def shares(self, scores: Scores, head: str) -> Scores:
        """The probabilities of a head's answers, (words, answers)."""
        own = scores[:, self.heads.columns(head)]
        raised: Scores = np.exp(own - own.max(axis=1, keepdims=True))
        found: Scores = raised / raised.sum(axis=1, keepdims=True)
        return found

    def tag_chances(self, scores: Scores, head: str) -> list[tuple[float, float]]:
        """For each word the probabilities that a span begins with it, and that it carries one on."""
        return [(begins, goes_on) for _, begins, goes_on in self.shares(scores, head).tolist()]


def _outside(heads: Heads) -> Scores:
    """A row that says of every head, for certain, its first answer: outside, no event."""
    row = np.full(heads.width, -100.0)
    for head in heads.names:
        row[heads.columns(head).start] = 0.0
    return row


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The shipped encoder; the same one again within a process.

    Raises:
        InstallError: The file is missing, or is not the one that this version was published with.
    """
    folder = files("dateline.neural")
    return read_encoder(folder / "encoder.zip", folder / "encoder.sha256")


def read_encoder(weights: Traversable, digest: Traversable, *, threads: int = 1) -> Encoder:
    """Read an encoder from its file, checked against the hash in another.

    Args:
        weights: A zip file of `encoder.onnx`, `tokenizer.json` and `encoder.json`.
        digest: Its SHA-256 in hexadecimal digits.
        threads: Threads that one sentence may take.

    Raises:
        InstallError: As for `load_encoder`.
    """
    try:
        data, expected = weights.read_bytes(), digest.read_text("ascii").strip()
    except OSError as error:
        raise InstallError(f"{weights}: cannot be read: {error.strerror}", hint=_HINT) from error
    if hashlib.sha256(data).hexdigest() != expected:
        raise InstallError(f"{weights}: not the file that was published", hint=_HINT)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        settings = json.loads(parts.read("encoder.json"))
        tokenizer = parts.read("tokenizer.json").decode()
        network = parts.read("encoder.onnx")
    return make_encoder(network, tokenizer, settings, threads=threads)


def make_encoder(network: bytes, tokenizer: str, settings: Mapping[str, Any], *, threads: int = 1) -> Encoder:
    """An encoder of its parts.

    Args:
        network: As ONNX.
        tokenizer: As JSON.
        settings: `name`, `types`, `statuses` and `thresholds`.
        threads: Threads that one sentence may take.
    """
    from onnxruntime import ExecutionMode, InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = ExecutionMode.ORT_SEQUENTIAL
    session = InferenceSession(network, options, providers=["CPUExecutionProvider"])
    heads = Heads(settings["types"], settings["statuses"])
    return Encoder(session, Tokenizer.from_str(tokenizer), heads, settings["thresholds"], settings["name"])
