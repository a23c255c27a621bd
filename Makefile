# Two targets do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SHARED ?= ../shared/data
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test lint types contracts unit quality lock wheel docs train clean help
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/.run: requirements/run.lock pyproject.toml
	@echo "Installing into $(VENV) (about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --no-deps -r requirements/run.lock
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.lock
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes --no-deps -r requirements/dev.lock
	@touch $@

# What the workbench takes from npm (maps): by lock file, checked, without node.
$(VENV)/.assets: package.json package-lock.json scripts/fetch_assets.py | $(VENV)/.run
	@echo "Fetching the assets of the workbench ..."
	@$(BIN)/python scripts/fetch_assets.py || echo "NOTE: the workbench will show no map; \`make demo\` tries again."
	@test ! -f src/dateline/web/static/vendor/maplibre-gl.mjs || touch $@

# What the tests need besides: axe, and Debian's Chromium and PostgreSQL if this is Debian and we are root.
$(VENV)/.programs: $(VENV)/.dev $(VENV)/.assets scripts/install_test_programs.py
	@$(BIN)/python scripts/fetch_assets.py --tests
	@$(BIN)/python scripts/install_test_programs.py
	@touch $@

demo: $(VENV)/.run $(VENV)/.assets ## install into .venv and code the bundled reports
	@$(BIN)/dateline demo

test: lint types contracts unit ## install what the tests need and run them all

lint: $(VENV)/.dev ## code style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy --strict
	@$(BIN)/mypy

contracts: $(VENV)/.dev ## imports run downwards only
	@$(BIN)/lint-imports

unit: $(VENV)/.dev $(VENV)/.programs ## the tests
	@$(BIN)/pytest

quality: $(VENV)/.dev ## hold all measured figures against quality/floors.json (needs the data sets; about 15 minutes)
	@test -d $(SHARED) || { echo "no data at $(SHARED): see docs/reference/evaluation.md"; exit 2; }
	@$(BIN)/python -m dateline.evaluate.gate

# The lock files are made for every platform and Python >= 3.11; hashes included.
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 -q --custom-compile-command "make lock"
lock: $(VENV)/.dev ## write the lock files anew
	@$(COMPILE) --extra plots --group build -o requirements/run.lock
	@$(COMPILE) --extra plots --group build --group dev -o requirements/dev.lock
	@$(subst pip compile pyproject.toml,pip compile,$(COMPILE)) --group docs -o requirements/docs.lock
	@$(subst pip compile pyproject.toml,pip compile requirements/train.txt,$(COMPILE)) --no-deps -o requirements/train.lock
	@$(subst pip compile pyproject.toml,pip compile requirements/train-torch.txt,$(COMPILE)) --no-deps -o requirements/train-torch.lock

wheel: $(VENV)/.run $(VENV)/.assets ## build dist/*.whl; the same sources give the same bytes
	@$(BIN)/python -m hatchling build -t wheel

# The documentation has an environment of its own, too: nothing of it is needed to run or to test Dateline.
DOCS := .venv-docs
$(DOCS)/.ready: requirements/docs.lock
	@test -x $(DOCS)/bin/python || $(PYTHON) -m venv $(DOCS)
	@$(DOCS)/bin/python -m pip --disable-pip-version-check -q install --require-hashes --no-deps -r requirements/docs.lock
	@touch $@

docs: $(DOCS)/.ready ## build the documentation into build/docs (static, searchable, readable without a network)
	@$(DOCS)/bin/python -m sphinx -q -W -b html -c docs/site docs build/docs
	@echo "build/docs/index.html"

# Training has an environment of its own: PyTorch is never needed to run Dateline. Its build for processors alone is taken
# where pip finds it; PyPI's for Linux is three times the size, and does not start without libraries that nothing here uses.
TRAIN := .venv-train
INSTALL_TRAIN := $(TRAIN)/bin/python -m pip --disable-pip-version-check -q install --require-hashes --no-deps
$(TRAIN)/.ready: requirements/train.lock requirements/train-torch-cpu.lock requirements/train-torch.lock
	@test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	@$(INSTALL_TRAIN) -r requirements/train.lock
	@$(INSTALL_TRAIN) -r requirements/train-torch-cpu.lock 2>/dev/null || $(INSTALL_TRAIN) -r requirements/train-torch.lock
	@touch $@

WORK := $(HOME)/.cache/dateline-train
train: $(VENV)/.run $(TRAIN)/.ready ## train the encoder anew (docs/explanation/model-card.md)
	@$(BIN)/python training/examples.py --data $(SHARED) --out $(WORK)/examples
	@$(TRAIN)/bin/python training/train.py --examples $(WORK)/examples --work $(WORK)
	@$(BIN)/python training/compare.py

clean: ## remove what was made here
	rm -rf $(VENV) $(TRAIN) $(DOCS) src/dateline/web/static/vendor build dist .mypy_cache .ruff_cache .pytest_cache
