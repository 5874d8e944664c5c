# SPDX-License-Identifier: Apache-2.0
# `make` alone prints what there is. SCRATCH=folder keeps what is built elsewhere than in .build.
SHELL := /bin/bash
SCRATCH ?= .build
export SCRATCH
program := .build/release/cleanclaim
step := @Scripts/step
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.PHONY: help setup build codes demo test torture check bench fresh clean

help: ## print this
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'

setup: ## install the system packages that are missing (takes root), else say which
	$(step) "System packages" Scripts/setup

build: ## build the programs to .build/release: cleanclaim and cleanclaim-server
	$(step) "Building the program (the first time takes minutes)" Scripts/build release

codes: build ## install the default code sets; does nothing where they are
	$(step) "Default code sets" $(program) codes install

demo: setup build codes ## all set-up, then the main job on Examples/: from charts to posted payments and a bill, in out/
	$(step) "The main job on Examples/" $(program) run Examples/ --out out/
	$(step) "A note without codes, once a coder has answered" $(program) run Examples/visit-without-codes.json \
	  --accept --change M25.569=M25.561 --out out/answered
	$(step) "Correct coding: three claims are held" $(program) run Docs/correct-coding/held \
	  --tables Docs/correct-coding/tables --out out/correct-coding/held
	$(step) "Correct coding: the same once they are settled" $(program) run Docs/correct-coding/settled \
	  --tables Docs/correct-coding/tables --out out/correct-coding/settled
	$(step) "The books: sent, answered by a simulated payer, posted, billed to patients" \
	  Scripts/demo-office $(program) out out/office
	@echo "The claims (837) and findings are in out/, the office in out/office/; next: $(program) explain --help"

test: setup build codes ## all set-up, then every test
	$(step) "Building the tests" Scripts/build tests
	$(step) "Tests" Scripts/test

torture: setup build ## the long run of kills, lost power and failing disks (COUNT=, LIMIT=, PARTS=; up to hours)
	$(step) "Building the tests" Scripts/build tests
	$(step) "Torture" Scripts/torture

check: setup ## format, build, tests and tidy: what must hold before a change lands
	@Scripts/check

bench: setup build codes ## measure; fails past a recorded threshold
	@if [ -x Benchmarks/run ]; then Scripts/step "Benchmarks" Benchmarks/run; else echo "There are no benchmarks yet."; fi

fresh: ## make a bare Debian root, clone into it, run make demo and make test there (takes root)
	@Scripts/fresh-machine

clean: ## delete what was built and written; installed code sets stay
	@if [ -e "$(SCRATCH)/.place" ]; then rm -rf "$(SCRATCH)"; fi
	$(step) "Deleting what was built and out/" rm -rf .build out
