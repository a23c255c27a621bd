"""Moving a word of a tree."""

from __future__ import annotations

from dateline.syntax.document import Word


def move(word: Word, head: Word, dep: str) -> None:
    """Hang a word, and all below it, on another head; on itself or on a word below it, it stays where it is."""
    if word is head or word in head.ancestors():
        return
    word.head.children.remove(word)
    word.head = head
    word.dep = dep
    head.children.append(word)
    head.children.sort(key=lambda child: child.index)


def swap(word: Word, dep: str) -> None:
    """Put a word in the place of its head, which then hangs on it; what ends the sentence hangs on the upper one."""
    below = word.head
    below.children.remove(word)
    if below.head is below:
        word.head, word.dep = word, "ROOT"
    else:
        word.head, word.dep = below.head, below.dep
        below.head.children[below.head.children.index(below)] = word
        word.head.children.sort(key=lambda child: child.index)
    below.head, below.dep = word, dep
    word.children.append(below)
    word.children.sort(key=lambda child: child.index)
    last = max(word.index, below.index)
    for child in [child for child in below.children if child.dep == "punct" and child.index > last]:
        move(child, word, "punct")
