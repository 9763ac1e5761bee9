"""A browser to open reports in, and what tests of the page do there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contradict.views.html import anchor

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
OPTIONS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SIZES = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]


class Reader:
    """Opens reports; knows what the page asked for and complained of."""

    def __init__(self, browser, folder: Path):
        self.browser, self.folder = browser, folder
        self.asked, self.complaints, self.contexts = [], [], []

    def open(self, report, place="", *, scripts=True, **options):
        path = self.folder / f"report-{len(self.contexts)}.html"
        report.to_html(path)
        context = self.browser.new_context(java_script_enabled=scripts, **{"reduced_motion": "reduce", **options})
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}") or dialog.dismiss())
        page.goto(path.as_uri() + place)
        return page


def named(pairs):
    return {anchor("c", pair.a.id, pair.b.id) for pair in pairs}


def settled(page):
    """Wait until the page has drawn what was asked of it."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def set_slider(page, which, percent):
    page.locator(f"#{which}-slider").fill(str(percent))
    settled(page)


def unfold(page):
    """Open all that is folded but the neutral pairs, and press every "Show more"."""
    page.evaluate(
        """async () => {
            for (let left = true; left;) {
                const folded = document.querySelectorAll("main details:not([open], [data-key$='neutral fold'])");
                folded.forEach((details) => { details.open = true; });
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                const more = document.querySelectorAll("#events button.more");
                more.forEach((button) => button.click());
                left = folded.length + more.length > 0;
            }
        }"""
    )


def shown(page, relation):
    found = page.locator(f"#events [data-relation={relation}]")
    return set(found.evaluate_all("elements => elements.map(e => e.dataset.pair)"))
