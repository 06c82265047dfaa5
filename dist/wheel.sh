#!/usr/bin/env bash
# The wheel for pip, tried in an empty environment: dist/wheel.sh [folder]
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-成品}
python3 -m venv target/maturin
target/maturin/bin/pip install -q maturin
target/maturin/bin/maturin build --release --locked --out "$out"
empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
python3 -m venv "$empty/venv"
"$empty/venv/bin/pip" install -q --no-index --find-links "$out" jixiao
cd "$empty"
venv/bin/jixiao init 我的部门
venv/bin/jixiao build 我的部门 -o 输出
ls 输出
