"""Whose act, word or plan a noun names: "rejected *the president's* proposal", "a request by *the union*"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.coder.tree import conjuncts, is_noun, prepositions
from dateline.syntax import Word

ABOUT_ACTS = frozenset({"accuse", "reject", "support"})
"""Types of words for and against what somebody does: it is he who is praised, blamed or refused."""
DEALINGS = frozenset({"agree", "concede", "cooperate", "request", "retreat", "sanction", "threaten"})
"""Types of dealings between two: what is closed, given or halted names the other side after it."""
_BETWEEN = ("with", "against", "on", "to", "from")
"""Prepositions after which a thing between two has the other side, the surest first."""
_OWN = frozenset({"its", "their", "his", "her", "our", "my", "whose"})
_FROM = ("by", "from")
"""Prepositions after which stands whose act it is, the surest first."""
SPOKEN = frozenset(
    {
        "appeal", "application", "approach", "attempt", "bid", "call", "claim", "complaint", "conduct", "decision",
        "demand", "effort", "initiative", "leadership", "offer", "order", "petition", "plan", "plea", "policy",
        "position", "proposal", "request", "role", "stance", "statement", "suggestion", "work",
    }
)  # fmt: skip
"""Nouns after which "of" tells whose they are; "the bombing of a school" is not the school's."""
_FORCES = frozenset({"MIL", "COP"})
_PEOPLES = frozenset({"NORP", "GPE"})


def behind(heads: Sequence[Word], is_party: Callable[[Word], bool]) -> list[Word]:
    """Each head that is a party, and for each other the parties whose act or word it names.

    A head of which nobody tells whose it is stays.

    Args:
        heads: Nouns.
        is_party: Whether a noun names somebody.
    """
    found: list[Word] = []
    for head in heads:
        whose = [] if is_party(head) else _whose(head, is_party)
        found.extend(word for word in whose or [head] if word not in found)
    return found


def dealt_with(heads: Sequence[Word], is_party: Callable[[Word], bool]) -> list[Word]:
    """Each head that is a party, and for each other the party it lies between: "closed the border with *Ghana*"."""
    found: list[Word] = []
    for head in heads:
        sides = [] if is_party(head) else [*(_after(head, preposition) for preposition in _BETWEEN), _with(head)]
        parties = next((named for side in sides if (named := [word for word in side if is_party(word)])), [head])
        found.extend(word for word in parties if word not in found)
    return found


def granted(heads: Sequence[Word], words: Sequence[Word], is_party: Callable[[Word], bool]) -> list[Word]:
    """Who is yielded to: whose demand or request it is that is met, "accepted the demands *of the nurses*".

    Args:
        heads: Those whom the words yield to, a demand perhaps among them.
        words: The words of the event and of what is yielded.
        is_party: Whether a noun names somebody.
    """
    asked = [word for word in (*heads, *words) if word.lemma in SPOKEN and is_noun(word)]
    return [word for word in behind(asked, is_party) if word not in asked] or list(heads)


def _with(noun: Word) -> list[Word]:
    """Who stands after the "with" of the noun's verb, where the parser hung it: "closed the border *with Ghana*"."""
    verb = noun.head
    return [inner for word, inner in prepositions(verb) if word == "with"] if noun.dep == "dobj" else []


def lent_out(noun: Word, sector: str | None) -> bool:
    """Whether a force that nobody is said to own is what is sent: "offered to send *troops* to Ghana"."""
    said = any(child.dep in {"det", "poss"} or child.entity in _PEOPLES for child in noun.children)
    return sector in _FORCES and noun.dep == "dobj" and not said


def wielders(weapons: Sequence[Word]) -> list[Word]:
    """Whose weapons those are that the words right before them tell of: "hit by *army* bullets", "*Israeli* fire"."""
    found = [
        [child for child in weapon.children if child.dep in {"poss", "compound", "amod", "nmod"}] for weapon in weapons
    ]
    return [before[-1] for before in found if before]


def _whose(noun: Word, is_party: Callable[[Word], bool]) -> list[Word]:
    owners = [child for child in noun.children if child.dep == "poss" and child.lower not in _OWN]
    for candidates in (
        owners,
        *(_after(noun, preposition) for preposition in (*_FROM, "of")),
        agents(noun),
        _peoples(noun),
    ):
        parties = [word for candidate in candidates for word in conjuncts(candidate) if is_party(word)]
        if parties:
            return parties
    return []


def _after(noun: Word, preposition: str) -> list[Word]:
    if preposition == "of" and noun.lemma not in SPOKEN:
        return []
    return [inner for word, inner in prepositions(noun) if word == preposition]


def agents(noun: Word) -> list[Word]:
    """Who did what a participle tells of the noun: "an appeal filed by *the union*"."""
    verbs = [child for child in noun.children if child.dep == "acl" and child.tag == "VBN"]
    return [inner for verb in verbs for word, inner in prepositions(verb) if word == "by"]


def _peoples(noun: Word) -> list[Word]:
    """As in "an *Armenian* proposal"."""
    return [child for child in noun.children if child.dep in {"amod", "compound"} and child.entity in _PEOPLES]
