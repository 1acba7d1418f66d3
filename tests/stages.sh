#!/usr/bin/env bash
# `make test`: everything that is missing, one build, every test. Prints the minutes of each stage and adds up what the
# runners counted. A stage that fails does not hide the others; only without a build there is nothing to test.
set -uo pipefail
cd "$(dirname "$0")/.."

logs=target/test-logs
mkdir -p "$logs"
rm -f "$logs"/*.log
passed=0 failed=0 skipped=0
times=()

# Runs a stage, keeps what it says, and notes its time. Answers the stage's own code.
stage() { # name command...
    local name=$1 begun=$SECONDS code
    shift
    echo
    echo "== $name"
    "$@" 2>&1 | tee "$logs/$name.log"
    code=${PIPESTATUS[0]}
    local took=$((SECONDS - begun))
    times+=("$(printf '%-10s %3d min %02d s%s' "$name" $((took / 60)) $((took % 60)) "$([ "$code" -eq 0 ] || echo '   FAILED')")")
    return "$code"
}

# The sum of what a pattern calls n in a stage's log, colours taken off.
number() { # stage pattern
    perl -ne 's/\e\[[0-9;]*m//g; $sum += $+{n} if /'"$2"'/; END { print $sum + 0 }' "$logs/$1.log"
}

# Adds what a runner counted. A runner that broke off without counting a failure is one.
count() { # stage code passed-pattern failed-pattern skipped-pattern
    local p f s
    p=$(number "$1" "$3") f=$(number "$1" "$4") s=$(number "$1" "$5")
    if [ "$2" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; fi
    if [ "$2" -eq 0 ] && [ "$p" -eq 0 ]; then
        echo "!! $1 ran no test" >&2
        f=1
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# What failed, by name: the closing lines may be all that is kept of a run. Playwright lists them after the count; nextest,
# vitest and node say it where it happens.
failures() {
    local log
    for log in rust torture pages browser app; do
        [ -f "$logs/$log.log" ] || continue
        STAGE=$log perl -ne '
            s/\e\[[0-9;]*m//g;
            if (/^ *\d+ (failed|flaky|passed|skipped|did not run)/) { $listed = $1 eq "failed" }
            my ($name) = /^ *(?:FAIL|TIMEOUT|ABORT|SIG[A-Z]+) +(?:\[.*?\] +(?:\(.*?\) +)?)?(.+)$/;
            ($name) = /^test (.+) \.\.\. FAILED$/ unless $name;
            ($name) = /^(?:FAILED|MISSED) +(.+)$/ unless $name;
            ($name) = /^ *✖ (?!failing tests)(.+?)(?: \([\d.]+ms\))?$/ unless $name;
            ($name) = /^ +(\S.*\.spec\.ts.*)$/ if !$name && $listed;
            print "$ENV{STAGE}: $name\n" if $name && !$seen{$name}++' "$logs/$log.log"
    done
}

finish() {
    if [ "$failed" -ne 0 ]; then
        echo
        echo "== failed"
        failures
    fi
    echo
    echo "== times"
    printf '%s\n' "${times[@]}"
    echo
    [ "$skipped" -eq 0 ] || echo "!! $skipped tests were SKIPPED; the logs in $logs say which"
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] || exit 1
    exit 0
}

rust_tests() {
    if command -v cargo-nextest >/dev/null; then
        # Tests in documentation are run by cargo alone.
        cargo nextest run --locked --workspace --no-fail-fast && cargo test --locked --workspace --doc
    else
        cargo test --locked --workspace --no-fail-fast
    fi
}

if ! stage packages make --no-print-directory setup-test || ! stage build make --no-print-directory build; then
    failed=1
    finish
fi

# A test that reads others' files passes without them: where they are not, that is told, and counts as one that was skipped.
data=${LOOPBOOK_TEST_DATA:-../shared/data}
if [ ! -d "$data" ]; then
    echo "!! others' files ($data; LOOPBOOK_TEST_DATA says where) are not here: what is tried on them is SKIPPED"
    skipped=$((skipped + 1))
fi

stage rust rust_tests
count rust $? '^( *Summary|test result:) .*?(?<n>\d+) passed' '^( *Summary|test result:) .*?(?<n>\d+) failed' \
    '^( *Summary|test result:) .*?(?<n>\d+) (skipped|ignored)'

# The short form of what `make torture` runs ten times as long: every proof, and the two faults that nobody may miss.
stage torture bash -c 'target/debug/torture prove && target/debug/torture mutants kills cuts'
count torture $? '^(proofs|mutants): (?<n>\d+) held' '^(proofs|mutants): .* (?<n>\d+) failed' '^(proofs|mutants): .* (?<n>\d+) skipped'

stage pages bash -c 'cd ui && npm test --silent'
count pages $? '^ *Tests .*?(?<n>\d+) passed' '^ *Tests .*?(?<n>\d+) failed' '^ *Tests .*?(?<n>\d+) skipped'

# Two checkouts may be tested side by side.
free_ports() { # the first of two ports that nobody uses
    node -e '
        const { createServer } = require("net");
        const listen = (port) => new Promise((done) => {
            const server = createServer().once("error", () => done(null)).listen(port, "127.0.0.1", () => done(server));
        });
        (async () => {
            for (;;) {
                const one = await listen(0);
                const { port } = one.address();
                const other = await listen(port + 1);
                one.close();
                if (other) return other.close(() => console.log(port));
            }
        })();'
}
LOOPBOOK_E2E_PORT=$(free_ports)
export LOOPBOOK_E2E_PORT
export LOOPBOOK_E2E_WORKERS=2
stage browser bash -c 'cd ui && npm run e2e --silent'
count browser $? '^ *(?<n>\d+) passed' '^ *(?<n>\d+) failed$' '^ *(?<n>\d+) (skipped|did not run)'

# Node counts after the word: "ℹ pass 13".
stage app tests/e2e/smoke/run.sh
count app $? '^\S+ pass (?<n>\d+)$' '^\S+ fail (?<n>\d+)$' '^\S+ skipped (?<n>\d+)$'

finish
