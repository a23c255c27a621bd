"""People at the workbench: one application over a store, and a signed-in client for each role."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from dateline.core.clock import now
from dateline.review.people import Role
from dateline.store import Store
from dateline.web import WebSettings, create_app
from dateline.web.auth.csrf import HEADER
from dateline.web.auth.passwords import passwords

PASSWORD = "correct horse battery"  # noqa: S105  # of accounts that live for a test
LINKED_WITHIN = 20.0  # a busy machine must not show an event as it was
ADDRESS = "http://localhost"


@dataclass
class Workbench:
    """An application, its store, and who was signed in so far."""

    app: FastAPI
    store: Store
    clients: dict[str, TestClient] = field(default_factory=dict)

    def stranger(self) -> TestClient:
        """A client that is not signed in."""
        return TestClient(self.app, base_url=ADDRESS, raise_server_exceptions=False, follow_redirects=False)

    def client(self, role: Role | str, name: str | None = None) -> TestClient:
        """A client signed in under an account of that role, which is made when it is first asked for."""
        name = name or f"{role}-1"
        if name not in self.clients:
            self.clients[name] = self._signed_in(name, Role(role))
        return self.clients[name]

    def _signed_in(self, name: str, role: Role) -> TestClient:
        hashed = passwords(quick=True).hash(PASSWORD)
        self.store.people.add_account(name, role, password_hash=hashed, shown=None, now=now())
        client = self.stranger()
        answer = client.post("/api/v1/session", json={"name": name, "password": PASSWORD})
        assert answer.status_code == 204, answer.text
        client.headers[HEADER] = client.get("/api/v1/me").json()["csrf"]
        return client


def make_workbench(store: Store, *, single_user: bool = False, **settings: Any) -> Workbench:
    """An application over a store, in which nobody has an account yet."""
    settings = {"link_seconds": LINKED_WITHIN, "quick_hashes": True} | settings
    given = WebSettings(store=store.location, single_user=single_user, **settings)
    return Workbench(create_app(given, store), store)


def copied(template: Path, target: Path) -> Store:
    """A store that starts as a copy of another."""
    target.write_bytes(template.read_bytes())
    return Store.open(target)


def etag(client: TestClient, record_id: str) -> str:
    """A record's version as the API gives it, to be sent as `If-Match`."""
    answer = client.get(f"/api/v1/records/{record_id}/history")
    assert answer.status_code == 200, answer.text
    return answer.headers["ETag"]
