"""The workbench: the API and its pages. No SQL and no language processing in here."""
