"""The shape of the ontology's YAML files, checked on load: an unknown key or name is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Slot = str
"""Where an argument stands, seen from the event word.

``subject`` (the passive's agent included), ``object`` (the passive's subject included), ``indirect``, ``poss``
("the rebels' attack"), ``modifier`` (adjective or compound: "French air strikes", "rebel attack"), ``complement``
(a clause), ``bearer`` (who is found "with" it: "a man with gunshot wounds"), or a preposition
("against", "on", "of", "by", "with", "to", "into", "from" …).
"""

STOP = "none"
"""The pseudo-type of stop entries: their pattern is recognised and is no event ("strike a chord", "killing time")."""

Role = Literal[
    "actor", "recipient", "force", "instrument", "destination", "origin", "place", "content", "owner", "none"
]
"""What the argument is to the event. ``force`` is what is moved ("sent *troops*"): counted, neither actor nor
recipient; ``owner`` is whose people or things the recipients are ("*France* lost a pilot"); ``none`` says that the slot
holds nothing of interest and keeps a default from applying."""


def _split(value: object) -> object:
    """Word lists may be one string with commas: one YAML scalar reads ten times faster than a list of them."""
    if isinstance(value, str):
        return tuple(" ".join(part.split()) for part in value.split(",") if part.strip())
    return value


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""Words or patterns, as a list or as one string with commas between them."""

Status = Literal["asserted", "future", "hypothetical", "negated", "historical"]


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EventType(_Checked):
    """One PLOVER type with its modes. `recipient_required` as in the codebook.

    `denied` is the type of saying no to it: support that is denied is a rejection. `between_parties` says that the
    content of the words names the other party ("agreed to share data with *France*"). `material` are deeds of conflict,
    as PLOVER's quad classes have them.
    """

    name: str
    covers: str
    recipient_required: bool = False
    denied: str | None = None
    between_parties: bool = False
    material: bool = False
    modes: Words = ()


class Frame(_Checked):
    """How the arguments of an event word are to be read: slot -> role.

    `measure` names the figure that a counted participant stands for, by role: ``{recipient: killed}``.
    """

    name: str
    slots: dict[Slot, Role]
    measure: dict[Role, str] = Field(default_factory=dict)


class Condition(_Checked):
    """What must (`any`) or must not (`none`) stand in a slot: lemmas, or word classes written ``@weapon``.

    A condition with `any` fails where the slot is empty, unless `optional`. A class in capitals (``@PERSON``) is the
    parser's entity label; it has no words of its own.
    """

    any: Words = ()
    none: Words = ()
    optional: bool = False


class LexiconEntry(_Checked):
    """Event words that share a reading.

    `verbs` are patterns whose FIRST word is the head, given as lemmas; each further word must be a dependent of one
    already matched: "shoot down", "open fire", "take hostage", "come under attack". `nouns` have their head LAST and
    its modifiers before it: "air strike", "suicide bombing"; what follows a preposition hangs on the head before it:
    "loss of life" (`patterns.pattern_words` gives the words head first). `adjectives` are predicative or attributive
    heads. The first entry whose pattern has most words and whose conditions hold is taken; within one length, entries
    with conditions come before those without. An entry of type ``none`` stops: what matches it is no event.
    `weight` is how sure a bare match is an event; `status`, where given, is what the words say by themselves
    ("on standby": future). A `fallback` entry is taken only where no other entry is.
    """

    type: str
    mode: str | None = None
    contexts: Words = ()
    frame: str
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    when: dict[Slot, Condition] = Field(default_factory=dict)
    weight: float = Field(default=1.0, gt=0, le=1)
    status: Status | None = None
    fallback: bool = False


class StatusWords(_Checked):
    """Words that decide the status of the event word below them ("plan to", "deny", "fail to", "no plans to")."""

    status: Status
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    adverbs: Words = ()


class LightVerb(_Checked):
    """Verbs that lend their arguments to an event noun: "launch an attack on" (giver), "come under attack" (taker).

    `object` is what the verb's own object is to the event, where it stands apart: "accused *the rebels* of an attack";
    `others` are the roles of what stands after a preposition of the verb: "blamed the attack *on the rebels*". With
    `told`, the verb only says who did it: its negation is none of the event. `types` are those of the nouns that it
    carries, as "type" or "type/mode"; all where none is named.
    """

    verbs: Words
    subject: Role
    object: Role | None = None
    noun_slot: Slot
    others: dict[Slot, Role] = Field(default_factory=dict)
    told: bool = False
    status: Status = "asserted"
    types: Words = ()


class Ontology(_Checked):
    """Everything that the YAML files hold, checked and frozen; the first `own` entries of the lexicon are a user's."""

    version: str
    types: dict[str, EventType]
    contexts: tuple[str, ...]
    sectors: dict[str, str]
    frames: dict[str, Frame]
    classes: dict[str, frozenset[str]]
    lexicon: tuple[LexiconEntry, ...]
    statuses: tuple[StatusWords, ...]
    light_verbs: tuple[LightVerb, ...]
    own: int = 0
