from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coder.attribution import (
    Attribution,
    build_lexicon,
    find_attributions,
    find_quotations,
    load_lexicon,
    sources_of,
)
from dateline.coder.attribution.model import ranges
from dateline.core.errors import DatelineError
from dateline.syntax import Document, Word

Parse = Callable[[str], Document]

# text; then source, cue, content and kind of each attribution
CASES: list[tuple[str, list[tuple[str | None, str, str, str]]]] = [
    (
        "The Red Cross counted 16 bodies.",
        [
            ("The Red Cross", "counted", "16 bodies", "ngo"),
        ],
    ),
    (
        "Police put the deaths at five.",
        [
            ("Police", "put", "the deaths at five", "police"),
        ],
    ),
    ("The general put his cap on the table.", []),
    ("Syria: air strike kills 14", []),
    (
        "Armenia denied having fired on the village.",
        [
            ("Armenia", "denied", "having fired on the village", "named"),
        ],
    ),
    ("A soldier held for fraud was found dead in his cell.", []),
    (
        '"We have retaken the bridge," General Diallo said.',
        [
            ("General Diallo", "said", '"We have retaken the bridge,"', "military"),
        ],
    ),
    (
        "Attorney General Ellen Marsh said 13 people had died.",
        [
            ("Attorney General Ellen Marsh", "said", "13 people had died", "official"),
        ],
    ),
    (
        '"The road is open," said the governor, who flew in on Sunday.',
        [
            ("the governor, who flew in on Sunday", "said", '"The road is open,"', "official"),
        ],
    ),
    (
        "The governor said in a statement that the bridge was open.",
        [
            ("The governor", "said", "that the bridge was open", "official"),
        ],
    ),
    (
        'The minister said: "Nobody will be spared."',
        [
            ("The minister", "said", '"Nobody will be spared."', "official"),
        ],
    ),
    (
        '"They came at dawn," Amina Sow, a trader, said. "They burned every house."',
        [
            ("Amina Sow, a trader", "said", '"They came at dawn," … "They burned every house."', "witness"),
        ],
    ),
    (
        '"They came at dawn. They shot two guards. Then they left," a resident told reporters.',
        [
            ("a resident", "told", '"They came at dawn. They shot two guards. Then they left,"', "witness"),
        ],
    ),
    (
        '"We lost four men on the ridge.\n"The others walked back," Captain Bello said.',
        [
            ("Captain Bello", "said", '"We lost four men on the ridge.\n"The others walked back,"', "military"),
        ],
    ),
    (
        '"We lost four men on the ridge," Captain Bello said.\n"The others walked back through the valley at night."',
        [
            (
                "Captain Bello",
                "said",
                '"We lost four men on the ridge," … "The others walked back through the valley at night."',
                "military",
            ),
        ],
    ),
    (
        "“The camp was shelled twice,” a doctor said.",
        [
            ("a doctor", "said", "“The camp was shelled twice,”", "medical"),
        ],
    ),
    (
        "''The camp was shelled twice,'' a doctor said.",
        [
            ("a doctor", "said", "''The camp was shelled twice,''", "medical"),
        ],
    ),
    (
        'He called the shelling "a crime against the whole valley".',
        [
            ("He", "called", 'the shelling "a crime against the whole valley"', "named"),
        ],
    ),
    (
        "The army said that rebels had shelled the market.",
        [
            ("The army", "said", "that rebels had shelled the market", "military"),
        ],
    ),
    (
        "The army said rebels had shelled the market.",
        [
            ("The army", "said", "rebels had shelled the market", "military"),
        ],
    ),
    (
        "A resident in Tessit said fighters started leaving on Monday.",
        [
            ("A resident in Tessit", "said", "fighters started leaving on Monday", "witness"),
        ],
    ),
    (
        "Police said five people had died and that ten were wounded.",
        [
            ("Police", "said", "five people had died and that ten were wounded", "police"),
        ],
    ),
    (
        "Police said five people had died, while witnesses said ten were killed.",
        [
            ("Police", "said", "five people had died", "police"),
            ("witnesses", "said", "ten were killed", "witness"),
        ],
    ),
    (
        "Police said five men had fled and added that a sixth was wounded.",
        [
            ("Police", "said", "five men had fled", "police"),
            ("Police", "added", "that a sixth was wounded", "police"),
        ],
    ),
    (
        "Colonel Keita told journalists that the convoy was ambushed near Ansongo.",
        [
            ("Colonel Keita", "told", "that the convoy was ambushed near Ansongo", "military"),
        ],
    ),
    (
        "The rebels, he said, had left the town.",
        [
            ("he", "said", "The rebels … had left the town", "named"),
        ],
    ),
    (
        "Rebels shelled the market, the army said.",
        [
            ("the army", "said", "Rebels shelled the market", "military"),
        ],
    ),
    (
        "Rebels shelled the market, said Colonel Keita.",
        [
            ("Colonel Keita", "said", "Rebels shelled the market", "military"),
        ],
    ),
    (
        "The shelling, witnesses say, killed six traders.",
        [
            ("witnesses", "say", "The shelling … killed six traders", "witness"),
        ],
    ),
    (
        "As police reported, the bomb killed six traders.",
        [
            ("police", "reported", "the bomb killed six traders", "police"),
        ],
    ),
    (
        "Six traders were killed, according to police.",
        [
            ("police", "according to", "Six traders were killed", "police"),
        ],
    ),
    (
        "According to the hospital, six traders were killed.",
        [
            ("the hospital", "According to", "six traders were killed", "medical"),
        ],
    ),
    (
        "Six traders were killed, according to military sources and witnesses.",
        [
            ("military sources", "according to", "Six traders were killed", "military"),
            ("witnesses", "according to", "Six traders were killed", "witness"),
        ],
    ),
    (
        "Six traders were killed when a bomb exploded in the market, according to the mayor.",
        [
            ("the mayor", "according to", "Six traders were killed when a bomb exploded in the market", "official"),
        ],
    ),
    (
        "Six traders were killed, the mayor and two residents said.",
        [
            ("the mayor", "said", "Six traders were killed", "official"),
            ("two residents", "said", "Six traders were killed", "witness"),
        ],
    ),
    (
        "Six traders were reportedly killed on Monday.",
        [
            (None, "reportedly", "Six traders were … killed on Monday", "anonymous"),
        ],
    ),
    (
        "The rebels allegedly burned the village.",
        [
            (None, "allegedly", "The rebels … burned the village", "anonymous"),
        ],
    ),
    (
        "It was reported that six traders had died.",
        [
            (None, "was reported", "that six traders had died", "anonymous"),
        ],
    ),
    (
        "The rebels were said to have left the town.",
        [
            (None, "were said", "The rebels … to have left the town", "anonymous"),
        ],
    ),
    (
        "The general is believed to have fled to Niger.",
        [
            (None, "is believed", "The general … to have fled to Niger", "anonymous"),
        ],
    ),
    (
        "The alleged attack wounded two soldiers.",
        [
            (None, "alleged", "The … attack", "anonymous"),
        ],
    ),
    (
        "The group claimed responsibility for the bombing in Kano.",
        [
            ("The group", "claimed", "responsibility for the bombing in Kano", "anonymous"),
        ],
    ),
    (
        "The ministry denied the killing of prisoners.",
        [
            ("The ministry", "denied", "the killing of prisoners", "official"),
        ],
    ),
    (
        "The ministry denied that prisoners had been killed.",
        [
            ("The ministry", "denied", "that prisoners had been killed", "official"),
        ],
    ),
    (
        "The ministry denied killing prisoners.",
        [
            ("The ministry", "denied", "killing prisoners", "official"),
        ],
    ),
    (
        "The president confirmed the death of a pilot.",
        [
            ("The president", "confirmed", "the death of a pilot", "official"),
        ],
    ),
    (
        "The pilot's death was confirmed by the president.",
        [
            ("the president", "was confirmed by", "The pilot's death", "official"),
        ],
    ),
    (
        "The governor accused the rebels of killing six traders.",
        [
            ("The governor", "accused", "the rebels of killing six traders", "official"),
        ],
    ),
    (
        "The bishop condemned the killing of six traders.",
        [
            ("The bishop", "condemned", "the killing of six traders", "anonymous"),
        ],
    ),
    (
        "Officials warned that more attacks would follow.",
        [
            ("Officials", "warned", "that more attacks would follow", "official"),
        ],
    ),
    (
        "The minister announced the deployment of two battalions.",
        [
            ("The minister", "announced", "the deployment of two battalions", "official"),
        ],
    ),
    (
        "The rebels claimed to have shot down a helicopter.",
        [
            ("The rebels", "claimed", "to have shot down a helicopter", "rebel"),
        ],
    ),
    (
        "A statement by the ministry said the town had fallen.",
        [
            ("the ministry", "said", "the town had fallen", "official"),
        ],
    ),
    (
        "In a statement, the ministry said the town had fallen.",
        [
            ("the ministry", "said", "the town had fallen", "official"),
        ],
    ),
    (
        "A report by Human Rights Watch said soldiers had killed civilians.",
        [
            ("Human Rights Watch", "said", "soldiers had killed civilians", "ngo"),
        ],
    ),
    (
        "The report said soldiers had killed civilians.",
        [
            ("The report", "said", "soldiers had killed civilians", "document"),
        ],
    ),
    (
        "The rebels' claim that they had shot down a helicopter could not be verified.",
        [
            ("The rebels", "claim", "that they had shot down a helicopter", "rebel"),
        ],
    ),
    (
        "There were reports that the town had fallen.",
        [
            (None, "reports", "that the town had fallen", "anonymous"),
        ],
    ),
    (
        "This photograph released by the Malian army shows troops entering Gao.",
        [
            ("the Malian army", "shows", "troops entering Gao", "military"),
        ],
    ),
    (
        "Twelve people died. That was the toll given by police.",
        [
            ("police", "given", "Twelve people died", "police"),
        ],
    ),
    (
        "Twelve people died. The figure came from the Red Cross.",
        [
            ("the Red Cross", "came", "Twelve people died", "ngo"),
        ],
    ),
    (
        '"Five men died," he said, adding that ten were wounded.',
        [
            ("he", "said", '"Five men died,"', "named"),
            ("he", "adding", "that ten were wounded", "named"),
        ],
    ),
    (
        "The mayor said a spokesman for the rebels had claimed that ten soldiers were dead.",
        [
            ("The mayor", "said", "a spokesman for the rebels had claimed that ten soldiers were dead", "official"),
            ("a spokesman for the rebels", "had claimed", "that ten soldiers were dead", "rebel"),
        ],
    ),
    (
        "Officers said the colonel had told them that the bridge was mined.",
        [
            ("Officers", "said", "the colonel had told them that the bridge was mined", "military"),
            ("the colonel", "had told", "that the bridge was mined", "military"),
        ],
    ),
    (
        "The raid, which the minister said had failed, cost two lives.",
        [
            ("the minister", "said", "which … had failed", "official"),
        ],
    ),
    (
        "The sheikh, who said that his sons were beaten, fled to Niger.",
        [
            ("The sheikh", "said", "that his sons were beaten", "anonymous"),
        ],
    ),
    (
        "Traore: Troops will stay in Gao until May",
        [
            ("Traore", ":", "Troops will stay in Gao until May", "named"),
        ],
    ),
    (
        "Five killed in Kidal: police",
        [
            ("police", ":", "Five killed in Kidal", "police"),
        ],
    ),
    (
        "Prime Minister Alain Duval that troops will remain in the north.",
        [
            ("Prime Minister Alain Duval", "that", "troops will remain in the north", "official"),
        ],
    ),
    (
        "The general is confident that the rebels have fled.",
        [
            ("The general", "is confident", "that the rebels have fled", "military"),
        ],
    ),
    (
        "The captain was quoted as saying that two soldiers had deserted.",
        [
            ("The captain", "was quoted as saying", "that two soldiers had deserted", "military"),
        ],
    ),
    (
        "Reuters reported that two soldiers had deserted.",
        [
            ("Reuters", "reported", "that two soldiers had deserted", "media"),
        ],
    ),
    (
        "Doctors at the hospital said they had treated thirty people.",
        [
            ("Doctors at the hospital", "said", "they had treated thirty people", "medical"),
        ],
    ),
    (
        "An aid worker with Oxfam said the camp was empty.",
        [
            ("An aid worker with Oxfam", "said", "the camp was empty", "ngo"),
        ],
    ),
    (
        "A source close to the talks said a truce was near.",
        [
            ("A source close to the talks", "said", "a truce was near", "anonymous"),
        ],
    ),
    (
        "The rebel commander insisted his men had not fired.",
        [
            ("The rebel commander", "insisted", "his men had not fired", "rebel"),
        ],
    ),
    (
        "Prosecutors charged a soldier with killing two boys.",
        [
            ("Prosecutors", "charged", "a soldier with killing two boys", "police"),
        ],
    ),
    (
        "The rebels attacked the town on Monday.",
        [],
    ),
    (
        "The army sent troops to the north.",
        [],
    ),
    (
        "Thousands wanted the president to resign.",
        [],
    ),
    (
        "Update: six traders were killed in Gao.",
        [],
    ),
    (
        '"I think they ran out of fuel," the pilot said.',
        [
            ("the pilot", "said", '"I think they ran out of fuel,"', "military"),
        ],
    ),
    (
        'The so-called "liberators" looted the market.',
        [],
    ),
    (
        "A video posted by the group shows a burning truck.",
        [
            ("the group", "shows", "a burning truck", "anonymous"),
        ],
    ),
    (
        "Diplomats doubted the announcement by the army that the town had fallen.",
        [],
    ),
    (
        "The army, according to a diplomat, has lost the ridge.",
        [
            ("a diplomat", "according to", "The army … has lost the ridge", "official"),
        ],
    ),
    (
        "Seven people were accused of killing the envoy.",
        [
            (None, "were accused", "Seven people … of killing the envoy", "anonymous"),
        ],
    ),
    (
        "The envoy spoke of a massacre.",
        [
            ("The envoy", "spoke of", "a massacre", "official"),
        ],
    ),
    (
        "Hollow promises, said the rebel leader.",
        [
            ("the rebel leader", "said", "Hollow promises", "rebel"),
        ],
    ),
    (
        "The town had fallen, the rebels announced on their website.",
        [
            ("the rebels", "announced", "The town had fallen", "rebel"),
        ],
    ),
    (
        "He told them to leave.",
        [
            ("He", "told", "to leave", "named"),
        ],
    ),
    (
        '"Leave the valley," the commander urged.',
        [
            ("the commander", "urged", '"Leave the valley,"', "military"),
        ],
    ),
    (
        "The rebels vowed to fight on.",
        [
            ("The rebels", "vowed", "to fight on", "rebel"),
        ],
    ),
    (
        "Villagers complained of beatings.",
        [
            ("Villagers", "complained of", "beatings", "witness"),
        ],
    ),
    (
        "A spokesman for the army said the bridge was safe.",
        [
            ("A spokesman for the army", "said", "the bridge was safe", "military"),
        ],
    ),
    (
        "The United Nations estimates that 4,000 people have fled.",
        [
            ("The United Nations", "estimates", "that 4,000 people have fled", "named"),
        ],
    ),
    (
        "The judge found that the police had beaten him.",
        [
            ("The judge", "found", "that the police had beaten him", "official"),
        ],
    ),
]


def _said(document: Document, first: int, last: int) -> str:
    return document.text[document.words[first].start : document.words[last].end]


def _row(document: Document, said: Attribution) -> tuple[str | None, str, str, str]:
    source = _said(document, *said.source) if said.source is not None else None
    content = " … ".join(_said(document, *part) for part in said.content)
    return source, _said(document, *said.cue), content, said.kind


def test_a_verb_of_saying_may_end_a_sentence(parse: Parse) -> None:
    find_attributions(parse("hurt accused guarding year in which that police last workers hurt had , said A than"))


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_attributions(parse: Parse, text: str, expected: list[tuple[str | None, str, str, str]]) -> None:
    document = parse(text)
    assert [_row(document, said) for said in find_attributions(document)] == expected


def test_nested_attributions_keep_both(parse: Parse) -> None:
    document = parse("The mayor said a spokesman for the rebels had claimed that ten soldiers were dead.")
    found = find_attributions(document)
    assert [said.parent for said in found] == [None, 0]
    dead = next(word for word in document.words if word.text == "dead")
    assert [said.kind for said in sources_of(dead, found)] == ["rebel", "official"]


def test_the_cue_is_not_said_by_its_own_source(parse: Parse) -> None:
    document = parse("Rebels shelled the market, the army said.")
    found = find_attributions(document)
    said = next(word for word in document.words if word.text == "said")
    assert sources_of(said, found) == []


def test_attitudes_are_told_apart(parse: Parse) -> None:
    document = parse("The opposition supports a truce. The army said a truce was signed.")
    assert [said.vouches for said in find_attributions(document)] == [True]
    wide = find_attributions(document, attitudes=True)
    assert [said.vouches for said in wide] == [False, True]
    assert sources_of(document.words[4], wide) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The law, which the minister opposed, was passed.", "the minister", "opposed", "The law"),
        ("The union endorsed making strikes lawful.", "The union", "endorsed", "making strikes lawful"),
        ("The envoy raised questions about the vote.", "The envoy", "questions about", "the vote"),
        ("The talks seem to have failed.", None, "seem", "The talks … to have failed"),
    ],
)
def test_what_attitudes_are_about(parse: Parse, text: str, source: str | None, cue: str, content: str) -> None:
    document = parse(text)
    (said,) = find_attributions(document, attitudes=True)
    assert not said.vouches
    assert (said.source and _said(document, *said.source)) == source
    assert _said(document, *said.cue) == cue
    assert " … ".join(_said(document, *part) for part in said.content) == content


@pytest.mark.parametrize("text", ["Nobody said that the town had fallen.", "No officer confirmed the raid."])
def test_what_nobody_says_has_no_source(parse: Parse, text: str) -> None:
    assert find_attributions(parse(text)) == []


def test_a_wish_of_nobody_is_no_attitude(parse: Parse) -> None:
    assert find_attributions(parse("Many reasons to oppose a truce came to mind."), attitudes=True) == []


def test_a_verb_lost_behind_a_person(parse: Parse) -> None:
    document = parse("As jets struck the town, President Karim Haddad that the army will stay in the valley.")
    assert [_said(document, *said.source) for said in find_attributions(document) if said.source] == [
        "President Karim Haddad"
    ]
    assert len(find_attributions(parse("The envoy told President Karim Haddad that the army will stay."))) == 1


def test_a_headline_surname_that_is_also_a_place(parse: Parse) -> None:
    document = parse("Hollande: Troops will stay in Gao\n\nThe mission goes on, President Hollande said.")
    found = find_attributions(document)
    assert [said.head.text for said in found if said.head is not None] == ["Hollande", "Hollande"]


def test_a_pronoun_keeps_the_kind_of_who_spoke_before(parse: Parse) -> None:
    found = find_attributions(parse("The army spokesman said the town was calm. He said patrols went on."))
    assert [said.kind for said in found] == ["military", "military"]


@dataclass(frozen=True, slots=True)
class _Match:
    sector: str | None


def test_the_described_actor_decides_where_words_do_not(parse: Parse) -> None:
    document = parse("Ansar Dine said the town was calm.")

    def describe(_: Word) -> _Match:
        return _Match("REB")

    assert [said.kind for said in find_attributions(document, describe=describe)] == ["rebel"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and left.', ['"no"']),
        ('"One. Two," he said. "Three."', ['"One. Two,"', '"Three."']),
        ("“One,” he said, “two.”", ["“One,”", "“two.”"]),
        ('"It never closes\n"It closes here," he said.', ['"It never closes', '"It closes here,"']),
        ("A 12-inch pipe, no quotation.", []),
        ("''Double marks,'' he said.", ["''Double marks,''"]),
    ],
)
def test_quotations(parse: Parse, text: str, expected: list[str]) -> None:
    document = parse(text)
    assert [_said(document, part.first, part.last) for part in find_quotations(document)] == expected


@given(st.sets(st.integers(0, 60)))
def test_ranges_hold_exactly_their_numbers(numbers: set[int]) -> None:
    found = ranges(numbers)
    assert {number for first, last in found for number in range(first, last + 1)} == numbers
    assert all(left[1] + 1 < right[0] for left, right in pairwise(found))


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_spans_lie_inside_the_document(parse: Parse, text: str) -> None:
    document = parse(text)
    found = find_attributions(document, attitudes=True)
    for place, said in enumerate(found):
        assert said.content
        assert all(0 <= first <= last < len(document.words) for first, last in (said.cue, *said.content))
        assert not any(said.holds(index) for index in range(said.cue[0], said.cue[1] + 1))
        assert (said.source is None) == (said.head is None)
        assert said.parent is None or (said.parent != place and found[said.parent].holds(said.cue[0]))
    assert found == find_attributions(document, attitudes=True)


def test_an_unknown_frame_is_refused() -> None:
    with pytest.raises(DatelineError, match="soup"):
        build_lexicon({"verbs": [{"takes": ["soup"], "verbs": ["say"]}]})


def test_the_lexicon_has_only_text() -> None:
    lexicon = load_lexicon()
    assert {"say", "tell", "deny"} <= set(lexicon.verbs)
    assert all(isinstance(word, str) for word in (*lexicon.verbs, *lexicon.kinds, *lexicon.labels))
