# Each target is a line or two; the plain dotnet commands stand beside them in CONTRIBUTING.md.
.PHONY: help run run-fleet dev-up dev-down failover-demo cluster-demo docker-build docker-restart docker-logs \
  cache-status cache-keys cache-clear cache-warmup cache-monitor test figures chaos

LARDER = dotnet run --project src/Larder.Cli -c Release -v q --

# COMPOSE="-f deploy/compose.yml -f deploy/compose.tls.yml" for another set of files.
COMPOSE ?= -f deploy/compose.yml

help:
	@echo "make run [ARGS=...] [REDIS_URL=...]   the storefront on http://localhost:5000, on a SQLite file or on Redis"
	@echo "make run-fleet             three shops on ports 5000 to 5002 with one cache: a file, or the Redis of REDIS_URL"
	@echo "make dev-up, dev-down      the shop, built and started anew at each change; Ctrl-C or dev-down ends it"
	@echo "make failover-demo         a shop on a primary, a replica and a sentinel, to stop and start; make cluster-demo: on a cluster of six"
	@echo "make docker-build, docker-restart, docker-logs   the containers of deploy/compose.yml; docs/guide/deploying.md has more"
	@echo "make cache-status|cache-keys|cache-clear|cache-warmup|cache-monitor [ARGS=...]   look after the cache of what runs here"
	@echo "make test [ONLY=project]   every test project, or one"
	@echo "make figures [ONLY=area] [TRACES=path]   the measured figures that the README shows; hit ratios on recorded accesses need traces"
	@echo "make chaos [ARGS=...]      a minute of faults: processes are killed, stopped and cut off, and all that they read is checked"

run:
	dotnet run --project samples/Storefront -c Release -- $(ARGS)

run-fleet:
	dotnet run --project samples/Demos -c Release -- fleet $(ARGS)

failover-demo:
	dotnet run --project samples/Demos -c Release -- failover $(ARGS)

cluster-demo:
	dotnet run --project samples/Demos -c Release -- cluster $(ARGS)

dev-up:
	@bash eng/dev.sh up $(ARGS)

dev-down:
	@bash eng/dev.sh down

docker-build:
	@bash eng/docker.sh $(COMPOSE) build

docker-restart:
	@bash eng/docker.sh $(COMPOSE) up --build --force-recreate --detach

docker-logs:
	@bash eng/docker.sh $(COMPOSE) logs --follow --tail 100 $(ARGS)

test:
	@bash eng/test.sh

figures:
	dotnet run --project bench/Larder.Figures -c Release -- $(ONLY) $(TRACES) $(ARGS)

chaos:
	dotnet run --project bench/Larder.Chaos -c Release -- $(ARGS)

cache-status:
	@$(LARDER) status $(ARGS)

cache-keys:
	@$(LARDER) keys $(ARGS)

cache-clear:
	@$(LARDER) clear --all $(ARGS)

cache-warmup:
	@$(LARDER) warmup $(ARGS)

cache-monitor:
	@$(LARDER) monitor $(ARGS)
