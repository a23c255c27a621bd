"""What the OpenAPI document promises is kept, whatever is sent: by schemathesis, which reads the document."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from clients import Workbench, make_workbench
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.types import Receive, Scope, Send
from stub import day, figure, make_claim, make_report, place

from dateline import pipeline
from dateline.store import Store
from dateline.store.engine import make_engine, store_url
from dateline.web import WebSettings, create_app
from dateline.web.auth.csrf import HEADER

EXAMPLES = int(os.environ.get("DATELINE_TEST_EXAMPLES", "3"))
"""For each operation. Set the variable to look further; then the edge cases of every single value are tried as well."""
PHASES = [Phase.generate] if "DATELINE_TEST_EXAMPLES" not in os.environ else [Phase.explicit, Phase.generate]

# A document cannot say which ids there are, or that one has spoken for two events and not for one: what is well-formed
# may still be refused.
SKIPPED: list[Any] = [positive_data_acceptance]
REPORT = make_report("Rebels attacked Gao, killing 12.\nPlanes bombed Konna.", publisher="A")
CLAIM = make_claim(
    REPORT, "attacked", place=place("Gao"), time=day("2013-01-10"), figures=(figure("killed", 12, 12, 12),)
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    with Store.open(tmp_path_factory.mktemp("openapi") / "a.sqlite") as store:
        store.add(REPORT, [CLAIM, make_claim(REPORT, "bombed", mode="aerial")])
        pipeline.relink(store)
        yield make_workbench(store, single_user=True, hosts=("testserver",))


class Served:
    """Stands for the application until the store is there that it serves: the operations are listed before."""

    app: FastAPI | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


served = Served()
never_opened = Store(make_engine(store_url("none.sqlite")))
document = create_app(WebSettings(store=""), never_opened).openapi()
# The live stream has no end, and so no whole answer to hold against the document.
schema = schemathesis.openapi.from_dict(document).exclude(path_regex="/live$")
schema.app = served


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=PHASES,
)
def test_every_operation_keeps_its_word(bench: Workbench, case: schemathesis.Case[Any]) -> None:
    served.app = bench.app
    token = bench.stranger().get("/api/v1/me").json()["csrf"]
    case.call_and_validate(headers={HEADER: token}, excluded_checks=SKIPPED)
