"""Attribution by a verb: "X said that …", "…, said X", "X denied the attack", "X was reported to have …"."""

from __future__ import annotations

from dateline.coder.attribution.lexicon import PREPOSITIONS, Lexicon, Verb
from dateline.coder.attribution.model import Finding
from dateline.coder.attribution.syntax import Says, agents, below, clause, hung_on_adjunct, speakers, spoken, verb_cue
from dateline.coder.tree import SUBJECTS, is_cut_off, is_gerund, is_passive, is_verb
from dateline.syntax import Word

_INSERTED = frozenset({"parataxis"})
BREAK_TAGS = frozenset({",", ":", ".", "-LRB-", "-RRB-", "``", "''", "HYPH"})
_COPULAS = frozenset({"be", "seem", "appear", "sound", "feel", "remain", "become"})
# "was not at all sure": more words than these between the verb and its adjective are not one cue.
CUE_WORDS = 4
TWO = 2
_RELATIVES = frozenset({"WP", "WDT"})
_COMPLEMENTS = frozenset({"dobj", "dative", "ccomp", "xcomp"})
_FOUND_SO = frozenset("alive beheaded dead hanged hiding injured murdered shot stabbed strangled wounded".split())
"""How people are found, which is no finding about them."""
_CHARGES = frozenset({"of", "for", "over", "with"})


def from_verb(word: Word, lexicon: Lexicon, *, attitudes: bool) -> list[Finding]:
    """What one verb of saying attributes; empty if it attributes nothing.

    A finding without content is only given where the verb may still stand with a quotation.
    """
    entry = lexicon.verbs.get(lexicon.lemmas.get(word.lemma, word.lemma))
    if entry is None or not is_verb(word) or word.dep in {"aux", "auxpass", "amod", "compound"}:
        return []
    if _passively(word):
        found = _passive(word, entry, lexicon, attitudes=attitudes)
    else:
        found = _active(word, entry, lexicon, attitudes=attitudes)
    return [found] if found is not None else []


def _before_inverted(verb: Word) -> set[int]:
    """What stands before ", said the minister", where the parser gives the verb two subjects."""
    subjects = [child for child in verb.children if child.dep == "nsubj"]
    if len(subjects) < TWO or not subjects[0].index < verb.index < subjects[-1].index:
        return set()
    return {word.index for word in verb.sentence.words if word.index < verb.index}


def _between_commas(verb: Word) -> set[int]:
    """The rest of the sentence around ", they said,", whatever the parser made of it."""
    subject = verb.child("nsubj")
    words = verb.sentence.words
    offset = words[0].index
    if subject is None or not 0 < verb.index - offset < len(words) - 1:
        return set()
    first = min(subject.subtree()[0].index, verb.index) - offset
    last = max(subject.subtree()[-1].index, verb.index) - offset
    if first == 0 or last + 1 == len(words):
        return set()
    if words[first - 1].text != "," or words[last + 1].text not in {",", "."}:
        return set()
    if words[last + 1].text == "." and last + 1 < len(words) - 1:
        return set()
    return {word.index for word in (*words[:first], *words[last + 1 :])}


def _around_relative(verb: Word) -> set[int]:
    """What "the raid the minister said had failed" says, where the parser makes "had failed" the main verb."""
    noun = verb.head
    words = verb.sentence.words
    place = verb.index - words[0].index + 1
    if verb.dep != "relcl" or verb.child("nsubj") is None or place >= len(words):
        return set()
    following = words[place]
    if not (is_verb(following) or following.tag == "MD"):
        return set()
    main = following.head if following.dep in {"aux", "auxpass"} else following
    if main is verb or noun.head is not main or noun.dep not in SUBJECTS:
        return set()
    return {index for index in clause(main) if index > verb.index}


def _passively(verb: Word) -> bool:
    """Whether the verb is passive; a participle with a subject of its own is a past tense mistaken."""
    return is_passive(verb) and (verb.child("nsubj") is None or verb.child("auxpass") is not None)


def _active(verb: Word, entry: Verb, lexicon: Lexicon, *, attitudes: bool) -> Finding | None:
    sources = _behind(speakers(verb, lexicon.says), lexicon)
    takes = entry.takes
    if entry.documents and any(_is_document(head, lexicon) for head in sources):
        takes |= entry.documents
    cue, content = _complements(verb, takes, lexicon.says)
    vouches = bool(content)
    if not content and attitudes and entry.attitude:
        cue, content = _complements(verb, entry.attitude, lexicon.says)
        content = _left_out(verb) or content or _any_complement(verb)
    quotes = "quote" in takes | entry.attitude
    if not content and quotes:
        content = _surrounding(verb) or _around_relative(verb) or _between_commas(verb) or _before_inverted(verb)
        vouches = True
    if not sources and content and "quote" in entry.takes and verb.child("dobj") is not None:
        sources, content = _inverted(verb, content)
    if not content and not (quotes and sources):
        return None
    vouches = vouches or not content
    if not (vouches or sources):
        return None  # whose wish it is stays open ("to avoid a vote")
    cue = _led_cue(verb, cue)
    return Finding(verb, sources, cue, content - (below(*sources) - below(verb)), quotes=quotes, vouches=vouches)


def _led_cue(verb: Word, cue: tuple[int, int]) -> tuple[int, int]:
    """The whole of "was quoted as saying" and "began by saying"."""
    leader = verb.head.head if verb.dep == "pcomp" else verb
    if leader is not verb and is_verb(leader) and 0 < verb.index - leader.index <= CUE_WORDS:
        return verb_cue(leader)[0], cue[1]
    return cue


def _behind(heads: tuple[Word, ...], lexicon: Lexicon) -> tuple[Word, ...]:
    """Who speaks in "a statement by X" or "a video released by X": X; the document itself if nobody is named."""
    if len(heads) != 1 or not _is_document(heads[0], lexicon):
        return heads
    if found := agents(heads[0]):
        return found
    released = (part for part in heads[0].children if part.dep == "acl" and part.lemma in lexicon.released)
    return next((found for part in released if (found := agents(part))), heads)


def _is_document(head: Word, lexicon: Lexicon) -> bool:
    return head.lemma in lexicon.documents or head.lemma in lexicon.pictures


def _inverted(verb: Word, content: set[int]) -> tuple[tuple[Word, ...], set[int]]:
    """The speaker of "…, said the minister", where the parser takes the speaker for an object."""
    noun = verb.child("dobj")
    if noun is None or noun.index < verb.index:
        return (), content
    return (noun,), content - below(noun)


def _complements(verb: Word, takes: frozenset[str], says: Says) -> tuple[tuple[int, int], set[int]]:
    """The cue, and the words of those complements that the verb's frame calls what is said."""
    cue = verb_cue(verb)
    content: set[int] = set()
    for child in verb.children:
        if _is_clause(child, takes):
            content |= spoken(child, says)
    if not content and "clause" in takes and (hung := hung_on_adjunct(verb)) is not None:
        content = spoken(hung, says)
    if content and "addressee" not in takes:
        return cue, content
    if "addressee" in takes:
        return cue, content or _of_phrases(verb, takes)[1]
    if takes & {"object", "predicate", "blame"}:
        content = _objects(verb, takes)
    if not content and takes & PREPOSITIONS:
        return _of_phrases(verb, takes)
    return cue, content


def _is_clause(child: Word, takes: frozenset[str]) -> bool:
    if child.dep == "ccomp":
        if is_cut_off(child):
            return False
        if child.tag == "VBG" and child.child("nsubj", "aux") is None:
            return "gerund" in takes
        return bool(takes & {"clause", "quote"})
    if child.dep != "xcomp":
        return False
    if is_gerund(child):
        return "gerund" in takes
    if child.tag in {"VBD", "VBZ", "VBP"}:  # "which he said represented": a clause mistaken
        return "clause" in takes
    return "infinitive" in takes and any(part.tag == "TO" for part in child.children)


def _objects(verb: Word, takes: frozenset[str]) -> set[int]:
    """What is said by the object, with its predicate ("called it a massacre") or its charge ("accused X of …")."""
    noun = verb.child("dobj")
    rest = [child for child in verb.children if child.dep in {"oprd", "xcomp", "acomp"}]
    if "predicate" in takes:
        rest += [child for child in verb.children if child.dep == "prep" and child.lower == "as"]
        small = verb.child("ccomp")
        if small is not None:
            return below(small)
        if "object" not in takes and not rest:
            return set()
    if "blame" in takes:
        rest = [child for child in _both(verb, noun) if child.dep == "prep" and child.lower in _CHARGES]
        if "object" not in takes and not rest:
            return set()
    if (noun is None or noun.tag in _RELATIVES) and "predicate" in takes:
        return below(*rest)  # "what he called a massacre"
    if noun is None or noun.tag in _RELATIVES:
        return set()
    return below(noun, *rest)


def _left_out(verb: Word) -> set[int]:
    """What is held of a noun by its relative clause: "the law that the party opposes"."""
    subject, noun = verb.child("nsubj"), verb.child("dobj")
    if verb.dep != "relcl" or subject is None or subject.tag in _RELATIVES:
        return set()
    if noun is not None and noun.tag not in _RELATIVES:
        return set()
    return below(verb.head) - below(verb)


def _any_complement(verb: Word) -> set[int]:
    """Whatever an attitude is about, where the frame of its verb does not say it ("endorsed making it harder")."""
    return below(*(child for child in verb.children if child.dep in _COMPLEMENTS))


def from_impression(verb: Word) -> list[Finding]:
    """What seems or appears to be so, to whom is not said."""
    told = [child for child in verb.children if child.dep in {"xcomp", "ccomp", "oprd", "acomp", "advcl"}]
    if not told or not is_verb(verb):
        return []
    content = below(*told, *(child for child in verb.children if child.dep in SUBJECTS))
    return [Finding(verb, (), verb_cue(verb), content, vouches=False)]


def from_predicative(word: Word, *, attitudes: bool) -> list[Finding]:
    """What "is confident that …" says, or "was critical of …" holds."""
    verb = word.head
    if word.dep != "acomp" or verb.lemma not in _COPULAS or not 0 < word.index - verb.index <= CUE_WORDS:
        return []
    subject = verb.child("nsubj")
    told = subject is not None and subject.lower not in {"it", "that", "this", "there"}
    clauses = [child for part in (word, verb) for child in part.children if child.dep == "ccomp"]
    last, content = word.index, below(*clauses)
    if not clauses and attitudes:
        last, content = _held(word)
    if not content or not (told or attitudes):
        return []
    sources = speakers(verb) if told else ()
    return [Finding(word, sources, (verb_cue(verb)[0], last), content, vouches=bool(clauses) and told)]


def _held(adjective: Word) -> tuple[int, set[int]]:
    """The last word of the cue, and what someone is "critical of" or "eager to do"."""
    (_, last), content = _of_phrases(adjective, PREPOSITIONS)
    clauses = (child for child in adjective.children if child.dep == "xcomp")
    return max(last, adjective.index), content | below(*clauses)


def _both(verb: Word, noun: Word | None) -> list[Word]:
    """Children of a verb and of its object: the parser hangs "of killing" on either."""
    return [*verb.children, *(noun.children if noun is not None else ())]


def _of_phrases(verb: Word, takes: frozenset[str]) -> tuple[tuple[int, int], set[int]]:
    """What "warned of attacks" says: the preposition joins the cue if it touches it, its object is what is said."""
    first, last = verb_cue(verb)
    content: set[int] = set()
    for child in verb.children:
        if child.dep == "prep" and child.lower in takes and child.children:
            content |= below(child) - {child.index}
            if child.index == last + 1:
                last = child.index
    return (first, last), content


def _surrounding(verb: Word) -> set[int]:
    """The clause that "…, he said, …" or "as police reported" stands in."""
    head = verb.head
    if head is verb:
        return set()
    inserted = verb.dep in _INSERTED and _set_off(verb)
    as_clause = verb.dep == "advcl" and any(part.dep == "mark" and part.lower == "as" for part in verb.children)
    if not (inserted or as_clause) or verb.child("nsubj") is None:
        return set()
    return clause(head) - below(verb)


def _set_off(verb: Word) -> bool:
    """Whether a comma, a dash or the sentence's end stands on both sides of "he said"."""
    words = verb.sentence.words
    offset = words[0].index
    below_verb = verb.subtree()
    left, right = below_verb[0].index - 1 - offset, below_verb[-1].index + 1 - offset
    before = words[left] if left >= 0 else None
    after = words[right] if right < len(words) else None
    return any(word is None or word.tag in BREAK_TAGS for word in (before, after, *below_verb[:1]))


def _passive(verb: Word, entry: Verb, lexicon: Lexicon, *, attitudes: bool) -> Finding | None:
    """Passives: "were reported to have …", "it was announced that", "was denied by X", "was quoted as saying that"."""
    sources = _behind(agents(verb), lexicon)
    vouches = bool(entry.takes)
    if not sources and verb.lemma not in lexicon.anonymous_passive:
        return None
    if not (vouches or attitudes):
        return None
    if verb.lemma == "find" and any(child.lower in _FOUND_SO for child in verb.children):
        return None
    subject = verb.child("nsubjpass", "csubjpass", "nsubj")
    if subject is None and verb.dep in {"acl", "relcl"} and verb.lemma != "say":
        subject = verb.head if sources and entry.frame(attitudes=attitudes) & {"object"} else None
    content = _passive_content(verb, subject, entry.frame(attitudes=attitudes))
    if not content:
        return None
    first, last = verb_cue(verb)
    if any(child.dep == "agent" and child.index == last + 1 for child in verb.children):
        last += 1
    return Finding(verb, sources, (first, last), content, quotes=False, vouches=vouches)


def _passive_content(verb: Word, subject: Word | None, takes: frozenset[str]) -> set[int]:
    clauses = [child for child in verb.children if child.dep in {"ccomp", "xcomp", "oprd"}]
    clauses += [
        child
        for child in verb.children
        if child.dep == "prep" and child.lower in {"of", "for", "as", "over"} and takes & {"blame", "predicate"}
    ]
    if subject is None:
        return below(*clauses)
    if subject.lower == "it" and subject.tag == "PRP" and clauses:
        return below(*clauses)
    if verb.dep in {"acl", "relcl"} and subject is verb.head:
        return below(subject) - below(verb)
    if not clauses and "object" not in takes:
        return set()
    if "addressee" in takes:
        return below(*clauses)
    return (
        below(subject, *clauses) - below(verb) | below(*clauses)
        if subject in verb.ancestors()
        else below(subject, *clauses)
    )
