"""A report as Markdown (CommonMark with GitHub's tables): all texts escaped."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from contradict.camps import Matrix, Meetings, Voice, matrix, voices
from contradict.claims import Claim
from contradict.disputes import Dispute, surest
from contradict.explanations import Span
from contradict.report import Event, Pair, Report, most_certain
from contradict.views.display import clipped, counted, day, one_line, pieces, published, safe_url

ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
MOST_VOICES = 30
TITLE = 120


def to_markdown(report: Report) -> str:
    """The counts, what is disputed, then each event with its disputes and updates, then what is left."""
    named = voices(report.claims)
    found = report.disputes
    own: defaultdict[str | None, list[Dispute]] = defaultdict(list)
    for dispute in found:
        own[dispute.event].append(dispute)
    disputed = [event for event in report.events if own[event.id] or most_certain(event.pairs, "update")]
    nowhere = own[None]
    between = [pair for pair in report.pairs if pair.event is None]
    taking = {claim.id for d in found for claim in d.claims}
    blocks = ["# Claims that cannot all be true", _counts(report, named), *_overview(found)]
    blocks += _voices(matrix(report, named))
    for number, event in enumerate(disputed, 1):
        blocks += [f"## {number}. {_title(event.title)}", _size(event, own[event.id])]
        blocks += [block for d in own[event.id] for block in _dispute(d)]
        quiet = [claim for claim in event.claims if claim.id not in taking]
        if own[event.id] and quiet:
            blocks += [f"In no dispute ({counted(len(quiet), 'claim')}):", _bullets(quiet)]
        blocks += _pairs(event.pairs, "update")
    if nowhere or most_certain(between, "update"):
        blocks += ["## Between events", *(block for d in nowhere for block in _dispute(d)), *_pairs(between, "update")]
    told = {event.id for event in disputed}
    still = [event for event in report.events if event.id not in told]
    return "\n\n".join(blocks + _quiet(still) + _alone(report.alone)) + "\n"


def escaped(text: str) -> str:
    """A text, on one line, that Markdown shows as it is, wherever it stands."""
    text = re.sub(r"[\\`*_\[\]|~$#]", r"\\\g<0>", one_line(text))
    text = re.sub("[&<>]", lambda found: ENTITIES[found[0]], text)
    text = re.sub(r"^(\s*)([-+=])", r"\1\\\2", text)
    text = re.sub(r"^(\s*\d+)([.)])(?=\s|$)", r"\1\\\2", text)
    return re.sub(r"(?<=www)\.", "&#46;", text.replace("://", "&#58;//"), flags=re.IGNORECASE)


def _title(text: str) -> str:
    return escaped(clipped(text, TITLE))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; columns whose name starts with ">" are aligned right."""
    names = [name.removeprefix("> ") for name in head]
    lines = ["---:" if name.startswith("> ") else "---" for name in head]
    return "\n".join([_row(names), _row(lines), *map(_row, rows)])


def _counts(report: Report, named: Sequence[Voice]) -> str:
    counts = Counter(pair.relation for pair in report.pairs)
    uncertain = sum(pair.uncertain for pair in report.pairs)
    days = sorted(filter(None, map(day, report.claims)))
    made, at = report.settings, report.settings.thresholds
    when = f", {days[0]} to {days[-1]}" if days and days[0] != days[-1] else f", {days[0]}" if days else ""
    lines = [
        f"{counted(len(report.claims), 'claim')} of {counted(sum(bool(v.name) for v in named), 'voice')} in "
        f"{counted(len(report.events), 'event')}{when}; {counted(len(report.alone), 'claim')} alone.",
        _table(
            ("> contradict", "> update", "> agree", "> neutral", "> of them uncertain", "> pairs judged"),
            [[f"{n:,}" for n in (*(counts[r] for r in ("contradict", "update", "agree", "neutral")), uncertain,
                                 len(report.pairs))]],
        ),
        f"A pair contradicts from a probability of {at.contradict:g}, and agrees from {at.agree:g}. "
        f"Models: {escaped(made.embedder)} and {escaped(made.nli)}; contradict-claims {escaped(made.version)}.",
    ]  # fmt: skip
    notes = [f"- {skipped.count:,} {escaped(skipped.what)}: {escaped(skipped.reason)}" for skipped in report.skipped]
    return "\n\n".join(lines + (["\n".join(notes)] if notes else []))


def _voices(found: Matrix) -> list[str]:
    """How often each voice is contradicted and supported by others, and whom it contradicts the most."""
    rows = []
    meetings: defaultdict[int, dict[int, Meetings]] = defaultdict(dict)
    for (i, j), met in found.meetings.items():
        if i != j:
            meetings[i][j] = meetings[j][i] = met
    for i, voice in enumerate(found.voices):
        others = meetings[i]
        contradicted = sum(met.contradict for met in others.values())
        supported = sum(met.agree for met in others.values())
        most = min(others, key=lambda j, o=others: (-o[j].contradict, j), default=None)  # type: ignore[misc]
        against = "" if most is None or not others[most].contradict else escaped(str(found.voices[most]))
        rows.append((contradicted, supported, voice, against))
    rows = sorted((row for row in rows if row[0] or row[1]), key=lambda row: (-row[0], -row[1], str(row[2])))
    if not rows:
        return []
    shown = [[escaped(str(v)), f"{len(v.claims):,}", f"{c:,}", f"{s:,}", a] for c, s, v, a in rows[:MOST_VOICES]]
    blocks = ["## Voices", _table(("voice", "> claims", "> contradicted", "> supported", "most often against"), shown)]
    if len(rows) > MOST_VOICES:
        blocks.append(f"{counted(len(rows) - MOST_VOICES, 'further voice')} not shown.")
    return blocks


def _overview(found: Sequence[Dispute]) -> list[str]:
    """The disputes with the two claims that give their title; those between two questions are only counted."""
    if not found:
        return []
    rows = []
    for dispute in found:
        if not dispute.between:
            lead = dispute.lead
            rows.append([_title(dispute.title), f"{lead.certainty:.2f}", f"{len(dispute.contradictions):,}",
                         _claim(lead.a), _claim(lead.b)])  # fmt: skip
    best = surest(found)
    blocks = [
        "## What is disputed",
        f"Surest: {_title(best.title)}, {best.contradictions[0].certainty:.2f}. "
        "Disputes with the most and surest contradictions come first.",
    ]
    if rows:
        blocks.append(_table(("dispute", "> probability", "> contradictions", "claim", "against"), rows))
    if len(rows) < len(found):
        apart = _between([d for d in found if d.between])
        blocks.append(f"Besides, {apart}" if rows else apart)
    return blocks


def _between(apart: Sequence[Dispute]) -> str:
    number = sum(len(dispute.contradictions) for dispute in apart)
    return (
        f"{counted(number, 'contradiction')} in {counted(len(apart), 'dispute')} {'joins' if number == 1 else 'join'} "
        "claims that otherwise answer two different questions: such pairs are more often false alarms."
    )


def _size(event: Event, own: Sequence[Dispute]) -> str:
    counts = Counter(pair.relation for pair in event.pairs)
    contradictions = sum(len(dispute.contradictions) for dispute in own)
    return (
        f"{counted(len(event.claims), 'claim')}; {counted(contradictions, 'contradiction')}, "
        f"{counted(counts['update'], 'update')}, {counted(counts['agree'], 'agreement')}."
    )


def _dispute(dispute: Dispute) -> list[str]:
    """Its title, its sides, and its contradictions side by side."""
    blocks = [f"### {_title(dispute.title)}"]
    if dispute.between:
        blocks.append("Between two questions: more often a false alarm.")
    for number, camp in enumerate(dispute.camps, 1):
        against = f"against {_listed(n + 1 for n in camp.against)}"
        names = ", ".join(map(escaped, camp.voices))
        blocks.append(f"**Side {number}**: {names} ({counted(len(camp.claims), 'claim')}, {against})")
        blocks.append(_bullets(camp.claims))
    return blocks + _pairs(dispute.contradictions, "contradict")


def _listed(numbers: Iterable[int]) -> str:
    told = list(map(str, numbers))
    return f"side {told[0]}" if len(told) == 1 else f"sides {', '.join(told[:-1])} and {told[-1]}"


def _bullets(claims: Iterable[Claim]) -> str:
    return "\n".join(f"- {_claim(claim)}" for claim in claims)


def _pairs(pairs: Sequence[Pair], relation: str) -> list[str]:
    """The contradictions or the updates among some pairs, side by side, the most certain first."""
    blocks, head = [], ("> probability", "claim", "against", "why")
    if relation == "update":
        blocks, head = ["### Updates"], ("> probability", "earlier", "later", "why")
    rows = [
        [f"{p.certainty:.2f}", _claim(p.a, p.evidence[0]), _claim(p.b, p.evidence[1]), escaped(p.why)]
        for p in most_certain(pairs, relation)
    ]
    return [*blocks, _table(head, rows)] if rows else []


def _claim(claim: Claim, spans: Sequence[Span] = ()) -> str:
    """Who says it, the text with its evidence in bold, where and when it was published."""
    about = escaped(published(claim))
    url = safe_url(claim.url)
    if url:
        about = f"[{about or 'link'}](<{quote(url, safe=LINK)}>)"
    said = f"**{escaped(claim.voice).strip()}**: " if claim.voice else ""
    return said + _marked(claim.text, spans) + (f" ({about})" if about else "")


LINK = "/:?#@!$&'+,;=%~-._"
"""What stands in a link as it is; the rest, such as brackets, is percent-encoded."""


def _marked(text: str, spans: Sequence[Span]) -> str:
    """A text with marked stretches in bold, where Markdown can: between spaces or punctuation."""
    found = pieces(text, spans)
    told = []
    for n, (piece, marked) in enumerate(found):
        core = piece.strip()
        before = found[n - 1][0][-1:] if n else " "
        after = found[n + 1][0][:1] if n + 1 < len(found) else " "
        if not (marked and core[:1].isalnum() and core[-1:].isalnum()) or before.isalnum() or after.isalnum():
            told.append(escaped(piece) if n == 0 else _inside(piece))
            continue
        head, tail = (" " if piece[0] == " " else ""), (" " if piece[-1] == " " else "")
        told.append(f"{head}**{_inside(core)}**{tail}")
    return "".join(told)


def _inside(text: str) -> str:
    return escaped("x" + text)[1:]


def _quiet(events: Sequence[Event]) -> list[str]:
    if not events:
        return []
    rows = [[_title(event.title), f"{len(event.claims):,}", f"{_agreeing(event):,}"] for event in events]
    return ["## Events without contradictions", _table(("event", "> claims", "> pairs that agree"), rows)]


def _agreeing(event: Event) -> int:
    return sum(pair.relation == "agree" for pair in event.pairs)


def _alone(claims: Sequence[Claim]) -> list[str]:
    return ["## Claims alone", _bullets(claims)] if claims else []
