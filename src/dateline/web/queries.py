"""The filters as they stand in an address, for the API and the pages alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from dateline.core.errors import UsageError
from dateline.records import Status
from dateline.review.current import State
from dateline.store import Box, ClaimFilter, EventFilter, ReportFilter
from dateline.store.overview import Unit
from dateline.store.pages import EventSort, ReportSort
from dateline.store.rows import MAX_COUNT
from dateline.web.paging import Cursor, Limit

QueryT = TypeVar("QueryT", bound="Query")

MAX_ZOOM = 22
_NUMBER = r"-?[0-9]{1,3}(\.[0-9]{1,12})?"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _checked_day(value: str) -> str:
    if not _DAY.fullmatch(value) or not value.isascii():
        raise ValueError("write a day as YYYY-MM-DD")
    date.fromisoformat(value)
    return value


Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Texts = Annotated[list[Text], Field(max_length=50)]
Day = Annotated[str, AfterValidator(_checked_day), WithJsonSchema({"type": "string", "format": "date"})]
BoxText = Annotated[
    str,
    Field(
        pattern=f"^{_NUMBER}(,{_NUMBER}){{3}}$",
        description="west,south,east,north in degrees; across the 180th meridian west is above east.",
        examples=["-12.5,10,4.5,25"],
    ),
]
Amount = Annotated[int, Field(ge=0, le=MAX_COUNT)]
Flag = Literal["true", "false"]


class Query(BaseModel):
    """What may stand after the question mark. Other names are refused: a filter that is misspelt is no filter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Read a page's address: blank values count as not given, and names that are not ours are passed over.

        Raises:
            UsageError: A value is not as documented.
        """
        values: dict[str, Any] = {}
        for name, value in pairs:
            field = cls.model_fields.get(name)
            if field is None or not value.strip():
                continue
            if field.default_factory is list:
                values.setdefault(name, []).append(value)
            else:
                values[name] = value
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UsageError(f"{where}: {first['msg']}", hint="Correct the address, or choose anew.") from error


class EventQuery(Query):
    """Which events. Values of a repeated name mean "any of these"; different names must all be fulfilled."""

    type: Annotated[Texts, Field(default_factory=list, description="PLOVER types.")]
    mode: Annotated[Texts, Field(default_factory=list, description="PLOVER modes.")]
    status: Annotated[list[Status], Field(default_factory=list)]
    country: Annotated[Texts, Field(default_factory=list, description="ISO 3166-1 alpha-3 codes of the place.")]
    admin1: Annotated[Text | None, Field(description="Part of the province's name.")] = None
    since: Annotated[Day | None, Field(description="Lasted until this day or longer.")] = None
    until: Annotated[Day | None, Field(description="Began on this day or before.")] = None
    actor: Annotated[Text | None, Field(description="Part of a participant's name, country or sector.")] = None
    party: Annotated[Texts, Field(default_factory=list, description="Whole names of participants.")]
    sector: Annotated[Texts, Field(default_factory=list, description="PLOVER sector codes of participants.")]
    place: Annotated[Text | None, Field(description="Part of the place's name.")] = None
    box: Annotated[BoxText | None, Field(description="Placed in this part of the map: west,south,east,north.")] = None
    precision: Annotated[
        list[Annotated[int, Field(ge=1, le=7)]],
        Field(default_factory=list, description="UCDP's where_prec, 1 (exact) to 7."),
    ]
    publisher: Annotated[Texts, Field(default_factory=list, description="Whole names of publishers.")]
    report: Annotated[Text | None, Field(description="Id of a report.")] = None
    measure: Annotated[Text | None, Field(description="With a count of these: `killed`, `wounded`, …")] = None
    at_least: Annotated[Amount | None, Field(description="As many of `measure` or more, by some source.")] = None
    at_most: Annotated[Amount | None, Field(description="As many of `measure` or fewer, by some source.")] = None
    min_confidence: Annotated[float | None, Field(ge=0, le=1)] = None
    max_confidence: Annotated[float | None, Field(ge=0, le=1)] = None
    disputed: Annotated[Flag | None, Field(description="Whether sources contradict each other.")] = None
    state: Annotated[
        list[State], Field(default_factory=list, description="What people made of it; `unreviewed`: to be reviewed.")
    ]
    q: Annotated[
        Text | None,
        Field(description='Words of the sentences and headlines; "in quotes" together, -not.'),
    ] = None

    def wanted(self) -> EventFilter:
        """Give the store's filter."""
        return EventFilter(
            types=tuple(self.type),
            modes=tuple(self.mode),
            statuses=tuple(self.status),
            countries=tuple(self.country),
            admin1=self.admin1,
            since=self.since,
            until=self.until,
            actor=self.actor,
            actors=tuple(self.party),
            sectors=tuple(self.sector),
            place=self.place,
            box=box_of(self.box),
            precisions=tuple(self.precision),
            publishers=tuple(self.publisher),
            report=self.report,
            measure=self.measure,
            at_least=self.at_least,
            at_most=self.at_most,
            min_confidence=self.min_confidence,
            max_confidence=self.max_confidence,
            disputed=None if self.disputed is None else self.disputed == "true",
            states=tuple(self.state),
            words=self.q,
        )


class EventListQuery(EventQuery):
    """Which events, in which order, and from where on."""

    sort: Annotated[EventSort, Field(description="With `-` the highest first. What has no value comes last.")] = "-date"
    cursor: Cursor = None
    limit: Limit = 50


class MapQuery(EventQuery):
    """Which events, and how they are grouped on the map."""

    zoom: Annotated[int, Field(ge=0, le=MAX_ZOOM, description="Of the map; 0 is the world in 512 pixels.")] = 1
    view: Annotated[BoxText | None, Field(description="The part in view: west,south,east,north.")] = None


class TimelineQuery(EventQuery):
    """Which events, and how wide a bar is."""

    unit: Annotated[Unit | None, Field(description="Width of a bar; without it, what fits the span.")] = None


class ClaimQuery(Query):
    """Which claims."""

    type: Annotated[Texts, Field(default_factory=list, description="PLOVER types.")]
    status: Annotated[list[Status], Field(default_factory=list)]
    country: Annotated[Texts, Field(default_factory=list, description="ISO 3166-1 alpha-3 codes of the place.")]
    since: Day | None = None
    until: Day | None = None
    actor: Annotated[Text | None, Field(description="Part of a participant's name, country or sector.")] = None
    place: Annotated[Text | None, Field(description="Part of the place's name.")] = None
    publisher: Annotated[Text | None, Field(description="Part of the publisher's name.")] = None
    report: Annotated[Text | None, Field(description="Id of a report.")] = None
    event: Annotated[Text | None, Field(description="Id of an event.")] = None
    min_confidence: Annotated[float | None, Field(ge=0, le=1)] = None

    def wanted(self) -> ClaimFilter:
        """Give the store's filter."""
        return ClaimFilter(
            types=tuple(self.type),
            statuses=tuple(self.status),
            countries=tuple(self.country),
            since=self.since,
            until=self.until,
            actor=self.actor,
            place=self.place,
            publisher=self.publisher,
            report=self.report,
            event=self.event,
            min_confidence=self.min_confidence,
        )


class ClaimListQuery(ClaimQuery):
    """Which claims, and from where on."""

    cursor: Cursor = None
    limit: Limit = 50


class ReportListQuery(Query):
    """Which reports, in which order, and from where on."""

    since: Annotated[Day | None, Field(description="Published on this day or later.")] = None
    until: Annotated[Day | None, Field(description="Published on this day or before.")] = None
    publisher: Annotated[Text | None, Field(description="Part of the publisher's name.")] = None
    q: Annotated[Text | None, Field(description='Words of the text; "in quotes" together, -not.')] = None
    arrived_after: Annotated[Amount | None, Field(description="Came after the report of this number.")] = None
    sort: ReportSort = "-arrival"
    cursor: Cursor = None
    limit: Limit = 50

    def wanted(self) -> ReportFilter:
        """Give the store's filter."""
        return ReportFilter(
            since=self.since,
            until=self.until,
            publisher=self.publisher,
            words=self.q,
            arrived_after=self.arrived_after,
        )


class SearchQuery(ReportListQuery):
    """Which words, and in which reports."""

    # The words are what is asked for; everywhere else they are one filter among others.
    q: Annotated[Text, Field(description='Words of the text; "in quotes" together, -not.')]


def box_of(text: str | None) -> Box | None:
    """Read a part of the map."""
    if text is None:
        return None
    west, south, east, north = map(float, text.split(","))
    return Box(west, south, east, north)
