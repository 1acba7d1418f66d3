#!/usr/bin/env bash
# `make torture`: the proofs at ten times their length, chance let loose on every parser, a soak, and every fault put in: some
# hours. Broken off, it goes on where it was: what held is kept in target/torture, by what the sources say, and not run again
# on the same ones (LOOPBOOK_AFRESH=1 runs all of it). What is tried in the real window is no longer than in `make test`: each text
# that is made to harm once in each place.
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
            { echo "FAILED  typing     G7"; echo "typing: 0 held, 1 failed, 0 skipped"; return 1; }
        echo "held    typing     G7        $sequences sequences at the editor, 0 lost; 4 faults caught" >"$kept"
        echo "typing: 1 held, 0 failed, 0 skipped" >>"$kept"
    fi
    cat "$kept"
}
part typing typing

# In the real window: what others wrote, words looked for in its folders, system calls, walls, sleep and the lock of the screen.
window() {
    local kept here=tests/e2e/smoke tries=""
    kept=$TORTURE_KEPT/window-$(said ui/src src-tauri/src "$here")
    for name in hostile canaries silence walls preview away; do tries+=" $here/$name.test.mjs"; done
    if [ ! -f "$kept" ]; then
        LOOPBOOK_SMOKE=$tries "$here/run.sh" >"$logs/torture-window-tests.log" 2>&1
        local code=$? held skipped
        held=$(sed -n 's/^\S* pass \([0-9]*\)$/\1/p' "$logs/torture-window-tests.log")
        skipped=$(sed -n 's/^\S* skipped \([0-9]*\)$/\1/p' "$logs/torture-window-tests.log")
        if [ "$code" -ne 0 ] || [ "${held:-0}" -eq 0 ]; then
            tail -60 "$logs/torture-window-tests.log"
            echo "FAILED  window     G14 G16: $logs/torture-window-tests.log"
            echo "window: 0 held, 1 failed, ${skipped:-0} skipped"
            return 1
        fi
        {
            echo "held    window     G14 G16   $held flows in the real window: 400 payloads in each of six places, the sanitizer on and off, 0 ran, 0 loaded; 0 words in its folders; 0 sockets"
            echo "window: $held held, 0 failed, ${skipped:-0} skipped"
        } >"$kept"
    fi
    cat "$kept"
}
part window window

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
figures() { cat "$logs"/torture-{proofs,long,typing,window,mutants}.log; }
figures | grep -E '^(held|FAILED|SKIPPED|caught|MISSED|!!)'
echo
figures | perl -ne '
    if (/^(?:proofs|long proofs|typing|window|mutants): (\d+) held, (\d+) failed, (\d+) skipped$/) {
        $held += $1; $failed += $2; $skipped += $3; $parts++;
    }
    END {
        printf "!! %d were SKIPPED: the lines above say why\n", $skipped if $skipped;
        printf "torture: %d held, %d failed, %d skipped, in %d of 5 parts\n", $held, $failed, $skipped, $parts;
    }'
[ "$failed" -eq 0 ] || { echo "$failed parts failed" >&2; exit 1; }
