from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.core.errors import InstallError
from dateline.neural import Encoder, load_encoder
from dateline.neural.encoder import read_encoder

_FOLDER = files("dateline.neural")
_SENTENCES = (
    ("Rebels killed three soldiers in an ambush near Konna on Friday .", "killed"),
    ("The minister said in Paris that troops had captured Timbuktu .", "captured"),
    ("Two policemen were shot dead .", "shot"),
    ("Thousands marched through Lagos and Abuja to protest against fuel prices .", "marched"),
)


def _places(model: Encoder, sentence: str, event: str) -> list[str]:
    words = sentence.split()
    spans = model.places(words, words.index(event))
    return [" ".join(words[first : last + 1]) for first, last, _ in spans]


@pytest.fixture(scope="module")
def model() -> Encoder:
    return load_encoder()


def test_the_place_of_the_event_is_marked(model: Encoder) -> None:
    assert _places(model, *_SENTENCES[0]) == ["Konna"]


def test_a_sentence_without_a_place_has_none(model: Encoder) -> None:
    assert _places(model, *_SENTENCES[2]) == []


def test_neither_threads_nor_what_was_read_before_change_an_answer(model: Encoder) -> None:
    def answers(one: Encoder, order: int) -> list[object]:
        cases = [(text.split(), text.split().index(event)) for text, event in _SENTENCES]
        return [one.scores(*case).tolist() for case in cases[::order]][::order]

    threaded = read_encoder(_FOLDER / "encoder.zip", _FOLDER / "encoder.sha256", threads=3)
    assert answers(model, 1) == answers(model, -1) == answers(threaded, 1)


def test_it_is_loaded_once() -> None:
    assert load_encoder() is load_encoder()


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    changed = tmp_path / "encoder.zip"
    changed.write_bytes((_FOLDER / "encoder.zip").read_bytes() + b" ")
    with pytest.raises(InstallError, match="not the file"):
        read_encoder(changed, _FOLDER / "encoder.sha256")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="cannot be read"):
        read_encoder(tmp_path / "encoder.zip", _FOLDER / "encoder.sha256")


def test_importing_reads_no_weights() -> None:
    code = "import sys, dateline, dateline.neural; print('onnxruntime' in sys.modules, 'tokenizers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
