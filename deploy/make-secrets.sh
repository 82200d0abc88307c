#!/usr/bin/env bash
# Makes the secrets that docker-compose.yml mounts, once: a database password and the admin token.
set -euo pipefail
folder=${1:-$(dirname "$0")/secrets}
if [ -e "$folder" ]; then
    echo "$folder is there already; nothing was changed."
    exit 0
fi
mkdir -p "$folder"
chmod 700 "$folder"
password=$(openssl rand -hex 32)
printf '%s' "$password" >"$folder/postgres-password"
printf '*:*:*:amaters:%s\n' "$password" >"$folder/pgpass"
openssl rand -hex 32 >"$folder/admin-token"
# Containers run as users of their own, and Compose mounts these files as they are; the folder keeps others out.
chmod 644 "$folder"/*
echo "$folder is made."
