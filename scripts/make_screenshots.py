"""Take the pictures of docs/tutorial/workbench.md from a copy of the demo's store.

`make demo`, then `python scripts/make_screenshots.py`. The store itself is not changed.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from dateline.records import Event
from dateline.store import Store
from dateline.web.app import create_app
from dateline.web.server import free_port
from dateline.web.settings import WebSettings

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDTH, HEIGHT = 1180, 740
MAP_DRAWN = 20_000
"""Milliseconds: without a graphics card a busy machine takes long to draw the map, and nothing says when it is done."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("demo.sqlite"), help="The demo's store.")
    parser.add_argument("--chromium", default=next(filter(None, map(shutil.which, CHROMIUM)), None))
    options = parser.parse_args()
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(options.store, Path(folder) / "demo.sqlite"))
        with serving(copy) as address, Store.open(copy) as store, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=options.chromium, args=ARGUMENTS)
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce")
            take_all(page, address, store)
            browser.close()


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """Serve a store; gives its address."""
    port = free_port("127.0.0.1")
    app = create_app(WebSettings(store=str(store), port=port))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def take_all(page: Page, address: str, store: Store) -> None:
    """Go through the tutorial, a picture at each step."""
    event = chosen_event(store)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(MAP_DRAWN)
    keep(page, "overview")
    page.goto(f"{address}/events/{event.id}")
    keep(page, "event")
    part(page, "#figures", "figures")
    part(page, "#accord", "agreed-disputed")
    correct_figure(page)
    part(page, "#history", "history")
    discuss(page)
    part(page, "#discussion", "discussion")
    report = store.report(store.claim(event.claims[0].claim_id).report_id)
    page.goto(f"{address}/reports/{report.id}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    keep(page, "report")
    page.goto(f"{address}/review")
    keep(page, "review")


def chosen_event(store: Store) -> Event:
    """The event with most to see: told by most, with figures that sources differ on."""
    return max(store.events(), key=lambda event: (bool(_disputed(event)), event.independent_sources, len(event.claims)))


def _disputed(event: Event) -> bool:
    return bool(event.figures) and any(claim.stance == "disputes" for claim in event.claims)


def correct_figure(page: Page) -> None:
    """Correct the first figure."""
    edit = page.locator(".inline-edit").first
    edit.locator("summary").click()
    best = edit.get_by_label("Best")
    best.fill(str(int(best.input_value() or edit.get_by_label("Least").input_value() or 1) + 1))
    edit.get_by_label("Most").fill("")
    edit.get_by_label("Reason").fill("the list of names of 14 January has one more")
    edit.get_by_role("button", name="Save corrections").click()
    page.locator(".done").wait_for()


def discuss(page: Page) -> None:
    """Say something, and answer."""
    talk = page.get_by_role("region", name="Discussion")
    talk.get_by_label("What you want to say").fill('Who counted these? @"Local user", the ministry gives no list.')
    talk.get_by_role("button", name="Post").click()
    page.wait_for_load_state()
    talk.get_by_text("Reply", exact=True).first.click()
    talk.get_by_label("What you want to say").first.fill("A nurse at the hospital; her list is with the desk.")
    talk.get_by_role("button", name="Reply").click()
    page.wait_for_load_state()


def keep(page: Page, name: str) -> None:
    """Keep what the window shows."""
    page.screenshot(path=IMAGES / f"workbench-{name}.png")


def part(page: Page, heading: str, name: str) -> None:
    """Keep one panel of a page."""
    page.locator(f"section:has({heading})").last.screenshot(path=IMAGES / f"workbench-{name}.png")


if __name__ == "__main__":
    main()
