#!/usr/bin/env bash
# Opens the window; where there is no screen, does the main job instead and says where it lies.
set -euo pipefail
cd "$(dirname "$0")/.."

case "$(uname -s)" in
    Linux | *BSD) screen=${WAYLAND_DISPLAY:-}${DISPLAY:-} ;;
    *) screen=yes ;; # Windows and macOS always have one
esac

if [ -n "$screen" ]; then
    exec .venv/bin/hrdesk "$@"
fi
echo "no screen here: making a sample office in out/ instead" >&2
QT_QPA_PLATFORM=offscreen exec .venv/bin/hrdesk demo --out out/
