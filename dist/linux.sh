#!/usr/bin/env bash
# A Linux program for glibc 2.17, packed: dist/linux.sh [folder]
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-成品}
python3 -m venv target/zig
target/zig/bin/pip install -q ziglang
PYTHON=$PWD/target/zig/bin/python ZIG_TARGET=x86_64-linux-gnu.2.17 \
  cargo rustc --release --locked --bin jixiao -- -C "linker=$PWD/dist/zigcc.sh"
python3 dist/glibc.py target/release/jixiao 2.17
python3 dist/pack.py --name linux-x64 --target x86_64-unknown-linux-gnu \
  --program target/release/jixiao --out "$out"
