#!/usr/bin/env bash
# Installs etcd, the peer of `bench raft`, and h2load, which asks both, where they are missing.
set -euo pipefail
command -v etcd >/dev/null && command -v etcdctl >/dev/null && command -v h2load >/dev/null && exit 0
sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends etcd-server etcd-client nghttp2-client >/dev/null
