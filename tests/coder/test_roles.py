"""Who did it to whom: frames over syntax, and words of one event folded together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coder.misread import without_misread
from dateline.coder.predicates import Lexicon, Predicate
from dateline.coder.roles import assign_roles, fold
from dateline.ontology import load_ontology
from dateline.syntax import Document

# sentence, trigger head, actors' heads, recipients' heads
CASES = [
    ("Rebels attacked the convoy.", "attacked", ["Rebels"], ["convoy"]),
    ("The convoy was attacked by rebels.", "attacked", ["rebels"], ["convoy"]),
    ("Gunmen ambushed and killed two officers.", "ambushed", ["Gunmen"], ["officers"]),
    ("The men who killed the mayor fled.", "killed", ["men"], ["mayor"]),
    ("The mayor whom police arrested was released.", "arrested", ["police"], ["mayor"]),
    ("An attack by rebels on the base began at dawn.", "attack", ["rebels"], ["base"]),
    ("The jets launched airstrikes against the rebels.", "airstrikes", ["jets"], ["rebels"]),
    ("The killing of two priests shocked the town.", "killing", [], ["priests"]),
    ("The convoy came under attack from rebels.", "attack", ["rebels"], ["convoy"]),
    ("Police and soldiers arrested the student and his brother.", "arrested", ["Police", "soldiers"],
     ["student", "brother"]),
    ("Troops are accused of killing villagers.", "killing", ["Troops"], ["villagers"]),
    ("The general ordered soldiers to attack the camp.", "attack", ["soldiers"], ["camp"]),
    ("Troops entered the town, killing six traders.", "killing", ["Troops"], ["traders"]),
    ("Rangers ambushed a patrol of smugglers on the coast road.", "ambushed", ["Rangers"], ["patrol"]),
    ("Soldiers were hunting the gunman who walked into a market, killing nine traders.", "killing", ["gunman"],
     ["traders"]),
    ("Three nurses were killed when militiamen attacked the clinic.", "killed", ["militiamen"], ["nurses", "clinic"]),
    ("The minister called upon the world to act.", "called", ["minister"], ["world"]),
    ("It was a siege in which two monks died.", "died", [], ["monks"]),
    ("The union demanded that the rebels withdraw.", "demanded", ["union"], ["rebels"]),
    ("Air and naval forces launched a series of strikes on the port.", "strikes", ["forces"], ["port"]),
    ("The general ruled out talks with the guerrillas.", "ruled", ["general"], ["guerrillas"]),
    ("Police fired rubber bullets and tear gas at the marchers.", "fired", ["Police"], ["marchers"]),
    ("Drivers blocked the bridge with lorries.", "blocked", ["Drivers"], []),
    ("The patrol came under fire from snipers.", "came", ["snipers"], ["patrol"]),
    ("The court asked the ministry to hand over the files.", "asked", ["court"], ["ministry"]),
    ("The attack on the farm was claimed by a militia.", "attack", ["militia"], ["farm"]),
    ("Detectives blamed the murder of the banker on a gang.", "murder", ["gang"], ["banker"]),
    ("The murder of the banker was attributed to smugglers.", "murder", ["smugglers"], ["banker"]),
    ("Youths hurled a petrol bomb at the clinic.", "hurled", ["Youths"], ["clinic"]),
    ("Guerrillas placed a charge of dynamite under the bridge.", "placed", ["Guerrillas"], ["bridge"]),
    ("Police arrested the banker along with two clerks.", "arrested", ["Police"], ["banker", "clerks"]),
    ("The banker was shot dead together with his guard.", "shot", [], ["banker", "guard"]),
    ("Gunmen killed the banker with a knife.", "killed", ["Gunmen"], ["banker"]),
    ("Oslo granted him asylum.", "granted", ["Oslo"], ["him"]),
    ("The bishop condemned the militia for killing nine nuns.", "killing", ["militia"], ["nuns"]),
    ("The nurse accused four warders of beating the boy.", "beating", ["warders"], ["boy"]),
    ("The thief used a knife for killing the banker.", "killing", ["thief"], ["banker"]),
    ("Rioters burned three shops, a school and a mill.", "burned", ["Rioters"], ["shops", "school", "mill"]),
    ("Rebels killed two men, a farmer and a driver.", "killed", ["Rebels"], ["men"]),
    ("Guards exchanged shots with smugglers on the bridge.", "exchanged", ["Guards", "smugglers"], []),
    ("The refugees were robbed and beaten by guards.", "robbed", ["guards"], ["refugees"]),
    ("The rebels took control of the town.", "took", ["rebels"], ["town"]),
    ("China called on all sides to show restraint.", "called", ["China"], ["sides"]),
    ("He drove a van into pedestrians.", "drove", ["He"], ["pedestrians"]),
    ("Ten marchers were held after clashes with soldiers.", "clashes", ["soldiers", "marchers"], []),
    ("Inmates took four warders hostage.", "took", ["Inmates"], ["warders"]),
    ("Jets struck a chapel and killed six nuns.", "struck", ["Jets"], ["chapel", "nuns"]),
    ("Tanks shelled a barn where families had hidden, killing four.", "shelled", ["Tanks"], ["barn", "four"]),
    ("It was a duel that left two clerks dead.", "left", ["duel"], ["clerks"]),
    ("The shops were robbed, then burned to the ground.", "burned", [], ["shops"]),
    ("Claims that she had beaten a pupil were false.", "beaten", ["she"], ["pupil"]),
    ("A mine went off, two sappers wounded.", "wounded", [], ["sappers"]),
    ("Smugglers burned a barn, farmers said, and drove out the tenants.", "drove", ["Smugglers"], ["tenants"]),
    ("The port fell to the pirates.", "fell", ["pirates"], ["port"]),
    ("Two nuns stepped on a mine.", "stepped", [], ["nuns"]),
    ("Soldiers and rebels exchanged fire.", "exchanged", ["Soldiers", "rebels"], []),
    ("Drivers blocked the motorway.", "blocked", ["Drivers"], ["motorway"]),
    ("Clerks put up 42 dead on the list.", "dead", [], ["42"]),
    ("A sapper lost both legs.", "lost", [], ["sapper"]),
    ("Raiders levied a tax on herders.", "levied", ["Raiders"], ["herders"]),
    ("Nuns marched to the town hall.", "marched", ["Nuns"], []),
    ("The ministry called in the Danish ambassador.", "called", ["ministry"], ["ambassador"]),
    ("He and one of his cousins were robbed.", "robbed", [], ["He", "one"]),
    ("Guards foiled a plot to kill the banker.", "kill", [], ["banker"]),
    ("Rebels hatched a plot to kill the banker.", "kill", ["Rebels"], ["banker"]),
    ("The banker along with two clerks was robbed.", "robbed", [], ["banker", "clerks"]),
    ("Oslo imposed sanctions on four bankers and a shipyard on Monday.", "imposed", ["Oslo"], ["bankers", "shipyard"]),
]  # fmt: skip


def events(text: str, parse: Callable[[str], Document]) -> list[Predicate]:
    found = Lexicon(load_ontology()).find(parse(text))
    assign_roles(found)
    return fold(without_misread(found))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The colonel denied that his men had shot farmers.", ["shot"]),
        ("The army ruled out talks.", ["ruled"]),
        ("The rebels promised to begin a withdrawal.", ["promised"]),
        ("Gunmen killed two hostages.", ["killed"]),
    ],
)
def test_content_of_words_and_people_tell_no_second_event(
    text: str, told: list[str], parse: Callable[[str], Document]
) -> None:
    assert [event.head.text for event in events(text, parse)] == told


def test_a_bare_event_noun_is_dropped_unless_something_else_tells_of_it(parse: Callable[[str], Document]) -> None:
    found = Lexicon(load_ontology()).find(parse("Tehran denied the raid."))
    assign_roles(found)
    assert fold(found) == []
    assert [event.head.text for event in fold(found, lambda _: True)] == ["raid"]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), CASES)
def test_roles(
    text: str, trigger: str, actors: list[str], recipients: list[str], parse: Callable[[str], Document]
) -> None:
    by_word = {item.text: predicate for predicate in events(text, parse) for item in (predicate.head,)}
    folded = {item.head.text: predicate for predicate in by_word.values() for item in predicate.absorbed}
    assert trigger in by_word or trigger in folded, sorted(by_word)
    predicate = by_word.get(trigger) or folded[trigger]
    assert [head.text for head in predicate.roles.get("actor", [])] == actors
    assert [head.text for head in predicate.roles.get("recipient", [])] == recipients


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("A suicide attack killed 12 people and wounded 30.", ["killed"]),
        ("Rebels attacked the base, killing 12 soldiers.", ["attacked"]),
        ("Rebels launched an attack that killed 12 soldiers.", ["attack"]),
        ("Twelve soldiers were killed during fighting on Friday.", ["killed"]),
        ("A nurse was killed and two others were wounded.", ["killed"]),
        ("Gunmen killed nine guards and abducted forty nurses.", ["killed", "abducted"]),
        ("Farmers blocked the motorway to demand a road.", ["blocked", "demand"]),
        ("The mission listed 42 dead.", ["dead"]),
        ("A ferry capsized, killing six nuns.", []),
        ("No group has claimed responsibility for the attack.", []),
        ("An army patrol was ambushed by rebels.", ["ambushed"]),
        ("Iran will retaliate if attacked, the minister warned.", ["warned"]),
        ("Twelve monks were killed and some 40 injured.", ["killed"]),
        ("Fighting between the army and the rebels has killed 12 civilians.", ["killed"]),
        ("Turkey threatened to invade unless the rebels withdraw.", ["threatened"]),
        ("The queen broke off military cooperation with the junta.", ["broke"]),
        ("The film bombed at the box office.", []),
        ("The two companies fought a price war.", []),
    ],
)
def test_one_event_gives_one_predicate(text: str, triggers: list[str], parse: Callable[[str], Document]) -> None:
    assert [predicate.head.text for predicate in events(text, parse)] == triggers
