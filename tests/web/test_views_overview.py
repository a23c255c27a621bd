"""What the overview works out before anything is drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.records import Toll
from dateline.store.overview import Bar, Cell, Timeline
from dateline.web.queries import EventListQuery
from dateline.web.views import overview, timeline
from dateline.web.views.address import Address

ADDRESS = Address.of(
    [
        ("type", "assault"),
        ("type", "coerce"),
        ("since", "2013-01-01"),
        ("q", "  "),
        ("sort", "-killed"),
        ("cursor", "x"),
    ]
)


def cell(longitude: float, latitude: float, n: int = 1) -> Cell:
    return Cell(n, latitude, longitude, longitude, latitude, longitude, latitude, 1, "assault", None, 0, None)


def test_blank_values_mean_nothing() -> None:
    assert ADDRESS.first("q") is None
    assert ADDRESS.all("type") == ("assault", "coerce")


def test_another_filter_starts_the_list_anew() -> None:
    assert ADDRESS.having(status="future") == ("/?type=assault&type=coerce&since=2013-01-01&sort=-killed&status=future")
    assert ADDRESS.without("type", "coerce") == "/?type=assault&since=2013-01-01&sort=-killed"
    assert ADDRESS.having(type=None, since=None) == "/?sort=-killed"
    assert ADDRESS.bare == "/?sort=-killed"
    assert ADDRESS.filter_query == "type=assault&type=coerce&since=2013-01-01"


@given(st.lists(st.tuples(st.sampled_from(["type", "place", "country"]), st.text(min_size=1).filter(str.strip))))
def test_an_address_says_its_filters_again(pairs: list[tuple[str, str]]) -> None:
    from urllib.parse import parse_qsl, urlsplit

    address = Address.of(pairs)
    assert Address.of(parse_qsl(urlsplit(address.having(x=None)).query)).pairs == address.pairs


def test_every_filter_in_force_has_a_chip_that_takes_it_away() -> None:
    address = Address.of(
        [("type", "assault"), ("country", "MLI"), ("measure", "killed"), ("at_least", "5"), ("box", "1,2,3,4")]
    )
    chips = overview.chips(address)
    assert [chip.label for chip in chips] == ["Assault", "Mali", "killed ≥ 5", "frame on the map"]
    assert "country" not in chips[1].href


def test_a_chosen_value_stays_among_the_choices() -> None:
    choices = overview.choices("type", [("coerce", 4), ("protest", 7)], Address.of([("type", "aid")]))
    assert [(one.value, one.count, one.chosen) for one in choices] == [
        ("protest", 7, False),
        ("coerce", 4, False),
        ("aid", 0, True),
    ]


@pytest.mark.parametrize(
    ("column", "sort", "following"),
    [
        ("killed", "-date", "-killed"),
        ("killed", "-killed", "killed"),
        ("where", "-date", "place"),
        ("where", "place", "-place"),
    ],
)
def test_a_head_orders_its_own_way_first(column: str, sort: str, following: str) -> None:
    found = next(one for one in overview.COLUMNS if one.key == column)
    assert overview.next_sort(found, sort) == following


def test_the_store_knows_every_order_of_the_table() -> None:
    for column in overview.COLUMNS:
        if column.sort:
            for sort in (column.sort, f"-{column.sort}"):
                assert EventListQuery.of([("sort", sort)]).sort == sort


def test_the_usual_columns_need_no_address() -> None:
    acled = next(one for one in overview.COLUMNS if one.key == "acled")
    usual = {one.key for one in overview.COLUMNS if one.usual}
    with_acled = overview.toggled(acled, usual)
    assert with_acled is not None
    assert "acled" in with_acled.split(",")
    assert overview.toggled(acled, usual | {"acled"}) is None


def test_the_first_view_leaves_out_one_far_away() -> None:
    cells = [cell(-3, 14, 60), cell(0, 16, 39), cell(-74, 40, 1)]
    assert overview.extent(cells) == (-3, 14, 0, 16)
    assert overview.extent([]) is None


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        (None, ""),
        (Toll(low=11, best=74, high=74), "74"),
        (Toll(low=31, best=None, high=None), "31 or more"),
        (Toll(low=200, best=None, high=999), "200–999"),
    ],
)
def test_a_count_without_a_best_one_is_shown_as_a_range(toll: Toll | None, words: str) -> None:
    assert overview.toll_words(toll) == words


def test_bars_have_no_gap_and_few_are_not_blown_up() -> None:
    found = Timeline("day", (Bar("2013-01-10", "2013-01-10", 4, 0, 0), Bar("2013-01-12", "2013-01-12", 1, 0, 0)), 3)
    bars = timeline.drawn(found, Address.of([("since", "2013-01-11")]))
    assert len(bars) >= 19
    by_day = {bar.first: bar for bar in bars}
    assert [by_day[f"2013-01-{day}"].count for day in (10, 11, 12)] == [4, 0, 1]
    assert by_day["2013-01-10"].height == 100
    assert by_day["2013-01-11"].height == 0
    assert not by_day["2013-01-10"].chosen
    assert by_day["2013-01-12"].chosen
    assert bars[-1].x + bars[-1].width <= 1000


@pytest.mark.parametrize("unit", ["week", "month", "year"])
def test_bars_of_every_width_join(unit: str) -> None:
    first = {
        "week": ("2012-12-31", "2013-01-06"),
        "month": ("2013-01-01", "2013-01-31"),
        "year": ("2013-01-01", "2013-12-31"),
    }
    last = {
        "week": ("2013-03-04", "2013-03-10"),
        "month": ("2013-06-01", "2013-06-30"),
        "year": ("2016-01-01", "2016-12-31"),
    }
    found = Timeline(unit, (Bar(*first[unit], 1, 0, 0), Bar(*last[unit], 1, 0, 0)), 0)  # type: ignore[arg-type]
    bars = timeline.drawn(found, Address())
    assert (bars[0].first, bars[-1].last) == (first[unit][0], last[unit][1])
    assert len(bars) == {"week": 10, "month": 6, "year": 4}[unit]
    assert timeline.ticks(bars)


def test_without_dates_there_is_no_timeline() -> None:
    assert timeline.drawn(Timeline("day", (), 4), Address()) == ()
    assert timeline.ticks(()) == ()


def test_days_around_those_chosen_are_drawn_too() -> None:
    assert timeline.around("2013-01-10", "2013-03-10") == ("2012-11-12", "2013-05-08")
    assert timeline.around("2013-01-10", None) == (None, None)
    assert timeline.around("0001-01-01", "0001-02-01") == (None, None)
