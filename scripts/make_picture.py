"""Draw `docs/picture.svg`, the picture of the README: what `dateline demo` really prints.

Run: .venv/bin/python scripts/make_picture.py
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
WIDTH = 140
ROWS = 12


def main() -> None:
    """Run the demo in a folder of its own and draw the first events."""
    with tempfile.TemporaryDirectory() as folder:
        shown = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "dateline.cli", "demo", "--limit", str(ROWS)],
            cwd=folder,
            env=os.environ | {"COLUMNS": str(WIDTH)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    table = shown.split("\nTo go on:")[0].rstrip()
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(Text("$ make demo\n"))
    console.print(Text(table))
    (ROOT / "docs" / "picture.svg").write_text(console.export_svg(title="dateline"), encoding="utf-8")


if __name__ == "__main__":
    main()
