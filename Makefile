# make run      everything that is missing is installed and built, then Loopbook opens
# make test     the same, then every test, with the minutes of each stage
# make torture  the proofs of SECURITY.md at ten times their length, fuzzing, a soak, and every fault put in on purpose (hours)
# make check    format, lints, types, licences
# make types    what is made from the core: TypeScript of the table of calls, the policy for the style of exports
# make bench    how fast it is (release build)
# make bench-window  the same of the real window: start, key press to painted results, memory
# make quality  how well search finds what was meant, beside SQLite's FTS5
# make package  target/package/loopbook_VERSION_ARCH.deb

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test torture check types bench bench-window quality package try-package setup setup-test packages packages-test tools pages build clean

# What the app is built from and runs on, by Debian's names; the dictionaries are for spell checking.
PACKAGES := build-essential pkg-config perl mold libwebkit2gtk-4.1-dev libgtk-3-dev librsvg2-dev \
	hunspell-en-us hunspell-en-gb hunspell-de-de hunspell-fr hunspell-nl hunspell-es
# A browser for the pages, a screen and a driver for the real window; an office program that opens what we write (a minute); a
# stand-in for the system's own bus.
TEST_PACKAGES := webkit2gtk-driver xvfb xauth dbus dbus-daemon dbus-tests chromium firefox-esr imagemagick openbox wmctrl \
	libreoffice-writer-nogui xdotool libxml2-utils strace util-linux e2fsprogs python3-dbusmock libglib2.0-bin

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

run: setup build
	@target/debug/loopbook

test:
	@tests/stages.sh

torture: setup-test build
	@tests/torture/run.sh

setup: packages tools ui/node_modules/.package-lock.json
setup-test: setup packages-test

packages:
	@tests/packages.sh $(PACKAGES)

packages-test:
	@tests/packages.sh $(TEST_PACKAGES)

# Rust and Node come from their own installers; we only say what is missing.
tools:
	@tests/tools.sh

ui/node_modules/.package-lock.json: ui/package.json ui/package-lock.json
	@cd ui && npm ci --no-audit --no-fund
	@touch $@

pages: ui/dist/index.html
ui/dist/index.html: ui/node_modules/.package-lock.json ui/index.html ui/vite.config.ts $(shell find ui/src -type f -not -name '*.test.ts')
	@cd ui && npm run build --silent
	@touch $@

# One debug build serves the app, the command line and every test. The pages go into the app: they come first.
build: pages
	@cargo build --locked --workspace --all-targets

check: setup
	@cargo fmt --all -- --check
	@$(MAKE) --no-print-directory pages
	@cargo clippy --locked --workspace --all-targets -- -D warnings
	@cargo test --locked --quiet -p tests --test it types::
	@cd ui && npm run check
	@node tests/licences.mjs

types:
	@LOOPBOOK_WRITE_TYPES=1 cargo test --quiet -p tests --test it types::
	@LOOPBOOK_WRITE_TYPES=1 cargo test --quiet -p loopbook --lib the_policy

bench:
	@if [ -d tests/bench ]; then cargo bench --locked -p tests --bench journal; else echo "There is nothing to measure yet: tests/bench does not exist."; fi

# The real window as it is shipped, but for the last step of linking.
bench-window: setup-test pages
	@cargo build --locked --profile bench -p loopbook -p loopbook-cli --features loopbook/driven
	@LOOPBOOK_BINARY=target/release/loopbook tests/e2e/smoke/screen.sh node tests/bench/window.mjs

quality:
	@cargo bench --locked -p tests --bench quality

package: setup pages
	@src-tauri/debian/build.sh

# Installs and removes what `make package` made: as root, on a machine that may be changed.
try-package: setup-test
	@src-tauri/debian/try.sh

clean:
	@cargo clean
	@rm -rf ui/dist ui/test-results
