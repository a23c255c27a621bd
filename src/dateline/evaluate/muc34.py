"""muc34: terrorism in Latin America, templates with a type and five roles (MUC-4, 1992).

The measure is CEAF-REE (Du, Rush and Cardie 2021) after the best alignment of templates, as in GTT's and IterX's
papers: a template of ours may be aligned with one gold template of the same type; within an aligned pair, an entity of
ours is right if its string is among those of one gold entity of that role, one to one; the type itself counts as one
filler. Strings are compared without case, punctuation and articles. A gold template marked OPTIONAL is no miss if we
do not give it, and is scored like any other if we do; a filler marked `?` is no miss either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.evaluate.assignment import best_pairs
from dateline.evaluate.counts import Counts, found
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.muc34_keys import ROLES, Filler, Template, Text, read
from dateline.evaluate.muc34_record import templates_of
from dateline.evaluate.system import System

FIELDS = ("type", *ROLES)


def score(texts: Sequence[Text], system: System) -> Iterator[DocumentScore]:
    """Score the texts one by one."""
    for text in texts:
        report = system.report(text.text, text.published, None)
        yield score_text(text, templates_of(report, system.code(report)))


def score_text(text: Text, ours: Sequence[Template]) -> DocumentScore:
    """Align the templates, and count."""
    fields = {name: Counts() for name in FIELDS}
    pairs = align(text.templates, ours)
    for gold, mine in pairs:
        for name, counts in score_pair(gold, mine).items():
            fields[name] += counts
    mistakes = [mistake for gold, mine in pairs for mistake in _mistakes(text, gold, mine)]
    return DocumentScore(text.key, fields, tuple(mistakes))


def align(gold: Sequence[Template], ours: Sequence[Template]) -> list[tuple[Template | None, Template | None]]:
    """Pair templates of one type so that most fillers are right; those left over stand alone."""
    gains = [[_gain(one, other) for other in ours] for one in gold]
    chosen = [(row, column) for row, column in best_pairs(gains) if gains[row][column] > 0]
    rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
    missed = [(one, None) for row, one in enumerate(gold) if row not in rows]
    spurious = [(None, one) for column, one in enumerate(ours) if column not in columns]
    return [*((gold[row], ours[column]) for row, column in chosen), *missed, *spurious]


def _gain(gold: Template, ours: Template) -> float:
    """What an alignment brings: the fillers that are right, less a trifle for each error; 0 if the types differ."""
    if not gold.types & ours.types:
        return 0.0
    counts = score_pair(gold, ours).values()
    right = sum(one.p_num for one in counts)
    wrong = sum(one.p_den + one.r_den - 2 * one.p_num for one in counts)
    return right - wrong / 10_000 - (0.001 if gold.optional else 0.0)


def score_pair(gold: Template | None, ours: Template | None) -> Mapping[str, Counts]:
    """The counts of an aligned pair, of a missed template, or of a spurious one."""
    if gold is None:
        return {name: found(0, number, 0) for name, number in _size(ours).items()}
    if ours is None:
        return {} if gold.optional else {name: found(0, 0, number) for name, number in _size(gold).items()}
    fields = {"type": found(1, 0, 0)}
    for role in ROLES:
        fields[role] = score_role(gold.roles.get(role, ()), ours.roles.get(role, ()))
    return fields


def score_role(gold: Sequence[Filler], ours: Sequence[Filler]) -> Counts:
    """CEAF-REE with the subset similarity: all strings of ours must be among the gold entity's."""
    # An obligatory filler is worth a trifle more than an optional one, so that it is paired first.
    gains = [[(1.0 if not one.optional else 0.99) * (other.names <= one.names) for other in ours] for one in gold]
    taken = {row for row, column in best_pairs(gains) if gains[row][column] > 0}
    missed = sum(not one.optional for row, one in enumerate(gold) if row not in taken)
    return found(len(taken), len(ours) - len(taken), missed)


def _size(template: Template | None) -> dict[str, int]:
    if template is None:
        return {}
    fillers = {role: [one for one in template.roles.get(role, ()) if not one.optional] for role in ROLES}
    return {"type": 1, **{role: len(found) for role, found in fillers.items()}}


def _mistakes(text: Text, gold: Template | None, ours: Template | None) -> Iterator[Mistake]:
    counts = score_pair(gold, ours)
    for name, one in counts.items():
        if one.p_num == one.p_den == one.r_den:
            continue
        yield Mistake(text.key, name, _shown(gold, name), _shown(ours, name), text.text)


def _shown(template: Template | None, name: str) -> str:
    """A role of a template for reading, its type before it."""
    if template is None:
        return "-"
    kind = "/".join(sorted(template.types))
    if name == "type":
        return kind
    return f"{kind}: " + " + ".join(" | ".join(sorted(one.names)) for one in template.roles.get(name, ()))


DATA_SET = DataSet(
    name="muc34",
    reads="a folder with key-* files and their texts, or a folder of such folders",
    read=read,
    key=lambda text: text.key,
    score=score,
    fields=FIELDS,
    top=FIELDS,
)
