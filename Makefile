PYTHON ?= python3
PREPARED := @$(PYTHON) -m infra.local.bootstrap

.PHONY: run demo test bench lint format receipts audit

run: ## The whole backend on this machine
	$(PREPARED) -- infra.local.run --with-parent

demo: ## A walk through the backend, with your own photo: make demo IMAGE=receipt.jpg
	$(PREPARED) -- infra.demo $(if $(IMAGE),"$(IMAGE)")

test: ## Format, lint, types and tests
	$(PREPARED) -- infra.local.check

bench: ## What it takes: cold starts, round trips, time against bare calls, throughput (QUICK=1 for less)
	$(PREPARED) -- infra.bench.all $(if $(QUICK),--quick)

receipts: ## How well the offline recogniser reads the test receipts
	$(PREPARED) --python-only -- infra.bench.receipts

audit: ## Known vulnerabilities, licences, and the plan of the deployment
	$(PREPARED) --python-only -- infra.audit

lint:
	$(PREPARED) --python-only -- ruff check .

format:
	$(PREPARED) --python-only -- ruff format .
