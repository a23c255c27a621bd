"""Double coding: set up rounds, code blind, compare, adjudicate; for the API and the pages alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from dateline.core.clock import now
from dateline.core.errors import AccessError, NotFoundError, UsageError
from dateline.ontology import load_ontology
from dateline.records import Claim
from dateline.review import rounds
from dateline.review.agreement import Agreement
from dateline.review.people import Role
from dateline.review.rounds import Adjudication, Coded, Coding, Disagreement, Sample
from dateline.store import Store
from dateline.store.rounds import Round
from dateline.web.auth.caller import Caller
from dateline.web.reviewer import Done, Reviewer

MAX_SAMPLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A round to be set up: over the claims `units`, or a sample of `size` drawn from all (of some types)."""

    name: str
    coders: Sequence[str]
    machines: Sequence[str] = ()
    size: int = 50
    types: Sequence[str] = ()
    units: Sequence[str] = ()
    fields: Sequence[str] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder is."""

    coder: str
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a round shows: agreement by field, and what is to be adjudicated."""

    agreement: dict[str, Agreement]
    disagreements: list[Disagreement]
    adjudicated: list[Adjudication]


@dataclass(frozen=True, slots=True)
class Desk:
    """A caller at work on double coding."""

    store: Store
    caller: Caller

    # ---- setting up

    def set_up(self, plan: Plan) -> Round:
        """Set up a round.

        Raises:
            AccessError: The caller is no editor.
            UsageError: There are not two coders, or nothing to code, or a field that is not compared.
            NotFoundError: There is no such account or claim.
        """
        self._needs_editor()
        people = [self.store.people.account(one).name for one in dict.fromkeys(plan.coders)]
        if not people or len(people) + len(plan.machines) < 2:  # noqa: PLR2004  # agreement takes two
            raise UsageError("a round takes a person and at least one more coder, a person or a machine")
        if unknown := set(plan.fields) - set(rounds.LEVELS):
            raise UsageError(f"no field {min(unknown)!r}", hint=f"Fields: {', '.join(rounds.LEVELS)}.")
        given = Sample(
            units=self._units(plan),
            coders=tuple(people),
            machines=tuple(plan.machines),
            fields=tuple(plan.fields) or tuple(rounds.LEVELS),
            note=plan.note,
        )
        caller = self.caller
        return self.store.rounds.add(plan.name, given, account_id=caller.account_id, account=caller.account, now=now())

    def _units(self, plan: Plan) -> tuple[str, ...]:
        named = tuple(self.store.claim(one).id for one in dict.fromkeys(plan.units))
        size = min(plan.size, MAX_SAMPLE)
        drawn = named or rounds.sample(self.store.rounds.claim_ids(types=plan.types), size, seed=plan.name)
        if not drawn:
            raise UsageError("there is nothing to code", hint="Choose other types.")
        return drawn

    # ---- coding, blind

    def next_unit(self, round_id: str) -> Claim | None:
        """Get the caller's next unit of a round; None when all are done.

        Raises:
            AccessError: The caller does not code in this round.
        """
        found = self._round_of_mine(round_id)
        done = {one.unit for one in self.store.rounds.codings(round_id, self.caller.account)}
        unit = next((one for one in found.sample.units if one not in done), None)
        return self.store.claim(unit) if unit else None

    def code(self, round_id: str, unit: str, coding: Coding) -> Progress:
        """Say what a unit tells. It can be said again until the last unit is coded, since then the others' are shown.

        Raises:
            AccessError: The caller does not code in this round, or has seen what the others said.
            NotFoundError: The unit is not in the round.
            UsageError: A value is not allowed.
        """
        found = self._round_of_mine(round_id)
        if unit not in found.sample.units:
            raise NotFoundError(f"{unit} is not in the round {found.name!r}")
        if self._is_done(found, self.caller.account):
            raise AccessError("your coding of this round is finished", hint="It can be compared now, not changed.")
        checked = rounds.check(coding, load_ontology())
        self.store.rounds.code(round_id, Coded(unit, self.caller.account, checked), now=now())
        return self.progress(found)[found.sample.coders.index(self.caller.account)]

    def progress(self, found: Round) -> list[Progress]:
        """How far each coder is."""
        coded = self.store.rounds.codings(found.id)
        units = {coder: {one.unit for one in coded if one.coder == coder} for coder in found.sample.coders}
        return [Progress(coder, len(done), len(found.sample.units)) for coder, done in units.items()]

    # ---- comparing

    def compare(self, round_id: str) -> Comparison:
        """Compare what was said.

        Raises:
            AccessError: The caller has units left to code: who codes is blind to the others until then.
        """
        found = self.store.rounds.get(round_id)
        if self._codes(found) and not self._is_done(found, self.caller.account):
            raise AccessError("you have units left to code, and are blind to the others until then")
        coded = [*self.store.rounds.codings(round_id), *self._by_machines(found)]
        fields = found.sample.fields
        said = self.store.reviewing.about(*found.sample.units)
        settled = rounds.adjudications(said, round_id)
        return Comparison(rounds.agreement(fields, coded), rounds.disagreements(fields, coded), settled)

    def adjudicate(
        self, round_id: str, unit: str, field: str, value: JsonValue, *, reviewer: Reviewer, text: str | None = None
    ) -> Done:
        """Settle a disagreement: what is right is kept, and a claim that says otherwise is corrected.

        Raises:
            AccessError: The caller is no editor.
            NotFoundError: The unit is not in the round.
            UsageError: The field is not compared.
        """
        self._needs_editor()
        found = self.store.rounds.get(round_id)
        if unit not in found.sample.units:
            raise NotFoundError(f"{unit} is not in the round {found.name!r}")
        if field not in found.sample.fields:
            raise UsageError(
                f"{field} is not compared in this round", hint=f"Fields: {', '.join(found.sample.fields)}."
            )
        return reviewer.adjudicate(unit, rounds.Adjudication(round_id, unit, field, value), text)

    def _by_machines(self, found: Round) -> list[Coded]:
        claims = (self.store.claim(unit) for unit in found.sample.units) if found.sample.machines else ()
        return [
            Coded(claim.id, claim.coder, rounds.coding_of(claim))
            for claim in claims
            if claim.coder in found.sample.machines
        ]

    def _codes(self, found: Round) -> bool:
        return self.caller.account in found.sample.coders

    def _is_done(self, found: Round, coder: str) -> bool:
        done = {one.unit for one in self.store.rounds.codings(found.id, coder)}
        return done >= set(found.sample.units)

    def _round_of_mine(self, round_id: str) -> Round:
        found = self.store.rounds.get(round_id)
        if not self._codes(found) or not self.caller.may(Role.CODER):
            raise AccessError("you do not code in this round")
        return found

    def _needs_editor(self) -> None:
        if not self.caller.may(Role.EDITOR):
            raise AccessError(f"{self.caller.account} is a {self.caller.role}; this needs the role {Role.EDITOR}")
