"""A coder that knows one thing: where the word "curfew" stands, there is one."""

import re

from dateline import Claim, Config, Report
from dateline.coder import Explanation
from dateline.core.ids import stable_id
from dateline.records import Quote, Span

SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


class CurfewCoder:
    """Gives one claim a sentence that speaks of a curfew."""

    name = "curfews/0.1.0"
    languages = frozenset({"en", "fr"})  # "couvre-feu" is left as an exercise

    def code(self, report: Report) -> tuple[Claim, ...]:
        """The claims of one report, in text order; the same report always gives the same claims."""
        return tuple(one.claim for one in self.explain(report))

    def explain(self, report: Report) -> list[Explanation]:
        """The claims with the reason for each value, as `dateline explain` shows it."""
        found = []
        for sentence in SENTENCE.finditer(report.text):
            start = sentence[0].lower().find("curfew")
            if start >= 0:
                claim = self._claim(report, sentence.span(), sentence.start() + start)
                found.append(Explanation(claim, (("trigger", claim.trigger.text, "the word itself"),)))
        return found

    def _claim(self, report: Report, sentence: tuple[int, int], start: int) -> Claim:
        end = start + len("curfew")
        return Claim(
            id=stable_id("c", self.name, report.id, start),
            report_id=report.id,
            sentence=Span(start=sentence[0], end=sentence[1]),
            trigger=Quote(text=report.text[start:end], start=start, end=end),
            type="coerce",
            mode="curfew",
            status="asserted",
            confidence=0.5,
            coder=self.name,
        )


def load(config: Config) -> CurfewCoder:
    """What the entry point names: from the configuration to a coder."""
    del config
    return CurfewCoder()
