"""Compare an example and hold the report against its gold: `python -m examples.demo [talis|ferry]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import contradict

FOLDER = Path(__file__).parent


def gold_of(name: str) -> dict[tuple[str, str], dict[str, str]]:
    """The labelled pairs of an example, by the ids of both claims in order; pairs that are not listed are neutral."""
    rows = [json.loads(line) for line in (FOLDER / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()]
    return {(min(row["a"], row["b"]), max(row["a"], row["b"])): row for row in rows}


def score(
    report: contradict.Report, gold: dict[tuple[str, str], dict[str, str]], relation: str
) -> dict[str, list[str]]:
    """The pairs of a relation that were found, missed and falsely raised."""
    wanted = {pair for pair, row in gold.items() if row["relation"] == relation}
    found = {(min(p.a.id, p.b.id), max(p.a.id, p.b.id)) for p in report.pairs if p.relation == relation}
    named = {"found": wanted & found, "missed": wanted - found, "false": found - wanted}
    return {
        what: [f"{a} / {b} ({gold.get((a, b), {}).get('dispute', 'unrelated')})" for a, b in sorted(pairs)]
        for what, pairs in named.items()
    }


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "talis"
    report = contradict.compare(contradict.read_claims(FOLDER / f"{name}.jsonl"))
    print(report)
    gold = gold_of(name)
    print(f"\nAgainst the gold pairs of examples/{name}.gold.jsonl:")
    for relation in ("contradict", "agree", "update"):
        result = score(report, gold, relation)
        print(f"{relation}: " + ", ".join(f"{len(pairs)} {what}" for what, pairs in result.items()))
        for what in ("missed", "false"):
            for pair in result[what]:
                print(f"  {what}: {pair}")


if __name__ == "__main__":
    main()
