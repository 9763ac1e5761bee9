from __future__ import annotations

from contradict import Claim
from contradict.camps import voices

AGENCY = "Prosecutors have opened an investigation into negligent homicide in Oster."


def report_of(opinionated, *rows):
    return opinionated.compare([Claim(text, source=source, speaker=speaker) for text, source, speaker in rows])


def test_ten_papers_that_print_one_sentence_are_one_witness(opinionated):
    rows = [(AGENCY, f"Paper {i}", None) for i in range(9)]
    rows.append((AGENCY.replace("have opened", "opened").upper(), "Paper 9", None))
    report = report_of(opinionated, *rows)
    assert [len(group) for group in report.copies] == [10]
    assert report.independent_voices == 1
    assert "1 independent voice; 9 claims copy another source's" in report.summary()


def test_what_is_no_copy(opinionated):
    report = report_of(
        opinionated,
        ("The fire in the Oster mill on Monday killed 12 people and injured 30 others.", "Post", None),
        ("The fire in the Oster mill on Monday killed 14 people and injured 30 others.", "Times", None),
        ("The fire in the Oster mill on Monday has not killed 12 people and injured 30 others.", "Echo", None),
        ("The fire in the Oster mill on Monday killed 12 people and injured 30 others, it turned out.", "Post", None),
    )
    assert report.copies == ()
    assert report.independent_voices == 3


def test_speakers_are_voices_and_nobody_is_none(opinionated):
    report = report_of(
        opinionated,
        ("It rained in Oster on Monday.", "Post", "the mayor"),
        ("It snowed in Oster on Monday.", "Times", "Mayor"),
        ("It hailed in Oster on Monday.", None, None),
    )
    assert report.independent_voices == 1
    assert "1 independent voice" in report.summary()


def test_without_copies_the_independent_voices_are_those_of_the_camps(opinionated):
    report = report_of(
        opinionated,
        ("It rained in Oster on Monday.", "Post", "Kyiv"),
        ("It snowed in Oster on Monday.", "Times", "Kyiv's army"),
        ("It hailed in Oster on Monday.", "Times", None),
    )
    assert report.copies == ()
    assert report.independent_voices == len(voices(report.claims)) == 2


def test_whoever_copies_one_sentence_is_still_a_voice_for_its_others(opinionated):
    report = report_of(
        opinionated, (AGENCY, "Post", None), (AGENCY, "Times", None), ("Nobody was hurt in Oster.", "Times", None)
    )
    assert report.independent_voices == 2
