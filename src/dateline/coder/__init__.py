"""Report -> Claims. Pure: the same report gives the same claims, without store or network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coder.explanation import Explanation, Note
from dateline.core.config import Config

if TYPE_CHECKING:
    from dateline.coder.rules import RuleCoder


def load_coder(config: Config) -> RuleCoder:
    """The coder for a configuration (about 3 s to load the model, once per process)."""
    from dateline.coder.rules import load_rule_coder

    return load_rule_coder(config.gazetteer, encoder=config.coder == "rules+encoder", ontology=config.ontology)


__all__ = ["Explanation", "Note", "load_coder"]
