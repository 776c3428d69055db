#!/bin/sh
# How time and memory of the commands grow with the number of frameworks, on generated graphs:
#   benches/growth.sh [FRAMEWORKS …]
# Prints wall and user time in seconds and the largest resident memory in MiB; a command that takes longer than LIMIT seconds is stopped.
set -eu
cd "$(dirname "$0")/.."
cargo build --quiet --release --bin interlex --example generate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- 200 2000 20000
for size in "$@"; do
    target/release/examples/generate --frameworks "$size" -o "$work/$size"
done
while read -r command; do
    for size in "$@"; do
        status=0
        # The command is split into words on purpose.
        # shellcheck disable=SC2086
        timeout "${LIMIT:-300}" /usr/bin/time -q -f "%e %U %M" -o "$work/time" \
            target/release/interlex --graph "$work/$size" --quiet $command -o "$work/answer" >"$work/out" 2>"$work/err" || status=$?
        if [ "$status" -ge 124 ]; then
            echo "$size frameworks: $command: stopped after ${LIMIT:-300} s"
        else
            awk -v size="$size" -v command="$command" -v status="$status" \
                '{ printf "%7d frameworks  %8.2f s  %8.2f s CPU  %6.0f MiB  exit %d  %s\n", size, $1, $2, $3 / 1024, status, command }' "$work/time"
        fi
    done
done <<COMMANDS
check
gaps --region eastern-asia
gaps --region world --format json
path c-000 c-100
plan --region world --budget 1
influence
communities
bridges
robustness --top 3
map
timeline
export --format json
COMMANDS
