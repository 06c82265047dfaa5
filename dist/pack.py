#!/usr/bin/env python3
"""Packs a built program: one zip (Windows) or tar.gz with the program, 三步上手, all
licences and a CycloneDX list of what is linked in.

pack.py --name linux-x64 --target x86_64-unknown-linux-gnu [--program PATH] --out 成品
"""

import argparse
import gzip
import io
import json
import pathlib
import subprocess
import tarfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
# the same bytes on any day
WHEN = (2026, 1, 1, 0, 0, 0)
LICENCE_NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE")


def metadata(target: str) -> dict:
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    done = subprocess.run(
        [*command, "--filter-platform", target], cwd=ROOT, check=True, capture_output=True
    )
    return json.loads(done.stdout)


def linked(data: dict) -> list[dict]:
    """The packages that the program links, without those of tests and of building."""
    nodes = {n["id"]: n for n in data["resolve"]["nodes"]}
    seen, open_ids = set(), [data["resolve"]["root"]]
    while open_ids:
        current = open_ids.pop()
        if current in seen:
            continue
        seen.add(current)
        for dep in nodes[current]["deps"]:
            if any(kind["kind"] is None for kind in dep["dep_kinds"]):
                open_ids.append(dep["pkg"])
    packages = [p for p in data["packages"] if p["id"] in seen]
    return sorted(packages, key=lambda p: (p["name"], p["version"]))


def bill(packages: list[dict], version: str) -> bytes:
    """CycloneDX 1.5."""
    component = lambda p: {
        "type": "library",
        "name": p["name"],
        "version": p["version"],
        "purl": f"pkg:cargo/{p['name']}@{p['version']}",
        "licenses": [{"expression": p["license"].replace("/", " OR ")}]
        if p.get("license")
        else [],
    }
    root = {"type": "application", "name": "jixiao", "version": version}
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": root},
        "components": [component(p) for p in packages if p["name"] != "jixiao"],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def licences(packages: list[dict]) -> bytes:
    """The licence texts of all packages and fonts, each text once."""
    texts: dict[str, list[str]] = {}
    for package in packages:
        folder = pathlib.Path(package["manifest_path"]).parent
        files = [
            f
            for f in sorted(folder.iterdir())
            if f.is_file() and f.name.upper().startswith(LICENCE_NAMES)
        ]
        name = f"{package['name']} {package['version']} ({package.get('license')})"
        for file in files:
            text = file.read_text(encoding="utf-8", errors="replace").strip()
            texts.setdefault(text, []).append(name)
        if not files:
            texts.setdefault("", []).append(name)
    for file in sorted((ROOT / "data/fonts/licenses").iterdir()):
        texts.setdefault(file.read_text(encoding="utf-8").strip(), []).append(file.stem)
    parts = []
    for text, names in texts.items():
        body = text or "没有另附许可全文，以名称后面写明的许可为准。"
        parts.append("\n".join(names) + "\n\n" + body + "\n")
    return ("\n" + "=" * 72 + "\n\n").join(parts).encode()


def contents(args: argparse.Namespace) -> list[tuple[str, bytes, int]]:
    packages = linked(metadata(args.target))
    version = next(p["version"] for p in packages if p["name"] == "jixiao")
    ending = ".exe" if "windows" in args.target else ""
    program = pathlib.Path(
        args.program or ROOT / f"target/{args.target}/release/jixiao{ending}"
    )
    guide = (ROOT / "dist/三步上手.html").read_bytes()
    read = lambda name: (ROOT / name).read_bytes()
    return [
        (f"jixiao{ending}", program.read_bytes(), 0o755),
        ("三步上手.html", guide, 0o644),
        ("许可/LICENSE-MIT", read("LICENSE-MIT"), 0o644),
        ("许可/LICENSE-APACHE", read("LICENSE-APACHE"), 0o644),
        ("许可/第三方.txt", licences(packages), 0o644),
        ("许可/sbom.cdx.json", bill(packages, version), 0o644),
    ]


def zipped(top: str, files: list[tuple[str, bytes, int]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data, mode in files:
            info = zipfile.ZipInfo(f"{top}/{name}", WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o100000 | mode) << 16
            archive.writestr(info, data)
    return out.getvalue()


def tarred(top: str, files: list[tuple[str, bytes, int]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data, mode in files:
            info = tarfile.TarInfo(f"{top}/{name}")
            info.size, info.mode, info.mtime = len(data), mode, 0
            archive.addfile(info, io.BytesIO(data))
    return gzip.compress(out.getvalue(), 9, mtime=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--name", required=True)
    parser.add_argument("--target", required=True)
    parser.add_argument("--program")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    files, top = contents(args), f"jixiao-{args.name}"
    windows = "windows" in args.target
    data = zipped(top, files) if windows else tarred(top, files)
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{top}{'.zip' if windows else '.tar.gz'}"
    path.write_bytes(data)
    print(f"{path}: {len(data) / 1e6:.1f} MB")


main()
