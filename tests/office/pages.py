#!/usr/bin/env python3
"""Word 文件在 LibreOffice 里的页，和我们的 PDF 比。

用法：python3 tests/office/pages.py [选项] 输出文件夹 ...

输出文件夹是 jixiao build -o 写出的：每个 X.docx 旁边有 X.pdf。逐个用 soffice 转成 PDF，
比总页数和每个标题的页（两边的书签），数一数在行末断开的数字、只有一两行字的页。
要有 soffice、mutool、pdftotext、fc-list、zstd。有不一样的，结束状态是 1。
"""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# 官方名称 → 自带的字体；--fonts others 时换成系统里别的中文字体
OWN = {
    "仿宋_GB2312": "Zhuque Fangsong (technical preview)",
    "方正小标宋简体": "Gongwen Song",
    "黑体": "Gongwen Hei",
    "楷体_GB2312": "Gongwen Kai",
    "宋体": "Gongwen Song",
    "Times New Roman": "Liberation Serif",
}
OTHERS = {name: "Noto Serif CJK SC" for name in OWN} | {
    "黑体": "Noto Sans CJK SC",
    "Times New Roman": "Liberation Serif",
}


def run(*args, **kwargs):
    return subprocess.run(args, check=True, capture_output=True, text=True, **kwargs)


class Office:
    """soffice 和它看得到的字体。"""

    def __init__(self, folder, fonts):
        self.folder = folder
        own = folder / "fonts"
        own.mkdir()
        for packed in (ROOT / "data/fonts/zst").glob("*.zst"):
            run("zstd", "-dqf", packed, "-o", own / packed.stem)
        names = OWN if fonts == "own" else OTHERS
        if fonts == "own":
            names = self.families(own, names)
        alias = "".join(
            f'<match><test name="family"><string>{old}</string></test>'
            f'<edit name="family" mode="assign" binding="strong"><string>{new}</string>'
            "</edit></match>"
            for old, new in names.items()
        )
        config = folder / "fonts.conf"
        config.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f"<dir>{own}</dir><dir>/usr/share/fonts</dir>"
            f"<cachedir>{folder}/cache</cachedir>{alias}</fontconfig>"
        )
        self.env = os.environ | {"FONTCONFIG_FILE": str(config)}

    def families(self, own, names):
        """自带字体真正的名字，从文件里读。"""
        files = {
            "仿宋_GB2312": "ZhuqueFangsong-Regular",
            "方正小标宋简体": "GongwenSong-Bold",
            "黑体": "GongwenHei-Regular",
            "楷体_GB2312": "GongwenKai-Regular",
            "宋体": "GongwenSong-Regular",
            "Times New Roman": "LiberationSerif-Regular",
        }
        query = lambda f: run("fc-query", "-f", "%{family[0]}\n", own / f"{f}.ttf").stdout
        return {name: query(file).splitlines()[0] for name, file in files.items()}

    def convert(self, docx, kind="pdf"):
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", out, docx,
            env=self.env)
        return next(out.iterdir())

    def updated(self, docx):
        """目录更新过的 PDF：用 LibreOffice 的宏，重新编目录再导出。"""
        library = self.folder / "profile/user/basic/Standard"
        if not library.is_dir():
            self.convert(docx)
        (library / "Pages.xba").write_text(MACRO)
        index = library / "script.xlb"
        entry = '<library:element library:name="Pages"/>'
        if entry not in index.read_text():
            index.write_text(index.read_text().replace("</library:library>",
                                                       f"{entry}</library:library>")
                             if "</library:library>" in index.read_text() else
                             index.read_text().replace("/>", f">{entry}</library:library>"))
        out = self.folder / "updated.pdf"
        out.unlink(missing_ok=True)
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        source = self.folder / "updated.docx"
        shutil.copy(docx, source)
        macro = f'macro:///Standard.Pages.Update("{source.as_uri()}","{out.as_uri()}")'
        run("soffice", profile, "--headless", macro, env=self.env)
        return out


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Pages"
 script:language="StarBasic">
Sub Update(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  For round = 1 To 2
    For i = 0 To doc.DocumentIndexes.Count - 1
      doc.DocumentIndexes.getByIndex(i).update()
    Next
  Next
  Dim pdf(0) As New com.sun.star.beans.PropertyValue
  pdf(0).Name = "FilterName"
  pdf(0).Value = "writer_pdf_Export"
  doc.storeToURL(target, pdf())
  doc.close(True)
End Sub
</script:module>
"""


def squeezed(text):
    return re.sub(r"\s+", "", text)


def headings(pdf):
    """书签：(标题, 从 1 数的页)。"""
    lines = run("mutool", "show", pdf, "outline").stdout.splitlines()
    found = [re.search(r'"(.*)"\s+#(?:page=)?(\d+)', line) for line in lines]
    return [(squeezed(m[1]), int(m[2])) for m in found if m]


def lines_of_pages(pdf):
    """每页的文字块，每块一行一行。"""
    root = ET.fromstring(run("pdftotext", "-bbox-layout", pdf, "-").stdout.encode())
    name = lambda element: element.tag.rsplit("}")[-1]
    pages = []
    for page in (e for e in root.iter() if name(e) == "page"):
        blocks = [e for e in page.iter() if name(e) == "block"]
        pages.append([
            ["".join(w.text or "" for w in line) for line in block if name(line) == "line"]
            for block in blocks
        ])
    return pages


def broken(pages):
    """在行末断开的数字。"""
    number = re.compile(r"\d[\d.,|]*$")
    found = []
    for block in (b for page in pages for b in page):
        for a, b in zip(block, block[1:]):
            if number.search(a) and re.match(r"[\d.,]*\d", b):
                found.append(f"{a[-12:]}|{b[:12]}")
    return found


def nearly_empty(pages):
    """除了页码只有一两行字的页，从 1 数。"""
    count = lambda page: sum(len(block) for block in page)
    return [i + 1 for i, page in enumerate(pages) if i > 2 and count(page) <= 2]


def changed(docx, target, change):
    """改过 word/document.xml 的副本。"""
    with zipfile.ZipFile(docx) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "word/document.xml":
                data = change(data.decode()).encode()
            new.writestr(item, data)
    return target


def taller(twips):
    grow = lambda m: f'{m[1]}{int(m[2]) + twips}"'
    return lambda xml: re.sub(r'(<w:trHeight w:val=")(\d+)"', grow, xml)


def edited(characters, places):
    """在正文的长段落里均匀地挑几处，各加一些字。"""
    def change(xml):
        body = list(re.finditer(r'<w:pStyle w:val="Body"/>.*?</w:p>', xml, re.S))
        body = [m for m in body if len(re.sub(r"<.*?>", "", m[0])) > 60] or body
        chosen = body[:: max(1, len(body) // places)][:places]
        for m in reversed(chosen):
            end = xml.rindex("</w:t>", m.start(), m.end())
            xml = xml[:end] + "加字" * (characters // 2) + xml[end:]
        return xml
    return change


def differences(ours, theirs):
    """不在同一页的标题。Word 文件的书签还有第三级，PDF 没有的不比。"""
    rest, moved = iter(theirs), []
    for title, page in ours:
        other = next((p for t, p in rest if t == title), None)
        if other != page:
            moved.append(f"{title} {page}→{other}")
    return moved


def contents(pdf):
    """目录的各行，不计点线和空格。"""
    text = run("pdftotext", "-layout", pdf, "-").stdout
    found = [p for p in text.split("\f") if re.match(r"\s*目\s*录", p) or "....." in p]
    lines = (re.sub(r"[\s.…]+", "", line) for page in found for line in page.splitlines())
    return [line for line in lines if line and not re.fullmatch("[ivxlcⅰⅱ—-]+", line)]


def same_contents(docx, ours, office):
    """更新目录以前和以后，目录是不是一样。在哪里换行不算；LibreOffice 不懂 TOC 域的 \\n，
    部分的标题后面多出页码，Word 不会。"""
    a, b = ("".join(contents(pdf)) for pdf in (ours, office.updated(docx)))
    parts = 0
    for kind, i, j, k, m in difflib.SequenceMatcher(None, a, b, False).get_opcodes():
        if kind == "insert" and re.fullmatch(r"\d+", b[k:m]):
            parts += 1
        elif kind != "equal":
            print(f"    更新目录：{a[i - 9:j + 9]} → {b[k - 9:m + 9]}")
            return False
    print(f"    更新过的目录一样，只有 {parts} 个部分多出页码")
    return True


def rebuilt(docx, changed, program, scratch):
    """改过的 Word 文件写回 YAML 再生成的 PDF：改了以后该有的页。"""
    text, out = scratch / "yaml", scratch / "built"
    for folder in (text, out):
        shutil.rmtree(folder, ignore_errors=True)
    run(program, "import", docx, "-o", text)
    back = [program, "verify", changed, "--against", text, "--write-back"]
    subprocess.run(back, capture_output=True)
    run(program, "build", "--allow-errors", text, "-o", out)
    return next(out.glob("*.pdf"))


def judge(docx, office, options, scratch):
    ours = docx.with_suffix(".pdf")
    source = docx
    changes = []
    if options.plus:
        changes.append(taller(options.plus))
    if options.edit:
        changes.append(edited(options.edit, 5))
    for i, change in enumerate(changes):
        source = changed(source, scratch / f"{i}-{docx.name}", change)
    theirs = office.convert(source)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        shutil.copy(theirs, options.keep / theirs.name)
    if options.edit and options.program:
        ours = rebuilt(docx, source, options.program, scratch)
    a, b = headings(ours), headings(theirs)
    moved = differences(a, b)
    here, there = lines_of_pages(ours), lines_of_pages(theirs)
    cut = broken(there)
    empty = [p for p in nearly_empty(there) if p not in nearly_empty(here)]
    same = len(here) == len(there) and not moved
    print(f"{docx.stem}：{len(here)} 页，转出 {len(there)} 页；{len(a)} 个标题，"
          f"{len(moved)} 个换了页；断开的数字 {len(cut)} 处（PDF {len(broken(here))}）；"
          f"几乎空的页 {empty or '无'}")
    for line in moved[:5] + cut[:5]:
        print(f"    {line}")
    agrees = not options.update or same_contents(docx, ours, office)
    return same and not cut and not empty and agrees


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="文件夹")
    parser.add_argument("--fonts", choices=["own", "others"], default="own",
                        help="own：自带的字体；others：官方名称下别的字体")
    parser.add_argument("--plus", type=int, default=0, help="每行加高这么多（1/20 点）")
    parser.add_argument("--edit", type=int, default=0, help="五处正文各加这么多字")
    parser.add_argument("--program", type=Path,
                        help="和 --edit 一起：jixiao，与改过的文字重新生成的 PDF 比")
    parser.add_argument("--update", action="store_true", help="更新目录，看是不是一样")
    parser.add_argument("--keep", type=Path, help="转出的 PDF 留在这里")
    options = parser.parse_args()
    files = sorted(f for folder in options.folders for f in folder.rglob("*.docx"))
    if not files:
        sys.exit("没有 .docx")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        office = Office(scratch, options.fonts)
        sound = [judge(f, office, options, scratch) for f in files]
    print(f"{len(files)} 个文件，{sound.count(True)} 个一样")
    sys.exit(sound.count(False) > 0)


if __name__ == "__main__":
    main()
