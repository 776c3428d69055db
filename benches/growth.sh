#!/bin/sh
# How time and memory of the commands grow with the number of frameworks, on generated graphs:
#   benches/growth.sh [FRAMEWORKS …]
# Prints wall and processor time in seconds and the largest resident memory in MiB; a command that takes longer than LIMIT
# seconds (300) is stopped, and not asked about larger graphs. COMMANDS may name others, one a line. PROGRAM and GENERATE
# may name programs that are built already.
set -eu
cd "$(dirname "$0")/.."
if [ -z "${PROGRAM:-}" ] || [ -z "${GENERATE:-}" ]; then
    cargo build --quiet --release --bin interlex --example generate
fi
program=${PROGRAM:-target/release/interlex}
generate=${GENERATE:-target/release/examples/generate}
limit=${LIMIT:-300}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- 200 2000 20000
for size in "$@"; do
    "$generate" --frameworks "$size" -o "$work/$size"
done
usual='check
census
gaps --region eastern-asia
gaps --region world --format json
path c-000 c-100
plan --region world --budget 1
influence
communities
bridges
robustness
robustness --by pairs --top 3
map
timeline
export --format json'
nproc=$(nproc 2>/dev/null || echo '?')
echo "$nproc processors; load: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || echo unknown)"
echo "${COMMANDS:-$usual}" | while read -r command; do
    for size in "$@"; do
        status=0
        # The command is split into words on purpose.
        # shellcheck disable=SC2086
        timeout "$limit" /usr/bin/time -q -f "%e %U %S %M" -o "$work/time" \
            "$program" --graph "$work/$size" --quiet $command -o "$work/answer" </dev/null >"$work/out" 2>"$work/err" || status=$?
        if [ "$status" -ge 124 ]; then
            echo "$size frameworks: $command: stopped after $limit s"
            break
        fi
        awk -v size="$size" -v command="$command" -v status="$status" \
            '{ printf "%7d frameworks  %8.2f s  %8.2f s CPU  %6.0f MiB  exit %d  %s\n", size, $1, $2 + $3, $4 / 1024, status, command }' "$work/time"
    done
done
