"""`dateline compare`: two codings held against each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dateline.cli.clean import for_eyes
from dateline.cli.inputs import checked_day
from dateline.cli.options import Countries, Output, Since, Until
from dateline.cli.output import opened, write_table
from dateline.core.errors import UsageError

if TYPE_CHECKING:
    from dateline.compare import Coding, Comparison, Row
    from dateline.compare.match import Pair

LISTS = ("matched", "missed", "extra")


def compare(
    a: Annotated[str, typer.Argument(help="A coding: a store, our JSON Lines, or a data set's file.")],
    b: Annotated[str, typer.Argument(help="Another, of the same reports or the same time.")],
    days: Annotated[int, typer.Option(min=0, max=31, help="Days that two events may be apart.")] = 1,
    km: Annotated[float, typer.Option(min=0, max=1000, help="Kilometres that two exact places may be apart.")] = 50,
    any_type: Annotated[bool, typer.Option("--any-type", help="Match events of different types too.")] = False,
    claims: Annotated[bool, typer.Option("--claims", help="Of stores, compare claims instead of events.")] = False,
    everything: Annotated[
        bool, typer.Option("--everything", help="Compare all of both, not only what both can have.")
    ] = False,
    country: Countries = None,
    since: Since = None,
    until: Until = None,
    listed: Annotated[
        list[str] | None,
        typer.Option("--list", help="List the matched, missed or extra rows too; may be repeated.", show_default=False),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    output: Output = None,
    picture: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw the months: a file that ends in .svg, .png or .pdf.", show_default=False),
    ] = None,
) -> None:
    """Compare two codings: matched, missed and extra events, agreement on each field, months by country.

    Each may be a store, events or claims as JSON Lines, or a file of ACLED, UCDP GED, GDELT (1 and 2) or POLECAT; what
    it is is told by its content. Missed are events that only B has, extra those that only A has. Claims of the same
    reports are matched by their sentences, all else one to one by day, place and type.

    Unless --everything is given, they are compared where both can have events: in the days that both reach and the
    countries that both have, for the types that both record, and against UCDP only where somebody died.

    Examples:
        dateline compare mine.sqlite ged.csv --country MLI --plot months.svg

        dateline compare old-claims.jsonl new-claims.jsonl --list missed
    """
    from dateline.compare import Tolerance, read_coding
    from dateline.compare import compare as compared

    if wrong := sorted(set(listed or ()) - set(LISTS)):
        raise UsageError(f"--list: no list {wrong[0]!r}", hint=f"Lists: {', '.join(LISTS)}.")
    result = compared(
        read_coding(a, claims=claims),
        read_coding(b, claims=claims),
        Tolerance(days, km, any_type),
        since=_day(since, "--since"),
        until=_day(until, "--until"),
        countries=country or (),
        everything=everything,
    )
    _give(result, output, listed or [], as_json=json_)
    if picture is not None:
        from dateline.compare.plot import plot

        plot(result, picture)


def _give(result: Comparison, output: Path | None, listed: list[str], *, as_json: bool) -> None:
    with opened(output) as target:
        if as_json:
            import json

            target.write(json.dumps(result.as_dict(), ensure_ascii=False, indent=1) + "\n")
        else:
            _write(result, target, listed)


def _day(text: str | None, option: str) -> date | None:
    checked = checked_day(text, option)
    return date.fromisoformat(checked) if checked else None


def _write(result: Comparison, target: TextIO, listed: list[str]) -> None:
    target.write(f"A: {_told(result.left, result.outside[0])}\n")
    target.write(f"B: {_told(result.right, result.outside[1])}\n")
    target.write(f"compared: {_scope(result)}\n")
    target.write(f"matched {len(result.matched)}, missed {len(result.missed)} (only B has them), ")
    target.write(f"extra {len(result.extra)} (only A has them)\n\n")
    rows = [(name, str(one.same), str(one.known), _share(one.share)) for name, one in result.agreement.items()]
    write_table(rows, ("field", "agree", "of pairs that tell it", "share"), target)
    if result.median_km is not None:
        target.write(f"median distance of matched places: {result.median_km:g} km\n")
    months = [
        (one.country, str(sum(one.left)), str(sum(one.right)), str(len(one.months)), _r(one.events_r), _r(one.deaths_r))
        for one in result.months
    ]
    target.write("\n")
    write_table(months, ("country", "events A", "events B", "months", "r of events", "r of deaths"), target)
    for name in listed:
        _list(name, result, target)


def _list(name: str, result: Comparison, target: TextIO) -> None:
    target.write(f"\n{name}\n")
    if name == "matched":
        lines = [f"{pair.left.id} {pair.right.id} {_row(pair.left)} — {_why(pair)}" for pair in result.matched]
    else:
        rows = result.missed if name == "missed" else result.extra
        lines = [f"{row.id} {_row(row)}" for row in rows]
    target.writelines(f"{for_eyes(line)}\n" for line in lines)


def _why(pair: Pair) -> str:
    return "; ".join(pair.evidence.phrases)


def _row(row: Row) -> str:
    parts = (row.first.isoformat() if row.first else "", row.place or row.admin1, row.country, row.label)
    dead = f"{row.killed} killed" if row.killed is not None else None
    return ", ".join(part for part in (*parts, dead) if part)


def _told(coding: Coding, outside: int) -> str:
    left_out = [f"{outside} outside what is compared"] if outside else []
    left_out += [f"{number} skipped: {reason}" for reason, number in sorted(coding.skipped.items())]
    return f"{coding.name} ({coding.layout.name}), {len(coding.rows)} rows" + "".join(f"; {one}" for one in left_out)


def _scope(result: Comparison) -> str:
    scope = result.scope
    days = f"{scope.since or 'the first day'} to {scope.until or 'the last'}"
    countries = ", ".join(scope.countries) if scope.countries is not None else "all countries"
    types = ", ".join(scope.types) if scope.types is not None else "all types"
    dead = "; only events with deaths" if scope.lethal else ""
    return f"{days}; {countries or 'no country that both have'}; {types}{dead}"


def _share(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"


def _r(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
