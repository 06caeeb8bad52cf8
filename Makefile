# Each target sets up what it needs in .venv: with uv when it is installed, else with venv and pip.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)

ifneq ($(UV),)
MAKE_VENV = $(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
INSTALL = $(UV) pip install --quiet --python $(BIN)/python
else
# Dependency groups need pip 25.1.
MAKE_VENV = $(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: help demo test bench accuracy lint docs screenshots fuzz prove mutate prove-random round-trip older-dagsters clean

help:
	@echo "make demo    show a project's report and its upgrade, as a diff"
	@echo "make test    run the tests, with real Dagster as the judge"
	@echo "make bench   measure the scan of a large tree, the runtime against Dagster, the review page, and a proof"
	@echo "make accuracy  measure how often decisions are right, over N=300 projects whose objects are known"
	@echo "make fuzz    upgrade N=20000 random projects from seed FROM=0 on, run before and after, compare (ENGINE=bundled or dagster)"
	@echo "make round-trip  upgrade an op put into N=1000 files of installed packages, compare all other bytes"
	@echo "make older-dagsters  load and run the fixtures on Dagster 1.5, 1.8 and 1.13, each in an environment of its own"
	@echo "make prove   run both versions of every fixture for real, on both engines, and compare"
	@echo "make mutate  break upgraded texts in every place, and count what the gate and a run with stubs catch"
	@echo "make prove-random  prove N=200 upgraded random projects, and break them"
	@echo "make lint    check style, types and layers"
	@echo "make docs    write the pages that are made from the code"
	@echo "make screenshots  take the pictures of the review page anew (needs Chromium)"

.venv/.package: pyproject.toml
	$(MAKE_VENV)
	$(INSTALL) --editable .
	@touch $@

.venv/.group-%: .venv/.package
	$(INSTALL) --group $*
	@touch $@

demo: .venv/.package
	@scripts/demo.sh $(BIN)/assetize fixtures/demo/before

test: .venv/.group-test
	$(BIN)/python -m pytest -n auto $(TESTS)

bench: .venv/.group-test
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/bench_runtime.py
	$(BIN)/python benchmarks/bench_review.py
	$(BIN)/python benchmarks/bench_verify.py

accuracy: .venv/.package
	$(BIN)/python tests/end_to_end/hidden_labels/accuracy.py $(or $(N),300)

lint: .venv/.group-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fuzz: .venv/.group-test
	$(BIN)/python tests/end_to_end/random_projects/fuzz.py $(or $(N),20000) --from $(or $(FROM),0) --engine $(or $(ENGINE),bundled)

round-trip: .venv/.group-test
	$(BIN)/python tests/end_to_end/round_trip/many.py $(or $(N),1000)

older-dagsters: .venv/.group-nox
	$(BIN)/nox

prove: .venv/.group-test
	$(BIN)/python tests/codemods/verification/real_fixtures.py

mutate: .venv/.group-test
	$(BIN)/python tests/codemods/verification/mutating.py

prove-random: .venv/.group-test
	$(BIN)/python tests/end_to_end/random_projects/proving.py $(or $(N),200)

docs: .venv/.package
	$(BIN)/python -m assetize.codemods.explain.codes_page docs/diagnostics.md

screenshots: .venv/.group-test
	SCREENSHOTS=docs/images $(BIN)/python -m pytest tests/codemods/review/browser/test_browser_screenshots.py

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
