"""People at work in a browser: they sign in, correct, discuss, undo, merge, split, and code blind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from clients import PASSWORD
from playwright.sync_api import Browser, Page, expect

from dateline.core.clock import now
from dateline.records import Event
from dateline.review.people import Role
from dateline.store import Store
from dateline.web.auth.passwords import passwords

Serve = Callable[..., object]
expect.set_options(timeout=15_000)  # as the pages: a busy machine is slow, not wrong

Shoot = Callable[[Page, str], None]


class Bench:
    """A workbench with accounts, over a store of its own."""

    def __init__(self, address: str, store: Store) -> None:
        self.address = address
        self.store = store

    def account(self, name: str, role: Role, desk: str | None = None) -> None:
        hashed = passwords(quick=True).hash(PASSWORD)
        self.store.people.add_account(name, role, password_hash=hashed, shown=None, now=now())
        if desk:
            self.store.people.add_identity(name, desk, "desk", now())

    def sign_in(self, page: Page, name: str, following: str = "/account") -> None:
        page.goto(self.address + following)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        page.get_by_label("Account").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(self.address + following)
        page.wait_for_load_state()

    def event(self, place: str) -> Event:
        events = [one for one in self.store.events() if one.place and one.place.name == place]
        return max(events, key=lambda one: len(one.claims))


@pytest.fixture
def bench(workbench_store: Path, serve: Callable[..., ExitStack]) -> Iterator[Bench]:
    with serve(workbench_store, single_user=False) as address, Store.open(workbench_store) as store:
        yield Bench(str(address), store)


def test_sign_in_correct_a_toll_discuss_as_a_desk_and_undo(page: Page, bench: Bench, screenshot: Shoot) -> None:
    bench.account("lina", Role.CODER, desk="Valley Desk")
    dogo = bench.event("Dogo")
    bench.sign_in(page, "lina", f"/events/{dogo.id}")

    # Correct the toll, under one's own name.
    figures = page.get_by_role("region", name="Figures by source, over time")
    figures.get_by_text("Correct the count of killed").click()
    figures.get_by_label("Best").fill("72")
    figures.get_by_label("Reason").fill("the ministry's list has 72 names")
    figures.get_by_role("button", name="Save corrections").click()
    expect(page.locator(".done")).to_contain_text("Corrected.")
    expect(figures.get_by_role("heading", level=3)).to_contain_text("72 (11–74)")
    entry = page.get_by_role("region", name="History").get_by_role("listitem").first
    expect(entry).to_contain_text("lina corrected figures")
    expect(entry.locator("del")).to_contain_text("74")
    expect(entry).to_contain_text("72 names")
    screenshot(page, "event-corrected")

    # Discuss it as the desk.
    talk = page.get_by_role("region", name="Discussion")
    talk.get_by_label("What you want to say").fill('Is the list complete? @lina, @"Valley Desk", see also ' + dogo.id)
    talk.get_by_label("As").select_option(label="Valley Desk")
    talk.get_by_role("button", name="Post").click()
    post = talk.locator(".post").first
    expect(post.locator(".by")).to_contain_text("Valley Desk")
    expect(post.locator(".mention")).to_have_text(["@lina", '@"Valley Desk"'])
    expect(post.get_by_role("link", name=dogo.id)).to_have_attribute("href", f"/events/{dogo.id}")
    talk.get_by_text("Reply", exact=True).first.click()
    talk.get_by_label("What you want to say").first.fill("It is not: <b>two</b> are missing.")
    talk.get_by_role("button", name="Reply").click()
    expect(talk.locator(".replies .post .by")).to_contain_text("lina")
    expect(talk.locator(".replies .said")).to_have_text("It is not: <b>two</b> are missing.")

    # The thread is listed until it is resolved, and stays to be read.
    page.goto(f"{bench.address}/discussions")
    expect(page.locator(".thread")).to_contain_text("Assault at Dogo, 1 March 2014")
    screenshot(page, "discussions")
    page.get_by_role("button", name="Mark as resolved").click()
    expect(page.get_by_text("No threads here.")).to_be_visible()
    page.get_by_role("link", name="All", exact=True).click()
    expect(page.locator(".thread.resolved")).to_have_count(1)
    page.get_by_role("button", name="Withdraw").last.click()
    expect(page.get_by_text("Withdrawn by lina.")).to_have_count(1)

    # Undo: the count is what it was, and the history keeps both.
    page.goto(f"{bench.address}/events/{dogo.id}")
    history = page.get_by_role("region", name="History")
    history.get_by_role("button", name="Undo").click()
    expect(figures.get_by_role("heading", level=3)).to_contain_text("74 (11–74)")
    expect(history.locator(".undone")).to_contain_text("taken back by lina")
    account = {line.account for line in bench.store.people.audit_log() if line.action == "comment"}
    assert account == {"lina"}


def test_a_name_is_completed_by_keys(page: Page, bench: Bench, screenshot: Shoot) -> None:
    bench.account("lina", Role.CODER, desk="Valley Desk")
    bench.account("aïcha", Role.CODER, desk="مكتب الوادي")
    bench.sign_in(page, "lina", f"/events/{bench.event('Dogo').id}")
    field = page.get_by_role("region", name="Discussion").get_by_label("What you want to say").last
    names = page.get_by_role("listbox", name="Names that you can mention")

    field.press_sequentially("Ask @val")
    expect(names.get_by_role("option")).to_have_text(["Valley Deskdesk"])
    field.press("Enter")
    expect(field).to_have_value('Ask @"Valley Desk" ')
    expect(names).to_have_count(0)

    field.press_sequentially("and @")
    expect(names.get_by_role("option")).to_have_count(4)
    screenshot(page, "mentions")
    field.press("ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", re.compile("-3$"))
    expect(names.get_by_role("option", selected=True)).to_contain_text("مكتب الوادي")
    field.press("Escape")
    expect(names).to_have_count(0)
    field.press_sequentially("aic")
    names.get_by_role("option").first.click()
    expect(field).to_have_value('Ask @"Valley Desk" and @aïcha ')
    expect(field).to_be_focused()

    page.get_by_role("region", name="Discussion").get_by_role("button", name="Post").click()
    expect(page.locator(".post .mention")).to_have_text(['@"Valley Desk"', "@aïcha"])


def test_nobody_is_overwritten_silently(page: Page, browser: Browser, bench: Bench) -> None:
    bench.account("lina", Role.CODER)
    bench.account("jo", Role.CODER)
    dogo = bench.event("Dogo")
    bench.sign_in(page, "lina", f"/events/{dogo.id}")
    with browser.new_context() as context:
        other = context.new_page()
        bench.sign_in(other, "jo", f"/events/{dogo.id}")
        _correct_best(other, "70")
        expect(other.locator(".done")).to_contain_text("Corrected.")
    _correct_best(page, "73")
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else was faster")
    expect(page.locator(".since")).to_contain_text("jo")
    expect(page.locator(".since")).to_contain_text("70 (11–74) killed")
    assert _best(bench, dogo.id) == 70
    page.get_by_role("button", name="Do it all the same").click()
    expect(page.locator(".done")).to_contain_text("Corrected.")
    assert _best(bench, dogo.id) == 73


def _correct_best(page: Page, best: str) -> None:
    figures = page.get_by_role("region", name="Figures by source, over time")
    figures.get_by_text("Correct the count of killed").click()
    figures.get_by_label("Best").fill(best)
    figures.get_by_role("button", name="Save corrections").click()


def _best(bench: Bench, event_id: str) -> int | None:
    return next(one.best for one in bench.store.event(event_id).figures if one.measure == "killed")


def test_split_merge_and_undo(page: Page, bench: Bench) -> None:
    bench.account("ed", Role.EDITOR)
    dogo, gao = bench.event("Dogo"), bench.event("Gao")
    bench.sign_in(page, "ed", f"/events/{dogo.id}")
    claims = page.get_by_role("region", name="Every claim, in its words")
    claims.locator(".claim", has_text="Harbour Times").get_by_label("tells of something else").check()
    page.get_by_role("button", name="Split off the chosen claims").click()
    expect(page.locator(".done")).to_contain_text("Split off.")
    expect(claims.locator(".claim", has_text="Harbour Times")).to_have_count(0)
    page.locator(".done").get_by_role("button", name="Undo").click()
    expect(claims.locator(".claim", has_text="Harbour Times")).to_have_count(1)

    near = page.get_by_role("region", name="Near this")
    near.get_by_label("Id or link of another event").fill(f"{bench.address}/events/{gao.id}")
    near.get_by_role("button", name="Merge with this event").click()
    expect(page.locator(".done")).to_contain_text("Merged.")
    expect(claims.locator(".claim", has_text="Gunmen")).to_have_count(1)
    page.get_by_role("region", name="History").get_by_role("button", name="Undo").first.click()
    expect(claims.locator(".claim", has_text="Gunmen")).to_have_count(0)


def test_correct_a_claim_with_suggestions(page: Page, bench: Bench) -> None:
    bench.account("lina", Role.CODER)
    claim = next(one for one in bench.store.claims() if one.trigger.text == "sent")
    bench.sign_in(page, "lina", f"/claims/{claim.id}")
    page.keyboard.press("e")
    form = page.locator("#correct form")
    expect(form.get_by_label("Type")).to_be_focused()
    party = form.get_by_role("group", name="who did it")
    name = party.get_by_label("Name").first
    name.fill("")
    name.press_sequentially("Military of Niger")
    option = party.locator("datalist option").first
    expect(option).to_be_attached()
    name.fill(option.get_attribute("value") or "")
    expect(party.get_by_label("Country").first).to_have_value("NER")
    form.get_by_label("First day").fill("2014-03-02")
    form.get_by_label("Last day").fill("2014-03-02")
    form.get_by_role("button", name="Save corrections").click()
    expect(page.locator(".done")).to_contain_text("Corrected.")
    read = page.get_by_role("region", name="What was read")
    expect(read).to_contain_text("2 March 2014")
    expect(read).to_contain_text("Niger")
    expect(page.locator(".record-head")).to_contain_text("corrected")


def test_add_a_missed_claim_by_selecting_its_words(page: Page, bench: Bench) -> None:
    bench.account("lina", Role.CODER)
    report = next(one for one in bench.store.reports() if "was closed on Sunday" in one.text)
    bench.sign_in(page, "lina", f"/reports/{report.id}")
    for words, role in (("closed", "event word"), ("The road", "to whom"), ("Sunday", "when")):
        _select(page, words)
        page.get_by_role("toolbar").get_by_role("button", name=role, exact=True).click()
    adding = page.locator("#add-claim")
    expect(adding.locator(".chosen li:visible")).to_have_count(3)
    adding.get_by_label("Type").select_option("coerce")
    adding.get_by_role("button", name="Add the claim").click()
    expect(page.locator(".done")).to_contain_text("Claim added.")
    expect(page.locator("#text a.role-trigger")).to_have_text(["attacked", "sent", "closed"])
    added = next(one for one in bench.store.claims() if one.coder.startswith("human:"))
    assert (added.trigger.text, added.recipients[0].text, added.coder) == ("closed", "The road", "human:lina")
    assert report.text[added.sentence.start : added.sentence.end] == "The road there was closed on Sunday."


def test_quote_the_words_of_a_report(page: Page, bench: Bench) -> None:
    bench.account("lina", Role.READER)
    report = next(one for one in bench.store.reports() if "houses on fire" in one.text)
    bench.sign_in(page, "lina", f"/reports/{report.id}")
    _select(page, "houses on fire")
    page.get_by_role("toolbar").get_by_role("button", name="quote it").click()
    page.get_by_label("What you want to say").fill("Whose houses?")
    page.get_by_role("button", name="Post").click()
    quotation = page.locator(".post blockquote a")
    expect(quotation).to_have_text("houses on fire")
    quotation.click()
    expect(page.locator(".pointed").first).to_contain_text("houses on fire")


def _select(page: Page, words: str) -> None:
    """Select words as a mouse would: from their first character to their last."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return;
          }
        }""",
        words,
    )
    expect(page.locator("#selection")).to_be_visible()


def test_the_queue_is_worked_through_by_keys(page: Page, bench: Bench, screenshot: Shoot) -> None:
    bench.account("lina", Role.CODER)
    bench.sign_in(page, "lina", "/review")
    first = page.locator(".current-title")
    expect(first).to_contain_text("Dogo")
    expect(page.locator(".why-first")).to_contain_text("74 killed")
    screenshot(page, "review")
    page.keyboard.press("s")
    expect(first).not_to_contain_text("Dogo")
    page.wait_for_load_state()  # the words are there before the script that hears the keys
    name = first.inner_text()
    page.keyboard.press("c")
    expect(page.locator(".done")).to_contain_text("Confirmed.")
    expect(page.locator(".queue > li").first).not_to_have_text(name)
    confirmed = [one for one in bench.store.judgements() if one.action == "confirm"]
    assert [one.author for one in confirmed] == ["lina"]


def test_double_coding_is_blind_then_compared_and_settled(
    page: Page, browser: Browser, bench: Bench, screenshot: Shoot
) -> None:
    bench.account("ed", Role.EDITOR)
    bench.account("lina", Role.CODER)
    bench.sign_in(page, "ed", "/agreement")
    setup = page.get_by_role("region", name="Set up a round")
    setup.get_by_label("Name of the round").fill("March")
    setup.get_by_label("How many claims").fill("2")
    setup.get_by_label("Only these types").select_option("assault")
    setup.get_by_label("ed editor").check()
    setup.get_by_label("lina coder").check()
    setup.get_by_role("button", name="Set up the round").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("March")
    with browser.new_context() as context:
        other = context.new_page()
        bench.sign_in(other, "lina", "/agreement")
        other.get_by_role("link", name="Code: 2 left").click()
        _code(other, 60)
        other.goto(bench.address + "/agreement")
        other.get_by_role("link", name="March").click()
        expect(other.get_by_text("You see the comparison once")).to_be_visible()
        other.get_by_role("link", name="Code: 1 left").click()
        _code(other, 14)
    page.get_by_role("link", name="Code: 2 left").click()
    expect(page.locator("mark")).to_have_count(1)  # the event word, and nothing that a coder said
    _code(page, 61)
    _code(page, 14)
    expect(page.get_by_role("row", name="Type")).to_contain_text("2")
    screenshot(page, "agreement")
    killed = page.locator(".differ", has=page.get_by_role("button", name="Settle Killed: 61"))
    expect(killed).to_contain_text("ed")
    killed.get_by_role("button", name="Settle Killed: 60").click()
    expect(killed).to_contain_text("settled: 60")


def _code(page: Page, killed: int) -> None:
    form = page.locator(".coding form")
    form.get_by_label("Type").select_option("assault")
    form.get_by_label("Status").select_option("asserted")
    form.get_by_label("Killed").fill(str(killed))
    form.get_by_role("button", name="Save and go on").click()


def test_roles_and_identities(page: Page, bench: Bench) -> None:
    bench.account("root", Role.ADMIN)
    bench.sign_in(page, "root", "/admin")
    adding = page.get_by_role("main")
    adding.get_by_label("Account", exact=True).first.fill("ana")
    adding.get_by_label("Password").fill(PASSWORD)
    adding.get_by_label("Role", exact=True).select_option("reader")
    adding.get_by_role("button", name="Add the account").click()
    expect(page.get_by_role("row", name="ana").first).to_contain_text("active")
    page.locator("summary", has=page.locator(".account-name")).click()
    page.get_by_role("button", name="Sign out").click()
    bench.sign_in(page, "ana", "/account")
    page.get_by_label("Name that others see").fill("A. Pinto")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Speak as this: A. Pinto").click()
    expect(page.locator(".account-name")).to_have_text("A. Pinto")
    dogo = bench.event("Dogo")
    page.goto(f"{bench.address}/events/{dogo.id}")
    expect(page.get_by_text("You may read and discuss.")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)
    answer = page.goto(f"{bench.address}/admin")
    assert answer is not None
    assert answer.status == 403


def test_without_scripts_the_forms_work(browser: Browser, bench: Bench) -> None:
    bench.account("lina", Role.CODER)
    dogo = bench.event("Dogo")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        bench.sign_in(page, "lina", f"/events/{dogo.id}")
        page.get_by_role("button", name="Confirm").click()
        expect(page.locator(".done")).to_contain_text("Confirmed.")
        page.locator(".done").get_by_role("button", name="Undo").click()
        expect(page.locator(".record-head")).to_contain_text("not yet reviewed")
