#!/usr/bin/env python3
"""Fails when a document of the project points at a file that is not there."""

import pathlib
import re
import subprocess
import sys
import urllib.parse

LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")


def main() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "*.md"], check=True, capture_output=True
    ).stdout
    dead = []
    for name in filter(None, listed.decode().split("\0")):
        page = pathlib.Path(name)
        # what stands between fences is an example
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
        for match in LINK.finditer(text):
            target = urllib.parse.unquote(match[1] or match[2]).split("#")[0]
            if not target or re.match(r"[a-z]+:", target):
                continue
            if not (page.parent / target).exists():
                dead.append(f"{name}: {target}")
    if dead:
        sys.exit("\n".join(dead))
    print("no dead links")


main()
