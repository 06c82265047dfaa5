//! `jixiao lsp` through its real binary, as an editor speaks to it.

use crate::support::repository;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// An editor with a server of its own.
struct Editor {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    last: i64,
    /// The findings of each file as they were told last.
    told: std::collections::BTreeMap<String, Vec<Value>>,
}

impl Drop for Editor {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Editor {
    fn new() -> Editor {
        let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = child.stdin.take();
        let from = BufReader::new(child.stdout.take().unwrap());
        let mut editor =
            Editor { child, to, from, last: 0, told: std::collections::BTreeMap::new() };
        let able = editor.ask("initialize", json!({ "capabilities": {} }));
        assert_eq!(able["capabilities"]["hoverProvider"], true);
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let to = self.to.as_mut().unwrap();
        write!(to, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        to.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.from.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            if let Some(n) = line.strip_prefix("Content-Length: ") {
                length = n.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The result of a request; an error is given as it is.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.send(
            &json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }),
        );
        loop {
            let got = self.receive();
            if got["id"] == id {
                return got.get("result").or(got.get("error")).unwrap().clone();
            }
            self.note(&got);
        }
    }

    fn note(&mut self, got: &Value) {
        if got["method"] == "textDocument/publishDiagnostics" {
            let uri = got["params"]["uri"].as_str().unwrap().to_owned();
            let list = got["params"]["diagnostics"].as_array().unwrap().clone();
            self.told.insert(uri, list);
        }
    }

    /// Opens or changes a text, and waits until its findings are told.
    fn has(&mut self, path: &Path, text: &str, version: i32) -> Vec<Value> {
        let uri = uri(path);
        match version {
            1 => self.tell(
                "textDocument/didOpen",
                json!({ "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": text } }),
            ),
            _ => self.tell(
                "textDocument/didChange",
                json!({ "textDocument": { "uri": uri, "version": version },
                        "contentChanges": [{ "text": text }] }),
            ),
        }
        loop {
            let got = self.receive();
            self.note(&got);
            if got["params"]["uri"] == uri && got["params"]["version"] == version {
                return self.told[&uri].clone();
            }
        }
    }
}

fn uri(path: &Path) -> String {
    let path = path.to_str().unwrap().replace('\\', "/");
    let escaped: String = path
        .bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' => {
                (b as char).to_string()
            }
            b => format!("%{b:02X}"),
        })
        .collect();
    format!("file://{}{escaped}", if path.starts_with('/') { "" } else { "/" })
}

/// A department of two projects, named by one 分项 each.
fn department() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("我的部门");
    let done = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["init", root.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(done.status.success());
    (home, root)
}

fn project(root: &Path) -> (PathBuf, String) {
    let mut all: Vec<_> =
        fs::read_dir(root.join("项目")).unwrap().map(|e| e.unwrap().path()).collect();
    all.sort();
    let text = fs::read_to_string(&all[0]).unwrap();
    (all[0].clone(), text)
}

/// The place of the first character of `word` in a text.
fn place(text: &str, word: &str) -> Value {
    let at = text.find(word).unwrap_or_else(|| panic!("{word} in {text}"));
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    json!({ "line": line, "character": text[start..at].encode_utf16().count() })
}

fn asked(path: &Path, text: &str, word: &str) -> Value {
    json!({ "textDocument": { "uri": uri(path) }, "position": place(text, word) })
}

fn codes(list: &[Value]) -> Vec<&str> {
    list.iter().map(|d| d["code"].as_str().unwrap()).collect()
}

#[test]
fn findings_follow_what_is_typed_and_not_saved() {
    let (_home, root) = department();
    let (path, text) = project(&root);
    let mut editor = Editor::new();
    assert_eq!(codes(&editor.has(&path, &text, 1)), Vec::<&str>::new());
    let value = text.lines().find(|l| l.contains("指标值: ≥")).unwrap();
    let (line, column) =
        (place(&text, value)["line"].clone(), value.find("指标值").unwrap());
    let row = format!("{}指标值: >=4次", &value[..column]);
    let broken = text.replacen(value, &row, 1);
    let told = editor.has(&path, &broken, 2);
    let at = &told[0]["range"]["start"];
    assert_eq!((&at["line"], &at["character"]), (&line, &json!(column + 5)), "{told:?}");
    let quoted = format!("{}\"指标值\": \"😀𠮷\u{2028}>=4次\"", &value[..column]);
    let told = editor.has(&path, &text.replacen(value, &quoted, 1), 3);
    assert!(!told.is_empty());
    assert_eq!(fs::read_to_string(&path).unwrap(), text, "the file is as it was");
    assert_eq!(codes(&editor.has(&path, &text, 4)), Vec::<&str>::new());
}

#[test]
fn findings_reach_other_files_and_go_with_the_editor() {
    let (_home, root) = department();
    let (path, text) = project(&root);
    let mut editor = Editor::new();
    let unit = text.lines().find(|l| l.starts_with("单位:")).unwrap();
    let told = editor.has(&path, &text.replacen(unit, "单位: \"999\"", 1), 1);
    let finding = &told[0];
    assert!(finding["message"].as_str().unwrap().contains("999"), "{finding}");
    editor
        .tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&path) } }));
    let answer = editor.ask("textDocument/hover", asked(&path, &text, "单位"));
    assert!(answer.is_object() || answer.is_null());
    while !editor.told[&uri(&path)].is_empty() {
        let got = editor.receive();
        editor.note(&got);
    }
}

#[test]
fn hover_tells_keys_codes_of_units_and_rules() {
    let (_home, root) = department();
    let (path, text) = project(&root);
    let mut editor = Editor::new();
    editor.has(&path, &text, 1);
    let said = editor.ask("textDocument/hover", asked(&path, &text, "项目名称"));
    assert!(said["contents"]["value"].as_str().unwrap().contains("项目全称"), "{said}");
    let code = text.lines().find(|l| l.starts_with("单位:")).unwrap();
    let code = code.trim_start_matches("单位:").trim().trim_matches('"');
    let said = editor.ask("textDocument/hover", asked(&path, &text, code));
    assert!(said["contents"]["value"].as_str().unwrap().contains("个项目"), "{said}");
    let broken = text.replacen("单位:", "# 😀𠮷\n单位: \"999\" #", 1);
    editor.has(&path, &broken, 2);
    let said = editor.ask("textDocument/hover", asked(&path, &broken, "999"));
    assert!(said["contents"]["value"].as_str().unwrap().contains("检查什么"), "{said}");
}

#[test]
fn completion_knows_the_format_and_the_department() {
    let (_home, root) = department();
    let (path, text) = project(&root);
    let mut editor = Editor::new();
    let more = format!("{text}资▮");
    let (typed, at) = (more.replace('▮', ""), more.clone());
    editor.has(&path, &typed, 1);
    let list = editor.ask("textDocument/completion", asked(&path, &at, "▮"));
    let labels: Vec<_> =
        list.as_array().unwrap().iter().map(|i| i["label"].as_str().unwrap()).collect();
    assert!(!labels.contains(&"项目名称"), "it stands already");
    let unit = text.lines().find(|l| l.starts_with("单位:")).unwrap();
    let empty = text.replacen(unit, "单位: ", 1);
    editor.has(&path, &empty, 2);
    let params = json!({ "textDocument": { "uri": uri(&path) },
        "position": { "line": place(&empty, "单位: ")["line"], "character": 4 } });
    let list = editor.ask("textDocument/completion", params);
    let first = &list[0];
    assert!(unit.contains(first["label"].as_str().unwrap()), "{first}");
    assert!(!first["detail"].as_str().unwrap().is_empty());
}

#[test]
fn fixes_are_actions_alone_and_together() {
    let (_home, root) = department();
    let (path, text) = project(&root);
    let mut editor = Editor::new();
    let value = text.lines().find(|l| l.contains("指标值: ≥")).unwrap();
    let broken = text.replacen(value, &value.replace('≥', ">="), 1);
    editor.has(&path, &broken, 1);
    let at = place(&broken, ">=");
    let mut params = json!({ "textDocument": { "uri": uri(&path) },
        "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
    let all = editor.ask("textDocument/codeAction", params.clone());
    let all = all.as_array().unwrap();
    let fix = all.iter().find(|a| a["isPreferred"] == true).expect("a safe fix");
    assert_eq!(fix["kind"], "quickfix");
    assert!(all.iter().any(|a| a["title"].as_str().unwrap().contains("允许")));
    assert!(all.iter().any(|a| a["command"] == "jixiao.open"));
    params["context"]["only"] = json!(["source.fixAll"]);
    let all = editor.ask("textDocument/codeAction", params);
    let edits = &all[0]["edit"]["changes"][uri(&path)];
    assert_eq!(applied(&broken, edits), text);
}

/// A text after edits of whole ranges.
fn applied(text: &str, edits: &Value) -> String {
    let byte = |p: &Value| {
        let (line, column) =
            (p["line"].as_u64().unwrap(), p["character"].as_u64().unwrap());
        let start: usize =
            text.split_inclusive('\n').take(line as usize).map(str::len).sum();
        let mut units = 0;
        let found = text[start..].char_indices().find(|(_, c)| {
            let here = units >= column as usize;
            units += c.len_utf16();
            here
        });
        start + found.map_or(text.len() - start, |f| f.0)
    };
    let mut all: Vec<_> = edits.as_array().unwrap().iter().collect();
    all.sort_by_key(|e| std::cmp::Reverse(byte(&e["range"]["start"])));
    let mut out = text.to_owned();
    for edit in all {
        let at = byte(&edit["range"]["start"])..byte(&edit["range"]["end"]);
        out.replace_range(at, edit["newText"].as_str().unwrap());
    }
    out
}

#[test]
fn a_project_is_found_and_renamed_in_all_places() {
    let (_home, root) = department();
    let (path, text) = project(&root);
    let mut editor = Editor::new();
    editor.has(&path, &text, 1);
    let line = text.lines().find(|l| l.starts_with("项目名称:")).unwrap();
    let name = line.trim_start_matches("项目名称:").trim();
    let main = root.join("部门.yaml");
    let department = fs::read_to_string(&main).unwrap();
    assert!(department.contains(name), "a 分项 speaks of it");
    let places = editor.ask("textDocument/definition", asked(&path, &text, name));
    assert_eq!(places[0]["uri"], uri(&main), "{places}");
    let mut params = asked(&path, &text, name);
    params["context"] = json!({ "includeDeclaration": true });
    let all = editor.ask("textDocument/references", params);
    assert_eq!(all.as_array().unwrap().len(), 2, "{all}");
    let mut params = asked(&path, &text, name);
    params["newName"] = json!("档案数字化：二期");
    let edit = editor.ask("textDocument/rename", params);
    let changes = &edit["changes"];
    let new = applied(&text, &changes[uri(&path)]);
    assert!(new.contains("项目名称: 档案数字化：二期"), "{new}");
    let new = applied(&department, &changes[uri(&main)]);
    assert!(
        new.contains("档案数字化：二期") && !new.contains(&format!("名称: {name}\n"))
    );
    let mut params = asked(&path, &text, "绩效目标");
    params["newName"] = json!("甲");
    let refused = editor.ask("textDocument/rename", params);
    assert!(refused["message"].as_str().unwrap().contains("不能一起改名"), "{refused}");
}

#[test]
fn files_are_set_right_and_shown_in_parts() {
    let (_home, root) = department();
    let (path, text) = project(&root);
    let mut editor = Editor::new();
    let wide = text.replacen("项目名称: ", "项目名称:     ", 1);
    editor.has(&path, &wide, 1);
    let params = json!({ "textDocument": { "uri": uri(&path) },
        "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = editor.ask("textDocument/formatting", params);
    assert_eq!(applied(&wide, &edits), text);
    let params = json!({ "textDocument": { "uri": uri(&path) } });
    let parts = editor.ask("textDocument/documentSymbol", params);
    let names: Vec<_> =
        parts.as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"绩效指标"), "{names:?}");
    let found = editor.ask("workspace/symbol", json!({ "query": "" }));
    assert!(!found.as_array().unwrap().is_empty());
}

#[test]
fn a_new_file_and_a_form_in_a_folder_are_judged_too() {
    let (_home, root) = department();
    let mut editor = Editor::new();
    let new = root.join("项目").join("99-新的.yaml");
    let told = editor.has(&new, "项目名称: 新的\n", 1);
    assert!(!told.is_empty(), "what a project must have is told");
    let form = root.join("版式");
    fs::create_dir(&form).unwrap();
    let file = form.join("版式.yaml");
    fs::write(&file, "名称: 我的\n说明: 试\n继承: hebei\n").unwrap();
    let told = editor.has(&file, "名称: 我的\n说明: 试\n继承: hebei\n指标栏: []\n", 1);
    assert!(told.iter().any(|d| d["range"]["start"]["line"] == 3), "{told:?}");
}

#[test]
fn a_report_belongs_to_its_department() {
    let root = repository("data/examples/湖西县科学技术协会");
    let mut editor = Editor::new();
    for report in ["自评/01-会议费.yaml", "监控/2026-07/01-会议费.yaml"] {
        let path = root.join(report);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(editor.has(&path, &text, 1), Vec::<Value>::new(), "{report}");
        let wrong = format!("{text}结论啊: 优\n");
        assert_eq!(codes(&editor.has(&path, &wrong, 2)), ["S107"], "{report}");
        let hover = editor.ask("textDocument/hover", asked(&path, &wrong, "指标:"));
        let told = hover["contents"]["value"].as_str().unwrap_or_default();
        assert!(told.contains("三级指标"), "{report}: {hover}");
    }
}

#[test]
fn the_example_of_45_projects_is_open_as_a_whole() {
    let root = repository("data/examples");
    let large = fs::read_dir(root).unwrap().map(|e| e.unwrap().path());
    let large = large.filter(|p| p.join("项目").is_dir());
    let large =
        large.max_by_key(|p| fs::read_dir(p.join("项目")).unwrap().count()).unwrap();
    let (path, text) = project(&large);
    let mut editor = Editor::new();
    assert_eq!(codes(&editor.has(&path, &text, 1)), Vec::<&str>::new());
    let told = editor.has(&path, &text.replacen("预算数:", "预算数: 1 #", 1), 2);
    assert!(codes(&told).iter().any(|c| c.starts_with('A')), "{told:?}");
}

#[test]
fn the_server_ends_when_the_editor_says_so() {
    let mut editor = Editor::new();
    let unknown = editor.ask("textDocument/inlayHint", json!({}));
    assert!(unknown["message"].as_str().unwrap().contains("inlayHint"));
    assert!(editor.ask("shutdown", Value::Null).is_null());
    editor.tell("exit", Value::Null);
    editor.to.take();
    assert!(editor.child.wait().unwrap().success());
}
