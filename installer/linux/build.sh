#!/usr/bin/env bash
# dist/hrdesk-<version>-linux-<machine>.tar.gz: the built program, its menu entry, install.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."

PYTHON=${PYTHON:-python3.11}
"$PYTHON" installer/build.py "$@"

version=$("$PYTHON" -c 'import sys; sys.path.insert(0, "installer"); import build
print(build.version())')
name="hrdesk-$version-linux-$(uname -m)"
stage="build/$name"
rm -rf "$stage"
mkdir -p "$stage"
cp -a dist/hrdesk "$stage/program"
cp installer/linux/hrdesk.desktop installer/linux/install.sh "$stage/"
[ ! -f LICENSE ] || cp LICENSE "$stage/"

# The same files give the same archive, byte for byte.
tar --create --sort=name --owner=0 --group=0 --numeric-owner \
    --mtime="@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" \
    --directory build "$name" | gzip -n >"dist/$name.tar.gz"
echo "dist/$name.tar.gz"
