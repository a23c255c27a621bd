"""Two codings of the same reports or the same time, held against each other."""

from dateline.compare.match import Tolerance
from dateline.compare.model import Coding, Row
from dateline.compare.read import read_coding
from dateline.compare.summary import Comparison, compare

__all__ = ["Coding", "Comparison", "Row", "Tolerance", "compare", "read_coding"]
