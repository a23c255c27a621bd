"""The workbench: a typed API under ``/api/v1`` and pages. No SQL and no language processing in here."""

from dateline.web.app import create_app
from dateline.web.settings import WebSettings

__all__ = ["WebSettings", "create_app"]
