"""Write `src/dateline/link/rarity.tsv`: how common each word is in news of violence.

Linking asks how rare the words are that two reports share. Counting them in the store would make every pair depend on
every other report; so they were counted once, in the sets whose words may be used: isaf (press releases), muc34 (agency
reports), gvdb (local newspapers) and re3d (government and broadcasters). A word is taken to be as common as in the set
where it is most common, so that the small talk of no genre passes for rare.

    python scripts/build_rarity.py ../shared/data
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.evaluate.muc34_keys import read as read_muc
from dateline.link.stems import words_of

TARGET = Path(__file__).parents[1] / "src" / "dateline" / "link" / "rarity.tsv"
SMALLEST = 43
"""Reports in ten thousand: a word below it is rare anyway, and left out. It is half a report of the smallest set."""
UNREAD = 20
"""Reports without the word that each set is taken to have besides: a small set knows less."""


def texts(data: Path) -> dict[str, list[str]]:
    """The texts of each set."""
    return {
        "isaf": [str(row["text"]) for row in rows(data / "isaf" / "dev.jsonl")],
        "muc34": [text.text for text in read_muc(data / "muc34" / "dev")],
        "gvdb": [
            " ".join(word for sentence in row["full_text"] for word in sentence)
            for row in rows(data / "gvdb" / "dev.jsonl")
        ],
        "re3d": [row["text"] for path in sorted(data.glob("re3d/*/documents.json")) for row in rows(path)],
    }


def rows(path: Path) -> Iterator[dict[str, list[str]]]:
    """The lines of a file of JSON Lines."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def shares(documents: Iterable[str]) -> dict[str, int]:
    """In how many of ten thousand documents each word is."""
    found = [set(words_of(text)) for text in documents]
    counts = Counter(word for words in found for word in words)
    return {word: round(10_000 * (count + 0.5) / (len(found) + UNREAD)) for word, count in counts.items()}


def main() -> None:
    """Write the table."""
    common: Counter[str] = Counter()
    for documents in texts(Path(sys.argv[1])).values():
        for word, share in shares(documents).items():
            common[word] = max(common[word], share)
    kept = sorted((word, share) for word, share in common.items() if share >= SMALLEST)
    TARGET.write_text("".join(f"{word}\t{share}\n" for word, share in kept), encoding="utf-8")
    print(f"{len(kept)} words in {TARGET}")


if __name__ == "__main__":
    main()
