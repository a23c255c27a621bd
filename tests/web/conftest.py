"""The workbench served for the tests, and a browser to look at it.

Chromium is the system's own (`make test` installs it where it can); without one the tests of the pages are skipped.
"""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect, sync_playwright
from workbench import make_store

from dateline.store import Store
from dateline.web.app import create_app
from dateline.web.assets import has_map
from dateline.web.settings import WebSettings

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "out/screenshots"
AXE = ROOT / "build/assets/axe.min.js"
# Root needs --no-sandbox; a machine without a graphics card draws the map by SwiftShader.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
NO_MAP = """export const cellBox = () => "";
export class EventMap { ready = Promise.resolve(); fit() {} async refresh() {} view() { return [0, 0, 0, 0]; } }"""
STARTED_WITHIN = 20.0
LINKED_WITHIN = 20.0
"""A test that looks at an event right after a judgement must see what came of it, on a busy machine too."""
PATIENCE = 30_000
"""Milliseconds that a page may take to do something: a busy machine draws the map slowly."""
WIDE = ViewportSize(width=1360, height=900)

Serve = Callable[..., AbstractContextManager[str]]


@contextmanager
def serving(store: Path | Store, **settings: Any) -> Iterator[str]:
    """Serve a store on a free port of this computer; gives the address, without a slash at its end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    location = str(store) if isinstance(store, Path) else store.location
    app = create_app(
        WebSettings(
            store=location, port=port, quick_hashes=True, live_seconds=0.2, link_seconds=LINKED_WITHIN, **settings
        ),
        store if isinstance(store, Store) else None,
    )
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + STARTED_WITHIN
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < end, "the workbench did not start"
        time.sleep(0.02)
    try:
        yield f"http://localhost:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def serve() -> Serve:
    """A function that serves a store of one's own: ``with serve(path, single_user=False) as address:``."""
    return serving


@pytest.fixture(scope="session")
def hand_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store made by hand, not to be changed; `workbench_store` is a copy that may be."""
    path = tmp_path_factory.mktemp("web") / "hand-made.sqlite"
    make_store(path).close()
    return path


@pytest.fixture
def workbench_store(hand_made: Path, tmp_path: Path) -> Path:
    """A copy of the small store, for one test."""
    return Path(shutil.copy(hand_made, tmp_path / "workbench.sqlite"))


@pytest.fixture(scope="session")
def workbench(hand_made: Path) -> Iterator[str]:
    """The address of a workbench over the small store, for tests that only look."""
    with serving(hand_made) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium here: `sudo apt-get install chromium`")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a context of its own. What the browser complains of, and what it refuses, fails the test.

    The map is left out unless the test asks for it by `with_map`: without a graphics card it takes seconds.
    """
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # An answer of 4xx is noted as an error too; the tests of refusals cause them on purpose. What the tests
        # themselves run in the page, axe above all, has no address.
        if message.type == "error" and message.location["url"] and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    context = browser.new_context(viewport=WIDE, locale="en-GB", reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.on("console", on_console)
    if "with_map" not in request.fixturenames:
        opened.route("**/map.js", lambda route: route.fulfill(body=NO_MAP, content_type="text/javascript"))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert not complaints


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """A function that gives what axe finds wrong with a page; it is run past the page's own content policy."""
    if not AXE.is_file():
        pytest.skip("axe is not here: `make test` fetches it")
    source = AXE.read_text("utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(source)
        found = json.loads(page.evaluate("axe.run(document).then((found) => JSON.stringify(found.violations))"))
        return [
            f"{one['id']}: {one['help']} {node['target']} {node['failureSummary'][:200]}"
            for one in found
            for node in one["nodes"]
        ]

    return violations


@pytest.fixture(scope="session")
def screenshot() -> Callable[[Page, str], None]:
    """A function that keeps a picture of a page in out/screenshots."""

    def keep(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")

    return keep


@pytest.fixture(scope="session")
def with_map() -> None:
    """Skip where the map's parts were not fetched."""
    if not has_map():
        pytest.skip("the map is not here: `make test` fetches it")
