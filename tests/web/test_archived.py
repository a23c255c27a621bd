from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clients import ADDRESS
from fastapi.testclient import TestClient
from stub import make_report

from dateline.ingest.net.keep import Keep
from dateline.store import Store
from dateline.web import WebSettings, create_app

PAGE = "<!doctype html><p>Café burnt</p><script>parent.hacked = 1</script>".encode("latin-1")
URL = "https://valley.example/1"
REPORT = make_report("Café burnt", url=URL)
OTHER = make_report("Elsewhere", url="https://valley.example/2")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with Keep(tmp_path / "kept") as keep:
        headers = [(b"Content-Type", b"text/html; charset=ISO-8859-1"), (b"Set-Cookie", b"a=1")]
        keep.add(URL, 200, headers, PAGE, now=1393758000.0)
    with Store.open(tmp_path / "a.sqlite") as store:
        for report in (REPORT, OTHER):
            store.add(report, [])
        settings = WebSettings(store=store.location, archive=tmp_path / "kept")
        yield TestClient(create_app(settings, store), base_url=ADDRESS)


def test_an_archived_page_is_shown_as_it_was_in_a_sandbox(client: TestClient) -> None:
    assert f"/reports/{REPORT.id}/archived" in client.get(f"/reports/{REPORT.id}").text
    answer = client.get(f"/reports/{REPORT.id}/archived")
    assert answer.content == PAGE
    assert answer.headers["content-type"].lower() == "text/html; charset=iso-8859-1"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none';")
    assert answer.headers["last-modified"] == "Sun, 02 Mar 2014 11:00:00 GMT"
    assert "set-cookie" not in answer.headers


def test_what_was_not_archived_is_not_there(client: TestClient) -> None:
    assert "Not archived here" in client.get(f"/reports/{OTHER.id}").text
    assert client.get(f"/reports/{OTHER.id}/archived").status_code == 404
