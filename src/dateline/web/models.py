"""What the API answers with, where that is more than a record."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, Field

from dateline.records import Event, Report, Toll
from dateline.review.current import State
from dateline.store.pages import ListedEvent, ListedReport
from dateline.web.paging import Next

ItemT = TypeVar("ItemT")


class Listing(BaseModel, Generic[ItemT]):
    """A page of a list."""

    items: list[ItemT]
    next: Next = None
    total: Annotated[int | None, Field(description="How many there are in all; on the first page only.")] = None


class EventItem(BaseModel):
    """An event with what a list shows beside it."""

    event: Event
    disputed: bool
    state: State
    killed: Toll | None
    wounded: Toll | None

    @classmethod
    def of(cls, listed: ListedEvent) -> EventItem:
        """Make one."""
        event = listed.event
        return cls(
            event=event,
            disputed=listed.disputed,
            state=listed.state,
            killed=event.toll("killed"),
            wounded=event.toll("wounded"),
        )


class ReportItem(BaseModel):
    """A report without its text."""

    id: str
    arrival: Annotated[int, Field(description="Reports are numbered as they come.")]
    url: str | None
    publisher: str | None
    headline: str | None
    byline: tuple[str, ...]
    agencies: tuple[str, ...]
    published: str | None
    updated: str | None
    language: str | None
    revises: str | None
    copy_of: str | None
    claims: Annotated[int, Field(description="How many claims it makes.")]

    @classmethod
    def of(cls, listed: ListedReport) -> ReportItem:
        """Make one."""
        shown = {name: getattr(listed.report, name) for name in cls.model_fields if name in Report.model_fields}
        return cls(arrival=listed.arrival, claims=listed.claims, **shown)
