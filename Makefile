# Everything that is done here is a target; the work is in bin/, a script for each thing.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run up down test test-sql test-py faults fuzz lint migrate psql url bench bench-table \
	sql-bundle event-types openapi goldens checksums reset lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: ## Install, start everything in the foreground with demo data; Ctrl-C stops it
	@bin/run

up: ## The same in the background
	@bin/up

down: ## Stop what "make up" or "make run" started
	@bin/down

test: ## Lint, all tests, and both coverage gates
	@bin/test

test-sql: ## pgTAP only; ARGS="tests/sql/ingest" for a part
	@bin/test sql $(ARGS)

test-py: ## pytest only; ARGS="tests/py/api -k name" for a part
	@bin/test py $(ARGS)

lint: ## Check style, types, checksums and what sql/ may hold
	@bin/lint

migrate: ## Apply pending migrations and load what of sql/ has changed
	@bin/migrate

psql: ## Open psql on the database
	@bin/psql

url: ## Print the connection string, and nothing else
	@bin/install && bin/cluster url

faults: ## Kill backends, the server and workers for MINUTES (30) and count; SEED repeats a run
	@FAULT_MINUTES=$(or $(MINUTES),30) FAULT_SEED=$(SEED) bin/test py tests/py/faults/test_crashes.py -s

fuzz: ## Ask every route at random for MINUTES (10) and hold the answers to the document
	@FUZZ_MINUTES=$(or $(MINUTES),10) bin/test py tests/py/api/test_conformance.py -k generated -s

bench: ## Run every benchmark; "make bench-NAME" runs one
	@bin/bench

bench-%:
	@bin/bench $*

bench-table: ## Write the results kept of the benchmarks into docs/benchmarks.md
	@bin/bench-table

sql-bundle: ## Write dist/wedsync-analytics.sql: the installation as one file for psql
	@bin/bundle

event-types: ## Write the list of docs/event-types.md from the registry
	@bin/event-types

openapi: ## Write docs/openapi.json: the interface as the code describes it
	@bin/openapi

goldens: ## Write the answers of app/openapi/examples anew
	@WRITE_GOLDENS=1 bin/test py tests/py/api/test_goldens.py -q
	@bin/openapi

checksums: ## Write migrations/migrations.sha256, once a new migration is final
	@bin/checksums

reset: ## Make the database of the private cluster anew, without data
	@bin/reset

lock: ## Resolve requirements.lock anew
	@bin/lock

clean: ## Stop everything and remove cluster, environment and caches
	@bin/clean
