# `make` alone lists what can be made. Python 3.11 or newer, pip and make are all it needs.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

# `make PYTHON=…` names the interpreter; otherwise the first of these that is new enough is taken.
PYTHONS = $(or $(PYTHON),python3 python3.12 python3.13 python3.14 python3.11)
BIN = .venv/bin
UV = uv==0.13.9

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1	/' | awk -F '\t' '{ printf "make %-14s %s\n", $$1, $$2 }'

# --- Set-up ------------------------------------------------------------------------------------

# Everything hangs on this stamp: an environment with exactly what dev.lock names, and this package.
.venv/ready: dev.lock pyproject.toml
	@python=; for each in $(PYTHONS); do \
	  if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$each; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "annotator needs Python 3.11 or newer, and none was found as: $(PYTHONS)" >&2; \
	  echo "  fix: install one, or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; \
	  exit 1; \
	fi; \
	echo "== set-up: .venv with $$($$python --version) and what dev.lock names (about a minute, once)"; \
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  $$python -m venv --clear .venv >/dev/null 2>&1 \
	  || { $$python -m venv --clear --without-pip .venv && $$python -m pip --quiet --python $(BIN)/python install pip; } \
	  || { echo "  fix: this Python has neither venv nor pip; on Debian: apt install python3-venv" >&2; exit 1; }; \
	fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# --- The program -------------------------------------------------------------------------------

.PHONY: demo
demo: .venv/ready .demo/annotator.toml ## open a copy of the sample project as annotator a1
	@$(BIN)/annotator --project .demo open --as a1

# A copy, so that the demonstration can be tagged over without touching the repository; kept once
# made, with whatever was tagged in it. `rm -r .demo` begins again.
.demo/annotator.toml: | .venv/ready
	@echo "== demo: copying the sample project to .demo"
	@mkdir -p .demo
	@cp -R seeds guidelines labels .demo/
	@cp annotator.toml $@

# --- Checks ------------------------------------------------------------------------------------

.PHONY: check
check: format-check lint contracts types hygiene test ## everything that must hold; the tests come last

.PHONY: format-check
format-check: .venv/ready
	@echo "== format: ruff format"
	@$(BIN)/ruff format --quiet --check . || { echo "  fix: make format" >&2; exit 1; }

.PHONY: lint
lint: .venv/ready
	@echo "== lint: ruff"
	@$(BIN)/ruff check --quiet .

.PHONY: contracts
contracts: .venv/ready
	@echo "== contracts: which room may import which"
	@$(BIN)/lint-imports --no-logo

.PHONY: types
types: .venv/ready
	@echo "== types: mypy, strict"
	@$(BIN)/mypy

.PHONY: hygiene
hygiene: .venv/ready
	@echo "== hygiene: dependencies, dead code, spelling"
	@$(BIN)/deptry annotator
	@$(BIN)/vulture
	@$(BIN)/typos

.PHONY: test
test: .venv/ready ## the tests alone, the wheel in a fresh environment among them
	@echo "== tests: pytest, two workers"
	@$(BIN)/pytest -n 2

# --- Now and then ------------------------------------------------------------------------------

.PHONY: format
format: .venv/ready ## rewrite the code in its one form, and mend what ruff can mend
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

.PHONY: bench
bench: .venv/ready ## time what a person waits for, beside its peers, into docs/benchmarks.md (uses the network)
	@$(BIN)/python -m benchmarks.run

.PHONY: peers
peers: .venv/ready ## put the same cases to other libraries of agreement and scores, into docs/peers.md (uses the network)
	@$(BIN)/python -m benchmarks.side_by_side

.venv-extractors/ready: docs/extractors/requirements.txt docs/extractors/pipeline.txt | .venv/ready
	@echo "== set-up: .venv-extractors with spaCy (about a minute, once)"
	@$(BIN)/python -m venv --clear .venv-extractors
	@.venv-extractors/bin/python -m pip install --quiet --disable-pip-version-check \
	  --requirement docs/extractors/requirements.txt
	@.venv-extractors/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes --requirement docs/extractors/pipeline.txt
	@touch $@

.PHONY: extractors
extractors: .venv/ready .venv-extractors/ready ## score two extractors on the sample and compare them, as docs/extractors.md tells (uses the network)
	@mkdir -p .extractors
	@$(BIN)/annotator export jsonl .extractors/gold.jsonl --from a1
	@$(BIN)/python -m docs.extractors.baseline .extractors/gold.jsonl .extractors/baseline.jsonl
	@echo "== learning from the sample, an event held out each time (about a minute)"
	@.venv-extractors/bin/python -m docs.extractors.model .extractors/gold.jsonl .extractors/spacy.jsonl
	@cd .extractors && for each in baseline spacy; do ../$(BIN)/annotator evaluate $$each.jsonl --gold a1; done
	@cd .extractors && ../$(BIN)/annotator compare baseline.jsonl spacy.jsonl --gold a1 --human a2

.PHONY: crash
crash: .venv/ready ## kill annotators a thousand times and let sixteen write at once: nothing may be lost
	@$(BIN)/python -m tests.crash.killing --kills 1000
	@$(BIN)/python -m tests.crash.writing --writers 16 --attempts 100

.PHONY: oracles
oracles: .venv/ready ## lay out 100,000 random texts beside FriBidi and ICU, which must be installed
	@$(BIN)/python -m tests.oracles.live --strings 100000

.PHONY: optimum
optimum: .venv/ready ## judge 20,000 small random articles, and try every pairing of each (six minutes)
	@$(BIN)/python -m tests.oracles.optimum --articles 20000

.PHONY: fuzz
fuzz: .venv/ready ## show 100,000 random files as articles: nothing may fail, no control may get out
	@$(BIN)/python -m tests.fuzz.fuzz --strings 100000

.PHONY: terminals
terminals: .venv/ready ## try the program in xterm, Xfce's, Konsole, mlterm and kitty, into docs/terminals.md
	@$(BIN)/python -m tests.terminals.run

.PHONY: pages
pages: .venv/ready ## look at report pages with axe-core, both themes, small and large (node, npm, Chromium; uses the network)
	@mkdir -p .pages
	@cp tests/pages/package.json tests/pages/look.mjs tests/golden/*.html .pages/
	@cd .pages && npm install --silent --no-audit --no-fund && node look.mjs $(notdir $(wildcard tests/golden/*.html))

.PHONY: picture
picture: .venv/ready ## draw the README's picture from the running program
	@$(BIN)/python docs/picture.py

.PHONY: lock
lock: .venv/ready ## write dev.lock anew from pyproject.toml, with hashes (uses the network)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target .venv/uv $(UV)
	@.venv/uv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --upgrade \
	  --custom-compile-command "make lock" --group dev --output-file dev.lock pyproject.toml
