# Everything there is to remember; `make` alone lists it.

PYTHON ?= python3
PORT ?= 8000
TESTS ?= tests
READERS := tests/feeds/readers
IN_VENV := .venv/bin/python -m
FLASK := $(IN_VENV) flask --app wsgi

.DEFAULT_GOAL := help
.PHONY: run test check bench help

run: .venv/.runs ## start Sambrug with a demo municipality on http://127.0.0.1:8000 (PORT=... for another port)
	@$(FLASK) db upgrade
	@$(FLASK) demo --if-empty
	@PORT=$(PORT) exec $(IN_VENV) gunicorn wsgi:app

test: .venv/.tests $(READERS)/node_modules/.package-lock.json ## run the whole test suite, on SQLite and on PostgreSQL (TESTS=... for a part of it)
	@$(IN_VENV) pytest -n 2 $(TESTS)

check: .venv/.tests ## style, types, import contracts, translations
	@$(IN_VENV) ruff check .
	@$(IN_VENV) ruff format --check .
	@$(IN_VENV) mypy
	@.venv/bin/lint-imports --no-logo
	@$(IN_VENV) booking.translations

bench: .venv/.tests ## run the benchmarks; one JSON line a measure
	@$(IN_VENV) benchmarks
	@$(IN_VENV) benchmarks.load

help: ## list what can be asked for
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sambrug needs Python 3.11 or newer; name one with PYTHON=...")'
	@$(PYTHON) -m venv .venv

.venv/.runs: requirements.txt | .venv/bin/python
	@echo "Installing what runs Sambrug into .venv ..."
	@$(IN_VENV) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.tests: requirements-dev.txt .venv/.runs
	@echo "Installing what tests Sambrug into .venv ..."
	@$(IN_VENV) pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Without them the tests that need them are skipped, so that one can test without a network.
$(READERS)/node_modules/.package-lock.json: $(READERS)/package-lock.json .venv/.tests
	@echo "Installing calendar programs in JavaScript into $(READERS) ..."
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --prefix $(READERS) --loglevel=error --no-audit --no-fund --fetch-retries=1 && touch $@ \
		|| echo "They could not be installed: tests that read calendars with them are skipped."
