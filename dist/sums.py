#!/usr/bin/env python3
"""Writes SHA256SUMS of all files in a folder: sums.py FOLDER"""

import hashlib
import pathlib
import sys


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    print("".join(lines), end="")


main()
