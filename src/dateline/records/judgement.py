"""Judgement: what a coder, human or machine, said about a record."""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from dateline.records.base import Record

Action = Literal["confirm", "reject", "correct", "merge", "split", "comment", "undo"]


class Judgement(Record):
    """One statement about a record, under a signed-in name. Never edited: it is answered or undone."""

    id: str
    subject: str
    action: Action
    field: str | None = None
    value: JsonValue = None
    previous: JsonValue = None
    author: str
    at: str
    text: str | None = None
    reply_to: str | None = None
