//! Files beside the ones that are read: a project that would be missing in print, without
//! a word, because of its name or its folder.

mod name;

use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::{Sources, Span};
use name::{FileLook, look};
use std::collections::BTreeMap;

/// Most files of one folder that a note names.
const NAMED: usize = 5;
/// How to see the end of a name that Windows hides.
const HIDDEN_END: &str = "看不到后面的 .txt，先在资源管理器“查看”里勾上“文件扩展名”";

/// A file in the folder of a department that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Its path below the department's folder, `/` between folders.
    pub path: String,
    /// Its first bytes; none where it is no text by its name.
    pub head: Vec<u8>,
}

/// What a stray file looks like, and what is to be done with it.
struct Judged<'a> {
    path: &'a str,
    /// The file holds a project that the author thinks is read.
    is_project: bool,
    way_out: String,
}

/// The findings about all of them, in the folder `root`; `read` are the names of the
/// project files that are read.
pub(super) fn findings(
    strays: &[Stray],
    root: &str,
    read: &[&str],
    sources: &mut Sources,
) -> Vec<Diagnostic> {
    let judged: Vec<_> = strays.iter().filter_map(|s| judge(s, read)).collect();
    let mut found = Vec::new();
    for one in judged.iter().filter(|j| j.is_project) {
        let file = sources.add(format!("{root}/{}", one.path), "");
        let message = format!("项目文件「{}」没有读，印出来会少这个项目", one.path);
        found.push(
            codes::S117
                .finding(Span::new(file, 0..0), message)
                .help(one.way_out.as_str()),
        );
    }
    let mut folders: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for one in judged.iter().filter(|j| !j.is_project) {
        folders.entry(parts(one.path).0).or_default().push(one);
    }
    for rest in folders.into_values() {
        found.push(note(&rest, root, sources));
    }
    found
}

/// The files of one folder that are no projects by their looks.
fn note(rest: &[&Judged], root: &str, sources: &mut Sources) -> Diagnostic {
    let names: Vec<_> =
        rest.iter().take(NAMED).map(|j| format!("「{}」", j.path)).collect();
    let more = match rest.len() {
        n if n > NAMED => format!(" 等 {n} 个文件"),
        _ => String::new(),
    };
    let message = format!("没有读{}{more}", names.join("、"));
    let file = sources.add(format!("{root}/{}", rest[0].path), "");
    codes::S118.finding(Span::new(file, 0..0), message).help(rest[0].way_out.as_str())
}

/// The folder of a path and the name in it.
fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// What is to be said of a file.
fn judge<'a>(stray: &'a Stray, read: &[&str]) -> Option<Judged<'a>> {
    let (folder, name) = parts(&stray.path);
    let look = look(name);
    let holds = holds_key(&stray.head, "项目名称");
    let (is_project, way_out) = match folder {
        "项目" => beside_projects(name, look, holds, read),
        "" => beside_department(name, look, holds)?,
        _ if folder.starts_with("项目/") => {
            let is_project = look != FileLook::Backup && (look.is_yaml() || holds);
            (is_project, moved(name, look, folder))
        }
        _ if !holds => return None,
        _ => (folder.contains("项目") || read.is_empty(), moved(name, look, folder)),
    };
    Some(Judged { path: &stray.path, is_project, way_out })
}

fn beside_projects(
    name: &str,
    look: FileLook,
    holds: bool,
    read: &[&str],
) -> (bool, String) {
    match look {
        FileLook::Yaml | FileLook::Nearly => (true, renamed(name)),
        FileLook::Backup => (false, "备份不读；确要用的，改成以 .yaml 结尾的名字".into()),
        _ if holds => (true, renamed(name)),
        FileLook::Office => {
            // numbered as projects are, and no YAML of that number
            let own = name::numbered(name).filter(|n| !name::is_among(n, read));
            let way_out = format!(
                "“项目”里只读 .yaml 文件：用 jixiao import {name} -o 部门文件夹 --add 转成 YAML；只是附件的，移到别处"
            );
            (own.is_some(), way_out)
        }
        FileLook::Other => {
            (false, "“项目”里只读 .yaml 文件；是项目的写成 .yaml，不是的不用管".into())
        }
    }
}

/// None where nothing is to be said.
fn beside_department(name: &str, look: FileLook, holds: bool) -> Option<(bool, String)> {
    let is_numbered = look.is_yaml() && name::numbered(name).is_some();
    if holds && look != FileLook::Backup || is_numbered {
        return Some((true, moved(name, look, "")));
    }
    let way_out = "部门文件夹里只读 部门.yaml 和“项目”文件夹；不用的移到别处";
    look.is_yaml().then(|| (false, way_out.to_owned()))
}

/// The way out for a file in the wrong folder.
fn moved(name: &str, look: FileLook, folder: &str) -> String {
    let here = match folder {
        "" => "现在放在 部门.yaml 旁边".to_owned(),
        _ => format!("现在放在「{folder}」里，这里的不读"),
    };
    let name = match look {
        FileLook::Yaml => String::new(),
        _ => format!("，名字改成「{}」", name::proper(name)),
    };
    format!(
        "移到“项目”文件夹里{name}（{here}）；不要的项目移到部门文件夹外面，或者让名字以 . 开头"
    )
}

/// The way out for a file with the wrong name.
fn renamed(name: &str) -> String {
    let proper = name::proper(name);
    format!("把名字改成「{proper}」（{HIDDEN_END}）；不要的移到别处")
}

/// Whether a line of the text begins with the key, in UTF-8, GBK or UTF-16.
fn holds_key(head: &[u8], key: &str) -> bool {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| {
        key.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let gbk: &[u8] = match key {
        "项目名称" => b"\xCF\xEE\xC4\xBF\xC3\xFB\xB3\xC6",
        _ => b"\xB2\xBF\xC3\xC5\xC3\xFB\xB3\xC6",
    };
    let forms = [
        key.as_bytes().to_vec(),
        gbk.to_vec(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ];
    let begins = |line: &[u8]| {
        let marks: [&[u8]; 4] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF", b"\0"];
        let line = marks.iter().find_map(|m| line.strip_prefix(*m)).unwrap_or(line);
        forms.iter().any(|f| line.starts_with(f))
    };
    head.split(|b| *b == b'\n').any(begins)
}

/// The finding for a folder without 部门.yaml, which names what may have been meant.
pub(super) fn no_department(
    root: &str,
    strays: &[Stray],
    sources: &mut Sources,
) -> Diagnostic {
    let file = sources.add(format!("{root}/部门.yaml"), "");
    let beside = || strays.iter().filter(|s| !s.path.contains('/'));
    let meant = beside().find(|s| name::is_like_department(&s.path));
    let meant = meant.or_else(|| beside().find(|s| holds_key(&s.head, "部门名称")));
    let found = |message: String, help: String| {
        codes::S113.finding(Span::new(file, 0..0), message).help(help)
    };
    if let Some(Stray { path: name, .. }) = meant {
        let help = match look(name) {
            FileLook::Office => format!(
                "用 jixiao import {name} -o 文件夹 转成 YAML，得到 部门.yaml 和“项目”文件夹"
            ),
            _ => format!("把「{name}」改名为 部门.yaml（{HIDDEN_END}）"),
        };
        return found(format!("文件夹里没有 部门.yaml，只有「{name}」"), help);
    }
    if beside().any(|s| look(&s.path) == FileLook::Yaml && holds_key(&s.head, "项目名称"))
    {
        return found(
            "文件夹里没有 部门.yaml，只有项目".into(),
            "路径写“项目”上一层的部门文件夹；没有 部门.yaml 的，运行 jixiao init 可得到样例"
                .into(),
        );
    }
    found(
        "文件夹里没有 部门.yaml".into(),
        "部门文件夹里要有 部门.yaml 和“项目”文件夹；运行 jixiao init 可得到样例".into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(files: &[(&str, &str)], read: &[&str]) -> Vec<String> {
        let stray = |(path, head): &(&str, &str)| Stray {
            path: (*path).into(),
            head: head.as_bytes().to_vec(),
        };
        let strays: Vec<_> = files.iter().map(stray).collect();
        let found = findings(&strays, "局", read, &mut Sources::default());
        found.iter().map(|d| format!("{} {}", d.code, d.message)).collect()
    }

    #[test]
    fn what_looks_like_a_project_is_an_error() {
        let project = "# 注\r\n项目名称: 会议费\n";
        for path in [
            "项目/01-会议费.yaml.txt",
            "项目/01-会议费。yaml",
            "项目/01-会议费yaml",
            "项目/01-会议费．ＹＡＭＬ",
            "项目/01-会议费.yml.docx",
            "项目/新/01-会议费.yaml",
            "项目/03-培训费.docx",
            "02-会议费.yaml",
        ] {
            let found = said(&[(path, "")], &[]);
            assert!(found[0].starts_with("S117") && found[0].contains(path), "{found:?}");
        }
        for path in ["项目/会议费.txt", "会议费.txt", "会议费.yaml", "项目表/01.yaml"]
        {
            let found = said(&[(path, project)], &["02.yaml"]);
            assert!(found[0].starts_with("S117"), "{path} {found:?}");
        }
    }

    #[test]
    fn the_rest_is_a_note_for_each_folder() {
        let files = [
            ("项目/说明.txt", "甲"),
            ("项目/01-会议费.docx", ""),
            ("项目/照片.jpg", ""),
            ("项目/01-会议费.yaml.bak", "项目名称: 会议费"),
            ("附表.yaml", "甲: 乙"),
            ("旧/01-会议费.yaml", "项目名称: 会议费"),
            ("说明.docx", ""),
        ];
        let found = said(&files, &["01-会议费.yaml"]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().all(|f| f.starts_with("S118")), "{found:?}");
        let all = found.join("");
        assert!(all.contains("照片.jpg") && all.contains("说明.txt"), "{all}");
    }

    #[test]
    fn other_encodings_hold_the_key_too() {
        assert!(holds_key(b"# a\r\n\xCF\xEE\xC4\xBF\xC3\xFB\xB3\xC6: 1", "项目名称"));
        let wide: Vec<u8> =
            "\u{feff}甲\n项目名称: 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(holds_key(&wide, "项目名称"));
        assert!(!holds_key("  项目名称: 1".as_bytes(), "项目名称"));
    }
}
