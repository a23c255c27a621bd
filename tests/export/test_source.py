"""What goes into an export: from a store and from a stream the same, and in flat memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import make_dossier, make_event
from stub import day, make_claim, make_report, party, place, source

from dateline.core.errors import UsageError
from dateline.export import Dossier, asked_for, built_in, describe, export, from_claims, from_store
from dateline.link import link
from dateline.records import Claim, Judgement
from dateline.store import ClaimFilter, EventFilter, Store
from dateline.store.bundles import newest_day

REPORT = make_report(
    "Rebels attacked Gao.\nPlanes bombed Konna.\nPeople met in Ségou.",
    publisher="Northern Post",
    headline="Gao attacked",
    url="https://post.example/gao",
)
CLAIMS = (
    make_claim(REPORT, "attacked", actors=(party("Rebels", name="MUJAO", sector="REB"),), place=place("Gao"),
               time=day("2013-01-10"), sources=(source("police"),)),
    make_claim(REPORT, "bombed", mode="aerial", place=place("Konna", admin1="Mopti"), time=day("2013-01-11"),
               confidence=0.9, status="negated"),
    make_claim(REPORT, "met", type="consult", place=place("Ségou", country="FRA")),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("store") / "a.sqlite") as opened:
        opened.add(REPORT, CLAIMS)
        opened.replace_events(link(CLAIMS, [REPORT]))
        yield opened


def test_a_dossier_of_a_store_has_claims_and_citations(store: Store) -> None:
    (first, *_) = from_store(store, EventFilter())
    assert first.claims == (CLAIMS[0],)
    assert first.claim_ids == (CLAIMS[0].id,)
    (cited,) = first.cited()
    assert (cited.publisher, cited.headline, cited.url) == ("Northern Post", "Gao attacked", "https://post.example/gao")
    assert newest_day(store) == "2013-01-12"


def judged(claim: Claim, action: str, **fields: str) -> Judgement:
    told = {"id": f"j-{action}", "subject": claim.id, "action": action, "author": "ana", "at": "2020-01-02T00:00:00Z"}
    return Judgement.model_validate(told | fields)


def test_what_people_corrected_is_exported_and_what_they_rejected_is_not(tmp_path: Path) -> None:
    with Store.open(tmp_path / "judged.sqlite") as base:
        base.add(REPORT, CLAIMS)
        base.add_judgement(judged(CLAIMS[0], "correct", field="type", value="coerce", previous="assault"))
        base.add_judgement(judged(CLAIMS[1], "reject"))
        found = [one.record for one in from_store(base, ClaimFilter())]
        assert [(one.id, one.type) for one in found] == [(CLAIMS[0].id, "coerce"), (CLAIMS[2].id, "consult")]
        assert newest_day(base) == "2020-01-02"


_parts = st.none() | st.sampled_from(["mop", "ujao", "REB", "nobody", "GAO", "MLI"])
_filters = st.fixed_dictionaries(
    {},
    optional={
        "types": st.sampled_from([("assault",), ("consult", "assault"), ("aid",)]),
        "modes": st.just(("aerial",)),
        "statuses": st.sampled_from([("asserted",), ("negated",)]),
        "countries": st.sampled_from([("MLI",), ("FRA",)]),
        "since": st.sampled_from(["2013-01-10", "2013-01-11", "2014-01-01"]),
        "until": st.sampled_from(["2013-01-10", "2012-01-01"]),
        "actor": _parts,
        "place": _parts,
        "admin1": _parts,
        "report": st.sampled_from([REPORT.id, "r-0"]),
        "min_confidence": st.sampled_from([0.5, 0.8]),
        "limit": st.integers(1, 2),
    },
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=_filters)
def test_a_stream_is_filtered_as_a_store_is(store: Store, asked: dict[str, object]) -> None:
    claim_filter, event_filter = ClaimFilter(**asked), EventFilter(**asked)  # type: ignore[arg-type]
    stored = {one.record.id for one in from_store(store, claim_filter)}
    if "limit" not in asked:  # which ones a limit leaves differs with the order of the stream
        assert {one.record.id for one in from_claims(CLAIMS, "claims", claim_filter)} == stored
        assert {one.record.id for one in from_claims(CLAIMS, "events", event_filter)} == {
            one.record.id for one in from_store(store, event_filter)
        }
    else:
        assert len(list(from_claims(CLAIMS, "claims", claim_filter))) == len(stored)


def test_claims_do_not_know_their_publisher() -> None:
    with pytest.raises(UsageError, match="publishers"):
        from_claims(CLAIMS, "claims", ClaimFilter(publisher="Post"))


def test_only_what_was_asked_is_told() -> None:
    assert asked_for(EventFilter(types=("assault",), limit=3)) == {"types": ["assault"], "limit": 3}


STREAMING = [name for name, form in built_in().items() if form.streams]
# Arrow's and GDAL's own memory does not go through Python's allocator; bench/export.py measures the whole process.
MEASURED = [name for name in STREAMING if name not in {"parquet", "arrow", "geoparquet", "gpkg"}]


@pytest.mark.parametrize("name", MEASURED)
def test_memory_does_not_grow_with_the_number_of_events(name: str, tmp_path: Path) -> None:
    form = built_in()[name]
    about = describe(form, "events", date=None, filters={})
    template = make_dossier(make_event())

    def many(count: int) -> Iterator[Dossier]:
        for number in range(count):
            yield Dossier(template.event.model_copy(update={"id": f"e-{number}"}), template.claims, template.citations)

    def peak(count: int) -> int:
        tracemalloc.start()
        export(many(count), form, about, tmp_path / f"a{form.suffix}", None)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)  # imports
    few, more = peak(75), peak(300)
    # Four times the events; beyond the batches that every format has, some hundred bytes for each id may be kept.
    assert more < few + 300 * 2_000, f"{few} -> {more}"
