from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from evaluate_fakes import claim, number, person, quote, system

from dateline.core.errors import InputError
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.own import OwnReport, read, score, score_report
from dateline.evaluate.own_match import GoldClaim, Number, Wanted, answers, figures_agree, words
from dateline.evaluate.run import SETS, select
from dateline.records import Claim, Place, Source, TimeSpan

TEXT = "Rebels shelled Korsk on Monday, killing 12 miners. The mayor urged calm."
TWELVE = Number("killed", (12, 12, 12))


def gold(trigger: str = "shelled", kind: str = "assault", **more: Any) -> GoldClaim:
    start = TEXT.index(trigger)
    base = GoldClaim(kind, None, "asserted", (start, start + len(trigger)), trigger)
    return replace(base, **more)


SHELLED = gold(
    actors=(Wanted(("Rebels",)),),
    recipients=(Wanted(("miners",)),),
    place=Wanted(("Korsk",)),
    date=("2020-01-06", "2020-01-06"),
    figures=(TWELVE,),
)
URGED = gold("urged", "request", actors=(Wanted(("mayor",)),))


def shelled(**more: Any) -> Claim:
    told: dict[str, Any] = {
        "actors": [person(TEXT, "Rebels")],
        "recipients": [person(TEXT, "12 miners")],
        "place": Place(**quote(TEXT, "Korsk").model_dump()),
        "time": TimeSpan(**quote(TEXT, "Monday").model_dump(), first="2020-01-06", last="2020-01-06"),
        "figures": [number(TEXT, "12", "killed", 12)],
    }
    return claim(TEXT, "shelled", **{**told, **more})


def urged(**more: Any) -> Claim:
    return claim(TEXT, "urged", "request", **{"actors": [person(TEXT, "The mayor")], **more})


def scored(golden: tuple[GoldClaim, ...], *ours: Claim) -> dict[str, Any]:
    own = OwnReport("1", "2020-01-07", "dev", TEXT, golden)
    return dict(score_report(own, ours, offset_map(TEXT, TEXT)).fields)


def test_all_right() -> None:
    fields = scored((SHELLED, URGED), shelled(), urged())
    assert fields["claim"].f1 == fields["event"].f1 == 1
    assert all(counts.accuracy == 1 for name, counts in fields.items() if name not in {"claim", "event"})


def test_a_wrong_recipient_is_no_exact_claim_but_an_event() -> None:
    fields = scored((SHELLED,), shelled(recipients=[]))
    assert (fields["claim"].f1, fields["event"].f1) == (0, 1)
    assert (fields["recipient"].accuracy, fields["actor"].accuracy) == (0, 1)


def test_a_whole_claim_is_right_in_every_column_and_a_missing_one_in_none() -> None:
    assert scored((SHELLED, URGED), shelled())["whole"].accuracy == 0.5
    assert scored((SHELLED,), shelled(time=None))["whole"].accuracy == 0


def test_what_is_missing_and_what_is_too_much() -> None:
    fields = scored((SHELLED, URGED), shelled(), claim(TEXT, "killing"))
    assert (fields["claim"].precision, fields["claim"].recall) == (0.5, 0.5)
    assert fields["type"].total == 1


def test_the_right_one_of_two_claims_for_one_event_is_paired() -> None:
    fields = scored((SHELLED,), claim(TEXT, "killing", recipients=[person(TEXT, "12 miners")]), shelled())
    assert fields["claim"].p_num == 1
    assert fields["claim"].p_den == 2


def test_an_optional_claim_counts_on_neither_side() -> None:
    free = gold("killing", required=False)
    assert scored((SHELLED, free), shelled())["claim"].f1 == 1
    assert scored((SHELLED, free), shelled(), claim(TEXT, "killing"))["claim"].f1 == 1


def test_claims_of_another_sentence_are_not_paired() -> None:
    assert scored((URGED,), shelled(type="request"))["event"].p_num == 0


def test_without_word_or_type_in_common_there_is_no_pair() -> None:
    assert scored((SHELLED,), claim(TEXT, "killing", "coerce"))["event"].p_num == 0


def test_mode_is_only_asked_where_the_gold_has_one() -> None:
    aerial = replace(SHELLED, mode="aerial")
    assert scored((SHELLED,), shelled(mode="heavy-weapons"))["mode"].accuracy == 1
    assert scored((aerial,), shelled(mode="heavy-weapons"))["mode"].accuracy == 0


def test_a_place_a_date_a_source_that_the_gold_lacks_are_wrong() -> None:
    bare = replace(SHELLED, place=None, date=None)
    told = Source(**quote(TEXT, "The mayor").model_dump(), kind="official")
    fields = scored((bare,), shelled(sources=[told]))
    assert [fields[name].accuracy for name in ("place", "date", "sources")] == [0, 0, 0]


def test_heads_are_compared_by_their_last_word_and_any_alternative_answers() -> None:
    wanted = (Wanted(("they", "al-Burhan")), Wanted(("Haram",), required=False))
    assert answers(wanted, [words("Burhan")])
    assert answers(wanted, [words("THEY"), words("Haram's")])
    assert not answers(wanted, [words("al")])
    assert not answers(wanted, [words("they"), words("mayor")])
    assert not answers(wanted, [])
    assert answers((), [])


@pytest.mark.parametrize(
    ("ours", "right"),
    [
        ([TWELVE], True),
        ([Number("killed", (10, 10, 10)), Number("killed", (2, 2, 2))], True),
        ([TWELVE, Number("wounded", (3, 3, 3))], True),
        ([TWELVE, Number("wounded", (4, 4, 4))], False),
        ([Number("killed", (12, None, None))], False),
        ([], False),
    ],
)
def test_figures_are_compared_by_measure_and_sum(ours: list[Number], *, right: bool) -> None:
    assert figures_agree((TWELVE, Number("wounded", (3, 3, 3), required=False)), ours) is right


def row(number: int, part: str) -> dict[str, Any]:
    trigger = {"text": "urged", "start": TEXT.index("urged"), "end": TEXT.index("urged") + 5}
    who = [{"heads": ["mayor"], "required": True}]
    told = {"type": "request", "mode": None, "status": "asserted", "trigger": trigger, "actors": who, "recipients": []}
    rest: dict[str, Any] = {"place": None, "date": None, "figures": [], "sources": [], "required": True}
    return {"id": f"{number:03}", "published": "2020-01-07", "part": part, "claims": [{**told, **rest}]}


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / "reports").mkdir()
    (folder / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    for one in rows:
        (folder / "reports" / f"{one['id']}.txt").write_text(TEXT, "utf-8")
    return folder


def test_reading_and_parts(tmp_path: Path) -> None:
    reports = read(write(tmp_path, row(1, "test"), row(2, "dev")))
    assert reports == read(tmp_path / "gold.jsonl")
    assert [one.key for one in select(SETS["own"], reports, "test", None)] == ["001"]
    assert [one.key for one in select(SETS["own"], reports, "train", None)] == ["002"]
    (first, _) = score(reports, system(code=lambda _: [urged()]))
    assert first.fields["claim"].f1 == 1
    assert first.mistakes == ()


def test_a_malformed_claim_is_named(tmp_path: Path) -> None:
    bad = row(1, "test")
    del bad["claims"][0]["status"]
    with pytest.raises(InputError, match="report 001"):
        read(write(tmp_path, bad))


def test_mistakes_tell_both_claims_and_the_line() -> None:
    own = OwnReport("1", "2020-01-07", "dev", TEXT, (SHELLED, URGED))
    mistakes = score_report(own, [shelled(place=None), claim(TEXT, "calm")], offset_map(TEXT, TEXT)).mistakes
    assert [one.field for one in mistakes] == ["missing", "place", "spurious"]
    assert all(one.text == TEXT for one in mistakes)
