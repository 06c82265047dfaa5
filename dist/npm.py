#!/usr/bin/env python3
"""Makes the npm packages: one for each system that has a program, and `jixiao`, which
takes the one that fits as an optional dependency and runs no script when installed.

npm.py --out 成品/npm linux-x64=target/release/jixiao windows-x64=…/jixiao.exe
"""

import argparse
import json
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
# npm's words for systems and processors
PLATFORMS = {
    "linux-x64": ("linux", "x64"),
    "linux-arm64": ("linux", "arm64"),
    "linux-loongarch64": ("linux", "loong64"),
    "windows-x64": ("win32", "x64"),
    "macos-arm64": ("darwin", "arm64"),
    "macos-x64": ("darwin", "x64"),
}
RUN = """#!/usr/bin/env node
// Starts the program of this system's package.
const { spawnSync } = require("node:child_process");
const name = `jixiao-${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "jixiao.exe" : "jixiao";
let program;
try {
  program = require.resolve(`${name}/${file}`);
} catch {
  console.error(`jixiao：没有给这个系统（${process.platform} ${process.arch}）的程序；请从发布页下载，或用 cargo install jixiao 编译。`);
  process.exit(2);
}
const done = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (done.error) {
  console.error(`jixiao：启动不了 ${program}：${done.error.message}`);
  process.exit(2);
}
process.exit(done.status ?? 2);
"""


def version() -> str:
    done = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--no-deps", "--locked"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return json.loads(done.stdout)["packages"][0]["version"]


def package(folder: pathlib.Path, extra: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    common = {
        "version": version(),
        "description": "绩效：把绩效目标排成部门预算绩效文本，并检查其形式与算术",
        "license": "MIT OR Apache-2.0",
    }
    text = json.dumps({**extra, **common}, ensure_ascii=False, indent=2)
    (folder / "package.json").write_text(text + "\n", encoding="utf-8")
    for name in ("LICENSE-MIT", "LICENSE-APACHE"):
        shutil.copy(ROOT / name, folder / name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True)
    parser.add_argument("programs", nargs="+", metavar="NAME=PROGRAM")
    args = parser.parse_args()
    out, optional = pathlib.Path(args.out), {}
    for item in args.programs:
        name, program = item.split("=", 1)
        system, processor = PLATFORMS[name]
        file = "jixiao.exe" if system == "win32" else "jixiao"
        own = f"jixiao-{system}-{processor}"
        package(out / own, {"name": own, "os": [system], "cpu": [processor], "files": [file]})
        shutil.copy(program, out / own / file)
        (out / own / file).chmod(0o755)
        optional[own] = version()
    package(
        out / "jixiao",
        {
            "name": "jixiao",
            "bin": {"jixiao": "jixiao.js"},
            "files": ["jixiao.js"],
            "optionalDependencies": optional,
        },
    )
    (out / "jixiao/jixiao.js").write_text(RUN, encoding="utf-8")
    shutil.copy(ROOT / "README.md", out / "jixiao/README.md")
    print(out, "with", ", ".join(optional))


main()
