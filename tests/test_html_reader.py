"""Where the page leads a reader: links land, the surest is named, voices lead to what they say, keys suffice."""

from __future__ import annotations

import re

import pytest
from browsing import SIZES, named, needs_chromium, settled, shown, unfold
from playwright.sync_api import expect
from synthetic import event_of, pair_of, report_of

from contradict import Claim
from contradict.disputes import disputes, surest
from contradict.views.html import anchor, percent

pytestmark = needs_chromium


def places(page):
    """Where each topic of the start leads, those between two questions too."""
    page.evaluate("document.querySelectorAll('#disputes details').forEach((fold) => { fold.open = true; })")
    settled(page)
    return page.locator("#disputes h3 a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")


LANDING = """async (place) => {
    await new Promise((done) => setTimeout(done, 150));
    const target = document.querySelector(`#events ${place}`), root = document.documentElement;
    const wanted = parseFloat(getComputedStyle(root).scrollPaddingTop);
    const left = root.scrollHeight - innerHeight - scrollY;
    const bar = document.getElementById("filters"), sticky = getComputedStyle(bar).position === "sticky";
    const heading = target.querySelector("h4").getBoundingClientRect();
    return { off: target.getBoundingClientRect().top - wanted, left, heading: heading.top, height: innerHeight,
        clear: !sticky || heading.top >= bar.getBoundingClientRect().bottom };
}"""


def check_landing(page, place):
    landed = page.evaluate(LANDING, place)
    assert abs(landed["off"]) <= 3 or (landed["left"] < 2 and landed["off"] > 0)
    assert 0 <= landed["heading"] < landed["height"] / 2 or landed["left"] < 2
    assert landed["clear"]
    expect(page.locator(f"#events {place}")).to_be_focused()


@pytest.mark.parametrize("viewport", SIZES)
def test_links_of_topics_land_on_their_headings(reader, report, viewport):
    page = reader.open(report, viewport=viewport, reduced_motion="no-preference")
    for way in ("click", "Enter"):
        for place in places(page):
            page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
            link = page.locator(f"#disputes h3 a[href='{place}']")
            if way == "click":
                link.click()
            else:
                link.press(way)
            check_landing(page, place)


@pytest.mark.parametrize("viewport", SIZES)
def test_an_address_with_a_part_lands_on_its_heading(reader, report, viewport):
    page = reader.open(report, viewport=viewport, reduced_motion="no-preference")
    for place in places(page):
        check_landing(reader.open(report, place, viewport=viewport, reduced_motion="no-preference"), place)


def test_the_start_says_which_dispute_is_the_surest_and_what_lies_between_questions(reader, report):
    page = reader.open(report)
    found = disputes(report)
    top = surest(found)
    told = page.locator("#disputes .lead").inner_text()
    assert told.startswith(f"Surest: {top.title}, {percent(top.contradictions[0].certainty)}.")
    page.locator("#disputes .lead a").click()
    name = anchor("c", top.contradictions[0].a.id, top.contradictions[0].b.id)
    expect(page.locator(f"#events :focus #{name}")).to_be_visible()
    between = sum(len(d.contradictions) for d in found if d.between)
    assert between > sum(d.between for d in found)
    assert f"{between} contradictions" in page.locator("#disputes summary").inner_text()
    told = f"{len(report.contradictions)} are false alarms; {between} lie between two questions"
    assert told in page.locator(".dek").inner_text()


def test_each_voice_of_the_two_sides_has_something_to_show(reader, report):
    page = reader.open(report)
    voices = page.locator("#standing li button")
    for number in range(voices.count()):
        voices.nth(number).click()
        assert page.evaluate("views.some((view) => view.contradict.length + view.agree.length)")


def test_kinds_of_contradiction_do_not_hide_agreements(reader, report):
    page = reader.open(report)
    before = " ".join(page.locator("#status").inner_text().split())
    for box in page.locator("[name=kind]").all():
        box.uncheck()
    settled(page)
    told = " ".join(page.locator("#status").inner_text().split())
    assert told.startswith("0 contradictions")
    assert re.search(r"\d+ agreements?", told)[0] == re.search(r"\d+ agreements?", before)[0]
    unfold(page)
    assert shown(page, "agree") == named(report.agreements)


@pytest.mark.parametrize("viewport", SIZES)
@pytest.mark.parametrize("relation", ["agree", "contradict"])
def test_a_pair_of_voices_leads_to_what_they_say(reader, report, viewport, relation):
    page = reader.open(report, viewport=viewport)
    lines = page.locator(f".lines ul:has(.{relation}) button")
    for number in range(lines.count()):
        lines.nth(number).click()
        card = page.locator(f"#events .pair.{relation}").first
        expect(card).to_be_focused()
        expect(card).to_be_in_viewport(ratio=0.5)
        bar = page.locator("#filters").bounding_box()
        assert card.bounding_box()["y"] >= bar["y"] + bar["height"]


def test_the_matrix_is_one_tab_stop_with_arrow_keys(reader, report):
    page = reader.open(report)
    buttons = page.locator(".matrix button")
    assert buttons.count() > 10
    assert page.locator(".matrix button:not([tabindex='-1'])").count() == 1
    page.locator(".matrix button[tabindex='0']").focus()
    at = "[document.activeElement.closest('tr').rowIndex, document.activeElement.closest('td').cellIndex]"
    row, column = page.evaluate(at)
    page.keyboard.press("End")
    last = page.evaluate(at)
    assert (last[0], last[1] > column) == (row, True)
    page.keyboard.press("ArrowDown")
    below = page.evaluate(at)
    assert (below[0] > row, below[1]) == (True, last[1])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    assert page.evaluate(at) == [row, column]
    assert page.locator(".matrix button:not([tabindex='-1'])").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.matrix')") is None


def test_names_on_a_phone_hide_no_field_in_focus(reader, report):
    page = reader.open(report, viewport={"width": 390, "height": 844})
    expect(page.locator("#voices .hint")).to_be_visible()
    page.locator(".matrix button[tabindex='0']").focus()
    for key in ("End", *["ArrowLeft"] * 6, *["ArrowRight"] * 6, *["ArrowDown", "End", "Home"] * 3):
        page.keyboard.press(key)
        seen = page.evaluate(
            "(() => { const b = document.activeElement, name = b.closest('tr').cells[0];"
            " return b.getBoundingClientRect().left - name.getBoundingClientRect().right; })()"
        )
        assert seen >= -1
    wide = reader.open(report, viewport={"width": 1280, "height": 900})
    settled(wide)
    expect(wide.locator("#voices .hint")).to_be_hidden()


def test_links_to_pairs_have_names_of_their_own(reader, report):
    page = reader.open(report)
    unfold(page)
    names = page.locator("#events .pair .link").evaluate_all("links => links.map(l => l.getAttribute('aria-label'))")
    assert len(names) > 20
    assert len(set(names)) == len(names)
    assert all(name.startswith("Link") for name in names)


def test_the_bar_of_one_agreement_is_short(reader):
    a, b, c = (Claim(f"The bridge fell, {n}.", speaker=f"Voice {n}", id=f"c{n}") for n in range(3))
    page = reader.open(report_of([event_of([a, b, c], [pair_of(a, b, "agree"), pair_of(b, c, "contradict")])]))
    shares = page.locator(".lines .bar").evaluate_all(
        "bars => bars.map(b => Number(b.style.getPropertyValue('--share')))"
    )
    assert len(shares) == 2
    assert all(0 < share <= 0.25 for share in shares)


def test_dates_stay_on_one_line_and_filters_too(reader, report):
    page = reader.open(report, viewport={"width": 1280, "height": 900})
    assert page.evaluate("data.dates.every(([long, , brief]) => !/\\d [A-Z]/.test(long + brief))")
    assert page.locator("#filters").bounding_box()["height"] <= 80
    filters = page.locator("#search, #voice, [name=kind], #reset").evaluate_all(
        "parts => parts.map((p) => p.getBoundingClientRect().bottom)"
    )
    assert max(filters) - min(filters) < 20
