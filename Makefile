# Each target is a line or two; the plain dotnet commands stand beside them in CONTRIBUTING.md.
.PHONY: help run test figures chaos cache-status cache-keys cache-clear cache-warmup cache-monitor

LARDER = dotnet run --project src/Larder.Cli -c Release -v q --

help:
	@echo "make run [ARGS=...] [REDIS_URL=...]   the storefront on http://localhost:5000, on a SQLite file or on Redis"
	@echo "make cache-status|cache-keys|cache-clear|cache-warmup|cache-monitor [ARGS=...]   look after the cache of what runs here"
	@echo "make test [ONLY=project]   every test project, or one"
	@echo "make figures [ONLY=area] [TRACES=path]   the measured figures that the README shows; hit ratios on recorded accesses need traces"
	@echo "make chaos [ARGS=...]      a minute of faults: processes are killed, stopped and cut off, and all that they read is checked"

run:
	dotnet run --project samples/Storefront -c Release -- $(ARGS)

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
