"""Moving a word of a tree."""

from __future__ import annotations

from dateline.syntax.document import Word


def move(word: Word, head: Word, dep: str) -> None:
    """Hang a word, and all below it, on another head."""
    word.head.children.remove(word)
    word.head = head
    word.dep = dep
    head.children.append(word)
    head.children.sort(key=lambda child: child.index)
