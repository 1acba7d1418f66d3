#!/usr/bin/env bash
# `make torture`: the proofs at ten times their length, chance let loose on every parser, a soak, and every fault put in: some
# hours. Broken off, it goes on where it was: what held is kept in target/torture, by what the sources say, and not run again
# on the same ones (LOOPBOOK_AFRESH=1 runs all of it).
# LOOPBOOK_TORTURE says how many times (10), LOOPBOOK_FUZZ the seconds for each parser (300), LOOPBOOK_SOAK those of the soak (1200),
# LOOPBOOK_SEQUENCES how often somebody sits down at the editor (10000).
set -uo pipefail
cd "$(dirname "$0")/../.."

times=${LOOPBOOK_TORTURE:-10} fuzz=${LOOPBOOK_FUZZ:-300} soak=${LOOPBOOK_SOAK:-1200} sequences=${LOOPBOOK_SEQUENCES:-10000}
logs=target/test-logs
mkdir -p "$logs"
torture=target/debug/torture
said() { # what all files below these places say, in short
    git ls-files -z --cached --others --exclude-standard "$@" | LC_ALL=C sort -z | xargs -0 sha256sum 2>/dev/null |
        sha256sum | cut -c1-16
}
sources=$(said src-tauri/core src-tauri/seal src-tauri/typeset src-tauri/cli tests/torture Cargo.lock)
export TORTURE_KEPT=$PWD/target/torture/$sources-$times-$fuzz-$soak
[ -z "${LOOPBOOK_AFRESH:-}" ] || rm -rf "$TORTURE_KEPT"
mkdir -p "$TORTURE_KEPT"
failed=0
part() { # name command...
    local name=$1
    shift
    echo
    echo "== $name"
    "$@" 2>&1 | tee "$logs/torture-$name.log"
    [ "${PIPESTATUS[0]}" -eq 0 ] || failed=$((failed + 1))
}

part proofs "$torture" prove --times "$times"
part long "$torture" long "$fuzz" "$soak"
typing() {
    local kept
    kept=$TORTURE_KEPT/typing-$(said ui/src/shell ui/src/lib)-$sequences
    if [ ! -f "$kept" ]; then
        (cd ui && LOOPBOOK_SEQUENCES=$sequences npx vitest run src/shell/pages.model.test.ts) ||
            { echo "FAILED  typing     G7"; return 1; }
        echo "held    typing     G7        $sequences sequences at the editor, 0 lost; 4 faults caught" >"$kept"
    fi
    cat "$kept"
}
part typing typing

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
cat "$logs"/torture-{proofs,long,typing,mutants}.log |
    grep -E '^(held|FAILED|SKIPPED|caught|MISSED|(proofs|long proofs|mutants):|!!)'
[ "$failed" -eq 0 ] || { echo "$failed parts failed" >&2; exit 1; }
