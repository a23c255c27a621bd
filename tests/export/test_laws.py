"""Laws that hold for every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import claims, events, make_dossier, make_event

from dateline.core.errors import UsageError
from dateline.export import (
    About,
    Dossier,
    Format,
    built_in,
    describe,
    export,
    format_named,
    format_names,
    metadata_path,
    read_back,
)
from dateline.export.registry import writer_of
from dateline.records import Claim, Event

FORMATS = list(built_in().values())
LOSSLESS = [(form, records) for form in FORMATS if form.reader for records in form.records]


def by_name(value: object) -> str:
    return value.name if isinstance(value, Format) else str(value)


FEW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def about(form: Format, records: str = "events") -> About:
    return describe(form, records, date="2013-02-01", filters={"countries": ["MLI"]})  # type: ignore[arg-type]


def write(form: Format, dossiers: list[Dossier], folder: Path, records: str = "events", name: str = "a") -> Path:
    target = folder / f"{name}{form.suffix}"
    export(dossiers, form, about(form, records), target, metadata_path(target))
    return target


@pytest.mark.parametrize(("form", "records"), LOSSLESS, ids=by_name)
@FEW
@given(data=st.data())
def test_a_lossless_format_gives_the_same_records_back(
    form: Format, records: str, tmp_path: Path, data: st.DataObject
) -> None:
    made: list[Event | Claim] = data.draw(
        st.lists(claims if records == "claims" else events, max_size=3, unique_by=lambda one: one.id)
    )
    target = write(form, [Dossier(one) for one in made], tmp_path, records)
    assert list(read_back(target, form, records)) == made  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMATS, ids=by_name)
@FEW
@given(made=st.lists(events, max_size=2), told=st.lists(claims, max_size=2))
def test_every_record_can_be_written(form: Format, tmp_path: Path, made: list[Event], told: list[Claim]) -> None:
    target = write(form, [Dossier(event, tuple(told)) for event in made], tmp_path)
    assert target.stat().st_size >= 0


@pytest.mark.parametrize("form", FORMATS, ids=by_name)
def test_the_same_records_give_the_same_bytes(form: Format, tmp_path: Path) -> None:
    dossiers = [make_dossier(make_event(f"e-{number}")) for number in range(3)]
    first = write(form, dossiers, tmp_path, name="first")
    second = write(form, dossiers, tmp_path, name="second")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("form", FORMATS, ids=by_name)
def test_every_export_says_what_it_is(form: Format, tmp_path: Path) -> None:
    target = write(form, [make_dossier(make_event("e-77"))], tmp_path)
    holder = target if form.metadata == "inside" else metadata_path(target)
    told = readable(holder)
    for part in ("Dateline 0.1.0", "2013-02-01", "MLI", "Creative Commons"):
        assert part in told
    assert "c-77" in readable(target)


def readable(path: Path) -> str:
    """All text in a file, also of one that is a ZIP or compressed in parts."""
    import zipfile

    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        return f"{table.schema.metadata} {table.to_pylist()}"
    return path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("form", FORMATS, ids=by_name)
def test_an_export_that_fails_leaves_nothing_behind(form: Format, tmp_path: Path) -> None:
    def broken() -> object:
        yield make_dossier(make_event())
        raise ZeroDivisionError

    target = tmp_path / f"a{form.suffix}"
    with pytest.raises(ZeroDivisionError):
        export(broken(), form, about(form), target, metadata_path(target))  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", FORMATS, ids=by_name)
def test_nothing_to_write_is_written(form: Format, tmp_path: Path) -> None:
    assert write(form, [], tmp_path).is_file()


def test_formats_are_checked_data() -> None:
    assert set(built_in()) <= set(format_names())
    for form in FORMATS:
        assert callable(writer_of(form))
        assert form.loses or form.reader, "a format that loses nothing can be read back"
        assert not (form.loses and form.reader)


def test_a_format_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(UsageError, match="acled"):
        format_named("stata")


def test_a_format_of_events_takes_no_claims() -> None:
    with pytest.raises(UsageError, match="events only"):
        describe(format_named("acled"), "claims", date=None, filters={})


def test_a_format_that_loses_cannot_be_read_back(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(read_back(tmp_path / "a.csv", format_named("acled")))


def test_the_metadata_beside_counts_what_was_left_out(tmp_path: Path) -> None:
    form = format_named("acled")
    kept, planned = make_dossier(make_event("e-1")), make_dossier(make_event("e-2", status="future"))
    target = write(form, [kept, planned], tmp_path)
    told = json.loads(metadata_path(target).read_text("utf-8"))
    assert told["written"] == 1
    assert told["left_out"] == {"future: not said to have happened": 1}
