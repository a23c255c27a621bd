"""Write `syntax/casing.txt`: how English news words are usually written, counted in sets whose licence allows it.

Run: .venv/bin/python scripts/build_casing.py ../shared/data
Sources: isaf (CC BY-SA 4.0), event_location (MIT), gvdb (Apache-2.0), re3d (Open Government Licence and others); only
single words leave them, with no trace of the text.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "dateline" / "syntax" / "casing.txt"
WORD = re.compile(r"(?<![.!?:\"“]\s)(?<=\s)[A-Za-z]{2,}(?=[\s,.;:!?])")
ACRONYM_LENGTH = 6
MINIMUM = 2
LOWER_SHARE = 0.15


def texts(data: Path) -> Iterator[str]:
    """The texts of the sets that may be used."""
    for name in ("isaf/dev.jsonl", "event_location/dev.jsonl"):
        with (data / name).open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
    with (data / "gvdb/dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            for sentence in json.loads(line)["full_text"]:
                yield " ".join(sentence)
    for path in sorted((data / "re3d").glob("*/documents.json")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def main(data: Path) -> None:
    """Count the three ways of writing each word and keep the words whose usual one is clear."""
    lower: Counter[str] = Counter()
    title: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for text in texts(data):
        for word in WORD.findall(text):
            if word.islower():
                lower[word] += 1
            elif word.isupper():
                upper[word.lower()] += 1
            elif word.istitle():
                title[word.lower()] += 1
    lines = []
    for word in sorted(lower.keys() | title.keys() | upper.keys()):
        counts = {"l": lower[word], "t": title[word], "u": upper[word]}
        kind = max(counts, key=lambda key: counts[key])
        if counts["l"] >= LOWER_SHARE * sum(counts.values()):
            kind = "l"  # "Army" and "President" are words as well as parts of names
        if counts[kind] < MINIMUM or (kind == "u" and len(word) > ACRONYM_LENGTH):
            continue
        lines.append(f"{kind} {word}")
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines), "words,", OUT.stat().st_size // 1024, "kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
