from __future__ import annotations

import sys
import warnings
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contradict import Claim, ClaimError, MissingExtraError, SettingsError, extract, read_article
from contradict.articles.checkable import why_not
from contradict.articles.reading import MOST_READ
from contradict.articles.sentences import split_sentences
from contradict.articles.speakers import who_speaks

WIRE = """Freight train derails near Lunden, two dead

LUNDEN, 4 March (NPA) -- Two people were killed and 17 injured when a freight train left the rails near Lunden \
early on Monday, the Interior Ministry said. The operator, Nordbahn AG, put the number of injured at nine.

“The brakes had been checked on Friday,” Nordbahn's chief executive, Karla Wendt, told a news conference. “We found \
no defect whatsoever.” She added that the driver was experienced.

The drivers' union rejected that. “He had been on duty for 14 hours,” said its chairman, Paul Ostrow. “That is what \
the roster shows.

“Nobody can drive a train in that state.”

Who will stop this madness? It is a disgrace.

Passengers are advised to use the replacement buses.

Photo: A crane lifts a wagon from the embankment (K. Lohse)

Read also: Ten years of cuts
"""
PAGE = """<!DOCTYPE html><html><head><title>Two dead in Oster fire | Oster Post</title>
<meta property="og:site_name" content="Oster Post">
<meta property="article:published_time" content="2024-05-01T10:00:00Z">
<script>var x = "<p>Nothing was said by anybody here.</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><div class="cookie">We use cookies.</div>
<article><h1>Two dead in Oster fire</h1>
<figure><img src="x.jpg"><figcaption>Smoke over the mill on Monday</figcaption></figure>
<p>Two people <b>were killed</b> in a fire in the Oster paper mill on Monday, the fire brigade said. The mill&rsquo;s \
owner employs 300&nbsp;people &amp; 20 guards.</p><p>&ldquo;We do not have any sign of arson at this time,&rdquo; said \
the brigade&rsquo;s chief, Marek Lund. He added that the sprinklers had worked when the crews arrived at the mill.</p>
<p>The union disputes that. It says that none of the sprinklers had worked since the spring of last year.</p></article>
<footer><p>© 2024 Oster Post. All rights reserved.</p></footer></body></html>"""


def speakers(article):
    return {claim.meta.get("sentence", claim.text): claim.speaker for claim in article.claims}


def collapsed(text):
    return " ".join(text.split())


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dr. Ivan P. Petrov of St. Mary's Hospital said 3.5 million people were hit.", "Gen. Mark Ross agreed."],
        ["The U.S. Army denied it.", "The U.K. government did not comment."],
        ["He arrived at 5 p.m. on Tuesday.", "At 6 a.m. Brod Lomen was taken."],
        ["“Stop!” he shouted.", "Nobody stopped."],
        ["“Who did it?” Mayor Jelka Morn asked.", "Nobody knows."],
        ["“The enemy is withdrawing.", "We hold the town,” the ministry said."],
        ["The enemy is withdrawing “, announced the Ministry.", "It was late."],
        ["The minister was vague ... but firm.", "He left."],
        ["It happened on Sept. 3.", "No. 10 declined to comment."],
        ["Lt. Col. Lernik Babaian was killed.", "Sgt. Smith survived."],
        ["(The company did not answer.)", "It has 300 staff."],
        ["The firm (see p. 4. It is long) was sold.", "Acme Inc. said so."],
        ["The vote was 61-40.", "2,300 people watched.", "iPhone sales rose."],
        ['"They shelled us," he said.', '"Nobody came."'],
        ["They serve the people. ”", "He left."],
    ],
    ids=lambda sentences: sentences[0][:20],
)
def test_sentences(sentences):
    text = " ".join(sentences)
    assert [text[slice(*span)] for span in split_sentences(text)] == sentences


@given(st.text(alphabet="abA.!? \"“”'()1\n…", max_size=80))
def test_sentences_lose_nothing_and_never_overlap(text):
    spans = split_sentences(text)
    assert "".join(text[s:e] for s, e in spans).split() == text.split() or "".join(
        "".join(text[s:e].split()) for s, e in spans
    ) == "".join(text.split())
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Front, which has fought since 2011, denied that it had lost the town.", "The Front"),
        ("He put the army's own losses at 11 soldiers killed.", "He"),
        ("The clinic was hit by mortar bombs, the garrison commander, Maj. Oto Hrast, said.", "Maj. Oto Hrast"),
        ("In Yerevan, the Defense Ministry announced that the fighting went on, Reuters writes.", "Defense Ministry"),
        (
            "Some 6,200 people have been killed since 2011, according to United Nations figures.",
            "United Nations figures",
        ),
        ("The plant must stay closed, she ruled.", "she"),
        ("It now counts 91 cases of the disease.", "It"),
        ("The road bridge was destroyed on Saturday afternoon.", None),
        ("The attack claimed 12 lives.", None),
        ("The accused was led into the court room.", None),
        ("The two countries have declared martial law.", None),
    ],
)
def test_who_speaks(text, speaker):
    found = who_speaks(text)
    assert (found is None) if speaker is None else (found is not None and speaker.lower() in found.lower())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("How long will the world look away?", "question"),
        ("“What else should I do?” she asked.", "question"),
        ("Residents should boil drinking water.", "advice"),
        ("For information, call 0800 555.", "advice"),
        ("Neither account could be independently verified.", "no statement"),
        ("The ministry declined to comment.", "no statement"),
        ("It is the scandal of the year.", "opinion"),
        ("A town cannot choose its air.", "opinion"),
        ("Read also: Ten years of cuts", "boilerplate"),
        ("By Ines Valder in Sokol", "boilerplate"),
        ("(Reporting by staff in Karst)", "boilerplate"),
        ("Photo: A crane lifts a wagon", "caption"),
        ("Armenians.", "no statement"),
        ("The ministry confirmed four deaths but declined to give details.", None),
        ("Nobody told us to leave.", None),
        ("By Monday evening the fire had been put out.", None),
        ("The school stays closed until further notice.", None),
        ("People were killed in their homes.", None),
    ],
)
def test_what_is_left_out_and_why(text, reason):
    assert why_not(text) == reason


def test_an_article_with_its_speakers():
    article = read_article(WIRE, source="NPA", date="2024-03-04")
    said = speakers(article)
    by = {text[:25]: name for text, name in said.items()}
    assert by["LUNDEN, 4 March (NPA) -- "] == "Interior Ministry"
    assert by["“We found no defect whats"].endswith("Karla Wendt")
    assert by["She added that the driver"].endswith("Karla Wendt")
    assert by["“He had been on duty for "].endswith("Paul Ostrow")
    assert by["“That is what the roster "].endswith("Paul Ostrow")
    assert by["“Nobody can drive a train"].endswith("Paul Ostrow")
    assert by["Freight train derails nea"] is None
    assert article.title == "Freight train derails near Lunden, two dead"
    assert [left.reason for left in article.left_out] == ["question", "opinion", "advice", "caption", "boilerplate"]
    for claim in article.claims:
        assert (claim.source, claim.iso_date, claim.article) == ("NPA", "2024-03-04", article.id)
        assert collapsed(WIRE[slice(*claim.span)]) == claim.meta.get("sentence", claim.text)
    for left in article.left_out:
        assert collapsed(WIRE[slice(*left.span)]) == left.text
    assert extract(WIRE, source="NPA", date="2024-03-04") == list(article.claims)


def test_a_list_of_counts_is_split_and_casualties_are_not():
    texts = [c.text for c in extract("The army destroyed 22 tanks, 15 air-defence units and 18 drones on Sunday.")]
    assert texts == [
        f"The army destroyed {what} on Sunday." for what in ("22 tanks", "15 air-defence units", "18 drones")
    ]
    assert len(extract("In all, 12 soldiers, 3 policemen and 24 civilians were killed.")) == 1


def test_two_speakers_in_one_sentence():
    found = extract("The army said that it held the town, but the rebels insisted that it had been driven out.")
    assert [(c.speaker, c.text) for c in found] == [
        ("army", "The army said that it held the town."),
        ("rebels", "The rebels insisted that it had been driven out."),
    ]


def test_a_denial_names_what_it_denies():
    found = extract("Veltia said its troops took control of seven villages, although Dornia denied the allegations.")
    assert (found[1].speaker, found[1].text) == (
        "Dornia",
        "Dornia denied that Veltia’s troops took control of seven villages.",
    )
    found = extract("The police said that the bridge was mined on Monday. The army rejected the claim.")
    assert (found[1].speaker, found[1].text) == ("army", "The army denied that the bridge was mined on Monday.")
    assert found[1].meta["sentence"] == "The army rejected the claim."


def test_a_page():
    article = read_article(PAGE)
    assert (article.title, article.source, article.date.isoformat()) == (
        "Two dead in Oster fire",
        "Oster Post",
        "2024-05-01",
    )
    assert len(article.claims) == 7
    for item in (*article.claims, *article.left_out):
        start, end = item.span
        assert 0 <= start < end <= len(PAGE)
    mill = next(c for c in article.claims if "guards" in c.text)
    assert PAGE[slice(*mill.span)] == "The mill&rsquo;s owner employs 300&nbsp;people &amp; 20 guards."
    assert mill.text == "The mill’s owner employs 300 people & 20 guards."
    reasons = {left.text: left.reason for left in article.left_out}
    assert reasons["Smoke over the mill on Monday"] == "caption"
    assert reasons["Home"] == reasons["We use cookies."] == "boilerplate"
    assert not any("Nothing was said" in text for text in reasons)


def test_markdown():
    text = (
        "---\ntitle: The tower\nsource: The Courant\ndate: 2023-09-15\n---\n# The tower was running\n\n"
        "*By Sofie Maas*\n"
        "\n"
        "The tower was **cleaned** in March, the [inspectorate](https://x.example/a) said.\n\n- Six people have died.\n"
        "- 91 are ill.\n\n![The north tower](a.jpg)\n\n> “It was still running on [Monday](/m),” said Els de Wit.\n\n"
        "```\ncode is no claim\n```\n"
    )
    article = read_article(text)
    assert (article.title, article.source, article.date.isoformat()) == (
        "The tower was running",
        "The Courant",
        "2023-09-15",
    )
    assert [c.text for c in article.claims] == [
        "The tower was running", "The tower was cleaned in March, the inspectorate said.", "Six people have died.",
        "91 are ill.", "“It was still running on Monday,” said Els de Wit.",
    ]  # fmt: skip
    assert text[slice(*article.claims[1].span)].startswith("The tower was **cleaned** in March, the [inspectorate](")
    assert {left.reason for left in article.left_out} == {"boilerplate", "caption"}


@pytest.mark.parametrize("text", ["", "  \n\t", "PK\x03\x04\x00\x00binary", b"bytes", None, 5])
def test_what_is_no_article_is_refused(text):
    with pytest.raises(ClaimError, match="text of an article"):
        read_article(text)


def test_wrong_settings_are_refused():
    with pytest.raises(SettingsError, match="format must be one of"):
        read_article("It rained.", format="pdf")
    with pytest.raises(ClaimError, match="date of a claim must be"):
        read_article("It rained.", date="soon")


def test_a_page_without_trafilatura_gives_the_pip_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'contradict-claims\[web\]'"):
        read_article(PAGE)
    assert read_article(WIRE).claims


def test_another_language_is_listed_and_warned_about():
    with pytest.warns(UserWarning, match="does not look English"):
        article = read_article("Die Brücke ist für den Verkehr gesperrt. Das hat die Polizei am Montag mitgeteilt.")
    assert article.claims == ()
    assert [left.reason for left in article.left_out] == ["not English", "not English"]


@pytest.mark.parametrize("piece", ["word ", "It rained, " * 50 + "police said.\n\n"])
def test_a_huge_text_is_cut_and_says_so(piece):
    text = piece * (50_000_000 // len(piece))
    article = read_article(text)
    last = article.left_out[-1]
    assert (last.reason, last.span) == ("too long", (MOST_READ, len(text)))


@pytest.mark.parametrize("depth", [50, 2_000, 100_000])
def test_a_deeply_nested_page_is_read(depth):
    text = "The bridge was closed on Monday, the police said. It was opened again on Tuesday."
    article = read_article("<html><body>" + "<div>" * depth + f"<p>{text}</p>" + "</div>" * depth + "</body></html>")
    assert " ".join(c.text for c in article.claims) == text


MARKS = [
    "<p>", "<div", "<!--", "&amp;", "<script>", "</p>", "<a href='", "“", '"', "**", "[", "![](", "> ", "(", "A. ", "`",
    "_",
]  # fmt: skip


@pytest.mark.parametrize("piece", MARKS)
def test_repeated_marks_do_not_hang(piece):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read_article("It rained. " + piece * 10_000)
        read_article("<html><body>It rained. " + piece * 10_000)


marked = st.lists(
    st.sampled_from([*'aB .!?\n"“”*_[]()<>&#-`|1', "\n\n", "# ", "</p>", "He said ", "It rained. ", "](x)", *MARKS]),
    max_size=40,
).map("".join)


@given(marked | st.text(max_size=60), st.sampled_from(["text", "markdown", "html", None]))
@example("A“\u00a0", "markdown")
def test_any_text_is_read_or_refused(text, format):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            article = read_article(text, format=format)
        except ClaimError:
            return
    for item in (*article.claims, *article.left_out):
        assert 0 <= item.span[0] < item.span[1] <= len(text)
    spans = list(article.sentences)
    assert spans == sorted(spans)
    if format == "text":
        kept = "".join(text[s:e] for s, e in spans)
        assert "".join(kept.split()) == "".join(text.split())
        assert {c.span for c in article.claims} | {left.span for left in article.left_out} == set(spans)


def test_ids_are_the_articles_own():
    one, same, other = read_article(WIRE), read_article(WIRE), read_article(WIRE, source="Post")
    assert one.id == same.id != other.id
    assert [c.id for c in read_article(WIRE, id="a7").claims][:2] == ["a7.1", "a7.2"]
    assert one.claims[0].span == (0, 43)
    assert Claim.from_mapping(one.claims[0].to_dict()) == one.claims[0]


def test_what_is_said_stands_in_place_of_the_words_for_saying_it():
    found = extract(
        "The army spokesman put the army's own losses at 11 soldiers killed. He blamed the Front for the fire."
    )
    assert [c.text for c in found] == [
        "The army's losses were 11 soldiers killed.",
        "The Front was to blame for the fire.",
    ]
    assert {c.speaker for c in found} == {"army spokesman"}


def test_the_only_thing_that_it_can_be():
    found = extract(
        "The road bridge over the Vrela was destroyed on Saturday. The army said that the rebels blew it up."
    )
    assert found[1].text == "The army said that the rebels blew the road bridge up."
    assert found[1].meta["sentence"] == "The army said that the rebels blew it up."
    found = extract("The sugar maker Van Oss employs 410 people. The company was fined on Monday. It paid at once.")
    assert [c.text for c in found][1:] == ["Van Oss was fined on Monday.", "It paid at once."]


def test_the_sides_of_one_article_contradict_each_other(comparer):
    text = (
        "The army said that it took control of seven villages on Sunday, although the rebels denied the allegations."
        "\n\n"
        "According to the mayor, the bridge in Oster is open to traffic. “The bridge in Oster is closed to traffic,” "
        "said the police chief, Ivan Kos."
    )
    report = comparer.compare(extract(text, source="Oster Post"))
    sides = {frozenset((pair.a.speaker, pair.b.speaker)) for pair in report.contradictions}
    assert {frozenset(("army", "rebels")), frozenset(("mayor", "police chief, Ivan Kos"))} <= sides


@pytest.mark.parametrize("written", ["2020-09-28", "28 September 2020", "September 28, 2020", "28.09.2020"])
def test_a_date_in_the_front_matter_is_read(written):
    text = f"---\ndate: {written}\n---\n\n# Losses\n\nThe army lost 24 soldiers on Sunday.\n"
    assert [str(claim.date) for claim in extract(text)] == ["2020-09-28"]


def test_a_date_that_is_not_understood_is_left_out_with_a_warning():
    text = "---\ndate: last Monday\n---\n\n# Losses\n\nThe army lost 24 soldiers on Sunday.\n"
    with pytest.warns(UserWarning, match=r"'last Monday' of an article is not understood"):
        assert [claim.date for claim in extract(text)] == [None]
