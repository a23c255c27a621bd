"""Templates worked out by hand. The messages are made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluate_fakes import claim, number, person, report, system

from dateline.core.errors import UsageError
from dateline.evaluate.counts import Counts, total
from dateline.evaluate.muc34 import DATA_SET, align, score_pair, score_role, score_text
from dateline.evaluate.muc34_keys import Filler, Template, Text, published_of, read
from dateline.evaluate.muc34_record import kind_of, templates_of

MESSAGE = """TST9-MUC4-0001 (SOMEBODY)

   LIMA, 5 MAR 91 -- [TEXT] UNKNOWN MEN KIDNAPPED THE MAYOR.


TST9-MUC4-0002

   BOGOTA, 6 MAR 91 -- [TEXT] NOTHING HAPPENED.
"""

KEY = """
0.  MESSAGE: ID                     TST9-MUC4-0001 (SOMEBODY)
1.  MESSAGE: TEMPLATE               1
4.  INCIDENT: TYPE                  BOMBING / ATTACK
6.  INCIDENT: INSTRUMENT ID         ?"BOMB"/"CAR BOMB"
9.  PERP: INDIVIDUAL ID             "MEN" / "UNKNOWN MEN"
                                    ? "DRIVER"
10. PERP: ORGANIZATION ID           -
12. PHYS TGT: ID                    *
18. HUM TGT: NAME                   "JUAN \\"EL ALCALDE\\" ROJAS" /
                                    "ROJAS"
19. HUM TGT: DESCRIPTION            "MAYOR" / "THE MAYOR OF ICA": "ROJAS"
                                    "TWO GUARDS"
20. HUM TGT: TYPE                   CIVILIAN: "ROJAS"

; a remark of the coder
0.  MESSAGE: ID                     TST9-MUC4-0001 (SOMEBODY)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
4.  INCIDENT: TYPE                  KIDNAPPING
6.  INCIDENT: INSTRUMENT ID         -
9.  PERP: INDIVIDUAL ID             GUERRILLAS

0.  MESSAGE: ID                     TST9-MUC4-0002
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "key-tst9.v1").write_text(KEY, "utf-8")
    (tmp_path / "tst9-muc4").write_text(MESSAGE, "utf-8")
    return tmp_path


def test_the_published_format_is_read(folder: Path) -> None:
    first, second = read(folder)
    assert (first.key, first.published) == ("TST9-MUC4-0001", "1991-03-05")
    assert first.text.startswith("LIMA")
    assert "TST9" not in first.text
    assert second.templates == ()
    bombing, kidnapping = first.templates
    assert bombing.types == {"bombing", "attack"}
    assert not bombing.optional
    assert kidnapping.optional
    assert bombing.roles["weapon"] == (Filler(frozenset({"bomb", "car bomb"}), optional=True),)
    assert bombing.roles["perp_individual"] == (
        Filler(frozenset({"men", "unknown men"})),
        Filler(frozenset({"driver"}), optional=True),
    )
    assert bombing.roles["target"] == bombing.roles["perp_organization"] == ()
    assert bombing.roles["victim"] == (
        Filler(frozenset({"juan el alcalde rojas", "rojas", "mayor", "mayor of ica"})),
        Filler(frozenset({"two guards"})),
    )
    assert kidnapping.roles["perp_individual"] == (Filler(frozenset({"guerrillas"})),)


def test_a_folder_of_folders_is_read(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    above = tmp_path_factory.mktemp("muc")
    for part in ("tst3", "tst4"):
        (above / part).mkdir()
        for file in folder.iterdir():
            (above / part / file.name).write_text(file.read_text("utf-8").replace("TST9", part.upper()), "utf-8")
    assert [text.key for text in read(above)] == [
        "TST3-MUC4-0001", "TST3-MUC4-0002", "TST4-MUC4-0001", "TST4-MUC4-0002",
    ]  # fmt: skip


def test_missing_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        DATA_SET.read(tmp_path / "nowhere")


def test_a_message_without_a_date_has_none() -> None:
    assert published_of("NO DATE HERE") is None


def filler(*names: str, optional: bool = False) -> Filler:
    return Filler(frozenset(names), optional)


def template(kind: str, optional: bool = False, **roles: tuple[Filler, ...]) -> Template:
    return Template(frozenset(kind.split("/")), dict(roles), optional)


def counted(counts: Counts) -> tuple[float, float, float]:
    """True positives, false positives, false negatives."""
    return counts.p_num, counts.p_den - counts.p_num, counts.r_den - counts.r_num


def test_one_string_of_the_entity_is_enough_and_an_entity_is_matched_once() -> None:
    gold = (filler("juan rojas", "mayor"), filler("two guards"))
    assert counted(score_role(gold, (filler("mayor"),))) == (1, 0, 1)
    assert counted(score_role(gold, (filler("mayor"), filler("juan rojas")))) == (1, 1, 1)


def test_a_string_that_the_gold_lacks_makes_the_entity_wrong() -> None:
    assert counted(score_role((filler("mayor"),), (filler("mayor", "governor"),))) == (0, 1, 1)


def test_an_optional_filler_is_no_miss_and_no_error() -> None:
    gold = (filler("men"), filler("driver", optional=True))
    assert counted(score_role(gold, (filler("men"),))) == (1, 0, 0)
    assert counted(score_role(gold, (filler("men"), filler("driver")))) == (2, 0, 0)
    assert counted(score_role(gold, ())) == (0, 0, 1)


def test_an_obligatory_filler_is_paired_before_an_optional_one() -> None:
    gold = (filler("men", optional=True), filler("men", "gunmen"))
    assert counted(score_role(gold, (filler("men"),))) == (1, 0, 0)


def test_templates_of_different_types_are_never_aligned() -> None:
    gold = template("bombing", victim=(filler("mayor"),))
    ours = template("attack", victim=(filler("mayor"),))
    pairs = align([gold], [ours])
    assert pairs == [(gold, None), (None, ours)]
    fields = score_text(Text("x", "", None, (gold,)), [ours]).fields
    assert counted(fields["type"]) == (0, 1, 1)
    assert counted(fields["victim"]) == (0, 1, 1)


def test_either_type_of_an_alternative_will_do() -> None:
    gold = template("bombing/attack")
    assert counted(score_pair(gold, template("attack"))["type"]) == (1, 0, 0)


def test_the_alignment_is_the_best_of_all() -> None:
    """Taken in order, ours 1 would go to gold 1 (2 right) and ours 2 to gold 2 (1 right): crossed gives 2 + 3."""
    gold = [
        template("attack", victim=(filler("a"),), target=(filler("x"),)),
        template("attack", victim=(filler("a"),), weapon=(filler("w"),)),
    ]
    ours = [
        template("attack", victim=(filler("a"),), weapon=(filler("w"),)),
        template("attack", target=(filler("x"),)),
    ]
    pairs = align(gold, ours)
    assert (gold[0], ours[1]) in pairs
    assert (gold[1], ours[0]) in pairs
    summed = total(score_text(Text("x", "", None, tuple(gold)), ours).fields.values())
    assert counted(summed) == (5, 0, 1)
    assert summed.f1 == pytest.approx(10 / 11)


def test_a_missed_optional_template_costs_nothing_a_given_one_is_scored() -> None:
    gold = template("arson", optional=True, target=(filler("bus"),))
    nothing = score_text(Text("x", "", None, (gold,)), [])
    assert total(nothing.fields.values()) == Counts()
    given = score_text(Text("x", "", None, (gold,)), [template("arson", target=(filler("truck"),))])
    assert counted(given.fields["type"]) == (1, 0, 0)
    assert counted(given.fields["target"]) == (0, 1, 1)


def test_an_obligatory_template_is_aligned_before_an_optional_one_like_it() -> None:
    optional, obligatory = template("arson", optional=True), template("arson")
    ours = template("arson")
    assert (obligatory, ours) in align([optional, obligatory], [ours])


# ---- from claims to templates

TEXT = "Rebels kidnapped the mayor in Ica on Monday. A car bomb damaged the embassy. The rebels held the mayor hostage."


def test_claims_of_one_incident_make_one_template() -> None:
    rebels, mayor = person(TEXT, "Rebels", "REB"), person(TEXT, "the mayor", "GOV")
    claims = [
        claim(TEXT, "kidnapped", mode="abduct", actors=[rebels], recipients=[mayor]),
        claim(TEXT, "damaged", mode="explosives", recipients=[person(TEXT, "the embassy")]),
        claim(TEXT, "held the mayor hostage", mode="abduct", recipients=[mayor]),
    ]
    kidnapping, bombing = templates_of(report(TEXT), claims)
    assert kidnapping.types == {"kidnapping"}
    assert kidnapping.roles["perp_individual"] == (filler("rebels"),)
    assert kidnapping.roles["victim"] == (filler("mayor"),)
    assert bombing.types == {"bombing"}
    assert bombing.roles["target"] == (filler("embassy"),)
    assert bombing.roles["weapon"] == (filler("car bomb"),)


def test_a_second_incident_of_a_type_needs_something_of_its_own() -> None:
    text = "A judge was shot in Lima. " + "Nothing else was told. " * 30 + "A clerk was hit. " + "Ana Roa was stabbed."
    judge, clerk = (
        claim(text, trigger, recipients=[person(text, who, "CVL")])
        for trigger, who in (("shot", "A judge"), ("hit", "A clerk"))
    )
    named = claim(text, "stabbed", recipients=[person(text, "Ana Roa", "CVL", name="Ana Roa")])
    assert len(templates_of(report(text), [judge, clerk])) == 1
    assert len(templates_of(report(text), [judge, named])) == 2


def test_an_explosive_told_of_beside_an_attack_makes_it_a_bombing() -> None:
    text = "Two traders were killed in the market. The grenade was thrown at noon."
    killing = claim(text, "killed", recipients=[person(text, "Two traders", "CVL")])
    (found,) = templates_of(report(text), [killing])
    assert found.types == {"bombing"}


def test_a_surname_is_told_whole() -> None:
    text = "Gunmen shot Roa."
    shooting = claim(text, "shot", recipients=[person(text, "Roa", "CVL", name="President Ana Roa")])
    (found,) = templates_of(report(text), [shooting])
    assert found.roles["victim"] == (filler("ana roa"),)


def test_the_trigger_tells_the_type_before_the_mode() -> None:
    assert kind_of(claim("They burned the bus.", "burned", mode="destroy")) == "arson"
    assert kind_of(claim("They shot him.", "shot", mode="firearms")) == "attack"
    assert kind_of(claim("They met him.", "met", kind="consult")) is None


def test_denied_attacks_and_rebels_killed_by_soldiers_are_no_incidents() -> None:
    text = "Soldiers killed three rebels."
    killing = claim(
        text,
        "killed",
        actors=[person(text, "Soldiers", "MIL")],
        recipients=[person(text, "three rebels", "REB")],
        figures=[number(text, "three", "killed", 3)],
    )
    assert templates_of(report(text), [killing]) == []
    assert templates_of(report(text), [claim(text, "killed", status="negated")]) == []


def test_the_whole_set_is_scored(folder: Path) -> None:
    texts = DATA_SET.read(folder)
    scores = list(DATA_SET.score(texts, system()))
    assert [score.document for score in scores] == ["TST9-MUC4-0001", "TST9-MUC4-0002"]
    # type, one perpetrator, two victims are missed; optional ones are not
    assert counted(total(scores[0].fields.values())) == (0, 0, 4)
