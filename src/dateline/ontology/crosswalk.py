"""From PLOVER to CAMEO, ACLED and UCDP, by the ordered tables in `cameo.yaml`, `acled.yaml` and `ucdp.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from dateline.core.errors import InstallError
from dateline.ontology.files import BadFileError, frozen, mapping
from dateline.ontology.loader import DATA, load_ontology
from dateline.ontology.model import Ontology, Words


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(_Checked):
    """The conditions of one row; what is left out does not matter.

    `actor` and `recipient` name a group of sectors. Of each of the others, one must be there.
    """

    types: Words
    modes: Words = ()
    contexts: Words = ()
    measures: Words = ()
    instruments: Words = ()
    actor: str | None = None
    recipient: str | None = None


class AcledRow(Row):
    """What ACLED calls it; neither, where ACLED does not record such an event."""

    event_type: str | None = None
    sub_event_type: str | None = None


class UcdpRow(Row):
    """UCDP's type of violence: 1 state-based, 2 non-state, 3 one-sided."""

    type_of_violence: int


class AcledTable(_Checked):
    """`acled.yaml`."""

    groups: dict[str, Words]
    rows: tuple[AcledRow, ...]


class UcdpTable(_Checked):
    """`ucdp.yaml`."""

    groups: dict[str, Words]
    minimum_deaths: int
    rows: tuple[UcdpRow, ...]


class Plover(_Checked):
    """A CAMEO code in PLOVER's terms."""

    type: str
    mode: str | None = None
    contexts: Words = ()


class CameoRow(_Checked):
    """A PLOVER type and mode with the CAMEO code nearest to it."""

    type: str
    mode: str | None = None
    code: str


class CameoTable(_Checked):
    """`cameo.yaml`."""

    to_cameo: tuple[CameoRow, ...]
    from_cameo: dict[str, Plover]


class AcledType(NamedTuple):
    """ACLED's two names for an event."""

    event_type: str
    sub_event_type: str


class Tables(NamedTuple):
    """The three crosswalks."""

    cameo: CameoTable
    acled: AcledTable
    ucdp: UcdpTable


def acled_of(
    type_: str,
    mode: str | None = None,
    actor_sectors: Sequence[str] = (),
    recipient_sectors: Sequence[str] = (),
    *,
    contexts: Collection[str] = (),
    measures: Collection[str] = (),
    instruments: Collection[str] = (),
) -> AcledType | None:
    """The ACLED event and sub-event type.

    Args:
        type_: PLOVER type.
        mode: PLOVER mode.
        actor_sectors: Sectors of the acting side. Two actors and no recipient are two sides that fight each other.
        recipient_sectors: Sectors of the other side.
        contexts: PLOVER contexts.
        measures: What the event's figures count (`killed`, `wounded`, …).
        instruments: Lemmas of the weapons named.

    Returns:
        None where ACLED records no such event, or the sides are not known well enough to tell.
    """
    table = tables().acled
    actor, recipient = _sides(actor_sectors, recipient_sectors)
    for row in table.rows:
        if _fits(row, type_, mode, table.groups, actor, recipient) and _has_all(row, contexts, measures, instruments):
            if row.event_type is None or row.sub_event_type is None:
                return None
            return AcledType(row.event_type, row.sub_event_type)
    return None


def ucdp_of(
    type_: str,
    mode: str | None = None,
    actor_sectors: Sequence[str] = (),
    recipient_sectors: Sequence[str] = (),
    *,
    deaths: int | None = None,
) -> int | None:
    """UCDP's type of violence: 1 state-based, 2 non-state, 3 one-sided.

    Args:
        type_: PLOVER type.
        mode: PLOVER mode.
        actor_sectors: Sectors of the acting side, as in `acled_of`.
        recipient_sectors: Sectors of the other side.
        deaths: The least number of dead that the claims support; None where no one counted them.

    Returns:
        None without a death, or where the sides are not known well enough to tell.
    """
    table = tables().ucdp
    if deaths is None or deaths < table.minimum_deaths:
        return None
    actor, recipient = _sides(actor_sectors, recipient_sectors)
    for row in table.rows:
        if _fits(row, type_, mode, table.groups, actor, recipient):
            return row.type_of_violence
    return None


def cameo_of(type_: str, mode: str | None = None) -> str | None:
    """The CAMEO code nearest to a PLOVER type and mode; None for a type that is not PLOVER's."""
    rows = [row for row in tables().cameo.to_cameo if row.type == type_]
    exact = next((row for row in rows if row.mode == mode), None)
    general = next((row for row in rows if row.mode is None), None)
    found = exact or general
    return found.code if found else None


def plover_of(code: str) -> Plover | None:
    """A CAMEO code as PLOVER has it, by the longest beginning that the published table lists."""
    table = tables().cameo.from_cameo
    return next((table[code[:length]] for length in range(len(code), 1, -1) if code[:length] in table), None)


@lru_cache(maxsize=1)
def tables() -> Tables:
    """Read and check the crosswalks.

    Raises:
        InstallError: A file of the package is missing or fails a check.
    """
    try:
        read = Tables(
            frozen(CameoTable, mapping(DATA / "cameo.yaml"), "cameo.yaml"),
            frozen(AcledTable, mapping(DATA / "acled.yaml"), "acled.yaml"),
            frozen(UcdpTable, mapping(DATA / "ucdp.yaml"), "ucdp.yaml"),
        )
        _check(read, load_ontology())
    except BadFileError as error:
        raise InstallError(f"the crosswalks are damaged: {error.message}", hint="Install Dateline again.") from error
    return read


def _sides(actors: Sequence[str], recipients: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The sectors of the two sides; two actors without a recipient stand against each other."""
    if not recipients and len(actors) > 1:
        return frozenset(actors[:1]), frozenset(actors[1:])
    return frozenset(actors), frozenset(recipients)


def _fits(
    row: Row,
    type_: str,
    mode: str | None,
    groups: dict[str, Words],
    actor: frozenset[str],
    recipient: frozenset[str],
) -> bool:
    if type_ not in row.types or (row.modes and mode not in row.modes):
        return False
    return all(
        group is None or not side.isdisjoint(groups[group])
        for group, side in ((row.actor, actor), (row.recipient, recipient))
    )


def _has_all(row: Row, contexts: Collection[str], measures: Collection[str], instruments: Collection[str]) -> bool:
    pairs = ((row.contexts, contexts), (row.measures, measures), (row.instruments, instruments))
    return all(not wanted or any(word in given for word in wanted) for wanted, given in pairs)


def _check(read: Tables, ontology: Ontology) -> None:
    """Types, modes, contexts, groups and sectors must exist."""
    kinds = [(row.type, row.mode) for row in read.cameo.to_cameo]
    kinds += [(kind.type, kind.mode) for kind in read.cameo.from_cameo.values()]
    for type_, mode in kinds:
        _check_names("cameo.yaml", ontology, (type_,), (mode,) if mode else ())
    _check_table("acled.yaml", ontology, read.acled)
    _check_table("ucdp.yaml", ontology, read.ucdp)


def _check_table(name: str, ontology: Ontology, table: AcledTable | UcdpTable) -> None:
    sectors = (sector for group in table.groups.values() for sector in group)
    _check_known(name, "sector", sectors, ontology.sectors)
    for row in table.rows:
        _check_names(name, ontology, row.types, row.modes)
        _check_known(name, "group", (side for side in (row.actor, row.recipient) if side), table.groups)
        _check_known(name, "context", row.contexts, ontology.contexts)


def _check_known(file: str, what: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise BadFileError(f"{file}: no {what} {name!r}")


def _check_names(file: str, ontology: Ontology, types: Sequence[str], modes: Sequence[str]) -> None:
    _check_known(file, "type", types, ontology.types)
    for type_ in types:
        _check_known(file, f"mode of {type_}", modes, ontology.types[type_].modes)
