# The small verbs of this house. `make run` for a trial, `make test` for everything that must hold.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: help setup run test style types contracts law unit postgresql browser fix accuracy bench docs lock system clean

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
CI ?=
export CONGKHAI_TEST_DATABASE_URL ?= postgresql://postgres@127.0.0.1:5432/congkhai
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
ifneq ($(PIP_INDEX_URL),)
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard congkhai/*/*locale/*/LC_MESSAGES/*.po))
# What the second database can tell apart: the rooms that keep something.
ON_A_DATABASE := $(wildcard $(addprefix tests/,accounts agencies files ledger monitor portal search))
SPREAD := -n 2 --dist loadscope

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##/\1\t/p' $(MAKEFILE_LIST) | column -t -s $$'\t'

setup: .venv/.runtime $(CATALOGUES)  ## a virtual environment with all that running needs

run: setup  ## a portal with demo content, on http://127.0.0.1:8000 (PORT=…)
	@PORT=$(PORT) $(BIN)/python -m congkhai.config.run

test: style types contracts law unit postgresql browser  ## everything; with CI=true nothing may be left out
	@echo "All that could be tried here holds."

# --- what the rest stands on ---------------------------------------------------------------------

.venv/.uv: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) --version 2>&1). Say which: make setup PYTHON=python3.12"; exit 1; }
	@if ! $(PYTHON) -c 'import ensurepip' 2>/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv >/dev/null; \
		else echo "$(PYTHON) cannot make virtual environments here. On Debian: sudo apt-get install python3-venv"; exit 1; fi; fi
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/.runtime: .venv/.uv requirements/runtime.txt pyproject.toml
	@$(BIN)/uv pip install --quiet --require-hashes -r requirements/runtime.txt
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.runtime requirements/dev.txt
	@$(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

%.mo: %.po | .venv/.runtime
	@$(BIN)/pybabel --quiet compile -l vi -i $< -o $@

# --- the parts of `make test` -----------------------------------------------------------------------

style: .venv/.dev
	@echo "== style"; $(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .

types: .venv/.dev
	@echo "== types"; $(BIN)/mypy

contracts: .venv/.dev
	@echo "== who may import whom"; $(BIN)/lint-imports --no-logo --no-cache

law: .venv/.runtime  ## the law files alone: a few seconds, no database
	@echo "== the law"; $(BIN)/congkhai law check

unit: .venv/.dev $(CATALOGUES)
	@echo "== tests, on SQLite"; $(BIN)/pytest -q $(SPREAD) -m "not browser"

postgresql: .venv/.dev $(CATALOGUES)
	@echo "== tests, on PostgreSQL"
	@if $(BIN)/python -c 'import os, psycopg; psycopg.connect(os.environ["CONGKHAI_TEST_DATABASE_URL"], dbname="postgres", connect_timeout=3).close()' 2>/dev/null; then \
		CONGKHAI_DATABASE_URL=$$CONGKHAI_TEST_DATABASE_URL $(BIN)/pytest -q $(SPREAD) -m "not browser" $(ON_A_DATABASE); \
	else echo "LEFT OUT: no PostgreSQL answers at $$CONGKHAI_TEST_DATABASE_URL"; [ "$(CI)" != true ]; fi

browser: .venv/.dev $(CATALOGUES)
	@echo "== journeys, in Chromium"
	@if command -v chromium chromium-browser google-chrome >/dev/null; then $(BIN)/pytest -q -n 2 -m browser; \
	else echo "LEFT OUT: no Chromium is installed (Debian: apt-get install chromium)"; [ "$(CI)" != true ]; fi

# --- other verbs ------------------------------------------------------------------------------------

fix: .venv/.dev  ## put code into shape
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

accuracy: .venv/.dev  ## how well pages are recognised: precision and recall by obligation
	@$(BIN)/python -m bench.accuracy

bench: .venv/.dev $(CATALOGUES)  ## how long the law, judging, reading, crawling and a round take here
	@for each in law judging reading crawling monitor; do $(BIN)/python -m bench.$$each; done

docs: .venv/.dev  ## whether every command, setting and law-file key is explained
	@$(BIN)/pytest -q tests/house

lock: .venv/.uv  ## pin the newest versions that requirements/*.in allow
	@for each in bootstrap runtime dev; do \
		$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --python-version 3.11 --no-emit-index-url \
			--custom-compile-command "make lock" requirements/$$each.in -o requirements/$$each.txt; done

system:  ## on Debian, as root: what `make test` needs besides Python
	@missing=""; command -v chromium >/dev/null || missing="$$missing chromium"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	$(PYTHON) -c 'import ensurepip' 2>/dev/null || missing="$$missing python3-venv"; \
	if [ -n "$$missing" ]; then apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing fonts-noto-core >/dev/null; fi

clean:  ## forget everything made here but the data in var/
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find congkhai tests -name __pycache__ -prune -exec rm -rf {} + ; find congkhai -name '*.mo' -delete
