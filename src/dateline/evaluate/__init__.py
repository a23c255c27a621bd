"""Measuring against human-coded data: one module per set, the counts, the table, the gate."""

from dateline.evaluate.result import Evaluation, table
from dateline.evaluate.run import SETS, Part, evaluate_set
from dateline.evaluate.system import System

__all__ = ["SETS", "Evaluation", "Part", "System", "evaluate_set", "table"]
