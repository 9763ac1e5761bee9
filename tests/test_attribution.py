from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contradict.attribution import Attribution, attribute
from contradict.attribution.pronouns import name_speaker
from contradict.attribution.verbs import past_from_gerund, past_from_participle

SPEAKERS = (
    ("The ministry", "ministry"),
    ("Police", "police"),
    ("Azerbaijan’s Defense Ministry", "Azerbaijan’s Defense Ministry"),
    ("President Ilham Aliyev", "President Ilham Aliyev"),
    ("Lt. Gen. Ann Marsh", "Lt. Gen. Ann Marsh"),
    ("A spokesman for the coast guard", "spokesman for the coast guard"),
    ("Two people in the cabinet office", "Two people in the cabinet office"),
    ("Doctors treating the wounded", "Doctors treating the wounded"),
    ("Relatives who had waited at the airport", "Relatives who had waited at the airport"),
    ("Armenia's ambassador to Russia", "Armenia's ambassador to Russia"),
    ("UN humanitarian office", "UN humanitarian office"),
    ("The drivers' union", "drivers' union"),
)
PROPOSITIONS = (
    "Nine men died on Monday night when the cage fell some 90 metres.",
    "The bridge has been under Armenian control since Sunday.",
    "There was no robbery at all; the owner staged it for the insurance.",
    "Half of the plant may have been idle for a month, and repairs will last until May.",
    "If Labour gives way on the mine, the Greens will sign.",
    "Its fighters had shelled the market in Bakoumba, killing 14 people.",
    "He has not resigned and does not plan to.",
    "More than 550 soldiers were killed or wounded.",
    "Consumer prices in March were 11.4 per cent higher than a year earlier.",
    "No soldiers were killed at No. 3 shaft.",
)
SAYING = (
    "{X} said that {p}.",
    "{X} says that {p}.",
    "{X} has said that {p}.",
    "{X} also announced that {p}.",
    "{X} claimed on Monday that {p}.",
    "{X} on Sunday confirmed that {p}.",
    "{X} insisted that {p}.",
    "{X} warned in a statement that {p}.",
    "{X} told reporters that {p}.",
    "{X} told the Haaretz newspaper on Friday that {p}.",
    "{X} wrote on Telegram that {p}.",
    "{X} reported by phone that {p}.",
    "{X}, in a statement, said that {p}.",
    "But {x} said that {p}.",
    "{X} said: “{P}.”",
    '{X} said: "{P}."',
    '{X} said on Monday: "{P}."',
    "{X}: “{P}.”",
    "{X}: «{P}.»",
    "“{P},” {x} said.",
    '"{P}," {x} said.',
    '"{P}", {x} said on Friday.',
    "„{P}“, {x} said.",
    "«{P}», said {x}.",
    '"{P}," said {x}.',
    "“{P}”, announced {x}.",
    "{P}, {x} said.",
    "{P}, {x} announced on Thursday evening.",
    "{P}, {x} told reporters.",
    "{P}, {x} said in a statement.",
    "{P}, as {x} put it.",
    "{P}, according to {x}.",
    "According to {x}, {p}.",
)
DENYING = (
    "{X} denied that {p}.",
    "{X} denies that {p}.",
    "{X} has repeatedly denied that {p}.",
    "{X} on Sunday denied that {p}.",
    "{X} rejected claims that {p}.",
    "{X} rejected the accusation that {p}.",
    "{X} rejected the ministry's allegations that {p}.",
    "{X} dismissed as false reports that {p}.",
    "{X} dismissed as false the reports that {p}.",
    "{X} dismissed the report that {p} as baseless.",
    "{X} disputed that {p}.",
    "{X} refuted the claim that {p}.",
    "{X} denied reports that {p}.",
    "{X} called the claim that {p} a lie.",
    "{X} described the report that {p} as false.",
    "{X} said it was not true that {p}.",
    "{X} said that reports that {p} were false.",
    "{X} called it untrue that {p}.",
    "{X} called it a slander that {p}.",
    "{X} rejected as a fabrication that {p}.",
    "{X} rejected talk that {p}.",
    "{X} called reports that {p} scaremongering.",
    "{X} described the story that {p} as nonsense.",
    "{X} denied on oath that {p}.",
    "{X} denied in a telephone call that {p}.",
    "{X} denied to the magistrate on Friday that {p}.",
    "{X} wrote to the Star to deny that {p}.",
    "There is no truth in the story that {p}, {x} said.",
    "There is not a word of truth in reports that {p}, {x} said.",
    "It is not true that {p}, {x} said.",
    "It is false to say that {p}, {x} protested.",
    "Reports that {p} are unfounded, {x} said.",
    "Reports that {p} are invented, {x} said: the file is open to all.",
)
NAMELESS_DENIALS = (
    "It is not true that {p}.",
    "It's false that {p}.",
    "Reports that {p} are untrue.",
    "It is false to say that {p}.",
    "It would be wrong to claim that {p}.",
    "There is no truth in the story that {p}.",
    "There is not a grain of truth in reports that {p}.",
    "Rumours that {p} are invented.",
    "The allegations that {p} are a fabrication.",
)
NAMELESS = (
    "Contrary to the ministry's claims, {p}.",
    "Contrary to what the Star wrote, {p}.",
    "{P}, contrary to what the army said.",
    "It was announced on Monday that {p}.",
)

CUT = (
    # text, proposition, speaker, stance
    (
        "The toll has risen to 31, our team reports after three days.",
        "The toll has risen to 31.",
        "our team",
        "asserts",
    ),
    ("The money lay in the cellar, a police report says.", "The money lay in the cellar.", "police report", "asserts"),
    (
        "Azerbaijan’s Defense Ministry says Armenian armed forces lost more than 550 soldiers, dead and wounded.",
        "Armenian armed forces lost more than 550 soldiers, dead and wounded.",
        "Azerbaijan’s Defense Ministry",
        "asserts",
    ),
    (
        "Nagorno-Karabakh said 24 of its troops had been killed and more than 100 wounded.",
        "24 of its troops had been killed and more than 100 wounded.",
        "Nagorno-Karabakh",
        "asserts",
    ),
    (
        "At the same time, Armenia’s ambassador to Russia, Vardan Toganian, said that 4,000 mercenaries take part.",
        "4,000 mercenaries take part.",
        "Armenia’s ambassador to Russia, Vardan Toganian",
        "asserts",
    ),
    ("He denied that the dam had been hit.", "The dam had been hit.", None, "denies"),
    ("She has always denied that the money was paid.", "The money was paid.", None, "denies"),
    ("The firm has since denied that the dam leaked.", "The dam leaked.", "firm", "denies"),
    ("They denied that any village had fallen.", "Some village had fallen.", None, "denies"),
    ("She denies having met the banker.", "She met the banker.", None, "denies"),
    ("Police said Saturday both were dead.", "Both were dead.", "Police", "asserts"),
    ("Police said Thursday's march was banned.", "Thursday's march was banned.", "Police", "asserts"),
    ("The army confirmed it had lost a plane.", "It had lost a plane.", "army", "asserts"),
    ("King, 39, a clerk at the hospital, said she gave an interview.", "She gave an interview.", "King", "asserts"),
    (
        "Luke Pigeon, who lives next door, said he didn't hear a gunshot.",
        "He didn't hear a gunshot.",
        "Luke Pigeon",
        "asserts",
    ),
    ("She told the BBC the ship was empty.", "The ship was empty.", None, "asserts"),
    ("He said the two deaths were not related.", "The two deaths were not related.", None, "asserts"),
    (
        "A worn rope gave way, a rigger who worked the shift insists.",
        "A worn rope gave way.",
        "rigger who worked the shift",
        "asserts",
    ),
    (
        "Nothing now stands in the way of his extradition, said the prosecutor after the judges dismissed the appeal.",
        "Nothing now stands in the way of his extradition.",
        "prosecutor",
        "asserts",
    ),
    (
        "The fish died of cyanide, said Ed Fogels, a deputy commissioner in charge of agriculture.",
        "The fish died of cyanide.",
        "Ed Fogels",
        "asserts",
    ),
    (
        "The price, says a person close to the talks, is around a quarter of a billion euros.",
        "The price is around a quarter of a billion euros.",
        "person close to the talks",
        "asserts",
    ),
    (
        "The Orioles, according to reports, have offered him a seven-year deal.",
        "The Orioles have offered him a seven-year deal.",
        "reports",
        "asserts",
    ),
    (
        "Half of the capacity has been idle since Saturday, traders said, and repairs will last a month.",
        "Half of the capacity has been idle since Saturday, and repairs will last a month.",
        "traders",
        "asserts",
    ),
    (
        "A cyclone blew the train off the bridge, the chairman told reporters; no brake had been applied.",
        "A cyclone blew the train off the bridge; no brake had been applied.",
        "chairman",
        "asserts",
    ),
    (
        "It wasn't overloading, the authority declared: the load sheet shows four tonnes below the limit.",
        "It wasn't overloading: the load sheet shows four tonnes below the limit.",
        "authority",
        "asserts",
    ),
    (
        "“Around 1,000 people are in tents,” he said, adding that the weather was warm.",
        "Around 1,000 people are in tents, and the weather was warm.",
        None,
        "asserts",
    ),
    (
        "The supplier confirmed that it had stopped deliveries and that the tanks then ran dry.",
        "It had stopped deliveries and the tanks then ran dry.",
        "supplier",
        "asserts",
    ),
    (
        "“I was on the bank. There was no wind at all,” the headman of Badla insisted.",
        "I was on the bank. There was no wind at all.",
        "headman of Badla",
        "asserts",
    ),
    (
        "Our vessel broke no rule, the owner said, calling the seizure piracy.",
        "Our vessel broke no rule.",
        "owner",
        "asserts",
    ),
    (
        "More than 550 soldiers were killed, Interfax reported, citing the Azerbaijani Ministry of Defense.",
        "More than 550 soldiers were killed.",
        "Azerbaijani Ministry of Defense",
        "asserts",
    ),
    (
        "Reuters, citing two officials, reported that the talks had failed.",
        "The talks had failed.",
        "two officials",
        "asserts",
    ),
    (
        "Citing hospital sources, local media reported that 14 bodies had been brought in.",
        "14 bodies had been brought in.",
        "hospital sources",
        "asserts",
    ),
    (
        "Fourteen bodies were brought in, according to Dr. Amal Haddad, who runs the hospital.",
        "Fourteen bodies were brought in.",
        "Dr. Amal Haddad",
        "asserts",
    ),
    ("The general told state TV: “We lost three tanks.”", "We lost three tanks.", "general", "asserts"),
    ("‘We lost three tanks,’ the general said.", "We lost three tanks.", "general", "asserts"),
    ("The mayor was quoted as saying that the pier is lost.", "The pier is lost.", "mayor", "asserts"),
    ("Tass quoted the governor as saying the plant was safe.", "The plant was safe.", "governor", "asserts"),
    ("Report: Apple may buy social network Path", "Apple may buy social network Path.", "Report", "asserts"),
    (
        "Investigator took own life hours after attack: police",
        "Investigator took own life hours after attack.",
        "police",
        "asserts",
    ),
    (
        "ISIS leader injured in air strike, Iraqi officials say",
        "ISIS leader injured in air strike.",
        "Iraqi officials",
        "asserts",
    ),
    (
        "The yard is to be done away with, the union has been told.",
        "The yard is to be done away with.",
        None,
        "asserts",
    ),
    (
        "The army denied having fired on the hospital.",
        "The army fired on the hospital.",
        "army",
        "denies",
    ),
    (
        "The army denied having fired on the hospital, saying the rounds came from south of the railway.",
        "The army fired on the hospital.",
        "army",
        "denies",
    ),
    (
        "Plating works Galvan denied releasing anything into the river and invited inspectors in.",
        "Plating works Galvan released something into the river.",
        "Plating works Galvan",
        "denies",
    ),
    ("Harrer denies having known her.", "Harrer knew her.", "Harrer", "denies"),
    (
        "The Pentagon denied on Tuesday that any U.S. aircraft had been shot down.",
        "Some U.S. aircraft had been shot down.",
        "Pentagon",
        "denies",
    ),
    (
        "Hamas rejected Israel's claim it used the hospital as a base.",
        "It used the hospital as a base.",
        "Hamas",
        "denies",
    ),
    ("The governor described as false reports that tanks were lost.", "Tanks were lost.", "governor", "denies"),
    ("It is untrue that tanks were lost, the governor said.", "Tanks were lost.", "governor", "denies"),
    ("He denied having been in Kyiv.", "He had been in Kyiv.", None, "denies"),
    ("The group denied ever taking hostages.", "The group took hostages.", "group", "denies"),
    ("The general denied planning to step down.", "The general planned to step down.", "general", "denies"),
    (
        "TPS denied that its pipe had leaked and pointed to passing tankers.",
        "Its pipe had leaked.",
        "TPS",
        "denies",
    ),
    (
        "The office denied that Strasser had left the country: he is still in prison.",
        "Strasser had left the country.",
        "office",
        "denies",
    ),
    ("The White House denies it threatened families.", "It threatened families.", "White House", "denies"),
    ("El-Sisi denies claims he'll give land away.", "He'll give land away.", "El-Sisi", "denies"),
    ("She denied that any shot had been fired.", "Some shot had been fired.", None, "denies"),
    ("Kyiv denied that no soldiers were killed.", "No soldiers were killed.", "Kyiv", "denies"),
    (
        "Vendors rejected the ministry's finding that their stalls spread the disease and said wells were to blame.",
        "Their stalls spread the disease.",
        "Vendors",
        "denies",
    ),
    (
        "The health ministry rejected as untrue that a ventilator was faulty.",
        "A ventilator was faulty.",
        "health ministry",
        "denies",
    ),
    (
        "India's army rejected the charge: its batteries did not fire a single round on Tuesday.",
        "Its batteries did not fire a single round on Tuesday.",
        "India's army",
        "asserts",
    ),
    (
        "The Defense Ministry accused the Armenian forces of bombing the city of Tartar.",
        "The Armenian forces bombed the city of Tartar.",
        "Defense Ministry",
        "asserts",
    ),
    (
        "The army accused the paramilitaries of launching eleven drones at the depot.",
        "The paramilitaries launched eleven drones at the depot.",
        "army",
        "asserts",
    ),
    ("Kyiv accuses Moscow of having taken children.", "Moscow took children.", "Kyiv", "asserts"),
    ("The union accused him of lying about the pay.", "He lied about the pay.", "union", "asserts"),
    ("The union accused her of lying about the pay.", "She lied about the pay.", "union", "asserts"),
    (
        "There is no artillery at the pass at all, it stressed.",
        "There is no artillery at the pass at all.",
        None,
        "asserts",
    ),
    ("It said that the bridge was closed.", "The bridge was closed.", None, "asserts"),
    ("“P is here now,” Dast was quoted as saying.", "P is here now.", "Dast", "asserts"),
    ("The company went on to say that no record was lost.", "No record was lost.", "company", "asserts"),
    ("Officers saw him every hour, the statement went on.", "Officers saw him every hour.", "statement", "asserts"),
    (
        "“Charging is forbidden on our ships,” a statement read.",
        "Charging is forbidden on our ships.",
        "statement",
        "asserts",
    ),
    ("The line had been cut, the general pointed out.", "The line had been cut.", "general", "asserts"),
    (
        "Only names were lost, the e-mail said, “of few people”.",
        "Only names were lost of few people.",
        "e-mail",
        "asserts",
    ),
    (
        "“Records are kept apart,” explains our director, Marius Thal.",
        "Records are kept apart.",
        "our director",
        "asserts",
    ),
    ("Vanek, for his part, said that it had rained.", "It had rained.", "Vanek", "asserts"),
    (
        "Ann Lee, who owns the bar, and her son both say that it rained.",
        "It rained.",
        "Ann Lee, who owns the bar, and her son",
        "asserts",
    ),
    (
        "It is not true, as has been reported, that seven people were killed.",
        "Seven people were killed.",
        None,
        "denies",
    ),
    ("It denied having paid a ransom.", "It paid a ransom.", None, "denies"),
    ("Turkey has denied recruiting or sending Syrians.", "Turkey recruited or sent Syrians.", "Turkey", "denies"),
    (
        "The firm denied bribing and threatening officials.",
        "The firm bribed or threatened officials.",
        "firm",
        "denies",
    ),
    ("Despite the truce, the war went on.", "Despite the truce, the war went on.", None, "asserts"),
    (
        "Contrary to rebel claims, the guerrillas have taken no prisoner, the minister said.",
        "The guerrillas have taken no prisoner.",
        "minister",
        "asserts",
    ),
    (
        "The journey goes ahead, contrary to what has been reported, the embassy said.",
        "The journey goes ahead.",
        "embassy",
        "asserts",
    ),
    (
        "The commander said that the town may have fallen on Sunday.",
        "The town may have fallen on Sunday.",
        "commander",
        "asserts",
    ),
    (
        "Turkey has said it is talking to the group, which includes Russia, France and the United States.",
        "It is talking to the group, which includes Russia, France and the United States.",
        "Turkey",
        "asserts",
    ),
    (
        "Troy police Sgt. Barry Whiteside said the gunman fled.",
        "The gunman fled.",
        "Troy police Sgt. Barry Whiteside",
        "asserts",
    ),
    ("“He didn't want to wait,” Lt. Waldie said.", "He didn't want to wait.", "Lt. Waldie", "asserts"),
)

DENIED = (
    # text, what is denied, speaker
    ("Owner denies Amber Star hit fishing boat", "Amber Star hit fishing boat.", "Owner"),
    ("Union denies warders smuggled telephones", "Warders smuggled telephones.", "Union"),
    ("Federation denies money changed hands before final", "Money changed hands before final.", "Federation"),
    ("Russian embassy denies ambassador ever met Roth", "Ambassador met Roth.", "Russian embassy"),
    ("Mayor denies lead in tap water exceeds limit", "Lead in tap water exceeds limit.", "Mayor"),
    ("Journal denies it plans to withdraw paper", "It plans to withdraw paper.", "Journal"),
    ("Union denies strike talks failed", "Strike talks failed.", "Union"),
    ("Army denies storming kidnappers' camp", "Army stormed kidnappers' camp.", "Army"),
    ("Chancellor denies asking minister to resign", "Chancellor asked minister to resign.", "Chancellor"),
    ("Treasurer denies owing mayor 80,000", "Treasurer owed mayor 80,000.", "Treasurer"),
    ("Wife denies being in the house", "Wife was in the house.", "Wife"),
    ("The drivers denied being drunk.", "The drivers were drunk.", "drivers"),
    ("Armoria denies secret fishing deal", "There is a secret fishing deal.", "Armoria"),
    ("Iran denies nuclear talks with Russia", "There are nuclear talks with Russia.", "Iran"),
    ("The ministry denied any plans to close the mine.", "There were plans to close the mine.", "ministry"),
    (
        "Reports of losses at the ford are invented, defence ministry says",
        "There were losses at the ford.",
        "defence ministry",
    ),
    ("Allegations of excessive lead in the taps are unfounded.", "There was excessive lead in the taps.", None),
    ("There is no truth in reports of a battle at Fada, the army said.", "There was a battle at Fada.", "army"),
    ("Reports of Zeynep Demirci's death are untrue; the prisoner is alive.", "Zeynep Demirci died.", None),
    ("Talk of a merger is nonsense.", "There is a merger.", None),
    (
        "The commission rejected all reports of stuffed boxes as pure fantasy.",
        "There were stuffed boxes.",
        "commission",
    ),
    ("The ministry called reports of an incursion a fabrication.", "There was an incursion.", "ministry"),
    (
        "The operator dismissed talk of 20,000 barrels a day leaking from the well as scaremongering.",
        "There are 20,000 barrels a day leaking from the well.",
        "operator",
    ),
    ("Libya dismissed as false the report of a battle at Fada.", "There was a battle at Fada.", "Libya"),
    ("Police dismissed rumours of an ambush near Tartar.", "There was an ambush near Tartar.", "Police"),
    ("The army rejected accusations of having bombed the market.", "The army bombed the market.", "army"),
    (
        "A village clerk, speaking for all his colleagues, denied that the lists were false.",
        "The lists were false.",
        "village clerk",
    ),
    ("St Olaf's rejected the suggestion that it was shut.", "It was shut.", "St Olaf's"),
    (
        "Four professors wrote to the paper to deny that anything had been copied.",
        "Something had been copied.",
        "Four professors",
    ),
    (
        "The lawyer denied that anything had been stored without a licence.",
        "Something had been stored without a licence.",
        "lawyer",
    ),
    (
        "The regime denied that uranium was enriched or that a plant was being built.",
        "Uranium was enriched or a plant was being built.",
        "regime",
    ),
    (
        "The ministry denied that the town fell and that its troops had fled.",
        "The town fell or its troops had fled.",
        "ministry",
    ),
    (
        "The town denied having failed to clear the roof: ten men shovelled it bare.",
        "The town failed to clear the roof.",
        "town",
    ),
    (
        "The staff denied that its troops had left without a fight: they battled for twelve hours.",
        "Its troops had left without a fight.",
        "staff",
    ),
    ("It is not true that the dam leaked, the mayor said, and the town is safe.", "The dam leaked.", "mayor"),
)

WHOLE = (
    "The company denied that wages had stood still for four years: they rose by 3 percent.",
    "The army denied that it had retreated: it lost 14 men.",
    "The police disputed that 200,000 had marched: it was 38,000.",
    "Reports that appeared in the Star are false.",
    "Reports that were published on Monday are false.",
    "He called the report that the papers were false.",
    "Nobody called it untrue that the bridge fell.",
    "The president did not call reports of a coup a lie.",
    "The minister called it a scandal that the bridge was closed.",
    "The embassy called it absurd that the visa was refused.",
    "There is some truth in reports that he quit.",
    "It is not untrue that he lied.",
    "He went to court not to deny that money was paid.",
    "The minister rejected talk of a ceasefire.",
    "The minister rejected the idea of a deal.",
    "The club rejected accusations of racism.",
    "Talk of him leaving is nonsense.",
    "Stories of the old days are invented.",
    "Reports of torture and rape are lies.",
    "Judge denies plan to move trial",
    "Council denies planning permission",
    "City denied building permit",
    "Prisoner denied deal",
    "Suspect denies armed robbery",
    "Man denies attempted murder",
    "Man denies murder of woman killed in fire",
    "Tycoon denies tax fraud charges",
    "Company denies leaked memo claims",
    "Mallory housekeeper denies wedding claim",
    "Kremlin Denies Missile Strike Hit Hospital",
    "Ministry denies rising debts",
    "Lawyers deny being paid by shipping line",
    "The minister did not deny that the dam had been hit.",
    "The army does not deny that 24 soldiers fell.",
    "The bank did not dismiss reports that it was hacked.",
    "He did not deny hitting the man.",
    "He hardly denied that the money was paid.",
    "The minister no longer denies that the dam leaked.",
    "The minister refused to deny that the dam leaked.",
    "The company refused to comment on reports that the plant will close.",
    "The ministry neither confirmed nor denied that the base had been hit.",
    "The firm could neither confirm nor deny that the dam leaked, said a spokesman.",
    "Neither side denied that the base was hit.",
    "",
    " ",
    "Two storage tanks were set ablaze before dawn on Thursday.",
    "“We had no part in any attack on Kosti and we own no such drones.”",
    "The minister said that the army had said that the town fell.",
    "The mayor said the police told him that the bridge was mined.",
    "Azerbaijan said its forces took seven villages, although Nagorno-Karabakh denied the allegations.",
    "The ministry said 24 were killed and the rebels said none were.",
    "The ministry announced that it had regained positions, but Azerbaijan had announced new conquests.",
    "Nagorno-Karabakh denied the allegations.",
    "The company denied any involvement.",
    "The company denied responsibility for the spill.",
    "The company denied wrongdoing.",
    "He has been denied bail and will appear in court tomorrow.",
    "Refugees International denied lifesaving assistance to nobody.",
    "The spokesman denied having fired on the crowd.",
    "Mrs Pere denies ever having said that a deal was signed.",
    "The ministry did not say that the bridge had fallen.",
    "The ministry did not deny that the bridge had fallen.",
    "The police would not confirm that a helicopter had crashed.",
    "The police would not say whether anyone had died.",
    "No official said that the bridge had fallen.",
    "Nobody claimed that the bridge was open.",
    "There is no evidence that the bridge was mined.",
    "The study found that the vaccine was safe.",
    "Tests show that the skull is no older than 9,000 years.",
    "The commission blamed the driver for the crash.",
    "The commission blamed Monday's crash on the driver.",
    "The court said nothing about the bridge.",
    "The mayor announced plans to build a bridge that will cross the river.",
    "The mayor announced a deal on Monday.",
    "The crash claimed 12 lives.",
    "The group claimed responsibility for the bomb, which was aimed at soldiers.",
    "ISIS claims to have beheaded a reporter.",
    "The mayor asked whether the bridge was open.",
    "The mayor urged residents to leave the town.",
    "The mayor told residents to leave the town.",
    "The general ordered his men to hold the bridge.",
    "Turkey called on Armenia to stop the aggression.",
    "Passengers told of a three-hour wait on the platform.",
    "Did the mayor say that the bridge was open?",
    "Croft was accused of helping a boy get into college.",
    "The army accused Mali of being behind the attack.",
    "He denies that fact but this drives her mad.",
    "Everyone Was Wrong: Saturated Fat Can Be Good for You",
    "Isis: James Foley's body in sale offer to family",
    "China: Wife chops up husband's car",
    "The dispute is not over: 300 men are still refusing to return to the pit.",
    "The senators rejected a tax on salty snacks that was put to the vote the same day.",
    "As soon as he said that he was Sir James, she knew whom to believe.",
    "If the mayor says that the bridge is open, we will go.",
    "The company blamed a floating log, which it said tore open the hull.",
    "A bomb, which police said had been planted by rebels, killed two.",
    "Media reports that twelve people died are false.",
    "The shot will be offered if the next phase, with 4,800 children, confirms the figures.",
    "Thomas had a setback last week and, Payton said, everyone felt this was the best move.",
    "Police say the gun was loaded but have not yet determined whether he fired it.",
    "Fighting accusations of delay, Angela Merkel said the crisis was over.",
    "“We lost 18 men at Fada,” the commander announced, putting enemy dead at 784.",
    "Fishermen report dead clams along the shore and accuse Hansung of letting solvent run into the sea.",
    "Officials initially said 12 people had died but later revised the toll to nine.",
    "The Kremlin declined to comment on reports that the ship had sunk.",
    "The president was told that he had lost the election.",
    "The governor rejected claims he made in an interview on Sunday.",
    "The army has denied shooting at the crowd or using tear gas.",
    "The firm denied bribing officials and threatening workers.",
    "The firm denied bribing or threatening officials and paying guards.",
    "The army denied having shelled or using tear gas.",
    "In Kessin, the governor said that three tanks were lost.",
    "Prosecutors say the banker stole $3 million, which he denies.",
    "The president, it is said, lost the election.",
    "“Out,” said Heidi, wishing to end the panic.",
    "The paper said good things about the minister.",
    "Rather than calm the crowd, the story added to the scandal.",
    "Heller told a judge that Lohan was in a clinic and argued that she should stay.",
    "Fowler Falls For Fake Website, Makes Crazy Claims About Tennis Star",
    "Our results confirm that the virus is new.",
    "Some have said that you agree, would you say so?",
    "The price is set according to plan, whatever the weather.",
    "He acted according to the rules.",
    "The prime minister is said to have left the palace.",
    "In Dakar it is said that the coup failed, which nobody confirmed.",
    "Hiller admitted firing at several employees, but denied shooting at the officers.",
)


def lowered(sentence: str) -> str:
    """Return the sentence as it stands inside another: no full stop, a small first letter unless it is a name."""
    first = sentence.split()[0]
    keep = any(letter.isupper() for letter in first[1:]) or first.rstrip("'s’") in {
        "Azerbaijan",
        "President",
        "Lt.",
        "Armenia",
        "UN",
        "Azerbaijan’",
    }
    return sentence if keep else sentence[0].lower() + sentence[1:]


def framed(frame: str, speaker: str, proposition: str) -> str:
    body = proposition.rstrip(".")
    return frame.format(X=speaker, x=lowered(speaker), P=body, p=lowered(body))


def check_spans(text: str, result: Attribution) -> None:
    for start, end in result.proposition_spans:
        assert 0 <= start <= end <= len(text)
    assert all(a[1] <= b[0] for a, b in zip(result.proposition_spans, result.proposition_spans[1:], strict=False))
    if result.speaker_span is None:
        assert result.speaker is None
    else:
        start, end = result.speaker_span
        assert 0 <= start < end <= len(text)
        assert result.speaker == text[start:end]


@pytest.mark.parametrize(("text", "proposition", "speaker", "stance"), CUT)
def test_reads_the_frame(text: str, proposition: str, speaker: str | None, stance: str) -> None:
    result = attribute(text)
    assert (result.proposition, result.speaker, result.stance) == (proposition, speaker, stance)
    check_spans(text, result)


@pytest.mark.parametrize(("text", "proposition", "speaker"), DENIED)
def test_reads_what_is_denied(text: str, proposition: str, speaker: str | None) -> None:
    result = attribute(text)
    assert (result.proposition, result.speaker, result.stance) == (proposition, speaker, "denies")
    check_spans(text, result)


@pytest.mark.parametrize("text", WHOLE)
def test_leaves_what_is_unclear_as_it_is(text: str) -> None:
    whole = ((0, len(text)),) if text else ()
    assert attribute(text) == Attribution(text, None, "asserts", whole, None)


@pytest.mark.parametrize("frame", SAYING)
@pytest.mark.parametrize(("speaker", "name"), SPEAKERS)
def test_every_assertion_gives_back_its_proposition(frame: str, speaker: str, name: str) -> None:
    for proposition in PROPOSITIONS:
        if frame.startswith("{P}, ") and ";" in proposition and "“" not in frame:
            continue
        text = framed(frame, speaker, proposition)
        result = attribute(text)
        assert result.proposition == proposition, text
        assert result.stance == "asserts"
        assert result.speaker is not None
        assert result.speaker.lower() == name.lower(), text
        check_spans(text, result)


@pytest.mark.parametrize("frame", DENYING)
@pytest.mark.parametrize(("speaker", "name"), SPEAKERS)
def test_every_denial_gives_back_what_is_denied(frame: str, speaker: str, name: str) -> None:
    for proposition in PROPOSITIONS:
        if ";" in proposition:
            continue
        text = framed(frame, speaker, proposition)
        result = attribute(text)
        assert (result.proposition, result.stance) == (proposition, "denies"), text
        assert result.speaker is not None
        assert result.speaker.lower() == name.lower(), text
        check_spans(text, result)


@pytest.mark.parametrize("proposition", [proposition for proposition in PROPOSITIONS if ";" not in proposition])
def test_frames_that_name_nobody(proposition: str) -> None:
    for frames, stance in ((NAMELESS, "asserts"), (NAMELESS_DENIALS, "denies")):
        for frame in frames:
            result = attribute(
                framed(frame, "", proposition)
                if "{X}" in frame
                else frame.format(P=proposition.rstrip("."), p=lowered(proposition.rstrip(".")))
            )
            assert (result.proposition, result.speaker, result.stance) == (proposition, None, stance), frame


@pytest.mark.parametrize("verb", ["announced", "confirmed", "warned", "stated", "claims", "says", "told police"])
def test_a_clause_without_that(verb: str) -> None:
    result = attribute(f"The governor {verb} two soldiers were killed on Sunday.")
    assert result.proposition == "Two soldiers were killed on Sunday."


def test_a_denial_of_a_denied_claim_stays_whole() -> None:
    text = "The ministry denied that the army had denied that the town fell."
    assert attribute(text).proposition == text


def test_spans_cover_what_was_taken() -> None:
    text = "Half the capacity is idle, traders said, and repairs will last a month."
    result = attribute(text)
    assert [text[start:end] for start, end in result.proposition_spans] == [
        "Half the capacity is idle",
        "and repairs will last a month.",
    ]
    turned = "The army accused the rebels of shelling the town."
    assert [turned[start:end] for start, end in attribute(turned).proposition_spans] == ["the rebels", "the town."]


@pytest.mark.parametrize(
    ("gerund", "past"),
    [
        ("taking", "took"),
        ("firing", "fired"),
        ("planning", "planned"),
        ("carrying", "carried"),
        ("agreeing", "agreed"),
        ("running", "ran"),
        ("hitting", "hit"),
        ("lying", "lied"),
        ("overthrowing", "overthrew"),
        ("destroying", "destroyed"),
        ("seeing", "saw"),
        ("wrongdoing", None),
        ("being", None),
        ("king", None),
        ("evening", None),
    ],
)
def test_past_from_gerund(gerund: str, past: str | None) -> None:
    assert past_from_gerund(gerund) == past


@pytest.mark.parametrize(
    ("participle", "past"), [("taken", "took"), ("fired", "fired"), ("shot", "shot"), ("red", None), ("green", None)]
)
def test_past_from_participle(participle: str, past: str | None) -> None:
    assert past_from_participle(participle) == past


SNIPPETS = st.sampled_from(
    [
        *"“”„«»\"'‘’,.;:?!()–\n…",
        " said ",
        " that ",
        " denied ",
        " according to ",
        " accused ",
        " of ",
        " having ",
        "ing ",
        "The army",
        " contrary to ",
        "claims",
        " told ",
        " reports ",
        "It is not true that ",
        "There is no truth in ",
        " of ",
        " it untrue that ",
        " is false",
        " deny ",
        " denies ",
        " or that ",
        "a deal",
        " and ",
        " adding ",
        "Monday",
        " as false",
        " rejected ",
        " the ",
        "He ",
        "İ",
        "ß",
        " was ",
        " 24 ",
        "\u2028",
        "A",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(SNIPPETS, max_size=30).map("".join)))
@settings(max_examples=600, deadline=None)
def test_any_text_is_read_without_harm(text: str) -> None:
    result = attribute(text)
    check_spans(text, result)
    if result.proposition == text:
        return
    assert result.proposition[-1] in ".!…\"”’'»"
    again = attribute(result.proposition)
    assert again.proposition == result.proposition
    assert (again.speaker, again.stance) == (None, "asserts")


@given(
    st.sampled_from(SAYING + DENYING),
    st.sampled_from(SPEAKERS),
    st.sampled_from([proposition for proposition in PROPOSITIONS if ";" not in proposition]),
    st.sampled_from(["", " ", "\n"]),
)
@settings(max_examples=300, deadline=None)
def test_frames_are_read_once(frame: str, speaker: tuple[str, str], proposition: str, blank: str) -> None:
    result = attribute(framed(frame, speaker[0], proposition) + blank)
    assert result.proposition == proposition
    assert attribute(result.proposition).proposition == proposition


@given(st.sampled_from(PROPOSITIONS))
def test_a_text_without_a_frame_comes_back_unchanged(proposition: str) -> None:
    assert attribute(proposition) == Attribution(proposition, None, "asserts", ((0, len(proposition)),), None)


@pytest.mark.parametrize(
    "text",
    [
        "said that " * 3000,
        "x, said " * 3000,
        '"' * 5000,
        "accused the of " * 2000,
        "denied claims " + "w " * 5000,
        "denied on " + "w " * 5000 + "that",
        "reports of " * 2000,
        "It is not true that it fell" + " or that it fell" * 2000,
        "x wrote " + "to deny " * 3000,
        "The mayor said " + "x" * 30000,
        "on Monday " * 3000 + "said that P is",
        "a’s " * 5000,
        "“" + "a " * 10000 + "”",
    ],
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    started = time.process_time()
    attribute(text)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("text", "speaker", "named"),
    [
        ("Armenia says its forces shot down a drone.", None, "Armenia’s forces shot down a drone."),
        ("Our army took the hill.", "Azerbaijan's Defence Ministry", "Azerbaijan’s army took the hill."),
        ("The hill is in our hands.", "the rebels", "The hill is in the rebels’ hands."),
        ("Police said they had arrested two men.", None, "Police had arrested two men."),
        ("The general staff denied that its troops had fled.", None, "The general staff’s troops had fled."),
        ("The chairwoman, Anna Jere, rejected Chakwela's claim that he had won.", None, "Chakwela had won."),
        ("The minister's spokeswoman denied that he had stepped down.", None, "The minister had stepped down."),
        ("I am at my desk, said Berta Holm.", None, "Berta Holm is at Berta Holm’s desk."),
        ("The ministry said it was raining in Kyiv.", None, "It was raining in Kyiv."),
        ("The army said it was a rocket that hit the market.", None, "It was a rocket that hit the market."),
        ("Our army took the hill.", None, "Our army took the hill."),
        ("We have won, said one of the engineers.", None, "We have won."),
        ("The US Army took the hill.", "the rebels", "The US Army took the hill."),
        ("Azerbaijan's Defence Ministry denied that its army had fled.", None, "Azerbaijan’s army had fled."),
        ("Yesterday I saw them leave, the guard said.", None, "Yesterday the guard saw them leave."),
        ("Police said he had a knife.", None, "He had a knife."),
        ("Police denied that he had been beaten.", None, "He had been beaten."),
        ("The nurse said he had lost two litres of blood.", None, "He had lost two litres of blood."),
        ("The mayor said it was destroyed.", None, "It was destroyed."),
        ("The general said they had fled the town.", None, "They had fled the town."),
        ("Investigators said they died at once.", None, "They died at once."),
        ("World War I began in 1914, the historian said.", None, "World War I began in 1914."),
        ("I Corps would hold the line, the general said.", None, "I Corps would hold the line."),
        ("We won.", ",", "We won."),
    ],
)
def test_the_speaker_is_named_for_we_and_its(text, speaker, named):
    assert name_speaker(attribute(text), text, speaker) == named
