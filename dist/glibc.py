#!/usr/bin/env python3
"""Fails when a Linux program needs a newer glibc than it may: glibc.py PROGRAM 2.17"""

import re
import subprocess
import sys


def main() -> None:
    program, limit = sys.argv[1], tuple(map(int, sys.argv[2].split(".")))
    table = subprocess.run(
        ["objdump", "-T", program], check=True, capture_output=True, text=True
    ).stdout
    versions = {tuple(map(int, v.split("."))) for v in re.findall(r"GLIBC_([\d.]+)", table)}
    newer = sorted(v for v in versions if v > limit)
    if newer or not versions:
        sys.exit(f"{program} needs glibc {newer or 'that cannot be told'}")
    print("glibc", ".".join(map(str, max(versions))), "at most")


main()
