# The five commands: make run, make test, make lint, make bench, make train.
SHELL := /bin/sh
VENV ?= .venv
PY := $(VENV)/bin/python
ARGS ?=
PYTHON ?=
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input
TRAIN := $(wildcard requirements-train.txt)

# Installs once for each content of the files: $(call install,NAME,FILES)
define install
	@sum="$$(cat $(2) | cksum)"; \
	if [ "$$sum" != "$$(cat $(VENV)/$(1).installed 2>/dev/null)" ]; then \
		echo "Installing $(2) into $(VENV) …"; \
		$(PIP) $(patsubst %,-r %,$(2)) && echo "$$sum" > $(VENV)/$(1).installed; \
	fi
endef

.PHONY: help run test lint bench train venv dev all node

help:
	@echo "make run     start Inkrace (options: make run ARGS='--port 9000', or the environment)"
	@echo "make test    all tests"
	@echo "make lint    ruff and mypy"
	@echo "make bench   the measurements of bench/"
	@echo "make train   train the judge from the drawings in QUICKDRAW_DIR"

run: venv
	$(call install,run,requirements.txt)
	@exec $(PY) -m server $(ARGS)

test: all node
	$(PY) -m pytest $(ARGS)

lint: dev
	$(PY) -m ruff check .
	$(PY) -m mypy --strict server models

bench: dev
	$(PY) -m bench $(ARGS)

train: all
	$(PY) -m models.train $(ARGS)

dev: venv
	$(call install,dev,requirements.txt requirements-dev.txt)

all: venv
	$(call install,all,requirements.txt requirements-dev.txt $(TRAIN))

# The official Socket.IO client and the like: tests only.
node:
	@if [ -f tests/package.json ] && command -v npm >/dev/null; then \
		sum="$$(cat tests/package*.json | cksum)"; \
		if [ "$$sum" != "$$(cat tests/node_modules/.installed 2>/dev/null)" ]; then \
			npm install --prefix tests --no-audit --no-fund --loglevel=error && echo "$$sum" > tests/node_modules/.installed; \
		fi; \
	fi

venv:
	@if [ ! -x $(VENV)/bin/pip ]; then \
		for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
			if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; then found=$$python; break; fi; \
		done; \
		if [ -z "$$found" ]; then echo "Inkrace needs Python 3.11, 3.12 or 3.13 on PATH (or: make PYTHON=/path/to/python …)"; exit 1; fi; \
		if ! $$found -c 'import ensurepip, venv' 2>/dev/null; then echo "$$found cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; fi; \
		echo "Making $(VENV) with $$found …"; \
		$$found -m venv $(VENV); \
	fi
