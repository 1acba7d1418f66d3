#!/usr/bin/env bash
# Drives the real window. After: cargo build --workspace (and the pages before it).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."
"$here/screen.sh" node --test --test-reporter=spec --test-concurrency=1 --test-timeout=420000 \
    ${LOOPBOOK_SMOKE:-"$here"/*.test.mjs}
