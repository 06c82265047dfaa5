#!/usr/bin/env bash
# Tries a Windows program under wine: dist/try_wine.sh PROGRAM.exe LINUX_PROGRAM
# Both build the same example; the files must be equal. wine 8 lacks bcryptprimitives.dll;
# a DLL with its one function stands in.
set -euo pipefail
exe=$(realpath "$1") own=$(realpath "$2")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WINEPREFIX=$work/wine WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml=
mkdir "$work/bin"
cp "$exe" "$work/bin/jixiao.exe"
cat > "$work/prng.c" <<'C'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
  return RtlGenRandom(data, (ULONG)size);
}
C
x86_64-w64-mingw32-gcc -shared -o "$work/bin/bcryptprimitives.dll" "$work/prng.c" -ladvapi32
run() { wine "$work/bin/jixiao.exe" "$@"; }
folder="$work/我的部门 (样例)"
run --version
run init "$folder"
run check "$folder"
run build "$folder" -o "$work/窗"
"$own" build "$folder" -o "$work/企鹅"
for file in "$work"/企鹅/*; do
  cmp "$file" "$work/窗/$(basename "$file")" && echo "相同 $(basename "$file")"
done
# the quote that a shell of Windows leaves behind a folder's last backslash
run check "$(winepath -w "$folder")\\\""
run import "$work"/窗/*.docx -o "$work/导入"
run check "$work/导入"
