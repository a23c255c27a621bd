"""Fetching from the web: politely, from public addresses only, every page kept as it was fetched."""

from dateline.ingest.net.fetcher import Fetched, Fetcher, FetchOptions
from dateline.ingest.net.keep import Keep
from dateline.ingest.net.reports import fetch_reports
from dateline.ingest.net.watch import read_opml, watch

__all__ = ["FetchOptions", "Fetched", "Fetcher", "Keep", "fetch_reports", "read_opml", "watch"]
