.DEFAULT_GOAL := help
.PHONY: help setup demo test test-live check format bench course clean
PYTHON ?= python3
BIN := .venv/bin

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/.ready ## Make .venv and install everything into it

.venv/.ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.x")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

demo: setup ## Show the whole cycle on a fictitious school and stay up
	$(BIN)/mentoring demo

test: setup ## Run the tests
	$(BIN)/pytest -m 'not live' -n auto

test-live: setup ## Run the cycle against the Moodle named by MENTORING_MOODLE_URL and MENTORING_MOODLE_TOKEN
	$(BIN)/pytest -m live tests/live

check: setup ## Format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## Put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup ## Measure a sync of 5,000 people and 200 courses, matching beside greedy, and indicators
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_matching
	$(BIN)/python -m tests.bench_indicators

course: setup ## Build config/moodle/mentoring-course.mbz on the trial Moodle in the folder MOODLE
	$(BIN)/python -m tests.build_course $(MOODLE)

clean: ## Forget the environment and all local state
	rm -rf .venv var
