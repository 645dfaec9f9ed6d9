# The two commands of the README: `make site` and `make test`. Each does all of its own set-up.
# `make test-fast` leaves out the browser and whole builds; `make test-all` takes the whole where `make test` takes samples.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests wait for browsers, servers and processes that they start: more workers than processors, two more
# where there are browsers and one where there are none.
PROCESSORS := $(shell getconf _NPROCESSORS_ONLN)
WORKERS ?= $(shell echo $$(($(PROCESSORS) + 2)))
# In a folder whose name is beyond ASCII, Python 3.11 does not start under LC_ALL=C.
export LC_ALL := C.UTF-8
# Without compiled modules every process that a test starts would compile the program anew.
unexport PYTHONDONTWRITEBYTECODE
.DELETE_ON_ERROR:
.PHONY: site test test-fast test-all check bench mutants serve lint tools words clean
# `make test-fast FAKETIME=+9d` runs the tests, and the processes they start, on another day.
PYTEST = "$(BIN)/python" -m pytest -n $(WORKERS) --dist worksteal
OTHER_DAY = $(if $(FAKETIME),LD_PRELOAD="$$(sh tools/find_faketime.sh)" FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME="$(FAKETIME)" PYTHONPATH="$(CURDIR)/tools/other_day")

# The site tells of a past: it is built from the repository that `pmokit demo` makes of the shipped portfolio.
DEMONSTRATION := build/demonstration

site: $(VENV)/core
	"$(BIN)/pmokit" check
	@rm -rf "$(DEMONSTRATION)"
	"$(BIN)/pmokit" demo "$(DEMONSTRATION)"
	"$(BIN)/pmokit" build --root "$(DEMONSTRATION)" --output site

check: $(VENV)/core
	"$(BIN)/pmokit" check

serve: $(VENV)/core
	"$(BIN)/pmokit" serve

test: lint check tools
	$(PYTEST) -m "not sweep"

test-fast: WORKERS = $(shell echo $$(($(PROCESSORS) + 1)))
test-fast: tools
	@$(if $(FAKETIME),sh tools/find_faketime.sh >/dev/null)
	$(OTHER_DAY) $(PYTEST) -m "not browser and not slow and not sweep"

test-all: lint check tools
	$(PYTEST) --cov --cov-report=term:skip-covered

lint: $(VENV)/dev
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check src tests tools
	"$(BIN)/mypy"

bench: $(VENV)/dev
	"$(BIN)/python" tools/bench.py

# One compiled catalogue from the messages of src/pmokit/words/en.
words: $(VENV)/dev
	"$(BIN)/python" tools/words.py

# Small faults in the lines of src/ that changed since BASE, and which of them the tests miss; for example
# `make mutants BASE=main LIMIT=30 SEED=7`.
mutants: $(VENV)/dev
	"$(BIN)/python" tools/mutants.py $(or $(BASE),$(error name the commit to compare with: BASE=REF)) --seed $(or $(SEED),0) --limit $(or $(LIMIT),200)

# A browser, fonts and programs that tests start, from the system's packages.
tools: $(VENV)/dev
	@sh tools/install_test_tools.sh

$(VENV)/core: pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "pmokit needs Python 3.11 or newer; set PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x "$(BIN)/python" || "$(PYTHON)" -m venv "$(VENV)" || { echo "cannot make a virtual environment; on Debian install python3-venv" >&2; exit 1; }
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --editable . || { echo "cannot install the dependencies; is a package index reachable?" >&2; exit 1; }
	@touch "$@"

$(VENV)/dev: $(VENV)/core
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --editable '.[dev]' || { echo "cannot install the test tools; is a package index reachable?" >&2; exit 1; }
	@touch "$@"

clean:
	rm -rf "$(VENV)" site build dist .pytest_cache .ruff_cache .mypy_cache
