"""own: reports that the project wrote itself and coded by hand before the coder was run (`quality/own`).

A claim is right when its type, its status and the sets of its actors' and recipients' head words all agree. Claims are
paired with those of the gold within a sentence so that most are right, then so that most columns agree. The columns
are counted over the pairs: what a claim that was found has right. `whole` is the share of the gold's claims that came
out right in every column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.core.errors import InputError
from dateline.evaluate.assignment import best_pairs
from dateline.evaluate.counts import Counts, answer, found
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.offsets import OffsetMap, offset_map
from dateline.evaluate.own_match import COLUMNS, GoldClaim, Number, Wanted, agreement, exact
from dateline.evaluate.reading import existing, json_lines, text_of
from dateline.evaluate.system import Offsets, System
from dateline.records import Claim

# Weights of a pairing: an exact claim outweighs all its columns together, and a claim that must be found one that
# need not be. They order pairings and are in no score.
_EXACT, _REQUIRED, _TRIGGER, _TYPE = 100.0, 0.5, 3.0, 2.0


@dataclass(frozen=True, slots=True)
class OwnReport:
    """One report with its gold."""

    key: str
    published: str
    part: str
    text: str
    claims: tuple[GoldClaim, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim of the gold and the one of ours that tells it, with the columns that agree."""

    gold: GoldClaim
    ours: Claim
    columns: Mapping[str, bool]


def read(path: Path) -> list[OwnReport]:
    """Read `gold.jsonl`, or another file of its format, with the texts in `reports/` beside it."""
    file = path / "gold.jsonl" if existing(path).is_dir() else path
    rows = json_lines([file], "id", "published", "part", "claims")
    return [_report(row, file) for row in rows]


def _report(row: Mapping[str, Any], file: Path) -> OwnReport:
    text = text_of(file.parent / "reports" / f"{row['id']}.txt")
    try:
        claims = tuple(_gold(claim) for claim in row["claims"])
    except (KeyError, TypeError) as error:
        raise InputError(f"report {row['id']} has a malformed claim: {error}", source=str(file)) from error
    return OwnReport(row["id"], row["published"], row["part"], text, claims)


def _gold(row: Mapping[str, Any]) -> GoldClaim:
    trigger, date, place = row["trigger"], row["date"], row["place"]
    return GoldClaim(
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        trigger=(trigger["start"], trigger["end"]),
        word=trigger["text"],
        actors=_wanted(row["actors"]),
        recipients=_wanted(row["recipients"]),
        place=_wanted([place])[0] if place else None,
        date=(date["first"], date["last"]) if date else None,
        figures=tuple(
            Number(one["measure"], (one["low"], one["best"], one["high"]), one["required"]) for one in row["figures"]
        ),
        sources=_wanted(row["sources"]),
        required=row["required"],
    )


def _wanted(rows: Sequence[Mapping[str, Any]]) -> tuple[Wanted, ...]:
    return tuple(Wanted(tuple(row["heads"]), row["required"]) for row in rows)


def score(reports: Sequence[OwnReport], system: System) -> Iterator[DocumentScore]:
    """Score the reports one by one."""
    for own in reports:
        report = system.report(own.text, own.published, None)
        claims = list(system.code(report))
        yield score_report(own, claims, offset_map(report.text, own.text))


def score_report(own: OwnReport, claims: Sequence[Claim], back: OffsetMap) -> DocumentScore:
    """The exact claims, the events found, and the columns of those found."""
    pairs = pair(own.claims, claims, back)
    fields = {"claim": _exact_claims(own, claims, pairs), "event": _events(own, claims, pairs)}
    counted = [one for one in pairs if one.gold.required]
    for name in ("trigger", *COLUMNS):
        fields[name] = sum((answer(right=one.columns[name]) for one in counted), Counts())
    entire = sum(all(one.columns[name] for name in COLUMNS) for one in counted)
    fields["whole"] = Counts(correct=entire, total=sum(claim.required for claim in own.claims))
    return DocumentScore(own.key, fields, tuple(_mistakes(own, claims, pairs, back)))


def pair(gold: Sequence[GoldClaim], ours: Sequence[Claim], back: OffsetMap) -> list[Pair]:
    """The best one-to-one pairing of claims that stand in one sentence and have something in common."""
    table = [[_columns(one, claim, back) for claim in ours] for one in gold]
    gains = [[_gain(one, columns) for columns in row] for one, row in zip(gold, table, strict=True)]
    return [
        Pair(gold[row], ours[column], table[row][column]) for row, column in best_pairs(gains) if gains[row][column] > 0
    ]


def _columns(gold: GoldClaim, ours: Claim, back: OffsetMap) -> dict[str, bool]:
    """The columns that agree; none for claims of different sentences."""
    sentence = back.span(ours.sentence.start, ours.sentence.end)
    trigger = back.span(ours.trigger.start, ours.trigger.end)
    inside = sentence[0] <= gold.trigger[0] < max(sentence[1], trigger[1])
    return agreement(gold, ours, trigger) if inside else {}


def _gain(gold: GoldClaim, columns: Mapping[str, bool]) -> float:
    """What a pairing is worth; nothing where neither the word nor the type is the same."""
    if not columns or not (columns["trigger"] or columns["type"]):
        return 0.0
    worth = _EXACT * exact(dict(columns)) + _REQUIRED * gold.required
    worth += _TRIGGER * columns["trigger"] + _TYPE * columns["type"]
    return worth + sum(columns[name] for name in COLUMNS)


def _exact_claims(own: OwnReport, claims: Sequence[Claim], pairs: Sequence[Pair]) -> Counts:
    right = sum(one.gold.required and exact(dict(one.columns)) for one in pairs)
    return _counts(own, claims, pairs, right)


def _events(own: OwnReport, claims: Sequence[Claim], pairs: Sequence[Pair]) -> Counts:
    return _counts(own, claims, pairs, sum(one.gold.required for one in pairs))


def _counts(own: OwnReport, claims: Sequence[Claim], pairs: Sequence[Pair], right: int) -> Counts:
    """What is optional counts on neither side."""
    wanted = sum(claim.required for claim in own.claims)
    given = len(claims) - sum(not one.gold.required for one in pairs)
    return found(right, given - right, wanted - right)


def _mistakes(own: OwnReport, claims: Sequence[Claim], pairs: Sequence[Pair], back: OffsetMap) -> Iterator[Mistake]:
    told = {one.gold.trigger: one for one in pairs}
    for gold in own.claims:
        if gold.required and gold.trigger not in told:
            yield Mistake(own.key, "missing", shown(gold), None, _around(own.text, gold.trigger))
    for one in pairs:
        wrong = [name for name in ("trigger", *COLUMNS) if not one.columns[name]]
        if one.gold.required and wrong:
            text = _around(own.text, one.gold.trigger)
            yield Mistake(own.key, " ".join(wrong), shown(one.gold), told_by(one.ours), text)
    paired = {one.ours.id for one in pairs}
    for claim in claims:
        if claim.id not in paired:
            text = _around(own.text, back.span(claim.trigger.start, claim.trigger.end))
            yield Mistake(own.key, "spurious", None, told_by(claim), text)


def shown(gold: GoldClaim) -> str:
    """A claim of the gold on one line."""
    who, whom = ("+".join("/".join(one.heads) for one in side) for side in (gold.actors, gold.recipients))
    figures = "; ".join(f"{one.measure} {one.bounds}" for one in gold.figures)
    place = "/".join(gold.place.heads) if gold.place else None
    sources = "+".join("/".join(one.heads) for one in gold.sources)
    what = f"{gold.type}/{gold.mode} {gold.status} [{gold.word}]"
    return f"{what} {who} -> {whom} | {place} | {gold.date} | {figures} | {sources}"


def told_by(claim: Claim) -> str:
    """A claim of ours on one line."""
    who, whom = ("+".join(one.head or one.text for one in side) for side in (claim.actors, claim.recipients))
    figures = "; ".join(f"{one.measure} {(one.low, one.best, one.high)}" for one in claim.figures)
    place = claim.place.text if claim.place else None
    days = (claim.time.first, claim.time.last) if claim.time else None
    sources = "+".join(one.text for one in claim.sources)
    what = f"{claim.type}/{claim.mode} {claim.status} [{claim.trigger.text}]"
    return f"{what} {who} -> {whom} | {place} | {days} | {figures} | {sources}"


def _around(text: str, span: Offsets) -> str:
    """The line that a span stands in."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return text[start : end if end >= 0 else len(text)]


DATA_SET = DataSet(
    name="own",
    reads="gold.jsonl, or another file of its format, with reports/ beside it, or their folder",
    read=read,
    key=lambda own: own.key,
    score=score,
    fields=("claim", "whole", "event", "trigger", *COLUMNS),
    top=("claim",),
    held=lambda own: own.part == "test",
)
