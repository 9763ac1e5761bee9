"""A report as one HTML page: no network, no script but its own; what claims say is data, never markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from contradict.attribution import attribute
from contradict.camps import ALLIED, COMMON_OPPONENTS, UNNAMED, parties, voices
from contradict.claims import Claim
from contradict.disputes import COMMON, Topic, Topics
from contradict.explanations import Reason, Spans
from contradict.questions import question_of
from contradict.report import Event, Pair, Report
from contradict.views.display import counted, pieces, safe_url
from contradict.wording import Wording

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = ("model.js", "sides.js", "disputes.js", "parts.js", "top.js", "events.js", "page.js")
WITHOUT_SCRIPT = 20
"""How many contradictions the page lists where scripts are off."""
NOT_IN_A_PAGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that HTML does not allow."""
LEAST_THRESHOLD = 0.01
"""How far down the page's sliders go."""
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
CLAIM_COLUMNS = ("id", "text", "name", "source", "date", "url", "voice", "question")
PAIR_COLUMNS = (
    "a", "b", "agree", "contradict", "neutral", "update", "decided", "uncertain", "weight", "anchor", "event", "topic",
    "reasons",
)  # fmt: skip
EVENT_COLUMNS = ("title", "anchor", "claims", "pairs")
UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in (*"<>&\u2028\u2029", *map(chr, range(0x7F, 0xA0)))}


def to_html(report: Report) -> str:
    """The page of a report; equal reports give equal pages."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = "{:,}".format
    style, script = _source("report.css"), "\n".join(map(_source, SCRIPTS))
    data = page_data(report)
    page = environment.get_template("report.html.j2").render(
        report=report,
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        data=Markup(script_json(data)),
        counts={name: sum(p.relation == name for p in report.pairs) for name in ("contradict", "agree", "update")},
        period=_period(report.claims),
        voices=len(data["voices"]),
        copied=sum(len(group) - 1 for group in report.copies),
        independent=counted(report.independent_voices, "independent voice"),
        top=[_card(pair) for pair in report.contradictions[:WITHOUT_SCRIPT]],
    )
    return NOT_IN_A_PAGE.sub("\ufffd", page)


def page_data(report: Report) -> dict[str, Any]:
    """What the page's script works on, as JSON values; rows are in the order of the `columns` beside them."""
    named = voices(report.claims)
    voice = {claim.id: i for i, v in enumerate(named) for claim in v.claims}
    place = {claim.id: i for i, claim in enumerate(report.claims)}
    number = {id(pair): i for i, pair in enumerate(report.pairs)}
    event = {event.id: i for i, event in enumerate(report.events)}
    dates = dict(sorted((claim.iso_date, claim.date) for claim in report.claims if claim.iso_date and claim.date))
    when = {iso: i for i, iso in enumerate(dates)}
    several_years = len({day.year for day in dates.values()}) > 1
    wording = Wording(report.claims)
    question = question_of(report.claims, report.pairs, wording)
    topics = Topics(wording, question)
    topic: dict[Topic, int] = {}
    about = [topic.setdefault(topics.of(p), len(topic)) if _may_contradict(p) else -1 for p in report.pairs]
    whys: dict[str, int] = {}
    return {
        "thresholds": [report.settings.thresholds.contradict, report.settings.thresholds.agree],
        "voices": [str(v) for v in named],
        "said": [len(v.claims) for v in named],
        "parties": _numbers(parties(named)),
        "dates": [
            [_unbroken(_date_text(day)), day.toordinal(), _unbroken(_day_text(day, several_years))]
            for day in dates.values()
        ],
        "claims": {
            "columns": CLAIM_COLUMNS,
            "rows": [[*_claim_row(c, voice[c.id], when), question[c.id]] for c in report.claims],
        },
        "pairs": {
            "columns": PAIR_COLUMNS,
            "rows": [
                _pair_row(p, place, event.get(p.event or "", -1), t, whys)
                for p, t in zip(report.pairs, about, strict=True)
            ],
        },
        "events": {"columns": EVENT_COLUMNS, "rows": [_event_row(e, place, number) for e in report.events]},
        "topics": list(topic),
        "common": COMMON_OPPONENTS,
        "commonInDispute": COMMON,
        "allied": ALLIED,
        "alone": [place[claim.id] for claim in report.alone],
        "whys": list(whys),
    }


def script_json(values: Any) -> str:
    """JSON that can stand in a script element: no character of it can end the element or a line of script."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(UNSAFE)


def anchor(kind: str, *ids: str) -> str:
    """The name of a place in the page, made of ids in any order, so that it is the same in every report."""
    return f"{kind}-" + hashlib.sha256("\x1f".join(sorted(ids)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), end) for start, end in spans if end > start):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def utf16(text: str, spans: Spans) -> list[list[int]]:
    """Spans in UTF-16 units, as JavaScript counts, merged where they touch."""
    merged = _merged((s.start, s.end) for s in spans)
    if text.isascii():
        return [[start, end] for start, end in merged]
    return [[len(text[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in span] for span in merged]


def percent(probability: float) -> str:
    """A probability for people; only certainty is called 100 %."""
    if 0 < probability < 0.01:
        return "<1\u202f%"
    return ">99\u202f%" if 0.99 < probability < 1 else f"{100 * probability:.0f}\u202f%"


def _claim_row(claim: Claim, voice: int, when: dict[str, int]) -> list[Any]:
    name, day = claim.voice or UNNAMED, when.get(claim.iso_date or "", -1)
    return [claim.id, claim.text, name, claim.source, day, safe_url(claim.url), voice]


def _event_row(event: Event, place: dict[str, int], number: dict[int, int]) -> list[Any]:
    members = [place[claim.id] for claim in sorted(event.claims, key=lambda c: c.sort_key)]
    return [headline(event.title), anchor("e", event.id), members, [number[id(pair)] for pair in event.pairs]]


def headline(title: str) -> str:
    """The title of an event without the words that say who said it; a denial stays whole."""
    found = attribute(title)
    bare = found.proposition.strip() if found.stance == "asserts" else title
    return bare[:1].upper() + bare[1:]


def _numbers(names: Sequence[str]) -> list[int]:
    """The names as numbers, equal for equal names; -1 for ""."""
    number: dict[str, int] = {"": -1}
    return [number.setdefault(name, len(number) - 1) for name in names]


def _may_contradict(pair: Pair) -> bool:
    """Whether the page's slider can make a pair contradict."""
    return pair.probabilities.contradict >= LEAST_THRESHOLD or pair.relation == "contradict"


def _pair_row(pair: Pair, place: dict[str, int], event: int, topic: int, whys: dict[str, int]) -> list[Any]:
    return [
        place[pair.a.id], place[pair.b.id], *map(float, pair.probabilities), int(pair.is_update),
        pair.relation if pair.decided_by is not None else 0, int(pair.uncertain),
        1 + round(1000 * pair.probabilities.agree), anchor("c", pair.a.id, pair.b.id), event, topic,
        [_reason_row(reason, pair, whys) for reason in pair.reasons],
    ]  # fmt: skip


def _reason_row(reason: Reason, pair: Pair, whys: dict[str, int]) -> list[Any]:
    one, two = reason.evidence
    why = whys.setdefault(pair.told(reason), len(whys))
    return [reason.relation, reason.kind, utf16(pair.a.text, one), utf16(pair.b.text, two), why]


def _card(pair: Pair) -> dict[str, Any]:
    sides = []
    for claim, spans in zip((pair.a, pair.b), pair.evidence, strict=True):
        about = [claim.source if claim.speaker else None, _date_text(claim.date) if claim.date else None]
        sides.append({
            "pieces": pieces(claim.text, spans), "name": claim.voice or UNNAMED,
            "about": ", ".join(part for part in about if part),
        })  # fmt: skip
    return {
        "sides": sides, "percent": percent(pair.certainty), "kind": pair.kind, "why": pair.why,
        "anchor": anchor("c", pair.a.id, pair.b.id),
    }  # fmt: skip


def _day_text(day: date, with_year: bool) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")


def _date_text(day: date) -> str:
    text = _day_text(day, True)
    return f"{text}, {day.timetz().isoformat('minutes')}" if isinstance(day, datetime) else text


def _unbroken(text: str) -> str:
    """A date that stays on one line, but for its time."""
    return text.replace(" ", "\u00a0", 2)


def _period(claims: Sequence[Claim]) -> str:
    """The days of the earliest and the latest claim."""
    days = sorted(date(c.date.year, c.date.month, c.date.day) for c in claims if c.date)
    if not days:
        return "no dates"
    first, last = days[0], days[-1]
    if first == last:
        return _date_text(last)
    if first.year != last.year:
        return f"{_date_text(first)} – {_date_text(last)}"
    start = str(first.day) if first.month == last.month else _day_text(first, False)
    return f"{start}–{_date_text(last)}"


def _policy(style: str, script: str) -> str:
    """The page's Content-Security-Policy: its own style and script by their hashes, and nothing else."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
