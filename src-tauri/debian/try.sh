#!/usr/bin/env bash
# Installs the package, opens it, removes it, and looks whether the journal is still there. As root: it changes this machine.
set -euo pipefail
cd "$(dirname "$0")/../.."

deb=$(ls -t target/package/*.deb | head -n 1)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_CACHE_HOME=$home/cache XDG_RUNTIME_DIR=$home/run
mkdir -m 700 "$XDG_RUNTIME_DIR"

apt-get install -y -qq --no-install-recommends "./$deb" >/dev/null
loopbook-cli init >/dev/null
echo "A sentence that stays." | loopbook-cli add >/dev/null
# The entry lies where the window looks for it: the journal is open there, so the command line is refused.
dbus-run-session -- xvfb-run --auto-servernum bash -c '
    openbox & loopbook & app=$!
    for _ in $(seq 100); do wmctrl -l | grep -q Loopbook && break; sleep 0.2; done
    wmctrl -l | grep -q Loopbook || { echo "no window opened" >&2; exit 1; }
    for _ in $(seq 50); do loopbook-cli stats >/dev/null 2>&1 || break; sleep 0.2; done
    if loopbook-cli stats >/dev/null 2>&1; then echo "the window did not open the journal" >&2; exit 1; fi
    kill $app' 2>/dev/null
cp /usr/bin/loopbook-cli "$home/cli"
apt-get purge -y -qq loopbook >/dev/null
command -v loopbook >/dev/null && { echo "loopbook is still installed" >&2; exit 1; }
"$home/cli" search sentence | grep -q "stays" || { echo "the journal is gone" >&2; exit 1; }
echo "The package installs, opens, and goes; the journal stays."
