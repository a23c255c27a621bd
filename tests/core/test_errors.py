from __future__ import annotations

import pickle

import pytest

from dateline.core import errors
from dateline.core.errors import ConflictError, DatelineError, FailedRecord, InputError, UnreadableError, UsageError

ERRORS = [
    UsageError("no coder 'cat'", hint="There are two."),
    InputError("no text", source="a.txt", hint="Look.", record=FailedRecord(b"x")),
    UnreadableError("cut short", source="a.gz"),
]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_passes_from_process_to_process(error: DatelineError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert type(again) is type(error)
    assert (str(again), again.__dict__) == (str(error), error.__dict__)


def test_each_class_has_a_code_of_its_own() -> None:
    classes = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, DatelineError)]
    assert ConflictError in classes
    assert len({one.code for one in classes}) == len(classes)
