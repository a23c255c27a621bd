"""The place of an event, tagged by the encoder: one sentence, one event, the spans of words that say where.

The weights are one file, `place.zip` (`docs/explanation/model-card.md`), whose hash stands beside it in
`place.sha256`. Each sentence is run by itself and on one thread, so that neither a batch nor the number of threads
can change an answer.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import numpy as np

from dateline.core.errors import InstallError
from dateline.neural.encoding import encode
from dateline.neural.tags import Span, spans_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_HINT = "Install Dateline anew."


class PlaceModel:
    """The encoder with the head that marks the place of an event.

    Args:
        session: The network: pieces, forms and event marks in; scores for O, B and I out.
        tokenizer: Its own; also an attribute.
        threshold: A word belongs to a place if it is likelier than this to do so; chosen on held-aside sentences.
        name: Name and version, for the record of what decided.
    """

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, threshold: float, name: str) -> None:
        self._session = session
        self.tokenizer = tokenizer
        self.threshold = threshold
        self.name = name

    def places(self, sentence_words: Sequence[str], event_word: int) -> list[Span]:
        """Where the event happened, as the sentence says it.

        Args:
            sentence_words: The words of one sentence, marks of punctuation included.
            event_word: Which of them names the event.

        Returns:
            (first, last, score) of each place, in text order: word indexes, both included, and the probability that
            the least certain of these words belongs to the place. Empty if the sentence does not say.
        """
        return spans_of(self.chances(sentence_words, event_word), self.threshold)

    def chances(self, sentence_words: Sequence[str], event_word: int) -> list[tuple[float, float]]:
        """For each word the probabilities that a place begins with it, and that it carries one on.

        Words beyond the encoder's reach have none.
        """
        encoded = encode(self.tokenizer, sentence_words, event_word)
        inputs = {
            "ids": np.array([encoded.ids], dtype=np.int64),
            "forms": np.array([encoded.forms], dtype=np.int64),
            "events": np.array([encoded.events], dtype=np.int64),
        }
        scores = np.asarray(self._session.run(["scores"], inputs)[0])[0].astype(np.float64)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        found = [(0.0, 0.0)] * len(sentence_words)
        for piece, word in reversed(list(enumerate(encoded.words))):
            if word is not None:
                found[word] = (
                    float(shares[piece][1]),
                    float(shares[piece][2]),
                )  # the word's first piece is the last set
        return found


@lru_cache(maxsize=1)
def load_place_model() -> PlaceModel:
    """The shipped model; the same one again within a process.

    Raises:
        InstallError: The file is missing, or is not the one that this version was published with.
    """
    folder = files("dateline.neural")
    return read_place_model(folder / "place.zip", folder / "place.sha256")


def read_place_model(weights: Traversable, digest: Traversable, *, threads: int = 1) -> PlaceModel:
    """Read a model from its file, checked against the hash in another.

    Args:
        weights: A zip file of `place.onnx`, `tokenizer.json` and `place.json`.
        digest: Its SHA-256 in hexadecimal digits.
        threads: Threads that one sentence may take.

    Raises:
        InstallError: As for `load_place_model`.
    """
    try:
        data, expected = weights.read_bytes(), digest.read_text("ascii").strip()
    except OSError as error:
        raise InstallError(f"{weights}: cannot be read: {error.strerror}", hint=_HINT) from error
    if hashlib.sha256(data).hexdigest() != expected:
        raise InstallError(f"{weights}: not the file that was published", hint=_HINT)
    return _unpack(data, threads)


def _unpack(data: bytes, threads: int) -> PlaceModel:
    from onnxruntime import ExecutionMode, InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        settings = json.loads(parts.read("place.json"))
        tokenizer = Tokenizer.from_str(parts.read("tokenizer.json").decode())
        network = parts.read("place.onnx")
    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = ExecutionMode.ORT_SEQUENTIAL
    session = InferenceSession(network, options, providers=["CPUExecutionProvider"])
    return PlaceModel(session, tokenizer, float(settings["threshold"]), str(settings["name"]))
