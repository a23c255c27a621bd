"""Whether an event is said to have happened, to be coming, to be possible, not to have happened, or to be past.

The words above an event act on it from the inside out, as operators: "there were *no* *plans* to attack" is
negated(future(attack)); "*failed* to *prevent* the attack" is negated(negated(attack)), asserted. What stands above
a verb of saying does not act: "could not confirm that 12 were killed" leaves the deaths asserted.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.coder.predicates import Predicate
from dateline.coder.tree import NEGATIONS, is_cut_off, is_infinitive, is_verb, negated
from dateline.coder.untrue import untrue
from dateline.ontology import Ontology
from dateline.records import Status
from dateline.syntax import Word

Explained = tuple[Status, str]

_FUTURE_AUX = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_REPORTED_FUTURE_AUX = frozenset({"would", "'d", "’d"})
_POSSIBLE_AUX = frozenset({"could", "may", "might", "can", "ca", "should", "must", "ought"})
_INVERTED = frozenset({"had", "were", "should"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
_DENIALS = frozenset({"deny"})
"""Verbs of saying that act on what is said all the same."""
_ATTITUDES: dict[str, Status] = {
    **dict.fromkeys(("fear", "doubt", "worry", "dread", "hope", "wish"), "hypothetical"),
    "expect": "future",
}
"""Words that tell what somebody thinks of an event to come, though they bring in who says so."""
_BELIEFS = frozenset({"believe", "think", "expect", "suppose", "imagine"})
"""Verbs whose denial is of what is thought: "does *not* think that he will sign"."""
_OPEN_CONDITIONS = frozenset({"if", "unless", "provided"})
_PAST_AUX = frozenset({"had", "has", "have", "was", "were", "did"})
_SPOKEN = frozenset({"request", "accuse"})
"""Types of what is said by the deed itself: those who "march *to demand*" an inquiry demand it."""
_CLIMB_PREPOSITIONS = frozenset({"of", "for", "from", "to", "on", "in", "against", "about", "at"})

_OPERATIONS: dict[tuple[Status, Status], Status] = {
    ("negated", "negated"): "asserted",
    ("negated", "hypothetical"): "hypothetical",
    ("future", "negated"): "negated",
    ("hypothetical", "negated"): "negated",
    ("hypothetical", "future"): "hypothetical",
    ("future", "hypothetical"): "hypothetical",
}
"""(operator, what it acts on) -> outcome, where it is not the operator itself."""


def combine(operator: Status, inner: Status) -> Status:
    """What an operator makes of the status below it."""
    if operator == "asserted":
        return inner
    return _OPERATIONS.get((operator, inner), operator)


class StatusReader:
    """The ontology's status words, indexed by lemma."""

    def __init__(self, ontology: Ontology) -> None:
        self._verbs: dict[str, Status] = {}
        self._nouns: dict[str, Status] = {}
        self._adjectives: dict[str, Status] = {}
        self._adverbs: dict[str, Status] = {}
        for words in ontology.statuses:
            self._verbs.update(dict.fromkeys(words.verbs, words.status))
            self._nouns.update(dict.fromkeys(words.nouns, words.status))
            self._adjectives.update(dict.fromkeys(words.adjectives, words.status))
            self._adverbs.update(dict.fromkeys(words.adverbs, words.status))

    def read(self, predicate: Predicate, *, is_cue: Callable[[Word], bool]) -> Explained:
        """Status of an event and the words that decide it.

        Args:
            predicate: The event.
            is_cue: Whether a word is a verb of saying, above which nothing acts.
        """
        status: Status = (not _names_what_was(predicate) and predicate.entry.status) or "asserted"
        why = [predicate.head.text] if predicate.entry.status else []
        if predicate.light is not None and predicate.light.status != "asserted" and not _is_named_by(predicate):
            status, why = predicate.light.status, [predicate.anchor.text]
        word = predicate.head
        path = [word]
        told = predicate.light is not None and predicate.light.told
        if predicate.anchor is not predicate.head and not told:
            status = self._own(word, status, why)
            word = predicate.anchor
            path = [word]
        spoken = predicate.entry.type in _SPOKEN and word.dep == "advcl"
        status = self._own(word, status, why, but=predicate.head, spoken=spoken)
        while not told:
            if (denied := untrue(word)) is not None:
                why.append(denied.text)
                status = combine("negated", status)
                break
            step = self._step(word)
            if step is None or step in path:
                break
            thought = _thought(word, step)
            if thought is not None:
                why.append(step.text)
                status = combine(thought, status)
            if thought is not None or is_cue(step) or self._is_past_under_plan(word, step) or _is_before(word, step):
                break
            status = self._above(step, status, why)
            word = step
            path.append(step)
        return status, ", ".join(dict.fromkeys(why)) or "said as a fact"

    def _own(
        self, word: Word, status: Status, why: list[str], but: Word | None = None, *, spoken: bool = False
    ) -> Status:
        """What the word's own auxiliaries, negation and modifiers say."""
        bearer = _bearer(word)
        for child in bearer.children:
            operator = self._operator(child, word)
            if operator is not None:
                why.append(child.text)
                status = combine(operator, status)
        if negated(bearer, but=but) or (bearer is not word and negated(word, but=but)):
            why.append("not")
            status = combine("negated", status)
        if status == "future" and _is_conditional(bearer):
            why.append("if")
            status = "hypothetical"
        if (_is_purpose(word) and not spoken) or _is_arranged(bearer) or _is_to_be_held(word):
            why.append("to")
            status = combine("future", status)
        return status

    def _operator(self, child: Word, word: Word) -> Status | None:
        if child.dep in {"aux", "auxpass"}:
            if _is_subjunctive(child, word):
                return "future"
            return "hypothetical" if _is_inverted(child, word) else _of_auxiliary(child)
        if child.dep == "mark" and child.lower in _CONDITIONS:
            return "hypothetical"
        if child.dep in {"amod", "compound"} and not is_verb(word):
            return self._adjectives.get(child.lemma) or self._adjectives.get(child.lower)
        if child.dep == "advmod" and child.lower not in NEGATIONS:
            return self._adverbs.get(child.lower)
        return None

    def _above(self, word: Word, status: Status, why: list[str]) -> Status:
        """What a governing word says, its own negation and auxiliaries included."""
        mark = word.child("mark")
        if word.lemma == "be" and mark is not None and mark.lower in _CONDITIONS:
            why.append(mark.text)  # "it is unclear *whether* there were casualties"
            status = combine("hypothetical", status)
        operator = self._lexical(word)
        if operator is None:
            return status
        if operator != "asserted":
            why.append(word.text)
        status = combine(operator, status)
        denial = (
            negated(word)
            or _is_yet_to(word)
            or (word.dep in {"attr", "dobj", "nsubj"} and is_verb(word.head) and negated(word.head))
        )
        if denial:
            why.append("no")
            # "could not manage", "no plans": denied. "did not rule out", "not prevented": open, or fact.
            status = "hypothetical" if status == "negated" and operator == "negated" else combine("negated", status)
        return self._outer_modal(word, status, why)

    @staticmethod
    def _outer_modal(word: Word, status: Status, why: list[str]) -> Status:
        for child in word.children:
            if child.dep == "aux" and _of_auxiliary(child) in {"future", "hypothetical"}:
                outcome = _of_auxiliary(child)
                assert outcome is not None
                why.append(child.text)
                status = combine(outcome, status)
        return status

    def _lexical(self, word: Word) -> Status | None:
        if _is_short_of(word):
            return "negated"
        if is_verb(word):
            return self._verbs.get(_with_particle(word)) or self._verbs.get(word.lemma)
        if word.tag.startswith("NN"):
            return self._nouns.get(word.lemma)
        return self._adjectives.get(word.lemma) or self._adjectives.get(word.lower)

    def _unheard(self, noun: Word) -> Word | None:
        """The denied word over people to whom something was done: "have not *heard* of civilians killed"."""
        if noun.dep == "pobj" and noun.head.lower == "of":
            noun = noun.head
        above = noun.head
        return above if noun.dep in {"prep", "dobj"} and self._lexical(above) == "asserted" and negated(above) else None

    def _is_past_under_plan(self, clause: Word, verb: Word) -> bool:
        """As in "was told that guards *had beaten* them": what is past is not what is asked or promised."""
        if clause.dep != "ccomp" or not is_verb(verb) or self._lexical(verb) != "future":
            return False
        past = any(child.dep in {"aux", "auxpass"} and child.lower in _PAST_AUX for child in clause.children)
        modal = any(_of_auxiliary(child) for child in clause.children if child.dep == "aux")
        return not modal and (past or clause.tag in {"VBD", "VBZ"})

    def _step(self, word: Word) -> Word | None:
        """The next word up that may act on the event, or None at the end of its clause."""
        head = word.head
        if head is word:
            return None
        if word.dep == "conj":
            finite = word.tag == "VBD" and head.tag == "VB"  # "appealed to them to stop and *offered* talks"
            own = word.child("nsubj", "nsubjpass") is not None and word.tag != "VB"
            return None if own or finite else self._step(head)
        if word.dep == "acl" and not is_infinitive(word):
            return self._unheard(head) if word.tag == "VBN" else None
        if word.dep in {"xcomp", "ccomp", "acl", "oprd", "acomp", "attr"}:
            return None if is_cut_off(word) else head
        if word.dep == "advcl":
            return head if is_infinitive(word) else None
        if word.dep in {"dobj", "nsubjpass"}:
            return head if self._lexical(head) else None
        if word.dep == "nsubj" and head.lemma == "be":
            return next((child for child in head.children if child.dep == "acomp"), None)
        if word.dep in {"pobj", "pcomp"}:
            climbs = head.lower in _CLIMB_PREPOSITIONS and (self._lexical(head.head) or _is_short_of(head.head))
            return head.head if climbs else None
        return None


def _bearer(word: Word) -> Word:
    """The verb that carries the auxiliaries: in "will attack and destroy" the first one carries both."""
    bearer = word
    while (
        bearer.dep == "conj"
        and is_verb(bearer)
        and bearer.child("aux", "nsubj", "nsubjpass", "auxpass") is None
        and bearer.tag in {"VB", "VBN", "VBG"}
        and bearer.head.tag in {"VB", "VBN", "VBG", "VBP"}
        and bearer.head is not bearer
    ):
        bearer = bearer.head
    return bearer


def _thought(clause: Word, above: Word) -> Status | None:
    """What a word of denial, fear, hope or belief makes of the event that it is about."""
    if above.lemma in _DENIALS and clause.dep in {"ccomp", "xcomp", "pcomp"} and not _is_before(clause, above):
        return "negated"
    if clause.dep != "ccomp" or not is_verb(above):
        return None
    if negated(above):
        return "negated" if above.lemma in _BELIEFS else None
    return _ATTITUDES.get(above.lemma)


def _is_before(clause: Word, above: Word) -> bool:
    """Whether a clause stands before what the parser hung it on: then it is told beside it, and is not its content.

    As in "rebels *overran* the camp; the army declined to comment": who says so is asked before.
    """
    return clause.dep == "ccomp" and clause.index < above.index


def _is_conditional(verb: Word) -> bool:
    """As in "would leave *if* sanctions return"."""
    clauses = (child for child in verb.children if child.dep == "advcl")
    return any((mark := clause.child("mark")) is not None and mark.lower in _OPEN_CONDITIONS for clause in clauses)


def _of_auxiliary(word: Word) -> Status | None:
    lower = word.lower
    if lower in _FUTURE_AUX or lower in _REPORTED_FUTURE_AUX:
        return "future"
    return "hypothetical" if lower in _POSSIBLE_AUX else None


def _is_inverted(auxiliary: Word, verb: Word) -> bool:
    """As in "*had he been* held": a condition without an "if", and no question."""
    subject = verb.child("nsubj", "nsubjpass")
    if auxiliary.lower not in _INVERTED or subject is None or not auxiliary.index < subject.index < verb.index:
        return False
    return verb.sentence.words[-1].text != "?"


def _is_subjunctive(auxiliary: Word, verb: Word) -> bool:
    """As in "demanded that he *be* freed": asked for, not told."""
    return auxiliary.dep == "auxpass" and auxiliary.lower == "be" and verb.child("aux") is None and verb.dep == "ccomp"


def _is_purpose(word: Word) -> bool:
    """As in "sent troops *to protect* the capital": meant, not done. "Took hours *to reach* it" is done.

    A headline's own verb is meant, too: "Neighbours *to talk* about border".
    """
    if not is_verb(word) or not is_infinitive(word):
        return False
    if word.dep == "ROOT":
        return word.child("nsubj", "nsubjpass") is not None
    return word.dep in {"advcl", "acl", "relcl"} and not _took_time(word.head)


def _took_time(verb: Word) -> bool:
    return verb.lemma == "take" and any(
        child.dep in {"dobj", "npadvmod"} and child.entity == "TIME" for child in verb.children
    )


def _is_yet_to(verb: Word) -> bool:
    """As in "have *yet* to retake the town"."""
    later = verb.lemma in {"have", "be"} and any(child.lower == "yet" for child in verb.children)
    inner = verb.child("xcomp")
    return later and inner is not None and is_infinitive(inner)


def _is_arranged(word: Word) -> bool:
    """As in "the tribunal *is to try* him", "a march is to be held"."""
    arranged = word.dep == "xcomp" and word.lemma != "blame"  # "he is *to blame*"
    return arranged and is_infinitive(word) and word.head.lemma == "be" and word.head.child("acomp") is None


def _names_what_was(predicate: Predicate) -> bool:
    """As in "the strike *called* by the union": whose it was, told of one that was held."""
    return predicate.head.dep == "acl" and predicate.head.tag == "VBN"


def _is_named_by(predicate: Predicate) -> bool:
    """As in "a strike *called* by the union": who called it, and no call for one to come."""
    return predicate.anchor.dep == "acl" and predicate.anchor.tag == "VBN" and predicate.anchor.head is predicate.head


def _is_to_be_held(noun: Word) -> bool:
    """As in "similar *marches* are to be held"."""
    return noun.dep == "nsubj" and any(_is_arranged(child) for child in noun.head.children)


def _is_short_of(word: Word) -> bool:
    """As in "stopped *short of* storming it", "came *close to* signing"."""
    follows = {"short": "of", "close": "to"}.get(word.lower)
    return word.dep == "advmod" and any(child.lower == follows for child in word.children)


def _with_particle(verb: Word) -> str:
    particle = verb.child("prt")
    return f"{verb.lemma} {particle.lower}" if particle is not None else verb.lemma
