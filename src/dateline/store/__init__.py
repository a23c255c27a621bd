"""The store: tables, migrations, queries; append-only."""

from dateline.store.database import Store
from dateline.store.filters import ClaimFilter, EventFilter, ReportFilter

__all__ = ["ClaimFilter", "EventFilter", "ReportFilter", "Store"]
