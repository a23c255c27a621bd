"""How long the overview takes in Chromium, and how smoothly its map moves.

Run: .venv/bin/python bench/pages.py ADDRESS      (of `dateline serve` over a store made by bench/made_up.py)

Every round has a browser context of its own, so nothing is kept from the last. Without a graphics card Chromium draws
the map on the processor; the load of the machine stands beside each figure, since both take from the same cores.
"""

from __future__ import annotations

import os
import shutil
import sys
import time

from playwright.sync_api import Browser, Page, sync_playwright

ROUNDS = 5
PAN_PIXELS, PAN_MILLISECONDS = 900, 3000
ARGUMENTS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PAN = f"""async () => {{
  const map = datelineMap.map;
  let frames = 0;
  map.on("render", () => {{ frames += 1; }});
  const start = performance.now();
  map.panBy([{PAN_PIXELS}, 0], {{ duration: {PAN_MILLISECONDS}, easing: (share) => share }});
  await new Promise((done) => map.once("moveend", done));
  return (1000 * frames) / (performance.now() - start);
}}"""


def main(address: str) -> None:
    """Measure and print."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for _ in range(ROUNDS):
            first_view(browser, address)
        page = browser.new_page(viewport={"width": 1360, "height": 900})
        page.goto(address)
        await_map(page)
        page.wait_for_timeout(5000)
        print(f"pan: {page.evaluate(PAN):.1f} frames/s, load {os.getloadavg()[0]:.1f}")
        browser.close()


def first_view(browser: Browser, address: str) -> None:
    """Open the page anew: answer, first paint with content, rows, events on the map; seconds."""
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    answered = time.perf_counter() - start
    page.wait_for_selector("tr[data-event]")
    rows = time.perf_counter() - start
    await_map(page)
    mapped = time.perf_counter() - start
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime / 1000")
    load = os.getloadavg()[0]
    print(f"answer {answered:.2f}  first paint {paint or 0:.2f}  rows {rows:.2f}  map {mapped:.2f}  load {load:.1f}")
    context.close()


def await_map(page: Page) -> None:
    """Wait for the events; Playwright's own way is an `eval`, which the content policy refuses."""
    while not page.evaluate("Boolean(globalThis.datelineMap?.cells)"):
        page.wait_for_timeout(10)


if __name__ == "__main__":
    main(sys.argv[1])
