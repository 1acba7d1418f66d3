#!/usr/bin/env bash
# `make torture`: the proofs at ten times their length, chance let loose on every parser, a soak, and every fault put in.
# LOOPBOOK_TORTURE says how many times (10), LOOPBOOK_FUZZ the seconds for each parser (300), LOOPBOOK_SOAK those of the soak (1200),
# LOOPBOOK_SEQUENCES how often somebody sits down at the editor (10000).
set -uo pipefail
cd "$(dirname "$0")/../.."

logs=target/test-logs
mkdir -p "$logs"
torture=target/debug/torture
failed=0
part() { # name command...
    local name=$1
    shift
    echo
    echo "== $name"
    "$@" 2>&1 | tee "$logs/torture-$name.log"
    [ "${PIPESTATUS[0]}" -eq 0 ] || failed=$((failed + 1))
}

part proofs "$torture" prove --times "${LOOPBOOK_TORTURE:-10}"
part fuzzing "$torture" fuzz "${LOOPBOOK_FUZZ:-300}"
typing() { # sequences
    (cd ui && LOOPBOOK_SEQUENCES=$1 npx vitest run src/shell/pages.model.test.ts) || { echo "FAILED  typing     G7"; return 1; }
    echo "held    typing     G7        $1 sequences at the editor, 0 lost; 4 faults caught"
}
part typing typing "${LOOPBOOK_SEQUENCES:-10000}"
part soak "$torture" soak "${LOOPBOOK_SOAK:-1200}"

# The core with its faults is a build of its own beside the program's: the shipped app has no switch for them.
faulty=target/torture-mutants
if cargo build --locked -p tests -p loopbook-cli --bin torture --features tests/mutants && cp "$torture" "$faulty"; then
    part mutants "$faulty" mutants
else
    failed=$((failed + 1))
fi
cargo build --locked -p tests -p loopbook-cli --bin torture

echo
echo "== figures"
grep -hE '^(held|FAILED|SKIPPED|caught|MISSED|proofs:|mutants:|!!)' "$logs"/torture-*.log
[ "$failed" -eq 0 ] || { echo "$failed parts failed" >&2; exit 1; }
