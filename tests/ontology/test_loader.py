from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dateline.coder.peacetime import CLASSES as PEACETIME
from dateline.coder.unlisted import READ
from dateline.coder.worlds import BORROWED, CONFLICT, WORLDS
from dateline.core.errors import InstallError, UsageError
from dateline.ontology import load_ontology, pattern_words, patterns
from dateline.ontology import loader as loader_module
from dateline.ontology.checks import check_statuses
from dateline.ontology.files import BadFileError, classes_of, mapping
from dateline.ontology.model import STOP, Ontology

TYPES = {
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request",
    "accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
}  # fmt: skip
CODER_CLASSES = {
    "body_part",
    "armed",
    "weapon",
    "disaster",
    "illness",
    "accident",
    "time",
    "abstract",
    "bodies",
    *PEACETIME,
    CONFLICT,
    BORROWED,
    *WORLDS,
}
"""Classes that the coder asks for by name."""
FEWEST_PATTERNS = 5500


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def own_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_has_the_sixteen_types_and_their_modes(ontology: Ontology) -> None:
    assert set(ontology.types) == TYPES
    assert ontology.types["coerce"].modes[3:5] == ("curfew", "martial-law")
    assert len(ontology.types["assault"].modes) == 15
    assert {name for name, kind in ontology.types.items() if kind.recipient_required} == {
        "cooperate", "aid",
    }  # fmt: skip
    assert len(ontology.contexts) == 37
    assert len(ontology.sectors) == 25


def test_holds_thousands_of_patterns_for_every_type_and_mode(ontology: Ontology) -> None:
    counts = Counter(entry.type for entry in ontology.lexicon for _ in patterns(entry))
    assert counts.total() >= FEWEST_PATTERNS
    assert min(counts[name] for name in TYPES) >= 80
    for kind in ontology.types.values():
        used = {entry.mode for entry in ontology.lexicon if entry.type == kind.name}
        assert used >= set(kind.modes), kind.name


def test_every_frame_and_class_is_used(ontology: Ontology) -> None:
    assert set(ontology.frames) == {entry.frame for entry in ontology.lexicon} | set(READ.values())
    conditions = [condition for entry in ontology.lexicon for condition in entry.when.values()]
    named = {word[1:] for condition in conditions for word in (*condition.any, *condition.none) if word[0] == "@"}
    labels = {name for name in ontology.classes if name.isupper()}
    assert set(ontology.classes) >= CODER_CLASSES
    assert set(ontology.classes) - labels - CODER_CLASSES <= named


def test_each_file_of_the_lexicon_is_named_for_its_type() -> None:
    for path in (loader_module.DATA / "lexicon").glob("*.yaml"):
        assert mapping(path)["type"] == path.stem


def test_patterns_are_lower_case_and_trimmed(ontology: Ontology) -> None:
    odd = [
        text
        for entry in ontology.lexicon
        for _, text in patterns(entry)
        if text != text.lower().strip() or "  " in text or "_" in text
    ]
    assert odd == []


def test_classes_are_lower_case_and_entity_labels_are_empty(ontology: Ontology) -> None:
    for name, words in ontology.classes.items():
        assert words == {word.lower() for word in words}
        assert bool(words) != name.isupper(), name


def test_conditions_name_only_slots_that_a_matcher_fills(ontology: Ontology) -> None:
    known = {slot for frame in ontology.frames.values() for slot in frame.slots}
    known |= {"complement", "indirect", "predicative", "until"}
    assert {slot for entry in ontology.lexicon for slot in entry.when} <= known


def test_stop_entries_have_the_empty_frame(ontology: Ontology) -> None:
    assert {entry.frame for entry in ontology.lexicon if entry.type == STOP} == {"none"}


def test_is_loaded_once() -> None:
    assert load_ontology() is load_ontology()


def test_own_entries_come_first_and_may_repeat_ours(tmp_path: Path, ontology: Ontology) -> None:
    path = own_file(tmp_path, "type: consult\nframe: meet\nentries:\n- verbs: attack, have a chinwag\n")
    mine = load_ontology(path)
    assert mine.lexicon[0].verbs == ("attack", "have a chinwag")
    assert mine.lexicon[1:] == ontology.lexicon


OWN = """
types:
  siege: {covers: "surround a place and cut it off", modes: blockade}
  assault: {modes: poison}
frames:
  besiege: {slots: {subject: actor, object: recipient, of: recipient}}
classes:
  ring: cordon, belt
entries:
- {type: siege, mode: blockade, frame: besiege, verbs: "ring, choke off", nouns: stranglehold}
- {type: assault, mode: poison, frame: attack, verbs: "poison", when: {subject: {none: "@ring, @vehicle"}}}
"""


def test_own_types_modes_frames_and_classes_are_added(tmp_path: Path, ontology: Ontology) -> None:
    mine = load_ontology(own_file(tmp_path, OWN))
    assert set(mine.types) == {*TYPES, "siege"}
    assert mine.types["assault"].modes == (*ontology.types["assault"].modes, "poison")
    assert mine.frames["besiege"].slots["of"] == "recipient"
    assert mine.classes["ring"] == {"cordon", "belt"}
    assert [entry.type for entry in mine.lexicon[: mine.own]] == ["siege", "assault"]


def test_the_version_tells_own_files_by_their_content(tmp_path: Path, ontology: Ontology) -> None:
    first = load_ontology(own_file(tmp_path, OWN)).version
    other = tmp_path / "elsewhere.yaml"
    other.write_text(OWN)
    assert first == load_ontology(other).version
    assert first.startswith(f"{ontology.version}+own.")
    other.write_text(OWN + "# changed\n")
    load_ontology.cache_clear()
    assert load_ontology(other).version != first


def test_later_files_come_first_and_may_use_what_earlier_ones_add(tmp_path: Path) -> None:
    second = tmp_path / "second.yaml"
    second.write_text("type: siege\nframe: besiege\nentries:\n- verbs: starve out\n")
    mine = load_ontology(own_file(tmp_path, OWN), second)
    assert mine.lexicon[0].verbs == ("starve out",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("types: {assault: {covers: other}}", "only modes can be added"),
        ("types: {Siege: {covers: x}}", "lower-case"),
        ("types: {siege: {covers: x, colour: red}}", "siege: colour"),
        ("types: [siege]", "a mapping of names"),
        ("frames: {attack: {slots: {subject: actor}}}", "give yours another name"),
        ("frames: {besiege: {slots: {subject: hero}}}", "besiege: slots.subject"),
        ("classes: {ring: '@ghost'}", "no class @ghost"),
        ("entries: [siege]", "a list of mappings"),
    ],
)
def test_refuses_bad_additions(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=r"own\.yaml") as caught:
        load_ontology(own_file(tmp_path, text))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("type: assault\nframe: attack\nentries:\n- verbs: zap\n  mode: lasers\n", "zap: assault has no mode 'lasers'"),
        ("type: violence\nframe: attack\nentries:\n- verbs: zap\n", "no type 'violence'"),
        ("type: assault\nframe: attak\nentries:\n- verbs: zap\n", "no frame 'attak'"),
        ("type: assault\nframe: attack\nentries:\n- verbs: zap\n  contexts: sports\n", "no context 'sports'"),
        (
            "type: assault\nframe: attack\nentries:\n- verbs: zap\n  when: {object: {any: '@ghost'}}\n",
            "no class @ghost",
        ),
        ("type: assault\nframe: attack\nentries:\n- verbs: zap, zap\n", "'zap' stands already"),
        ("type: assault\nframe: attack\nentries:\n- nouns: zip-gun, zip gun\n", "'zip gun' stands already"),
        ("type: assault\nframe: attack\nentries:\n- mode: aerial\n", "no words"),
        ("type: assault\nframe: attack\nentries:\n- verbs: zap\n  colour: red\n", "entry 1: colour"),
        ("type: assault\nframe: attack\nentries:\n- verbs: zap\n  weight: 2\n", "entry 1: weight"),
        ("type: assault\nkind: x\nentries: []\n", "unknown key kind"),
        ("- verbs: zap\n", "a mapping is expected"),
        ("type: [assault\n", "own.yaml"),
    ],
)
def test_refuses_a_bad_file_by_name_and_entry(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_ontology(own_file(tmp_path, text))
    assert said in str(caught.value)
    assert "own.yaml" in str(caught.value)


def test_a_missing_own_file_is_the_users_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent\.yaml"):
        load_ontology(tmp_path / "absent.yaml")


def test_a_damaged_package_is_an_installation_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader_module, "DATA", tmp_path)
    load_ontology.cache_clear()
    try:
        with pytest.raises(InstallError, match=r"types\.yaml"):
            load_ontology()
    finally:
        load_ontology.cache_clear()


def test_prepositions_stay_words(tmp_path: Path) -> None:
    path = own_file(tmp_path, "type: assault\nframe: attack\nentries:\n- verbs: zap\n  when: {on: {none: off}}\n")
    assert load_ontology(path).lexicon[0].when["on"].none == ("off",)


def test_a_class_may_name_only_classes_above_it(tmp_path: Path) -> None:
    path = own_file(tmp_path, "troops: '@army, soldier'\narmy: army\n")
    with pytest.raises(BadFileError, match="troops: no class @army above it"):
        classes_of(path, mapping(path))


def test_a_status_word_has_one_status(ontology: Ontology) -> None:
    future = ontology.statuses[0]
    twice = (future, future.model_copy(update={"status": "negated"}))
    with pytest.raises(BadFileError, match="is future and negated"):
        check_statuses(Path("status.yaml"), twice)


@pytest.mark.parametrize(
    ("part", "pattern", "words"),
    [
        ("verb", "shoot down", ("shoot", "down")),
        ("verb", "carpet-bomb", ("bomb", "carpet")),
        ("noun", "air strike", ("strike", "air")),
        ("noun", "exchange of fire", ("exchange", "of", "fire")),
        ("noun", "hit-and-run attack", ("attack", "run", "and", "hit")),
        ("noun", "f-16 strike", ("strike", "f-16")),
        ("adjective", "dead", ("dead",)),
    ],
)
def test_pattern_words_give_the_head_first(part: str, pattern: str, words: tuple[str, ...]) -> None:
    assert pattern_words(part, pattern) == words  # type: ignore[arg-type]
