from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contradict.explanations import Span
from contradict.views.display import clipped, counted, one_line, pieces, safe_url, shortened

spans = st.lists(st.builds(Span, st.integers(-5, 50), st.integers(-5, 50)), max_size=5)


@given(st.text(max_size=60))
def test_one_line_has_nothing_that_steers_a_terminal(text):
    found = one_line(text)
    assert len(found.splitlines()) <= 1
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 or 0x202A <= ord(char) <= 0x202E for char in found)


def test_escape_sequences_and_turned_writing_become_visible():
    assert one_line("\x1b[31mred\u202edoor\x07") == "\ufffd[31mred\ufffddoor\ufffd"


@given(st.text(max_size=80), st.integers(1, 40))
def test_shortened_and_clipped_texts_are_short_enough(text, most):
    whole = one_line(text).strip()
    for cut in (shortened(text, most), clipped(text, most)):
        assert len(cut) <= most
        assert cut == whole if len(whole) <= most else "…" in cut
        assert all(part.strip() in whole for part in cut.split("…"))


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("spokesman for the Nagorno-Karabakh army", 38, "spokesman for the…Karabakh army"),
        ("Armenia", 7, "Armenia"),
        ("abcdefghij", 5, "ab…ij"),
        ("abc", 1, "…"),
    ],
)
def test_names_lose_their_middle_between_words(text, most, told):
    assert shortened(text, most) == told


@given(st.text(max_size=40), spans)
def test_pieces_are_the_whole_text_with_each_mark(text, given_spans):
    found = pieces(text, given_spans)
    assert all(one != two for (_, one), (_, two) in itertools.pairwise(found))
    marked = {i for span in given_spans for i in range(max(0, span.start), min(span.end, len(text)))}
    unspaced = "".join(one_line(text[i]) for i in sorted(marked)).replace(" ", "")
    assert "".join(piece for piece, mark in found if mark).replace(" ", "") == unspaced
    assert "".join(piece for piece, _ in found).replace(" ", "") == one_line(text).replace(" ", "")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.org", "http://", "https://x.org/\nb", "http://[x", "", None]
)
def test_what_is_no_web_address_is_no_link(url):
    assert safe_url(url) is None


def test_web_addresses_and_numbers():
    assert safe_url("https://x.org/a?b=1") == "https://x.org/a?b=1"
    assert [counted(n, "reply", "replies") for n in (0, 1, 1200)] == ["0 replies", "1 reply", "1,200 replies"]
