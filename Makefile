# The targets that people use, one line each; CONTRIBUTING.md says more.
.PHONY: sql check unit test test-all test-servers lint format docs fuzz bench install clean
.DEFAULT_GOAL := sql
PREFIX ?= /usr/local
SWIFT_SOURCES := Package.swift Sources Tests fuzz

sql: ; @scripts/bootstrap build && swift build --product planc && .build/debug/planc compile
check: ; @scripts/bootstrap build && swift build --product planc && .build/debug/planc check
unit: ; @scripts/bootstrap test && scripts/run-tests --unit
test: ; @scripts/bootstrap test && scripts/run-tests --quick
test-all: test ; @scripts/run-tests --long && scripts/test-servers
test-servers: ; @scripts/bootstrap test && swift build --build-tests && scripts/test-servers
lint: ; @scripts/bootstrap build && swift format lint --strict --recursive $(SWIFT_SOURCES) && swift test --filter SourceTreeTests
format: ; @swift format --in-place --recursive $(SWIFT_SOURCES)
docs: ; @scripts/bootstrap build && swift build --product planc && .build/debug/planc explain --all --format markdown > docs/diagnostics.md && .build/debug/planc schema > schema/plan.schema.json && .build/debug/planc schema --catalog > schema/catalog.schema.json
fuzz: ; @scripts/bootstrap build && fuzz/run 60
bench: ; @scripts/bootstrap bench && swift build -c release --static-swift-stdlib --product planc && benchmarks/run && benchmarks/inspect && benchmarks/files
install: ; @scripts/bootstrap build && swift build -c release --static-swift-stdlib --product planc && install -D -m 755 .build/release/planc $(DESTDIR)$(PREFIX)/bin/planc && scripts/install-completions .build/release/planc $(DESTDIR)$(PREFIX)
clean: ; @swift package clean
