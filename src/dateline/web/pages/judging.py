"""The forms by which people judge and discuss records: one address for all, which leads back to where they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import JsonValue
from starlette.responses import RedirectResponse, Response

from dateline.core.errors import ConflictError, UsageError
from dateline.records import Claim, Event, Judgement
from dateline.web.auth import Reader
from dateline.web.forms import added, corrected, corrected_figures
from dateline.web.pages.frame import render
from dateline.web.pages.working import Form, chosen_of, form_of, path_of
from dateline.web.reviewer import Done, Reviewer
from dateline.web.views.said import RECORD_ID

router = APIRouter()


@router.post("/judge")
async def judge(request: Request, caller: Reader) -> Response:
    """Do what a form asks for, and lead back. Who may do it is the reviewer's business."""
    form, chosen = await form_of(request), await chosen_of(request, "chosen")
    act = _ACTS.get(form.get("act", ""))
    if act is None:
        raise UsageError(f"no action {form.get('act')!r}", hint=f"Actions: {', '.join(_ACTS)}.")
    asked = _Asked(Reviewer.of(request, caller, form.get("identity") or None), form, chosen)
    try:
        step = await run_in_threadpool(act, asked)
    except ConflictError as conflict:
        return await run_in_threadpool(_conflict, request, asked, conflict)
    return RedirectResponse(_back(form, step), status_code=303)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A form, with the records that were ticked in it."""

    reviewer: Reviewer
    form: Form
    chosen: tuple[str, ...]

    @property
    def record(self) -> str:
        return self.form.get("record", "")

    @property
    def version(self) -> str | None:
        return self.form.get("version") or None

    @property
    def text(self) -> str | None:
        return self.form.get("text", "").strip() or None


def _confirm(asked: _Asked) -> Done:
    return asked.reviewer.confirm(asked.record, version=asked.version, text=asked.text)


def _reject(asked: _Asked) -> Done:
    return asked.reviewer.reject(asked.record, version=asked.version, text=asked.text)


def _correct(asked: _Asked) -> Done:
    steps = _corrections(asked)
    if not steps:
        raise UsageError("nothing was changed", hint="Go back, change a value, and save again.")
    done = asked.reviewer.correct(asked.record, steps[0], version=asked.version, text=asked.text)
    for more in steps[1:]:
        done = asked.reviewer.correct(asked.record, more)
    return done


def _corrections(asked: _Asked) -> list[dict[str, JsonValue]]:
    """What a form changes in the record as it stands now, step by step: figures of an event go one by one."""
    store = asked.reviewer.store
    record: Claim | Event = asked.reviewer.standing(asked.record).record
    values = corrected(record, asked.form, store.report(record.report_id) if isinstance(record, Claim) else None)
    steps: list[dict[str, JsonValue]] = [values] if values else []
    if isinstance(record, Event):
        steps += [{"figures": figure} for figure in corrected_figures(record, asked.form)]
    return steps


def _merge(asked: _Asked) -> Done:
    others = [*asked.chosen, *RECORD_ID.findall(asked.form.get("other", ""))]
    versions = {asked.record: asked.version} if asked.version else {}
    return asked.reviewer.merge([asked.record, *others], versions=versions, text=asked.text)


def _split(asked: _Asked) -> Done:
    return asked.reviewer.split(asked.record, asked.chosen, version=asked.version, text=asked.text)


def _undo(asked: _Asked) -> Done:
    return asked.reviewer.undo(asked.form.get("judgement", ""), text=asked.text)


def _comment(asked: _Asked) -> Done:
    report, _, span = asked.form.get("quote", "").partition(":")
    start, _, end = span.partition("-")
    quote = (report, int(start), int(end)) if start.isdecimal() and end.isdecimal() else None
    return asked.reviewer.comment(
        asked.record, asked.form.get("text", ""), reply_to=asked.form.get("reply_to") or None, quote=quote
    )


def _resolve(asked: _Asked) -> Done:
    return asked.reviewer.resolve(asked.form.get("judgement", ""), resolved=True, text=asked.text)


def _reopen(asked: _Asked) -> Done:
    return asked.reviewer.resolve(asked.form.get("judgement", ""), resolved=False, text=asked.text)


def _withdraw(asked: _Asked) -> Done:
    return asked.reviewer.withdraw(asked.form.get("judgement", ""))


def _add(asked: _Asked) -> Done:
    _, done = asked.reviewer.add_claim(asked.record, added(asked.form), text=asked.text)
    return done


_ACTS: Final[Mapping[str, Callable[[_Asked], Done]]] = {
    "confirm": _confirm,
    "reject": _reject,
    "correct": _correct,
    "merge": _merge,
    "split": _split,
    "undo": _undo,
    "comment": _comment,
    "resolve": _resolve,
    "reopen": _reopen,
    "withdraw": _withdraw,
    "add": _add,
}


def _back(form: Form, done: Done) -> str:
    """The page that the form stood on, told what was done."""
    if not done.judgements:
        return path_of(form.get("back"))
    path, first = path_of(form.get("back")), done.judgements[0]
    place = f"#{first.id}" if first.action == "comment" else ""
    return f"{path}{'&' if '?' in path else '?'}done={first.id}{place}"


def _conflict(request: Request, asked: _Asked, conflict: ConflictError) -> Response:
    """Show what happened meanwhile, and let the person decide again; nothing that was typed is lost."""
    return render(
        request,
        "conflict.html",
        status_code=conflict.http_status,
        since=[Judgement.model_validate(one) for one in conflict.since],
        wanted=_corrections(asked) if asked.form.get("act") == "correct" else [],
        act=asked.form.get("act"),
        form={name: value for name, value in asked.form.items() if name not in {"version", "csrf_token", "chosen"}},
        chosen=asked.chosen,
        version=conflict.version,
        back=path_of(asked.form.get("back")),
    )
