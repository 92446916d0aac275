#!/usr/bin/env bash
# Makes this machine able to run and test hrdesk: system libraries, .venv, the program itself.
# Safe to run again at any time; when nothing changed it does nothing and takes a moment.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }

SYSTEM_PACKAGES=(
    # Qt without a screen, and the library that breaks Thai words for it
    libgl1 libegl1 libxkbcommon0 libdbus-1-3 libglib2.0-0 libfontconfig1 libthai0
    # Qt on a screen, and printing
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libcups2
    # Thai on paper and on screen; reading papers back; a virtual screen; the second database
    fonts-tlwg-laksaman-ttf fonts-tlwg-loma-ttf poppler-utils xvfb xauth postgresql-15
)

find_python() {
    local name
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
            2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null
}

installed() {
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_system_packages() {
    local missing=() package
    if command -v dpkg-query >/dev/null; then
        for package in "${SYSTEM_PACKAGES[@]}"; do
            installed "$package" || missing+=("$package")
        done
    fi
    if ! find_python >/dev/null; then
        missing+=(python3.11 python3.11-venv)
    elif ! "$(find_python)" -c 'import ensurepip, venv' 2>/dev/null; then
        missing+=("$("$(find_python)" -c 'import sys
print("python%d.%d-venv" % sys.version_info[:2])')")
    fi
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! may_install; then
        say "not allowed to install here; ask for: apt-get install ${missing[*]}"
        return 0
    fi
    say "installing ${missing[*]}"
    local options=(-qq -o DPkg::Lock::Timeout=300)
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" update >&2 ||
        ! as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install --yes \
            --no-install-recommends "${missing[@]}" </dev/null >&2; then
        say "apt-get failed; install by hand: apt-get install ${missing[*]}"
    fi
}

wanted_state() {
    # What .venv was made from; another value means it must be brought up to date.
    pwd
    "$1" --version
    cat requirements.lock pyproject.toml
}

usable_environment() {
    # A checkout that was moved has a .venv whose commands still point to where it was.
    .venv/bin/python -m pip --version >/dev/null 2>&1 &&
        head -n 1 .venv/bin/pip | grep --quiet --fixed-strings "$PWD/.venv/"
}

make_environment() {
    local python state
    if ! python=$(find_python); then
        say "Python 3.11, 3.12 or 3.13 is needed: apt-get install python3.11 python3.11-venv"
        exit 1
    fi
    state=$(wanted_state "$python" | sha256sum)
    if [ "$(cat .venv/setup-stamp 2>/dev/null)" = "$state" ]; then
        return
    fi
    say "building .venv (a minute or two the first time)"
    rm -f .venv/setup-stamp
    usable_environment || "$python" -m venv --clear .venv
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
    .venv/bin/python -m pip install -qq --requirement requirements.lock </dev/null >&2
    .venv/bin/python -m pip install -qq --no-deps --no-build-isolation --editable . \
        </dev/null >&2
    .venv/bin/python -m pip -qq check >&2
    printf '%s\n' "$state" >.venv/setup-stamp
}

check_libraries() {
    local answer
    if ! answer=$(QT_QPA_PLATFORM=offscreen .venv/bin/python -c \
        'from PySide6.QtWidgets import QApplication; QApplication([])' 2>&1); then
        say "Qt cannot start: ${answer##*$'\n'}"
        say "install: apt-get install ${SYSTEM_PACKAGES[*]}"
        exit 1
    fi
}

install_system_packages
make_environment
check_libraries
