#!/usr/bin/env bash
# Are Rust and Node here, and new enough? Says how to get them where not.
set -euo pipefail

new_enough() { # found needed
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

problems=0
rust=$( (rustc --version 2>/dev/null || true) | sed -n 's/^rustc \([0-9.]*\).*/\1/p')
if [ -z "$rust" ] || ! new_enough "$rust" 1.92; then
    echo "Loopbook is built with Rust 1.92 or newer; found: ${rust:-none}." >&2
    echo "  With rustup: rustup update stable. Without: install rustup (a package of most systems, or from Rust's own site)." >&2
    problems=1
fi
node=$( (node --version 2>/dev/null || true) | sed 's/^v//')
if [ -z "$node" ] || ! new_enough "$node" 20; then
    echo "The pages are built with Node 20 or newer; found: ${node:-none}." >&2
    echo "  Install nodejs and npm from your system's packages where they are new enough, else from Node's own site." >&2
    problems=1
elif ! command -v npm >/dev/null; then
    echo "Node is here, but npm is not: install the package npm." >&2
    problems=1
fi
exit "$problems"
