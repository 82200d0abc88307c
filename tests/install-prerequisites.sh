#!/usr/bin/env bash
# Installs what the full tests need on a fresh Debian machine: one line per program, skipped where it is there already.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
need() { command -v "$1" >/dev/null 2>&1 || [ -x "$1" ] || packages+=("$2"); }
need node nodejs
need npm npm
need strace strace
need /usr/lib/postgresql/15/bin/initdb postgresql
need chromium chromium
need docker-compose docker-compose

if [ ${#packages[@]} -gt 0 ]; then
    echo "Installing ${packages[*]} (needs root) …"
    sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

# snarkjs and @noble/curves, the outside judges of proofs and curve arithmetic; versions are pinned in the lock file.
(cd tests/node && npm ci --silent --no-audit --no-fund)
