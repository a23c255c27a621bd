"""What all records share."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, NonNegativeInt, model_validator


class Record(BaseModel):
    """A frozen record. Unknown fields are refused, never dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def _repr_html_(self) -> str:
        from dateline.records.shown import record_html

        return record_html(type(self).__name__, self.model_dump(mode="json"))


class Span(Record):
    """A stretch of `report.text`, in Unicode code points, end exclusive."""

    start: NonNegativeInt
    end: NonNegativeInt

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"span ends before it starts: {self.start}..{self.end}")
        return self


class Quote(Span):
    """A span with its words: `report.text[start:end] == text`."""

    text: str
