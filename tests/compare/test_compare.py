from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from codings import ACLED, UCDP, acled, table, ucdp
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.compare import Coding, Row, Tolerance, compare, read_coding
from dateline.compare.match import match, weigh
from dateline.compare.model import Layout
from dateline.compare.summary import correlation
from dateline.core.errors import DatelineError, UsageError

GED = Path(__file__).resolve().parents[3] / "shared" / "data" / "ucdp" / "ged_car_v23_1.csv"
BASE = Row(
    "a", date(2013, 1, 11), date(2013, 1, 11), "assault", country="MLI", latitude=14.95, longitude=-3.89, precision=1
)


def coding(*rows: Row, name: str = "x", layout: Layout | None = None) -> Coding:
    return Coding(name, layout or Layout("test"), rows, {})


def phrases(left: Row, right: Row, **limits: float) -> tuple[str, ...] | None:
    found = weigh(left, right, Tolerance(**limits))  # type: ignore[arg-type]
    return found.phrases if found else None


def test_evidence_says_what_was_compared() -> None:
    other = replace(BASE, latitude=14.85, killed=12, names=frozenset({"dine"}))
    assert phrases(replace(BASE, killed=10, names=frozenset({"dine"})), other) == (
        "same day", "11 km apart", "both assault", "both name dine", "10 and 12 killed",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "limits", "expected"),
    [
        ({"first": date(2013, 1, 12), "last": date(2013, 1, 12)}, {}, "1 day apart"),
        ({"first": date(2013, 1, 13), "last": date(2013, 1, 13)}, {}, None),
        ({"first": date(2013, 1, 13), "last": date(2013, 1, 13)}, {"days": 2}, "2 days apart"),
        ({"first": date(2013, 1, 1), "last": date(2013, 1, 31)}, {}, "overlap within 31 days"),
        ({"first": None, "last": None}, {}, None),
        ({"latitude": 16.0}, {}, None),
        ({"latitude": 16.0}, {"km": 150}, "117 km apart"),
        ({"country": "NER"}, {}, None),
        ({"latitude": None, "longitude": None}, {}, "both in MLI, no nearer known"),
        ({"latitude": 16.0, "precision": 4}, {}, "both in MLI, no nearer known"),
        ({"country": None, "latitude": None}, {}, None),
        ({"type": "protest"}, {}, None),
        ({"type": "protest"}, {"any_type": True}, "same day"),
        ({"type": None}, {}, "same day"),
    ],
)
def test_tolerances(change: dict[str, object], limits: dict[str, float], expected: str | None) -> None:
    found = phrases(BASE, replace(BASE, **change), **limits)  # type: ignore[arg-type]
    assert found is None if expected is None else found is not None and expected in found


def test_claims_of_one_report_are_one_by_their_sentence_whatever_else_differs() -> None:
    left = replace(BASE, anchor=("r", 0, 40))
    right = replace(BASE, type="protest", first=None, last=None, country="NER", anchor=("r", 10, 50))
    found = weigh(left, right, Tolerance())
    assert found is not None
    assert found.phrases[0] == "same sentence"
    assert weigh(left, replace(right, anchor=("r", 40, 50)), Tolerance()) is None
    assert weigh(left, replace(right, anchor=("s", 0, 40)), Tolerance()) is None


def test_pairs_are_one_to_one_and_the_best_together() -> None:
    left = [replace(BASE, id="1", killed=10), replace(BASE, id="2", killed=1)]
    right = [replace(BASE, id="x", killed=1), replace(BASE, id="y", killed=10)]
    assert [(pair.left.id, pair.right.id) for pair in match(left, right, Tolerance())] == [("1", "y"), ("2", "x")]


_rows = st.builds(
    lambda day, north, killed: replace(
        BASE, first=BASE.first and BASE.first + timedelta(day), last=None, latitude=14.0 + north / 10, killed=killed
    ),
    st.integers(0, 4),
    st.integers(0, 9),
    st.none() | st.integers(0, 20),
)


@settings(deadline=None)  # a busy machine is not a defect
@given(st.lists(_rows, max_size=6), st.lists(_rows, max_size=6))
def test_laws(left: list[Row], right: list[Row]) -> None:
    mine = coding(*(replace(row, id=f"a{place}") for place, row in enumerate(left)))
    other = coding(*(replace(row, id=f"b{place}") for place, row in enumerate(right)))
    there, back = compare(mine, other, everything=True), compare(other, mine, everything=True)
    assert len(there.matched) + len(there.missed) == len(right)
    assert len(there.matched) + len(there.extra) == len(left)
    total = [sum(pair.evidence.score for pair in one.matched) for one in (there, back)]
    assert total[0] == pytest.approx(total[1])
    itself = compare(mine, mine, everything=True)
    assert not itself.missed
    assert not itself.extra
    assert all(one.same == one.known for name, one in itself.agreement.items() if name in {"type", "country"})


# ---- the whole


def test_they_are_compared_where_both_can_have_events() -> None:
    ged = Layout("UCDP GED", frozenset({"assault"}), lethal=True)
    mine = coding(
        replace(BASE, id="1", killed=3),
        replace(BASE, id="2", killed=0),
        replace(BASE, id="3", type="protest", killed=1),
        replace(BASE, id="4", country="NER", killed=1),
        replace(BASE, id="5", first=date(2014, 1, 1), last=None, killed=1),
    )
    other = coding(
        replace(BASE, id="x", killed=0), replace(BASE, id="y", first=date(2012, 1, 1), last=None), layout=ged
    )
    result = compare(mine, other)
    assert [pair.left.id for pair in result.matched] == ["1"]
    assert not result.extra
    assert result.outside == (4, 1)
    assert (result.scope.countries, result.scope.types, result.scope.lethal) == (("MLI",), ("assault",), True)
    assert len(compare(mine, other, everything=True).extra) == 4
    assert compare(mine, other, countries=["NER"]).scope.countries == ("NER",)


def test_months_are_counted_with_the_empty_ones() -> None:
    def rows(*months: int) -> tuple[Row, ...]:
        return tuple(
            replace(BASE, id=f"{place}", first=date(2013, month, 5), last=None, killed=month)
            for place, month in enumerate(months)
        )

    result = compare(coding(*rows(1, 1, 2, 4)), coding(*rows(1, 1, 1, 2, 4, 4)), everything=True)
    (mali,) = result.months
    assert mali.months == ("2013-01", "2013-02", "2013-03", "2013-04")
    assert (mali.left, mali.right) == ((2, 1, 0, 1), (3, 1, 0, 2))
    assert mali.right_killed == (3, 2, 0, 8)
    assert mali.events_r is not None
    assert mali.events_r > 0.9


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [((1, 2), (1, 2), None), ((1, 1, 1), (1, 2, 3), None), ((1, 2, 3), (2, 4, 6), 1.0), ((1, 2, 3), (3, 2, 1), -1.0)],
)
def test_correlation(left: tuple[int, ...], right: tuple[int, ...], expected: float | None) -> None:
    assert correlation(left, right) == expected


# ---- the command


def run(*args: str) -> Result:
    result = CliRunner().invoke(app, ["compare", *args])
    if isinstance(result.exception, DatelineError):
        raise result.exception
    return result


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str], str]:
    (tmp_path / "acled.csv").write_text(
        table(ACLED, acled(), acled(2, "2013-01-20"), acled(3, "2013-01-21", fatalities=0), acled(4, "2013-03-01"))
    )
    (tmp_path / "ged.csv").write_text(table(UCDP, ucdp(), ucdp(2, "2013-02-10"), ucdp(3, "2013-03-02", best=10)))
    return lambda name: str(tmp_path / name)


def test_the_command_tells_everything(files: Callable[[str], str]) -> None:
    shown = run(files("acled.csv"), files("ged.csv"), "--list", "missed", "--list", "matched", "--list", "extra").stdout
    assert "acled.csv (ACLED), 4 rows; 1 outside what is compared" in shown
    assert "compared: 2013-01-11 to 2013-03-01; MLI; assault; only events with deaths" in shown
    assert "matched 2, missed 1 (only B has them), extra 1 (only A has them)" in shown
    assert "2 2013-02-10, Konna town, MLI, state-based, 12 killed" in shown
    assert "MLI4 3 2013-03-01, Konna, MLI, Air/drone strike, 10 killed — 1 day apart; same place" in shown


def test_the_command_as_json_and_as_a_picture(files: Callable[[str], str], tmp_path: Path) -> None:
    told = json.loads(run(files("acled.csv"), files("ged.csv"), "--json", "--plot", str(tmp_path / "p.svg")).stdout)
    assert (told["matched"], told["missed_ids"], told["extra_ids"]) == (2, ["2"], ["MLI2"])
    assert told["pairs"][0]["why"][0] == "same day"
    assert told["agreement"]["killed"] == {"known": 2, "same": 1, "share": 0.5}
    assert told["months"][0]["country"] == "MLI"
    assert "r by month" in (tmp_path / "p.svg").read_text()


def test_wrong_calls_are_named(files: Callable[[str], str], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no list 'found'"):
        run(files("acled.csv"), files("ged.csv"), "--list", "found")
    with pytest.raises(UsageError, match="no kind of picture"):
        run(files("acled.csv"), files("ged.csv"), "--plot", str(tmp_path / "p.txt"))


@pytest.mark.data
@pytest.mark.skipif(not GED.is_file(), reason="no ../shared/data/ucdp/ged_car_v23_1.csv")
def test_a_real_file_agrees_with_itself_and_a_thinned_one_misses_what_was_taken_out() -> None:
    ged = read_coding(str(GED))
    assert len(ged.rows) == 1848
    assert not ged.skipped
    assert {row.country for row in ged.rows} == {"CAF"}
    itself = compare(ged, ged)
    assert (len(itself.matched), itself.missed, itself.extra) == (1848, (), ())
    assert all(one.same == one.known for one in itself.agreement.values())
    assert itself.months[0].events_r == 1.0
    thinned = replace(ged, rows=tuple(row for place, row in enumerate(ged.rows) if place % 4))
    result = compare(thinned, ged, everything=True)
    assert (len(result.missed), len(result.extra)) == (462, 0)
