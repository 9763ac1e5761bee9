"""Who speaks each sentence of an article: pronouns, documents, and speakers who go on without a verb of speech."""

from __future__ import annotations

import pytest

from contradict.articles import read_article
from contradict.articles.checkable import why_not
from contradict.articles.names import Names, is_several
from contradict.articles.sentences import split_sentences
from contradict.articles.speakers import who_speaks


def speakers(text: str) -> list[str | None]:
    """The speaker of each sentence that is a claim, in order."""
    return [claim.speaker for claim in read_article(text).claims]


GOES_ON = [
    "The clerk said two men had climbed the fence. They had carried a ladder.",
    "A clerk says three men went into the shed at three. One of them came out with a bleeding hand.",
    "“I told the owner in May,” the clerk said. Nothing was ever done.",
    "“I told the owner in May,” the clerk said. “He laughed.” The letter had been thrown away.",
    "The clerk has stated that the alarm rang at 02:36. Seven minutes later he closed the gate.",
    "The clerk said that the fire began in the shed. The sprinklers came on at once. “It was hot,” he said.",
    "The clerk recalls that it was dark. There was no warning. The first bomb fell behind it. “It was loud,” he says.",
]


@pytest.mark.parametrize("text", GOES_ON)
def test_a_speaker_goes_on_in_reported_speech(text):
    assert set(speakers(text)) == {"clerk"}


STOPS = [
    "Two clerks, Olaf Brand and Petra Seel, said they had warned the firm. Seel left the company in May.",
    "“Nine boats came at once,” says Admiral Sigrid Hauge. She thanked them in person this morning.",
    "The guard recalled the night. About 400 people marched to the station on Sunday.",
    "The general staff confirmed that two vehicles had burned. The village of Lusk was shelled.",
    "The minister said 31 people had died. Brekke visited the town on Monday.",
    "Police confirmed that they had been called to the gate. On Monday evening the union had turned down an offer.",
    "The mayor said that the dam had leaked. A truce had been agreed on Sunday.",
    "The mayor said that the dam had leaked. We saw no water on Monday.",
    "The mayor said that the dam had leaked.\n\nNobody had been hurt.",
    "The firm put the price at 48 million. Novasoft was founded in 1999. The firm said the price was fair.",
    "The union said talks had failed. Economists see no way out. The union said it would go on.",
    "The union said talks had failed. The port is the third of the country. The union said it would go on.",
]


@pytest.mark.parametrize("text", STOPS)
def test_the_papers_own_voice_keeps_no_speaker(text):
    assert speakers(text)[1] is None


def test_a_body_says_what_it_found_and_intends():
    text = "According to the institute, he died of heart failure. The institute saw no signs of violence."
    assert speakers(text) == ["institute", "institute"]
    text = "The fire is out, the fire service reports. It will keep a watch until Wednesday."
    assert speakers(text) == ["fire service", "fire service"]


def test_she_is_the_person_before_the_quotation_and_no_man_just_named():
    text = (
        "Peer Holm called that an invention. All doors were tested, he said.\n\n"
        "Kari Moe, 71, lost her husband. “He let go of my hand. I heard nothing any more.\n\n"
        "“A young man carried me up,” she says. “I don't know his name.”"
    )
    assert speakers(text)[-4:] == ["Kari Moe"] * 4
    text = "Mr Paul Ostrow said the road was open. Mrs Ada Lind said it was not. It was closed, he said."
    assert speakers(text)[-1] == "Mr Paul Ostrow"


def test_according_to_her_is_the_woman_just_introduced():
    text = (
        "I spoke with a former administrator of Corvane Health. She left the company in July. "
        "According to her, the access had no second factor."
    )
    assert speakers(text)[-1] == "former administrator of Corvane Health"


def test_they_and_both_are_several_people():
    text = "Mr Lind slept, he said. Jon Felk, who owns the bar, and his waiter both say it rained. It snowed, they say."
    assert speakers(text)[1:] == ["Jon Felk and his waiter"] * 2
    text = "Two clerks, Olaf Brand and Petra Seel, told the paper that it rained. It snowed too, both said."
    assert speakers(text) == ["Two clerks, Olaf Brand and Petra Seel"] * 2
    assert is_several("three residents")
    assert not is_several("Ministry of Trade and Industry")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("He had refused food, according to a police statement. He slept, the statement went on.", "police"),
        ("The owner, Norfjord Line, denied that. “Charging is forbidden,” a statement read.", "Norfjord Line"),
        ("The experts of Blackmoor said it was a theft. Their report states that 40 files were copied.", "Blackmoor"),
        ("The general staff confirmed the loss. According to the same source, they had been parked inside.", "staff"),
    ],
)
def test_documents_speak_for_their_authors(text, speaker):
    assert speaker in (speakers(text)[-1] or "")


def test_a_report_is_not_always_of_who_spoke_last():
    text = "The police refused to answer, the lawyer said. The report states that nine shots were fired."
    assert speakers(text)[-1] == "report"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Records are kept apart,” explains our technology officer, Marius Thal.", "Marius Thal"),
        ("The company went on to say that nothing had left its network.", "The company"),
        ("Officers looked into the cell, the statement went on.", "the statement"),
        ("Only names were copied, the e-mail said, “of fewer than 20,000 people”.", "the e-mail"),
        (
            "Update, 9 p.m.: The head of the board, Lina Orth, has written to say that M. never worked there.",
            "Lina Orth",
        ),
        ("The line had been cut, the general pointed out.", "the general"),
        ("There is no artillery at the pass, it stressed.", "it"),
        ("“We know how many went up,” Dast was quoted as saying.", "Dast"),
        ("It gave the number of stolen files as 3.4 million.", "It"),
        ("Her boss, she says, told her that security was “a cost centre”.", "she"),
        ("Even the daily Dialog reports, citing an officer, that it had been planned for weeks.", "an officer"),
        ("In a message to the nation he said: “Not one metre has been lost.”", "he"),
        ("In a letter to its members, it called the claim “a cheap lie”.", "it"),
        ("Vanek, for his part, told the Courier: “I was rung at noon.”", "Vanek"),
        ("The man has been found: police say that he is 23.", "police"),
        ("“We never touched him”: Police chief breaks silence", "Police chief"),
        ("A survivor, driver Omar Nasri, said from his bed that the rocket hit the lead truck.", "driver Omar Nasri"),
        ("Tavria and Orenia trade blame over border clash", None),
        ("After the shelling, life went on.", None),
        ("The bank had told her to wait six weeks.", None),
        ("The union had rejected an offer of 3 percent.", None),
        ("He gave the boy an apple.", None),
        ("She thanked them in the harbour this morning.", None),
        ("The company wrote to customers in May.", None),
    ],
)
def test_frames_of_the_news(text, speaker):
    found = who_speaks(text)
    assert (found is None) if speaker is None else (found is not None and speaker in found), found


def test_a_town_after_according_to_is_no_town():
    names = Names("Police chief Ben Ashdown denies it. It was repaired in May, according to Ashdown.")
    assert names.resolve("Ashdown") == "Ben Ashdown"


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        (
            "A guard says the doors were jammed open. The owner called the claim “pure invention”.",
            "the doors were jammed",
        ),
        ("A guard says the doors were jammed open. The owner denies it all.", "the doors were jammed"),
        ("Mr Vanek accused her of having hidden the truth. Carla Ostin rejected that.", "she hid the truth"),
    ],
)
def test_a_denial_of_what_was_said(text, denied):
    assert f"denied that {denied}" in read_article(text).claims[1].text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("They had been woken by the smell of burning rubber, she said.", None),
        ("He refused to be examined by a doctor, according to the police.", None),
        ("“The children were on holiday, thank God,” she said.", None),
        ("She announced that the town would pay for an expert.", None),
        ("The bank is owed some money by the state.", None),
        ("We owe it to the family that everything is cleared up.", "opinion"),
        ("This city is owed an answer.", "opinion"),
        ("He will think twice before he comes again.", "opinion"),
        ("The minister said it was too early to speak about the cause.", "no statement"),
        ("The minister said it was too early to name a cause, but nobody had been hurt.", None),
        ("We make no statement on the cause of the fire.", "no statement"),
        ("The company did not answer that question.", "no statement"),
        ("The company did not say that the plant was safe.", None),
        ("We ask the public not to spread rumours.", "advice"),
        ("We ask a court to stop the sale of the plant.", None),
        ("Contact: Lina Orth, head of communications, press@corvane.example", "boilerplate"),
        ("Talmere Police Service, Public Relations", "boilerplate"),
        ("Van Oss Sugar: tradition, responsibility, sweetness.", "boilerplate"),
    ],
)
def test_more_of_what_is_left_out_and_why(text, reason):
    assert why_not(text) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Statement on events at Harrow Street station", "headline"),
        ("Three questions for Corvane Health", "headline"),
        ("The tower, the town and the three lost weeks", "headline"),
        ("Astrid Moen: situation report no. 3, Tuesday 11 February", "headline"),
        ("Letter from minister confirms deal on dam", None),
        ("Three questions for Corvane remain open", None),
        ("Report of 40 dead in Talmere is false", None),
        ("The bridge, the dam and the road were hit", None),
    ],
)
def test_titles_that_state_nothing(text, reason):
    assert why_not(text, "headline") == reason


def test_no_before_a_number_is_short_for_number():
    assert len(split_sentences("Astrid Moen: situation report no. 3, Tuesday, 14:00")) == 1
    assert len(split_sentences("The answer was no. 12 ministers left.")) == 2


def test_a_bare_quotation_is_of_who_spoke_last_in_the_paragraph():
    text = "“It was green,” the angler recalls. The phone of the agency rang all night. “I drove to the police.”"
    assert speakers(text)[-1] == "angler"
    text = "“It was green,” the angler recalls.\n\nThe phone of the agency rang all night. “I drove to the police.”"
    assert speakers(text)[-1] is None
