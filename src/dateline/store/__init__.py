"""The store: tables, migrations, queries; append-only."""

from dateline.store.database import Store
from dateline.store.filters import Box, ClaimFilter, EventFilter, ReportFilter

__all__ = ["Box", "ClaimFilter", "EventFilter", "ReportFilter", "Store"]
