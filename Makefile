# Every target is a task of tasks.py, which also works without make: python tasks.py run (Windows: py tasks.py run).
PYTHON ?= python3

help:
	@$(PYTHON) tasks.py help

run test check bench pictures verapdf lock audit:
	@$(PYTHON) tasks.py $@

.PHONY: help run test check bench pictures verapdf lock audit
