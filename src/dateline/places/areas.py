"""Which areas the words beside a name say that it lies in: "Mopti, Mali", "Andar district of Ghazni province"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.places.model import Candidate, Mention
from dateline.places.words import words

Container = frozenset[tuple[str, str]]  # (country, admin1 or "admin1/admin2"); "" for the whole country
AREA_KINDS = frozenset({"admin1", "admin2", "country", "region"})
_LONGEST_LINK = 4  # words between a name and the area that it lies in
_A_LIST = 3  # names: of two, the second may be the state of the first
_JOINTS = frozenset({",", "and", ", and", "or", ", or", "&", ";", "; and"})
_WITHIN: tuple[list[str], ...] = ([], ["in"], ["of"], ["the"], ["in", "the"], ["in", "the", "of"])


def containers(mentions: Sequence[Mention], options: Sequence[tuple[Candidate, ...]], text: str) -> list[Container]:
    """For each mention, the areas that the words beside it may name."""
    found: list[Container] = []
    listed = _listed(mentions, options, text)
    for number, mention in enumerate(mentions):
        areas: set[tuple[str, str]] = set()
        for other in range(number + 1, min(number + 3, len(mentions))):
            if number in listed:
                break
            if not lies_within(text[mentions[other - 1].end : mentions[other].start]):
                break
            areas |= _areas(options[other])
        if number and _belongs(text[mentions[number - 1].end : mention.start]):
            areas |= _areas(options[number - 1])
        found.append(Container(areas))
    return found


def _listed(mentions: Sequence[Mention], options: Sequence[tuple[Candidate, ...]], text: str) -> set[int]:
    """Mentions that are one of three or more areas of one rank in a row: "Ohio, Indiana and Iowa" hold no town."""
    found: set[int] = set()
    row: list[int] = []
    for number in range(len(mentions)):
        joined = bool(row) and text[mentions[number - 1].end : mentions[number].start].strip() in _JOINTS
        rank = _ranks(options[number])
        if joined and rank & _ranks(options[row[-1]]):
            row.append(number)
        else:
            row = [number] if rank else []
        if len(row) >= _A_LIST:
            found.update(row)
    return found


def _ranks(options: Iterable[Candidate]) -> set[str]:
    """Whether a name is that of a country, of a first-order division, or both."""
    return {one.kind for one in options if one.exact and one.kind in {"country", "admin1"}}


def lies_within(between: str) -> bool:
    """Whether what stands between two names says that the first lies in the second."""
    if not between.strip():
        return False
    parts = [part.strip(",(") for part in between.lower().split()]
    if len(parts) > _LONGEST_LINK:
        return False
    rest = [part for part in parts if part and part not in words().divisions and part not in words().directions]
    return rest in _WITHIN if "," in between or "(" in between else rest in (["in"], ["of"], ["in", "the"])


def _belongs(between: str) -> bool:
    """Whether what stands between two names says that the second lies in the first ("Mali's northern Mopti")."""
    parts = between.strip().lower().replace("\u2019", "'").split()
    if not parts or parts[0] not in {"'s", "'"} or len(parts) > _LONGEST_LINK:
        return False
    fillers = words().directions | words().divisions.keys() | {"of", "main", "largest", "second", "capital"}
    return all(part in fillers for part in parts[1:])


def _areas(candidates: Iterable[Candidate]) -> set[tuple[str, str]]:
    areas: set[tuple[str, str]] = set()
    for one in candidates:
        if one.kind == "country":
            areas.add((one.country, ""))
        elif one.kind == "admin1":
            areas.add((one.country, one.admin1))
        elif one.kind == "admin2":
            areas.add((one.country, f"{one.admin1}/{one.admin2}"))
    return areas


def inside(one: Candidate, container: Container) -> float:
    """1 when the candidate lies in one of the divisions, a little less for a whole country, else 0."""
    if one.kind == "country":
        return 0.0
    if (one.country, one.admin1) in container and one.kind != "admin1" and one.admin1:
        return 1.0
    if (one.country, f"{one.admin1}/{one.admin2}") in container and one.kind != "admin2":
        return 1.0
    return 0.8 if (one.country, "") in container else 0.0
