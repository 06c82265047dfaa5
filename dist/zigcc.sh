#!/usr/bin/env bash
# A linker for old systems: zig's C compiler for ZIG_TARGET (pip install ziglang), such as
# x86_64-linux-gnu.2.17 for 麒麟 V10 and UOS 20.
set -eu
args=()
for arg in "$@"; do
  case "$arg" in
    # zig says itself for which processor and system it links
    --target=*|-Wl,-melf_*) ;;
    # its own runtime has what that of GCC would bring
    -lgcc_s) args+=(-lunwind) ;;
    *) args+=("$arg") ;;
  esac
done
exec "${PYTHON:-python3}" -m ziglang cc -target "${ZIG_TARGET:-x86_64-linux-gnu.2.17}" "${args[@]}"
