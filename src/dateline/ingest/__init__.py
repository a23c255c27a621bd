"""Bytes to reports: text, pages and archives, with their parts told apart and their origin kept."""

from dateline.ingest.reader import read_inputs, read_report
from dateline.ingest.text import report_from_text

__all__ = ["read_inputs", "read_report", "report_from_text"]
