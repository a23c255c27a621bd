"""`python -m dateline.cli` is the `dateline` command."""

from dateline.cli.app import main

main()
