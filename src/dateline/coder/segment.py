"""Which parts of a report are read for events, paragraph by paragraph."""

from __future__ import annotations

from dateline.records import CODED_SECTIONS, Report
from dateline.syntax import Paragraph


def paragraphs(report: Report) -> list[Paragraph]:
    """The stretches of `report.text` that are coded, in text order.

    A report without sections is all body, one paragraph a line.
    """
    if report.sections:
        return [
            Paragraph(section.start, section.end, section.kind)
            for section in sorted(report.sections, key=lambda section: section.start)
            if section.kind in CODED_SECTIONS and report.text[section.start : section.end].strip()
        ]
    found: list[Paragraph] = []
    start = 0
    for line in report.text.splitlines(keepends=True):
        if line.strip():
            found.append(Paragraph(start, start + len(line.rstrip()), "body"))
        start += len(line)
    return found
