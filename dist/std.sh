#!/usr/bin/env bash
# Unpacks Debian's compiler with the source of its standard library into target/debian-rust,
# and prints what a build with it needs in its environment: eval "$(dist/std.sh)"
set -euo pipefail
cd "$(dirname "$0")/.."
home=$PWD/target/debian-rust
if [ ! -x "$home/usr/bin/rustc" ]; then
  mkdir -p "$home" && cd "$home"
  packages=$(apt-cache search --names-only '^(rust-web-src|rustc-web|libstd-rust-web-[0-9.]+|libstd-rust-web-dev)$' | cut -d' ' -f1)
  # shellcheck disable=SC2086  # a list of names
  apt-get download -q $packages libllvm22 >&2
  for package in ./*.deb; do dpkg -x "$package" .; rm "$package"; done
fi
echo "export LD_LIBRARY_PATH=$home/usr/lib/x86_64-linux-gnu RUSTC=$home/usr/bin/rustc RUSTC_BOOTSTRAP=1"
