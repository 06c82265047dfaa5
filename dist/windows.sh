#!/usr/bin/env bash
# A Windows program, packed: dist/windows.sh x86_64-pc-windows-gnu|x86_64-win7-windows-gnu [folder]
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1 out=${2:-成品}
command -v x86_64-w64-mingw32-gcc >/dev/null || apt-get install -qy --no-install-recommends gcc-mingw-w64-x86-64
eval "$(dist/std.sh)"
export CARGO_TARGET_X86_64_WIN7_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc
cargo build -Zbuild-std=std,panic_unwind --release --locked --bin jixiao --target "$target"
name=windows-x64
if [ "$target" = x86_64-win7-windows-gnu ]; then
  name=windows7-x64
  python3 dist/imports.py "target/$target/release/jixiao.exe" bcryptprimitives.dll
fi
python3 dist/pack.py --name "$name" --target "$target" --out "$out"
