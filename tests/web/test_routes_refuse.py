"""Every route, one by one: nobody gets in without a session, and no role does what is another's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from clients import Workbench, make_workbench
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount

from dateline.review.people import Role
from dateline.store import Store
from dateline.store.engine import make_engine, store_url
from dateline.web import WebSettings, create_app
from dateline.web.auth import Require

OPEN = {("GET", "/sign-in"), ("POST", "/sign-in"), ("POST", "/api/v1/session")}
"""What strangers may call: otherwise nobody could sign in."""
STATIC = "/static/"


class Call(NamedTuple):
    method: str
    path: str
    least: Role | None


def calls_of(app: FastAPI) -> Iterator[Call]:
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, Mount):
            assert context.path is not None
            assert context.path.startswith(STATIC), "only static files are mounted"
            continue
        roles = roles_of(context.dependant)
        least = max(roles, key=list(Role).index, default=None)
        for method in sorted((context.methods or set()) - {"HEAD"}):
            yield Call(method, context.path or "", least)


def roles_of(dependant: Dependant) -> list[Role]:
    own = [dependant.call.role] if isinstance(dependant.call, Require) else []
    return own + [role for inner in dependant.dependencies for role in roles_of(inner)]


def all_calls() -> list[Call]:
    never_opened = Store(make_engine(store_url("none.sqlite")))
    return [*calls_of(create_app(WebSettings(store="", single_user=False), never_opened))]


CALLS = all_calls()
GUARDED = [call for call in CALLS if call[:2] not in OPEN]
LOWER = [(call, role) for call in GUARDED for role in Role if call.least and not role.covers(call.least)]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    with Store.open(tmp_path_factory.mktemp("routes") / "a.sqlite") as store:
        yield make_workbench(store)


def address(call: Call) -> str:
    return re.sub(r"\{[^}]*\}", "x-1", call.path)


def named(value: object) -> str:
    return f"{value.method} {value.path}" if isinstance(value, Call) else str(value)


def test_the_routes_were_found() -> None:
    found = {call.path for call in CALLS}
    assert {
        "/",
        "/openapi.json",
        "/events/{event_id}",
        "/api/v1/events",
        "/api/v1/judgements/{judgement_id}/undo",
    } <= found
    assert {call[:2] for call in CALLS} >= OPEN
    assert len(CALLS) > 60


@pytest.mark.parametrize("call", GUARDED, ids=named)
def test_strangers_are_refused(bench: Workbench, call: Call) -> None:
    assert call.least is not None, "the route asks for no role"
    answer = bench.stranger().request(call.method, address(call), json={} if call.method != "GET" else None)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("call", [call for call in GUARDED if not call.path.startswith("/api/")], ids=named)
def test_strangers_with_a_browser_are_led_to_sign_in(bench: Workbench, call: Call) -> None:
    answer = bench.stranger().request(call.method, address(call), headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/sign-in")


@pytest.mark.parametrize("call", GUARDED, ids=named)
def test_forged_tokens_and_cookies_are_refused(bench: Workbench, call: Call) -> None:
    for headers in ({"Authorization": "Bearer dateline_x"}, {"Cookie": "dateline_session=x"}):
        answer = bench.stranger().request(call.method, address(call), headers=headers)
        assert answer.status_code == 401


@pytest.mark.parametrize(("call", "role"), LOWER, ids=named)
def test_lower_roles_are_refused(bench: Workbench, call: Call, role: Role) -> None:
    client = bench.client(role)
    answer = client.request(call.method, address(call), json={} if call.method != "GET" else None)
    assert answer.status_code == 403
    assert call.least is not None
    assert call.least in answer.text


@pytest.mark.parametrize("call", [call for call in GUARDED if call.method != "GET"], ids=named)
def test_writes_without_the_sessions_token_are_refused(bench: Workbench, call: Call) -> None:
    bare = bench.stranger()
    bare.cookies = bench.client(Role.ADMIN).cookies
    assert bare.request(call.method, address(call), json={}).status_code == 403
