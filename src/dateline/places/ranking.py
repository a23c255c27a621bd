"""Why the places of a name rank as they do, for people."""

from __future__ import annotations

from collections import Counter

from dateline.core.countries import country_of_name
from dateline.core.errors import UsageError
from dateline.places.gazetteer import Gazetteer
from dateline.places.model import Mention
from dateline.places.resolve import ranking


def rank(name: str, gazetteer: Gazetteer, countries: tuple[str, ...] = ()) -> list[dict[str, object]]:
    """The candidates for a name, best first, each with its score and reasons.

    Args:
        name: As a report would write it.
        gazetteer: Where it is looked up.
        countries: Names or codes of countries that the report speaks of.

    Raises:
        UsageError: One of the countries is none.
    """
    context: Counter[str] = Counter()
    for country in countries:
        code = country if country in {one.iso3 for one in gazetteer.countries} else country_of_name(country)
        if code is None:
            raise UsageError(f"no country {country!r}", hint="Give an English name or an ISO 3166-1 alpha-3 code.")
        context[code] += 3
    mention = Mention(0, len(name), 0, 0, name, None, 1.0)
    return [
        {**choice.candidate._asdict(), "score": round(choice.score, 2), "why": choice.why}
        for choice in ranking(mention, context, gazetteer)
    ]
