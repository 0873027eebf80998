# Every command of the checkout. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# Recipes share the servers, the cache and the virtual environment: they run one after another.
.NOTPARALLEL:

# Looked for at each use: the doctor may install it.
PYTHON ?= $$(deploy/native/find-python)
VENV := .venv
RUN := $(VENV)/bin/python
BENCH_VENV := .venv-bench
PACKAGES := contracts services deploy tests

# The outermost make. Whoever kills it cannot tell what it started: what runs long watches for its end.
ifndef WEEKWIRE_MAKE
export WEEKWIRE_MAKE := $(shell echo $$PPID)
endif

.PHONY: help doctor venv venv-bench lock provision servers servers-up servers-status servers-down lint format \
	generate web test test-unit test-integration test-browser screenshots demo bench clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-17s %s\n", $$1, $$2}'

doctor: ## check the tools of this machine and install what is missing where that is allowed
	@$(PYTHON) deploy/native/doctor.py tests

venv: $(VENV)/.installed ## make the virtual environment from the lock files
	@:

# The stamp is compared with the lock files only: editing pyproject.toml must not cost everybody a reinstall.
$(VENV)/.installed: requirements.lock requirements-dev.lock
	$(RUN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

venv-bench: $(BENCH_VENV)/.installed ## make the second environment, in which Quix Streams runs
	@:

$(BENCH_VENV)/.installed: requirements-bench.lock
	$(BENCH_VENV)/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(BENCH_VENV)
	$(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	touch $@

lock: ## write the lock files anew from the .in files (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command 'make lock' requirements.in -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command 'make lock' requirements-dev.in -o requirements-dev.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command 'make lock' requirements-bench.in -o requirements-bench.lock

lint: venv ## check style, types, import rules and generated files
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy --strict $(PACKAGES)
	$(VENV)/bin/lint-imports
	$(RUN) -m contracts.generate --check
	$(RUN) -m deploy.openapi --check
	$(RUN) -m deploy.chinese --check
	$(RUN) -m deploy.native.pages generate --check
	$(RUN) -m deploy.native.pages lint
	$(RUN) -m deploy.native.pages check

format: venv ## lay out the source files and set Chinese punctuation
	$(RUN) -m deploy.chinese
	$(RUN) -m ruff format .
	$(RUN) -m ruff check --fix-only .

generate: venv ## write schemas, documents and the pages' typed client anew from contracts and services
	$(RUN) -m contracts.generate
	$(RUN) -m deploy.openapi
	$(RUN) -m deploy.native.pages generate

web: venv ## build the web application, where its sources have changed
	@$(RUN) -m deploy.native.pages build

provision: ## fetch and build the native servers into the cache
	@$(PYTHON) -m deploy.native.provision

servers: servers-up ## the same as servers-up

servers-up: ## start Kafka, the MongoDB-protocol server and MinIO, and leave them running
	@$(PYTHON) -m deploy.native.servers up

servers-status: ## tell which servers run
	@$(PYTHON) -m deploy.native.servers status

servers-down: ## stop the servers that servers-up started
	@$(PYTHON) -m deploy.native.servers down

test-unit: venv ## unit and contract tests: no servers
	$(RUN) -m pytest tests/unit tests/contract
	$(RUN) -m deploy.native.pages test

test-integration: venv ## integration, end to end and fault tests, inside running servers
	$(RUN) -m deploy.native.servers run -- $(RUN) -m pytest tests/integration tests/e2e tests/chaos

test-browser: venv ## the pages in a real browser, before everything running on servers of its own
	$(RUN) -m pytest --ignore tests/browser/screenshots tests/browser

screenshots: venv ## take pictures of every page for the README, inside running servers
	$(RUN) -m deploy.native.servers run -- $(RUN) -m pytest tests/browser/screenshots

test: ## everything: set-up, lint and all tests
	@$(PYTHON) deploy/native/setup.py tests
	@$(MAKE) --no-print-directory lint test-unit test-integration test-browser

demo: ## the whole chain on real servers, until Ctrl-C (ONCE=1 ends by itself)
	@$(PYTHON) deploy/native/setup.py demo
	@$(RUN) -m deploy.demo $(if $(filter-out 0,$(ONCE)),--once)

bench: venv venv-bench ## ratios against Quix Streams, raw aiokafka and raw motor
	@$(PYTHON) deploy/native/setup.py demo
	$(RUN) -m tests.load

clean: ## stop the servers of this checkout and remove what runs left behind (the cache stays)
	@$(PYTHON) -m deploy.native.servers down
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
