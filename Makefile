# Every target sets up what it needs in .venv by itself; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
SHARED ?= ../shared
export NUAGE_SHARED := $(abspath $(SHARED))

.PHONY: help setup demo test check format lint types layers spelling messages judge bench wheel clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(INSTALLED) ## make the virtual environment

$(INSTALLED): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Nuage needs Python 3.11 or later; name one: make PYTHON=python3.12 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python lacks its venv module; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) (a minute or two, once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(INSTALLED) ## build the demonstration planet into output/
	@$(BIN)/python config/demo/demo.py

test: $(INSTALLED) ## run the tests; those that need a missing program are skipped with a word
	@$(BIN)/pytest -n auto

check: format lint types layers spelling messages test ## what CI runs

format: $(INSTALLED)
	@$(BIN)/ruff format --check .

lint: $(INSTALLED)
	@$(BIN)/ruff check .

types: $(INSTALLED)
	@$(BIN)/mypy

layers: $(INSTALLED)
	@$(BIN)/lint-imports

spelling: $(INSTALLED)
	@$(BIN)/codespell

messages: $(INSTALLED)
	@$(BIN)/python -m tests.messages

judge: $(INSTALLED) ## the checks that need the shared material, where it exists
	@if [ -d "$(SHARED)" ]; then $(BIN)/pytest -q tests/judge -m judge; else echo "judge: no $(SHARED) here, nothing to do"; fi

.venv-bench/installed: benchmarks/requirements.txt
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@touch $@

bench: $(INSTALLED) .venv-bench/installed ## what claims on speed and memory rest on
	@$(BIN)/python -m benchmarks

wheel: $(INSTALLED) ## build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist

clean: ## remove what the other targets made
	rm -rf $(VENV) .venv-bench build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache config/demo/cache config/demo/archive.sqlite* config/demo/*.json config/demo/*.journal config/demo/*.lock
	find output -mindepth 1 ! -name README.md -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
