"""The pages of an event, a report and a claim, looked at in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dateline.records import Claim, Event, Report
from dateline.store import Store

expect.set_options(timeout=15_000)  # as the pages: a busy machine is slow, not wrong

Shoot = Callable[[Page, str], None]
Axe = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def told(hand_made: Path) -> tuple[list[Event], list[Report], list[Claim]]:
    with Store.open(hand_made) as store:
        return list(store.events()), list(store.reports()), list(store.claims())


@pytest.fixture(scope="session")
def attack(told: tuple[list[Event], list[Report], list[Claim]]) -> Event:
    """The event that five reports tell of."""
    return max(told[0], key=lambda event: len(event.claims))


def report_by(told: tuple[list[Event], list[Report], list[Claim]], words: str) -> Report:
    return next(report for report in told[1] if words in report.text)


def test_event_page_says_what_is_known_and_by_whom(
    page: Page, workbench: str, attack: Event, screenshot: Shoot
) -> None:
    page.goto(f"{workbench}/events/{attack.id}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Assault at Dogo, 1 March 2014")
    known = page.get_by_role("region", name="What is known")
    expect(known).to_contain_text("exact day")
    expect(known).to_contain_text("Dogo, Koro Cercle, Mopti, Mali")
    figures = page.get_by_role("region", name="Figures by source, over time")
    rows = figures.get_by_role("row")
    expect(rows).to_have_count(6)
    expect(rows.nth(1)).to_contain_text("later revised by the same source")
    expect(rows.nth(2)).to_contain_text("against the best count")
    expect(page.locator(".accord .agreed")).to_contain_text("Dogo")
    expect(page.locator(".accord .disputed")).to_contain_text("31 or more")
    expect(page.locator(".claim mark.role-trigger").first).to_have_text("attacked")
    expect(page.locator(".ranked > li")).to_have_count(3)
    screenshot(page, "event")


def test_bars_stand_where_their_counts_are(page: Page, workbench: str, attack: Event) -> None:
    page.goto(f"{workbench}/events/{attack.id}")
    dots = page.locator(".figure-table .dot")
    boxes = [dots.nth(number).bounding_box() for number in range(dots.count())]
    places = [round(box["x"]) for box in boxes if box]
    sixty, eleven, copied, seventy_four = places
    assert eleven < sixty == copied < seventy_four


def test_citation_is_copied_and_its_link_leads_back(page: Page, workbench: str, attack: Event) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=workbench)
    page.goto(f"{workbench}/events/{attack.id}")
    page.locator('[data-copy="cite-link"]').click()
    expect(page.locator("#say")).to_have_text("Copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dogo")


def test_report_marks_words_by_role_and_keeps_captions_apart(
    page: Page, workbench: str, told: tuple[list[Event], list[Report], list[Claim]], screenshot: Shoot
) -> None:
    report = report_by(told, "has sent 200")
    page.goto(f"{workbench}/reports/{report.id}")
    text = page.locator("#text")
    expect(text.locator("a.role-trigger")).to_have_text(["attacked", "sent"])
    expect(text.locator("mark.role-place")).to_have_text(["Dogo", "Koro"])
    expect(text).not_to_contain_text("Smoke over the market")
    pictures = page.get_by_role("region", name="Pictures and captions")
    expect(pictures).to_contain_text("Photograph: Jo Bell/Valley News")
    assert page.locator("img").count() == 0  # pictures of reports are linked, never fetched
    link = page.get_by_role("link", name="Original page")
    assert link.get_attribute("href") == report.url
    assert "noopener" in (link.get_attribute("rel") or "")
    screenshot(page, "report")


def test_claims_of_a_report_are_stepped_through_by_keys(
    page: Page, workbench: str, told: tuple[list[Event], list[Report], list[Claim]]
) -> None:
    report = report_by(told, "has sent 200")
    page.goto(f"{workbench}/reports/{report.id}")
    page.keyboard.press("j")
    expect(page.locator("a.mark:focus")).to_have_text("attacked")
    page.keyboard.press("j")
    expect(page.locator("a.mark:focus")).to_have_text("sent")
    expect(page.locator("[data-claim][aria-current=true]")).to_contain_text("Mobilize")
    expect(page.locator("#text .of-claim")).to_have_text(["The army", "sent", "200", "Koro"])
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{workbench}/claims/{_claim_of(told, report, 'attacked').id}")
    expect(page.get_by_role("region", name="What was read")).to_contain_text("Upper Valley Front")


def test_versions_and_copies_are_shown_with_what_changed(
    page: Page, workbench: str, told: tuple[list[Event], list[Report], list[Claim]]
) -> None:
    later = next(report for report in told[1] if report.revises)
    page.goto(f"{workbench}/reports/{later.id}")
    changed = page.get_by_role("region", name="What changed")
    expect(changed.locator("del").first).to_have_text("taken out: Sixty")
    expect(changed.locator("ins").first).to_have_text("put in: Seventy-four")
    expect(changed).to_contain_text("characters without a change")
    page.get_by_role("region", name="Versions").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sixty dead in attack on Mali army post")
    expect(page.get_by_role("region", name="The same text elsewhere")).to_contain_text("Lakeside Daily")


def test_hostile_text_is_inert(
    page: Page, workbench: str, told: tuple[list[Event], list[Report], list[Claim]], screenshot: Shoot
) -> None:
    report = report_by(told, "onerror")
    claim = next(claim for claim in told[2] if claim.report_id == report.id)
    event = next(event for event in told[0] if event.claims[0].claim_id == claim.id)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for path in (f"reports/{report.id}", f"claims/{claim.id}", f"events/{event.id}", "review", "agreement"):
        page.goto(f"{workbench}/{path}")
        page.wait_for_load_state()
        assert page.evaluate("window.hacked === undefined")
        expect(page.locator("body")).to_be_visible()
        assert page.locator('img, a[href^="javascript:"], [onerror], main style, main script').count() == 0
    page.goto(f"{workbench}/reports/{report.id}")
    # Everything is there as text, character for character.
    headline = page.get_by_role("heading", level=1).first
    assert headline.evaluate("(one) => one.textContent") == report.headline
    expect(page.get_by_text("No address known")).to_be_visible()
    assert "49" not in headline.inner_text()  # {{ 7*7 }} stays what it is
    screenshot(page, "hostile-report")
    assert not dialogs


def test_names_from_right_to_left_and_long_names_fit(
    page: Page, workbench: str, told: tuple[list[Event], list[Report], list[Claim]], screenshot: Shoot
) -> None:
    arabic, long = report_by(told, "Aleppo"), report_by(told, "six engineers")
    events = {claim.report_id: event for event in told[0] for claim in told[2] if event.claims[0].claim_id == claim.id}
    for width in (1360, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for name, report in (("arabic", arabic), ("long", long)):
            for kind, address in (("report", f"reports/{report.id}"), ("event", f"events/{events[report.id].id}")):
                page.goto(f"{workbench}/{address}")
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
                screenshot(page, f"{name}-{kind}-{width}")
    page.goto(f"{workbench}/reports/{arabic.id}")
    direction = page.locator(".part-byline").evaluate("(one) => getComputedStyle(one).direction")
    assert direction == "rtl"


def test_unknown_records_are_told_so(page: Page, workbench: str) -> None:
    for path in ("events/e-00000000000000000000", "claims/c-0", "reports/r-0"):
        answer = page.goto(f"{workbench}/{path}")
        assert answer is not None
        assert answer.status == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_violations(
    page: Page,
    workbench: str,
    told: tuple[list[Event], list[Report], list[Claim]],
    attack: Event,
    axe: Axe,
    scheme: str,
) -> None:
    report = report_by(told, "has sent 200")
    later = next(report for report in told[1] if report.revises)
    paths = [
        f"events/{attack.id}",
        f"reports/{report.id}",
        f"reports/{later.id}",
        f"claims/{attack.claims[0].claim_id}",
    ]
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    found = []
    others = ("review",) if scheme == "dark" else ("review", "discussions", "agreement", "account", "admin")
    for path in (*paths, *others):  # the dark scheme changes colours only, and these pages have all of them
        page.goto(f"{workbench}/{path}")
        for part in page.locator("details.edit").all():
            part.evaluate("(one) => { one.open = true; }")
        found += [f"{path}: {violation}" for violation in axe(page)]
    assert found == []


def _claim_of(told: tuple[list[Event], list[Report], list[Claim]], report: Report, word: str) -> Claim:
    return next(one for one in told[2] if one.report_id == report.id and one.trigger.text == word)
