#!/usr/bin/env bash
# Times the command on the example of 45 projects and prints what it needs and makes:
#   benches/measure.sh [runs]
# Wall times are of whole processes; the least is what the machine can do, the median
# what one sees. Memory needs GNU time (/usr/bin/time).
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-30}
example=data/examples/云泽市科学技术局
cargo build --release --quiet
jixiao=target/release/jixiao
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# The least and the median time of a command, in milliseconds.
measure() {
    local name=$1 i start end times
    shift
    "$@" >/dev/null 2>&1
    times=$(for ((i = 0; i < runs; i++)); do
        start=${EPOCHREALTIME/./}
        "$@" >/dev/null 2>&1
        end=${EPOCHREALTIME/./}
        echo $((end - start))
    done | sort -n)
    awk -v name="$name" '{ t[NR] = $1 / 1000 }
        END { printf "%-28s least %6.1f ms   median %6.1f ms\n", name, t[1], t[int((NR + 1) / 2)] }' <<<"$times"
}

measure "start (--version)" "$jixiao" --version
measure "check" "$jixiao" check "$example"
measure "check + DOCX + PDF" "$jixiao" build "$example" -o "$out"
measure "check + PDF" "$jixiao" build "$example" -o "$out" --only pdf
measure "check + DOCX" "$jixiao" build "$example" -o "$out" --only docx
if [ -x /usr/bin/time ]; then
    /usr/bin/time -f "peak memory                  %M KB" \
        "$jixiao" build "$example" -o "$out" 2>&1 >/dev/null | tail -1
fi
for file in "$out"/*; do
    printf '%-28s %d bytes\n' "${file##*.}" "$(wc -c <"$file")"
done
