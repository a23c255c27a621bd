"""The only place that puts the stages in order: read, code, store, link."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from dateline.core.config import Config
from dateline.core.errors import DatelineError, FailedRecord, InputError, UsageError
from dateline.core.plugins import load_plugin, plugin_names
from dateline.frames import Claims, Events
from dateline.records import Claim, Event, Judgement, Report

if TYPE_CHECKING:
    from dateline.coder import Explanation
    from dateline.store import Store

CODERS = ("rules+encoder", "rules")
"""The coders that there are, by the name that a configuration gives."""

CODED_LANGUAGES = frozenset({"en"})
"""Languages that our coders know; a plug-in names its own in an attribute `languages`. Reports in others are stored and
listed, and have no claims."""

AHEAD = 4
"""Reports handed to each worker before its first answer is awaited: keeps it busy, and memory flat."""


class Coder(Protocol):
    """What a coder does: one report in, its claims out; the same report always gives the same claims."""

    @property
    def name(self) -> str:
        """Name and version, for example ``rules/0.1.0``."""
        ...

    def code(self, report: Report) -> tuple[Claim, ...]:
        """Code one report."""
        ...

    def explain(self, report: Report) -> list[Explanation]:
        """Code one report and say why each part was chosen."""
        ...


@dataclass(frozen=True, slots=True)
class Coded:
    """A report and what became of it: its claims, the error that kept it from having any, or the unknown language."""

    report: Report
    claims: tuple[Claim, ...] = ()
    error: InputError | None = None
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input of `add`; `unread` is its language, if the coder does not know it."""

    source: str
    state: Literal["added", "present", "failed"]
    claims: int = 0
    error: InputError | None = None
    unread: str | None = None


def read(path: str | Path, *, published: str | None = None) -> Report:
    """Read one report from a text or HTML file.

    Args:
        path: The file.
        published: ISO date of publication, for a file that does not say; relative dates count from it.

    Raises:
        InputError: It cannot be read.
    """
    from dateline import ingest

    return ingest.read_report(path, published=published)


def read_all(
    inputs: Sequence[str], *, published: str | None = None, mapping: Mapping[str, str] | None = None
) -> Iterator[Report | InputError]:
    """Read many inputs in their order; one that fails comes as its error, in its place.

    Args:
        inputs: Files, folders, or ``-`` for standard input.
        published: As in `read`.
        mapping: Field to column name, for JSON and CSV: ``{"text": "body"}``.

    Raises:
        UsageError: Nothing was named, or a field is mapped that there is not.
    """
    from dateline import ingest

    if not inputs:
        raise UsageError("no input", hint="Name files or folders, or - for standard input.")
    return ingest.read_inputs(inputs, published=published, mapping=mapping)


def load_coder(config: Config) -> Coder:
    """Load the configured coder; the same one again within a process.

    Raises:
        UsageError: There is no coder of that name.
        InstallError: A part that it needs is missing.
    """
    known = (*CODERS, *plugin_names("dateline.coders"))
    if config.coder not in known:
        raise UsageError(f"no coder {config.coder!r}", hint=f"Available: {', '.join(known)}.")
    return _load_coder(config)


@lru_cache(maxsize=2)
def _load_coder(config: Config) -> Coder:
    from dateline import coder

    factory = coder.load_coder if config.coder in CODERS else load_plugin("dateline.coders", config.coder)
    loaded: Coder = factory(config)
    return loaded


def code(report: Report, *, config: Config | None = None, coder: Coder | None = None) -> Claims:
    """Code one report.

    Args:
        report: As `dateline.read` gives it.
        config: Names the coder and its parts; the defaults without it.
        coder: A loaded coder, instead of the one that `config` names.
    """
    return Claims((coder or load_coder(config or Config())).code(report))


def code_all(reports: Iterable[Report], *, config: Config | None = None, coder: Coder | None = None) -> Iterator[Coded]:
    """Code many reports, in their order. One that fails does not stop the others.

    With `config.workers` above 1 the work is shared among processes; the answer is the same.
    """
    settings = config or Config()
    if settings.workers == 1 or coder is not None:
        loaded = coder or load_coder(settings)
        return (_code_one(report, loaded) for report in reports)
    return _code_in_parallel(reports, settings)


def _code_one(report: Report, coder: Coder) -> Coded:
    languages = getattr(coder, "languages", CODED_LANGUAGES)
    if report.language and report.language.split("-")[0] not in languages:
        return Coded(report, unread=report.language)
    try:
        return Coded(report, coder.code(report))
    except InputError as error:
        error.record = error.record or _record_of(report)
        return Coded(report, error=error)
    except DatelineError:
        raise
    except Exception as error:  # noqa: BLE001  # a defect met in one report must not cost the other ten thousand
        reason = f"could not be coded: {type(error).__name__}: {error}"
        hint = "This is a defect in Dateline: please report it, with the text if you may."
        return Coded(report, error=InputError(reason, source=source_of(report), hint=hint, record=_record_of(report)))


def _record_of(report: Report) -> FailedRecord:
    """The report itself: what made it may be gone, as a page or a line of a pipe is."""
    return FailedRecord(report.model_dump_json().encode("utf-8", "surrogatepass"), "jsonl")


def _code_in_worker(report: Report, config: Config) -> Coded:
    return _code_one(report, load_coder(config))


def _code_in_parallel(reports: Iterable[Report], config: Config) -> Iterator[Coded]:
    waiting: deque[Future[Coded]] = deque()
    # "spawn" rather than "fork": the parent may hold database connections and threads.
    with ProcessPoolExecutor(config.workers, mp_context=get_context("spawn")) as pool:
        try:
            for report in reports:
                waiting.append(pool.submit(_code_in_worker, report, config))
                if len(waiting) >= AHEAD * config.workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def add(
    inputs: Iterable[Report | InputError],
    store: Store,
    *,
    config: Config | None = None,
    coder: Coder | None = None,
) -> Iterator[Outcome]:
    """Code reports and add them to a store, each with its claims in one transaction.

    A report that is a new version or a copy of one in the store is marked as such (`revises`, `copy_of`).

    Reports that are there already are not coded again, so that a run that was cut off can simply be started
    again. Events are not touched: call `link_new` afterwards.
    """
    pending: deque[Outcome] = deque()

    def fresh() -> Iterator[Report]:
        for item in inputs:
            if isinstance(item, InputError):
                pending.append(Outcome(item.source, "failed", error=item))
            elif (there := store.digest_of(item.id)) is not None:
                pending.append(_present(item, there))
            else:
                yield item

    for coded in code_all(fresh(), config=config, coder=coder):
        while pending:
            yield pending.popleft()
        yield _keep(coded, store)
    while pending:
        yield pending.popleft()


def _present(report: Report, digest: str) -> Outcome:
    """A report that is there already; one that only bears the id of another is an error."""
    from dateline.ingest import arrivals

    source = source_of(report)
    if arrivals.digest(report) == digest:
        return Outcome(source, "present")
    hint = "Ids that a record brings along must be its own; leave the id out and one is made."
    error = InputError(f"another report has the id {report.id}", source=source, hint=hint)
    return Outcome(source, "failed", error=error)


def _keep(coded: Coded, store: Store) -> Outcome:
    source = source_of(coded.report)
    if coded.error is not None:
        return Outcome(source, "failed", error=coded.error)
    if not store.add(coded.report, coded.claims, place=True):
        return Outcome(source, "present")
    return Outcome(source, "added", claims=len(coded.claims), unread=coded.unread)


def link(claims: Sequence[Claim], reports: Sequence[Report], judgements: Sequence[Judgement] = ()) -> Events:
    """Put claims together to events; the order of the claims does not matter."""
    from dateline.link import link as link_claims

    return Events(link_claims(claims, reports, judgements))


def relink(store: Store, *, workers: int = 1) -> int:
    """Link all claims of a store anew, and give the number of events; see `dateline.relinking`."""
    from dateline import relinking

    return relinking.relink(store, workers=workers)


def link_new(store: Store) -> tuple[Event, ...]:
    """Link what came to a store since it was linked last, reports and judgements; see `dateline.relinking`."""
    from dateline import relinking

    return relinking.link_new(store)


def relink_around(
    store: Store, claim_ids: Collection[str], judgements: Collection[str] | None = None
) -> tuple[Event, ...]:
    """Derive anew the events that judgements about some claims may change; see `dateline.relinking`."""
    from dateline import relinking

    return relinking.relink_around(store, claim_ids, judgements)


def redress(store: Store, event_ids: Collection[str], judgements: Collection[str] | None = None) -> tuple[Event, ...]:
    """Make events anew after corrections of the events themselves; see `dateline.relinking`."""
    from dateline import relinking

    return relinking.redress(store, event_ids, judgements)


def source_of(report: Report) -> str:
    """Where a report came from, for messages."""
    return report.path or report.url or report.headline or report.id
