"""Events and claims as the tables and files that users take away."""

from dateline.export.model import About, Dossier, Exporter, Format, Reader, RecordKind, Tally
from dateline.export.registry import GROUP, built_in, format_named, format_names
from dateline.export.run import describe, export, metadata_path, read_back
from dateline.export.source import asked_for, from_claims, from_store

__all__ = [
    "GROUP",
    "About",
    "Dossier",
    "Exporter",
    "Format",
    "Reader",
    "RecordKind",
    "Tally",
    "asked_for",
    "built_in",
    "describe",
    "export",
    "format_named",
    "format_names",
    "from_claims",
    "from_store",
    "metadata_path",
    "read_back",
]
