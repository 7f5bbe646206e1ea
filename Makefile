# Dekom: `make demo` shows it, `make test` checks and tests it all. The same for people and CI.
PYTHON ?= python3
WORKERS ?= $(shell expr $$(nproc) + 1)  # one waits for its browser while the others work
RUN := .venv/bin/
CODE := dekom networks allocations forum scripts tests manage.py
TEMPLATES = $(shell find templates -name '*.html')
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long bench check check-style check-types check-imports check-templates \
	check-migrations format messages lock

help: ## what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' Makefile | while read -r name text; do printf '%-10s %s\n' "$$name" "$$text"; done

setup: ## install what is needed, and only that
	@$(PYTHON) scripts/setup.py

demo: ## a made-up county to click through; stops with Ctrl-C
	@$(PYTHON) scripts/setup.py demo
	@PYTHONUNBUFFERED=1 exec $(RUN)python manage.py demo

# --- The tests have a database server of their own, which goes when they are done

# In memory where it has two gigabytes to spare: a database is copied there in a tenth of the time
SPARE := $(strip $(shell df --output=avail -m /dev/shm 2> /dev/null | tail -1))
IN_MEMORY := $(shell test 0$(SPARE) -ge 2048 && echo /dev/shm/dekom-test-$$(pwd | cksum | cut -d ' ' -f 1))
test test-long check: export DEKOM_VAR ?= $(or $(IN_MEMORY),$(CURDIR)/var/test)
bench: export DEKOM_VAR ?= $(CURDIR)/var/test
unexport PYTHONDONTWRITEBYTECODE  # what is compiled is kept: else each process compiles it all anew
TESTED = status=$$?; $(RUN)python manage.py postgres stop > /dev/null; rm -rf $(IN_MEMORY); exit $$status

test: check ## everything: check, all tests, full coverage of what computes, decides and permits
	@$(RUN)pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --cov; $(TESTED)

test-long: setup ## the same tests with ten times the random examples, and the slow ones
	@HYPOTHESIS_PROFILE=long $(RUN)pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m ""; $(TESTED)

bench: setup ## how fast and how big, against a bare Django page
	@for file in bench/[a-z]*.py; do $(RUN)python -m bench.$$(basename $$file .py) || exit 1; done; $(TESTED)

# --- What can be seen without running anything

check: setup ## style, types, layers, templates, migrations
	@$(MAKE) -k -j$(WORKERS) --output-sync check-types check-style check-imports check-templates check-migrations; $(TESTED)

check-types:
	@$(RUN)mypy

check-style:
	@$(RUN)ruff format --check $(CODE)
	@$(RUN)ruff check $(CODE)

check-imports:
	@$(RUN)lint-imports --no-logo

check-templates:
	@$(RUN)djade --check --target-version 5.2 $(TEMPLATES)
	@$(RUN)djlint --lint --quiet templates

check-migrations:
	@$(RUN)python manage.py makemigrations --check

format: setup ## put code and templates into shape
	@$(RUN)ruff check --fix-only --quiet $(CODE)
	@$(RUN)ruff format $(CODE)
	@-$(RUN)djade --target-version 5.2 $(TEMPLATES)

messages: setup ## gather the texts for translation into the catalogues
	@$(RUN)python manage.py makemessages --locale=nb --locale=nn --no-obsolete --add-location=file \
		--ignore=node_modules --ignore=var --ignore=tests

lock: setup ## make the lock files anew from pyproject.toml and package.json
	@sh scripts/lock
