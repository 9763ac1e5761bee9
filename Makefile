PYTHON ?= python3
VENV ?= .venv
export OMP_WAIT_POLICY ?= PASSIVE
RUN := $(VENV)/bin/python

.PHONY: demo test lint notebooks train-nli train-correction train-small train-embedder clean

demo: $(VENV)/ready
	$(RUN) -m examples.demo

test: $(VENV)/ready
	$(RUN) -m pytest

lint: $(VENV)/ready
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

notebooks: $(VENV)/ready
	$(RUN) notebooks/execute.py

RUN_FOLDER ?= $(HOME)/contradict-runs/nli

train-nli: $(VENV)/ready
	$(RUN) -m training.train_nli --data $(DATA) --start $(START) --run $(RUN_FOLDER)
	$(RUN) -m training.export --run $(RUN_FOLDER)
	$(RUN) -m training.fit_update
	$(RUN) -m training.fit_verdict
	$(RUN) -m training.train_joint

CORRECTION_RUN ?= $(HOME)/contradict-runs/correction

train-correction: $(VENV)/ready
	$(RUN) -m training.train_nli --data $(DATA) --recipe training/low_rank.toml --start contradict/weights/nli-base --run $(CORRECTION_RUN)
	$(RUN) -m training.export --run $(CORRECTION_RUN)
	$(RUN) -m training.fit_update
	$(RUN) -m training.fit_verdict
	$(RUN) -m training.train_joint

SMALL_RUN ?= $(HOME)/contradict-runs/small

train-small: $(VENV)/ready
	$(RUN) -m pip install --quiet --constraint constraints.txt --editable '.[dev,train]'
	$(RUN) -m training.teach --data $(DATA) --run $(SMALL_RUN)
	$(RUN) -m training.train_small --data $(DATA) --run $(SMALL_RUN)
	$(RUN) -m training.export --run $(SMALL_RUN) --model small
	$(RUN) -m training.fit_update
	$(RUN) -m training.fit_verdict --nli contradict/weights/nli-small
	$(RUN) -m training.train_joint --nli contradict/weights/nli-small

EMBEDDER_RUN ?= $(HOME)/contradict-runs/embedder

train-embedder: $(VENV)/ready
	$(RUN) -m pip install --quiet --constraint constraints.txt --editable '.[dev,train]'
	$(RUN) -m training.train_embedder --data $(DATA) --run $(EMBEDDER_RUN) --pack contradict/weights/embedder

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --upgrade pip
	$(RUN) -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
