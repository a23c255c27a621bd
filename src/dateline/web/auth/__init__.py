"""Who asks, and whether they may."""

from dateline.review.people import Identity, Role
from dateline.web.auth.caller import Admin, Caller, Coder, Editor, Reader, Require, caller_of, require

__all__ = ["Admin", "Caller", "Coder", "Editor", "Identity", "Reader", "Require", "Role", "caller_of", "require"]
