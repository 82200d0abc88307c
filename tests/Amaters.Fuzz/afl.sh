#!/usr/bin/env bash
# Fuzzes one target with coverage guidance: afl.sh TARGET [SECONDS]. Needs afl++ (Debian package afl++).
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$1
seconds=${2:-600}
work=artifacts/fuzz/$target

rm -rf "$work/program"
dotnet publish tests/Amaters.Fuzz -c Release --nologo -v quiet -o "$work/program"
dotnet "$work/program/Amaters.Fuzz.dll" seeds "$target" "$work/seeds"
# The published copies are instrumented, not what the tests run.
for assembly in "$work"/program/Amaters.*.dll; do
    case $assembly in */Amaters.Fuzz.dll | */Amaters.Testing.dll) continue ;; esac
    dotnet "$work/program/Amaters.Fuzz.dll" instrument "$assembly"
done

export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1
timeout --signal=INT --preserve-status "$seconds" \
    afl-fuzz -i "$work/seeds" -o "$work/findings" -t 5000 -m none -- dotnet "$work/program/Amaters.Fuzz.dll" run "$target" > "$work/afl.log" || true
echo "crashes: $(find "$work/findings/default/crashes" -name 'id:*' | wc -l), hangs: $(find "$work/findings/default/hangs" -name 'id:*' | wc -l)"
