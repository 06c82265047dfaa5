#!/usr/bin/env bash
# A static Linux program for another processor, packed: dist/cross.sh aarch64-unknown-linux-musl [folder]
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1 out=${2:-成品}
case $target in
  aarch64-*) name=linux-arm64 zig=aarch64-linux-musl ;;
  loongarch64-*) name=linux-loongarch64 zig=loongarch64-linux-musl ;;
  *) echo "没有准备 $target" >&2; exit 2 ;;
esac
python3 -m venv target/zig
target/zig/bin/pip install -q ziglang
eval "$(dist/std.sh)"
linker=CARGO_TARGET_$(echo "$target" | tr 'a-z-' 'A-Z_')_LINKER
export PYTHON=$PWD/target/zig/bin/python ZIG_TARGET=$zig "$linker=$PWD/dist/zigcc.sh"
export RUSTFLAGS="-C link-self-contained=no -C target-feature=+crt-static"
cargo build -Zbuild-std=std,panic_unwind --release --locked --bin jixiao --target "$target"
python3 dist/pack.py --name "$name" --target "$target" --out "$out"
