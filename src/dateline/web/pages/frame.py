"""What all pages share: the template engine, and the values that the frame around every page needs."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

import dateline
from dateline.web.assets import has_map, static
from dateline.web.texts import LANGUAGE, has_text, text, texts_for_scripts
from dateline.web.views import said, wording

NAVIGATION = (("overview", "/"), ("review", "/review"), ("discussions", "/discussions"), ("agreement", "/agreement"))
"""Key of the text under `frame.nav`, address."""


def render(request: Request, template: str, *, status_code: int = 200, **values: Any) -> HTMLResponse:
    """Lay out a page.

    Args:
        request: The request; `request.state.caller` is who asks, if known.
        template: Name of a file in `web/templates`.
        status_code: HTTP status.
        values: What the template shows. `here` (a key of `NAVIGATION`) marks the entry of the navigation.
    """
    caller = values.pop("caller", None) or getattr(request.state, "caller", None)
    page = (
        environment()
        .get_template(template)
        .render(
            request=request,
            caller=caller,
            me=caller,  # in a macro, Jinja takes `caller` for itself
            csrf_token=caller.csrf if caller else None,
            here=values.pop("here", None),
            **values,
        )
    )
    return HTMLResponse(page, status_code=status_code)


@lru_cache
def environment() -> Environment:
    """Make the template engine: everything is escaped, and a name that is not there is an error."""
    found = Environment(
        loader=PackageLoader("dateline.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        t=text,
        has_text=has_text,
        texts_for_scripts=texts_for_scripts,
        static=static,
        has_map=has_map,
        navigation=NAVIGATION,
        language=LANGUAGE,
        version=dateline.__version__,
        unique=itertools.count().__next__,
        said_pieces=said.said_pieces,
        record_path=said.record_path,
        **wording.FUNCTIONS,
    )
    found.filters.update(wording.FILTERS)
    return found
