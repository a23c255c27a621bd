"""The overview in a browser: what an analyst does in the first minutes."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from workbench import Teller, build_report, when, where, who

from dateline import pipeline
from dateline.records import Claim, Report
from dateline.store import Store

Axe = Callable[[Page], list[str]]
Keep = Callable[[Page, str], None]
Serve = Callable[..., AbstractContextManager[str]]

EVENTS = 400
PHONE = ViewportSize(width=390, height=844)
PATIENCE = 30.0
ROWS = "tr[data-event]"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[str]:
    """The address of a workbench over a few hundred made-up events."""
    spec = spec_from_file_location("made_up", Path(__file__).parents[2] / "bench/made_up.py")
    assert spec is not None
    assert spec.loader is not None
    made_up = module_from_spec(spec)
    sys.modules["made_up"] = made_up  # dataclasses look their module up
    spec.loader.exec_module(made_up)
    vars(made_up)["towns"] = lambda: towns(made_up)  # the gazetteer's own take seconds to read
    path = tmp_path_factory.mktemp("many") / "many.sqlite"
    with Store.open(path) as store:
        made_up.fill(store, EVENTS)
    with serve(path) as address:
        yield address


CENTRES = (
    "SYR 35 38,UKR 49 32,AFG 34 66,IRQ 33 44,MEX 23 -102,NGA 9 8,SOM 4 46,YEM 15 47,MLI 16 -3,COD -3 23,SDN 15 30,"
    "MMR 21 96,BFA 12 -2,PAK 30 70,IND 22 79,COL 4 -73,ETH 9 40,LBY 27 17,CMR 5 12,NER 16 8,PHL 12 122,TCD 15 19,"
    "MOZ -18 35,KEN 0 38"
)


def towns(made_up: ModuleType) -> dict[str, list[object]]:
    """Eight towns around the middle of each country."""
    found: dict[str, list[object]] = {}
    for number, line in enumerate(CENTRES.split(",")):
        code, latitude, longitude = line.split()
        steps = [(0.0, 0.0), (1.1, 0.4), (-0.7, 1.3), (0.3, -1.6), (-1.8, -0.2), (0.9, 2.1), (2.0, -0.9), (-1.2, -2.2)]
        found[code] = [
            made_up.Town(f"{code.title()} {n}", code, str(n % 3), float(latitude) + y, float(longitude) + x, number + n)
            for n, (y, x) in enumerate(steps, 1)
        ]
    return found


def arrival() -> tuple[Report, list[Claim]]:
    """A report that comes in later."""
    report = build_report(
        ("headline", "Shops burn in Kidal"),
        ("body", "Rioters burned shops in Kidal on March 8, traders said."),
        publisher="Valley News",
        published="2014-03-09",
    )
    claim = Teller(report).claim(
        "Rioters",
        "burned",
        actors=[who("Rioters", sector="CVL")],
        place=where("Kidal", latitude=18.44, longitude=1.41, precision=1),
        time=when("March 8", "2014-03-08"),
    )
    return report, [claim]


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def shown(page: Page) -> int:
    """The number of events that the page says it shows."""
    found = re.search(r"[\d,]+|One", page.locator("h1").inner_text())
    assert found
    return 1 if found[0] == "One" else int(found[0].replace(",", ""))


def until(page: Page, condition: str) -> None:
    """Wait until something is true in the page; Playwright's own way is an `eval`, which the policy refuses."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)


def await_map(page: Page) -> None:
    until(page, "Boolean(window.datelineMap?.cells)")


def on_map(page: Page) -> int:
    return int(page.evaluate("window.datelineMap.cells.features.reduce((sum, one) => sum + one.properties.n, 0)"))


@pytest.mark.usefixtures("with_map")
def test_first_view(page: Page, many: str, axe: Axe, screenshot: Keep) -> None:
    page.goto(many)
    expect(page.locator("h1")).to_contain_text("400 events")
    expect(page.locator(ROWS)).to_have_count(50)
    await_map(page)
    until(page, "window.datelineMap.map.queryRenderedFeatures({ layers: ['cells'] }).length > 5")
    apart = sum(int(one.replace(",", "")) for one in page.locator("#apart .count").all_inner_texts())
    assert apart > 0
    assert on_map(page) + apart <= EVENTS
    assert axe(page) == []
    until(page, "window.datelineMap.map.areTilesLoaded()")
    screenshot(page, "overview")


@pytest.mark.usefixtures("with_map")
def test_dark(page: Page, many: str, axe: Axe, screenshot: Keep) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(many)
    await_map(page)
    assert axe(page) == []
    until(page, "window.datelineMap.map.areTilesLoaded()")
    screenshot(page, "overview-dark")


def test_a_filter_acts_at_once_and_stands_in_the_address(page: Page, many: str, browser: Browser) -> None:
    page.goto(many)
    page.get_by_role("checkbox", name=re.compile("^Assault")).check()
    expect(page.locator("h1")).to_contain_text("of 400")
    fewer = shown(page)
    assert query_of(page) == {"type": ["assault"]}
    page.get_by_role("checkbox", name=re.compile("^Syria")).check()
    expect(page.get_by_role("link", name="Remove the filter Syria")).to_be_visible()
    assert query_of(page) == {"type": ["assault"], "country": ["SYR"]}
    assert shown(page) < fewer
    colleague = browser.new_page()
    colleague.goto(page.url)
    assert shown(colleague) == shown(page)
    colleague.close()
    page.go_back()
    expect(page.get_by_role("link", name="Remove the filter Syria")).to_have_count(0)
    assert shown(page) == fewer
    expect(page.get_by_role("checkbox", name=re.compile("^Syria"))).not_to_be_checked()
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator("h1")).to_have_text("400 events")


@pytest.mark.usefixtures("with_map")
def test_the_map_follows_the_filter(page: Page, many: str) -> None:
    page.goto(many)
    await_map(page)
    before = on_map(page)
    page.get_by_role("checkbox", name=re.compile("^Protest")).check()
    until(page, f"window.datelineMap.cells.features.reduce((sum, one) => sum + one.properties.n, 0) < {before}")
    assert set(page.evaluate("window.datelineMap.cells.features.map((one) => one.properties.type)")) == {"protest"}


@pytest.mark.usefixtures("with_map")
def test_only_what_is_in_view(page: Page, many: str) -> None:
    page.goto(many)
    await_map(page)
    page.evaluate("window.datelineMap.map.jumpTo({ center: [38, 35], zoom: 5 })")
    page.get_by_role("button", name="Only what is in view").click()
    expect(page.get_by_role("link", name="Remove the filter frame on the map")).to_be_visible()
    assert "box" in query_of(page)
    assert 0 < shown(page) < EVENTS


@pytest.mark.usefixtures("with_map")
def test_a_place_is_opened_without_a_mouse(page: Page, many: str) -> None:
    page.goto(f"{many}/?country=SYR&precision=1")
    await_map(page)
    page.evaluate("window.datelineMap.map.jumpTo({ center: [38, 35], zoom: 11.5 })")
    place = page.locator("#places button").first
    expect(place).to_be_visible()
    page.wait_for_timeout(300)
    place.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".maplibregl-popup a").first).to_be_visible()
    # The popup is drawn anew while the map settles: a click on the one before goes nowhere.
    page.wait_for_timeout(500)
    page.locator(".maplibregl-popup a[data-view]").dispatch_event("click")
    expect(page.get_by_role("link", name="Remove the filter frame on the map")).to_be_visible()


def test_days_are_chosen_on_the_timeline(page: Page, many: str) -> None:
    page.goto(many)
    chart = page.locator(".timeline-chart")
    box = chart.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 30, steps=4)
    page.mouse.up()
    expect(page.locator("h1")).to_contain_text("of 400")
    chosen = query_of(page)
    assert chosen["since"][0] < chosen["until"][0]
    assert page.locator(".bar.outside").count() > 0
    page.get_by_role("link", name="All days").click()
    expect(page.locator("h1")).to_have_text("400 events")


def test_order_columns_and_more_rows(page: Page, many: str) -> None:
    page.goto(many)
    page.get_by_role("link", name="Killed", exact=True).click()
    expect(page.locator("th[aria-sort]")).to_have_text("Killed")
    killed = [int(one.replace(",", "")) for one in page.locator("td.killed").all_inner_texts() if one.strip()]
    assert killed == sorted(killed, reverse=True)
    page.get_by_text("Columns", exact=True).click()
    page.locator("#columns").get_by_role("link", name="ACLED").click()
    expect(page.locator("th").filter(has_text="ACLED")).to_be_visible()
    assert query_of(page)["sort"] == ["-killed"]
    page.get_by_role("link", name="Next 50").click()
    expect(page.locator(ROWS)).to_have_count(100)


def test_words_are_found(page: Page, workbench: str, screenshot: Keep) -> None:
    page.goto(workbench)
    page.keyboard.press("/")
    page.keyboard.type("hospital Koro")
    expect(page.locator("h1")).to_contain_text("of 5")
    assert query_of(page)["q"] == ["hospital Koro"]
    expect(page.get_by_role("heading", name="Reports with these words")).to_be_visible()
    marked = page.locator(".snippet mark").all_inner_texts()
    assert {one.lower() for one in marked} == {"hospital", "koro"}
    screenshot(page, "overview-search")
    page.goto(f"{workbench}/?q=onerror")
    expect(page.locator(".snippet").filter(has_text="<img src=x onerror=")).to_have_count(1)
    assert page.locator(".snippet img, .snippet script").count() == 0
    page.goto(f"{workbench}/?q=zeppelin")
    expect(page.get_by_text("No event fits these filters")).to_be_visible()


def test_a_row_shows_its_words_and_hostile_ones_are_inert(page: Page, workbench: str, screenshot: Keep) -> None:
    page.goto(workbench)
    for button in page.get_by_role("button", name="Show the words").all():
        button.click()
    expect(page.locator("tr.words blockquote").filter(has_text="<img src=x onerror=")).to_have_count(1)
    assert page.locator("tr.words img, tr.words script, tr.words style").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.get_by_role("button", name="Show the words").first.get_attribute("aria-expanded") == "true"
    screenshot(page, "overview-words")


def test_keyboard_alone(page: Page, workbench: str) -> None:
    page.goto(workbench)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("tr.words blockquote").first).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("[data-row]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/e-*")


def test_a_choice_keeps_the_focus(page: Page, many: str) -> None:
    page.goto(many)
    box = page.get_by_role("checkbox", name=re.compile("^Assault"))
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("h1")).to_contain_text("of 400")
    expect(page.get_by_role("checkbox", name=re.compile("^Assault"))).to_be_focused()


def test_a_narrow_window(page: Page, workbench: str, axe: Axe, screenshot: Keep) -> None:
    page.set_viewport_size(PHONE)
    page.goto(workbench)
    expect(page.locator(ROWS).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert axe(page) == []
    screenshot(page, "overview-narrow")
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name=re.compile("^Mali")).check()
    expect(page.locator("h1")).to_contain_text("of 5")


def test_without_scripts_it_is_a_form(browser: Browser, workbench: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(workbench)
    page.get_by_role("checkbox", name=re.compile("^Assault")).check()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("h1")).to_contain_text("of 5")
    expect(page.locator(ROWS)).to_have_count(3)
    context.close()


def test_new_claims_appear_and_are_told_of_next_time(page: Page, workbench_store: Path, serve: Serve) -> None:
    with Store.open(workbench_store) as store, serve(workbench_store) as address:
        page.goto(address)
        expect(page.locator(ROWS)).to_have_count(5)
        page.wait_for_timeout(400)  # until the page has said what it has seen, and listens
        store.add(*arrival())
        pipeline.relink(store)
        expect(page.locator(ROWS)).to_have_count(6)
        expect(page.locator("tr.is-new")).to_have_count(1)
        expect(page.locator("#say")).to_have_text(re.compile("new claim, shown now|record has changed"))
        page.reload()
        digest = page.locator("#digest")
        expect(digest).to_contain_text("one new event")
        digest.locator("summary").click()
        expect(digest.get_by_role("link")).to_have_count(1)
        digest.get_by_role("button", name="I have seen this").click()
        expect(digest).to_have_count(0)
        page.reload()
        expect(page.locator(ROWS)).to_have_count(6)
        expect(digest).to_have_count(0)


def test_an_empty_store_says_what_to_do(page: Page, tmp_path: Path, serve: Serve, axe: Axe, screenshot: Keep) -> None:
    path = tmp_path / "empty.sqlite"
    Store.open(path).close()
    with serve(path) as address:
        page.goto(address)
        expect(page.get_by_text("There is nothing in this store yet")).to_be_visible()
        assert axe(page) == []
        screenshot(page, "overview-empty")
