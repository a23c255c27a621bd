"""Counting events and their dead, and drawing what was counted."""

from dateline.stats.count import KEYS, Counted, Statistics, count

__all__ = ["KEYS", "Counted", "Statistics", "count"]
