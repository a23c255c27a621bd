"""Report -> Claims. Pure: the same report gives the same claims, without store or network."""

from dateline.coder.explanation import Explanation, Note
from dateline.coder.rules import RuleCoder, load_rule_coder
from dateline.core.config import Config


def load_coder(config: Config) -> RuleCoder:
    """The coder that the configuration names."""
    del config  # one coder so far
    return load_rule_coder()


__all__ = ["Explanation", "Note", "RuleCoder", "load_coder"]
