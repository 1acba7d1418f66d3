#!/usr/bin/env bash
# screen.sh COMMAND...: runs it where the real window can be driven: a screen in memory, a session bus of its own, a window
# manager, WebKit's own driver at hand.
set -euo pipefail
for tool in xvfb-run dbus-run-session WebKitWebDriver firefox-esr openbox wmctrl xdotool node; do
    command -v "$tool" >/dev/null || { echo "The real window cannot be tried: $tool is missing (make setup-test installs it)" >&2; exit 1; }
done
[ -x "${LOOPBOOK_BINARY:-target/debug/loopbook}" ] || { echo "There is no ${LOOPBOOK_BINARY:-target/debug/loopbook}: make build" >&2; exit 1; }

XDG_RUNTIME_DIR=$(mktemp -d)
export XDG_RUNTIME_DIR
trap 'rm -rf "$XDG_RUNTIME_DIR"' EXIT
# No accessibility bus and no graphics card: neither is what is tried here.
export NO_AT_BRIDGE=1 WEBKIT_DISABLE_DMABUF_RENDERER=1 LIBGL_ALWAYS_SOFTWARE=1

xvfb-run --auto-servernum --server-args="-screen 0 1400x900x24" \
    dbus-run-session -- bash -c 'openbox & wm=$!; "$@"; code=$?; kill $wm; exit $code' _ "$@"
