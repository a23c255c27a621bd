"""Linking: many claims, one event.

The module can be called: `dateline.link(claims, reports)` is `dateline.link.link(claims, reports)`. The function of the
public surface and the package that holds it share a name, and whichever was imported last must not decide which of the
two `dateline.link` is.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType

from dateline.frames import Events
from dateline.link.linker import link
from dateline.link.score import Comparison, Scorer
from dateline.records import Claim, Judgement, Report

__all__ = ["Comparison", "Scorer", "link"]


class _CallableModule(ModuleType):
    def __call__(
        self, claims: Sequence[Claim], reports: Sequence[Report], judgements: Sequence[Judgement] = ()
    ) -> Events:
        """Put claims together to events; see `dateline.link.linker.link`."""
        return Events(link(claims, reports, judgements))


sys.modules[__name__].__class__ = _CallableModule
