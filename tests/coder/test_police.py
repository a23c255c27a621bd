"""What police and other forces do: firing, arrests, and failing to act."""

from __future__ import annotations

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text


def told(text: str, coder: RuleCoder) -> list[tuple[str, str | None, tuple[str | None, ...], tuple[str, ...]]]:
    """Type, mode, heads of the actors and texts of the recipients of each claim."""
    return [
        (claim.type, claim.mode, tuple(one.head for one in claim.actors), tuple(one.text for one in claim.recipients))
        for claim in coder.code(report_from_text(text))
    ]


def test_police_firing_is_theirs_who_are_named_in_it(coder: RuleCoder) -> None:
    assert told("Two traders were killed in police firing.", coder) == [
        ("assault", "crowd-control", ("police",), ("Two traders",))
    ]
    assert told("The police lathicharged the crowd.", coder) == [
        ("assault", "crowd-control", ("police",), ("the crowd",))
    ]


def test_a_team_of_officers_is_no_team_of_players(coder: RuleCoder) -> None:
    assert told("The two men were arrested by a team of officers.", coder) == [
        ("coerce", "arrest", ("officers",), ("The two men",))
    ]


def test_held_and_booked_are_arrests_of_people_alone(rules: RuleCoder) -> None:
    assert told("Twelve students were held on Monday.", rules) == [("coerce", "arrest", (), ("Twelve students",))]
    assert told("The students booked two coaches on Monday.", rules) == []
    assert told("The minister was caught unawares by the students.", rules) == []


def test_booked_for_a_crime_or_under_a_law_whoever_it_is(rules: RuleCoder) -> None:
    assert ("coerce", "arrest") in [event[:2] for event in told("The strongmen were booked for arson.", rules)]
    assert [event[:2] for event in told("Both were booked under the Arms Act.", rules)] == [("coerce", "arrest")]


def test_things_are_locked_up_and_caught_up_with(rules: RuleCoder) -> None:
    assert told("The side gate was locked up.", rules) == []
    assert told("We will catch up with the rest.", rules) == []
    assert told("The man was brought in to the hospital.", rules) == []


def test_those_to_whom_it_was_done_are_people(rules: RuleCoder) -> None:
    assert told("The accused were nabbed at the border.", rules) == [("coerce", "arrest", (), ("The accused",))]
    assert told("We apprehend trouble at the border.", rules) == []


def test_whose_the_weapon_is_used_it(rules: RuleCoder) -> None:
    assert told("A boy was hit by an army bullet.", rules) == [("assault", "firearms", ("army",), ("A boy",))]
    assert told("A boy was hit by a stray bullet.", rules) == [("assault", "firearms", (), ("A boy",))]


def test_who_was_killed_in_a_fight_is_no_actor(coder: RuleCoder) -> None:
    assert told("Two smugglers were killed in an encounter with troops.", coder) == [
        ("assault", "firearms", ("troops",), ("Two smugglers",))
    ]


def test_whose_custody_it_is_holds(coder: RuleCoder) -> None:
    held = [claim for claim in told("A trader died in police custody.", coder) if claim[0] == "coerce"]
    assert [(actors, "police" in recipients) for _, _, actors, recipients in held] == [(("police",), False)]
