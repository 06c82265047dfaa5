#!/usr/bin/env bash
# Checks, builds and summarizes 10, 100 and 1,000 invented departments and prints what it
# took, as a table for docs/scale.md:  benches/scale.sh [folder for the departments]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-$(mktemp -d)}
cargo build --release --bin jixiao --example departments
bin=$PWD/target/release/jixiao
echo "| 部门 | 项目 | 命令 | 用时（秒） | 处理器时间（秒） | 内存峰值（MB） | 每核每秒部门 |"
echo "| ---: | ---: | --- | ---: | ---: | ---: | ---: |"
for count in 10 100 1000; do
  target/release/examples/departments "$folder/$count" "$count" 1 6
  projects=$(find "$folder/$count" -path '*/项目/*.yaml' | wc -l)
  for command in check build summary; do
    out=()
    [ $command = check ] || out=(-o "$folder/out-$command-$count")
    [ $command != build ] || out+=(--allow-errors)
    # findings are no failure of the measurement
    /usr/bin/time -o "$folder/time" -f '%e %U %S %M' \
      "$bin" $command "$folder/$count" "${out[@]}" >/dev/null 2>&1 || true
    tail -1 "$folder/time" | awk -v n="$count" -v p="$projects" -v c="$command" \
      '{ printf "| %d | %d | %s | %.1f | %.1f | %.0f | %.0f |\n", n, p, c, $1, $2 + $3, $4 / 1024, n / ($2 + $3) }'
  done
done
