#!/usr/bin/env python3
"""Fails when a Windows program imports a DLL: imports.py PROGRAM.exe bcryptprimitives.dll"""

import subprocess
import sys


def main() -> None:
    program, *forbidden = sys.argv[1:]
    table = subprocess.run(
        ["x86_64-w64-mingw32-objdump", "-p", program],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = [l.split(":")[1].strip().lower() for l in table.splitlines() if "DLL Name" in l]
    found = [n for n in forbidden if n.lower() in names]
    if found or not names:
        sys.exit(f"{program} imports {found or 'nothing that can be told'}")
    print("imports", ", ".join(sorted(names)))


main()
