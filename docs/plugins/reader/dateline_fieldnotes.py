"""A reader of field notes: a first line "FIELD NOTES", then notes that each begin with "## DATE, AUTHOR"."""

import re
from collections.abc import Iterator
from typing import BinaryIO

HEAD = re.compile(r"^## (?P<date>\d{4}-\d\d-\d\d), (?P<author>.+)$", re.MULTILINE)


class FieldNotes:
    """What `dateline.readers` asks for: `reads` and `read`."""

    def reads(self, head: bytes) -> bool:
        """Tell by its first bytes whether a file is of this kind."""
        return head.startswith(b"FIELD NOTES")

    def read(self, stream: BinaryIO) -> Iterator[dict[str, str]]:
        """Give one mapping a report, with the names that JSON Lines have."""
        text = stream.read().decode("utf-8")
        heads = list(HEAD.finditer(text))
        if not heads:
            raise ValueError("no note in it")
        ends = [*(head.start() for head in heads[1:]), len(text)]
        for head, end in zip(heads, ends, strict=True):
            yield {"text": text[head.end() : end].strip(), "published": head["date"], "byline": head["author"]}


READER = FieldNotes()
