//! `jixiao open` through its real binary: who is let in, what is written, what is refused.

use crate::support::repository;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server at work, and the secrets that a browser would have.
struct Served {
    child: Child,
    host: String,
    entry: String,
    cookie: String,
    word: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What came back.
struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl Served {
    fn new(args: &[&str], state: &Path) -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .arg("open")
            .args(args)
            .arg("--no-browser")
            .env("HOME", state)
            .env("XDG_STATE_HOME", state)
            .env("APPDATA", state)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let rest = line.trim().strip_prefix("http://").expect("the address alone");
        let (host, entry) = rest.split_once("/?t=").unwrap();
        let mut served = Served {
            child,
            host: host.to_owned(),
            entry: entry.to_owned(),
            cookie: String::new(),
            word: String::new(),
        };
        let first = served.raw("GET", &format!("/?t={entry}"), &[], b"");
        assert_eq!(first.status, 303);
        let cookie =
            first.head.lines().find_map(|l| l.strip_prefix("set-cookie: ")).unwrap();
        assert!(cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
        served.cookie = cookie.split(';').next().unwrap().to_owned();
        let page = served.raw("GET", "/", &[("cookie", &served.cookie)], b"");
        let page = String::from_utf8(page.body).unwrap();
        let word = page.split("content=\"").nth(2).unwrap();
        served.word = word.split('"').next().unwrap().to_owned();
        served
    }

    /// A request with nothing but what is said.
    fn raw(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|h| h.0 == "host") {
            head.push_str(&format!("host: {}\r\n", self.host));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if method == "POST" && !headers.iter().any(|h| h.0 == "content-length") {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        // a server that refuses early may have closed already
        drop(stream.write_all(body));
        let mut reply = Vec::new();
        drop(stream.read_to_end(&mut reply));
        let end = reply.windows(4).position(|w| w == b"\r\n\r\n").expect("an answer");
        let head = String::from_utf8_lossy(&reply[..end]).into_owned();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head, body: reply[end + 4..].to_vec() }
    }

    /// A request as the page makes it.
    fn ask(&self, method: &str, path: &str, wish: &Value) -> Reply {
        let origin = format!("http://{}", self.host);
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("x-jixiao", self.word.as_str()),
            ("origin", origin.as_str()),
            ("content-type", "application/json"),
        ];
        self.raw(method, path, &headers, wish.to_string().as_bytes())
    }

    fn get(&self, path: &str) -> Value {
        let reply = self.ask("GET", path, &Value::Null);
        assert_eq!(reply.status, 200, "{path}: {}", String::from_utf8_lossy(&reply.body));
        reply.json()
    }
}

/// A copy of an example, and the folder that the server keeps its list in.
pub fn copied(example: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("部门");
    fs::create_dir_all(to.join("项目")).unwrap();
    let from = repository("data/examples").join(example);
    fs::copy(from.join("部门.yaml"), to.join("部门.yaml")).unwrap();
    for entry in fs::read_dir(from.join("项目")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join("项目").join(entry.file_name())).unwrap();
    }
    (folder, to)
}

#[test]
fn only_its_own_page_is_answered() {
    let (folder, department) = copied("沙岭县残疾人联合会");
    let served = Served::new(&[department.to_str().unwrap()], folder.path());
    let (cookie, word) = (("cookie", &*served.cookie), ("x-jixiao", &*served.word));
    let status = |headers: &[(&str, &str)]| {
        let reply = served.raw("GET", "/api/state", headers, b"");
        assert!(reply.head.contains("content-security-policy: default-src 'none'"));
        assert!(reply.head.contains("x-content-type-options: nosniff"));
        reply.status
    };
    assert_eq!(status(&[cookie, word]), 200);
    assert_eq!(status(&[cookie]), 403, "a cookie alone");
    assert_eq!(status(&[word]), 403, "a header alone");
    assert_eq!(status(&[cookie, ("x-jixiao", &served.entry)]), 403, "the wrong word");
    assert_eq!(status(&[cookie, word, ("host", "evil.example")]), 403, "another name");
    assert_eq!(status(&[cookie, word, ("origin", "http://evil.example")]), 403);
    assert_eq!(status(&[cookie, word, ("origin", "null")]), 403);
    assert_eq!(status(&[cookie, word, ("sec-fetch-site", "cross-site")]), 403);
    let without = served.raw("GET", "/", &[], b"");
    assert_eq!(without.status, 403);
    let guessed = served.raw("GET", "/?t=00000000000000000000000000000000", &[], b"");
    assert_eq!(guessed.status, 403);
    for path in ["/part/../Cargo.toml", "/part/..%2f..%2fCargo.toml", "/etc/passwd"] {
        assert_eq!(served.raw("GET", path, &[cookie, word], b"").status, 404, "{path}");
    }
}

#[test]
fn a_body_that_is_too_large_is_refused_unread() {
    let (folder, department) = copied("沙岭县残疾人联合会");
    let served = Served::new(&[department.to_str().unwrap()], folder.path());
    let headers = [
        ("cookie", served.cookie.as_str()),
        ("x-jixiao", served.word.as_str()),
        ("content-length", "104857600"),
    ];
    let reply = served.raw("POST", "/api/import?name=a.docx&parent=/tmp", &headers, b"x");
    assert_eq!(reply.status, 413);
}

#[test]
fn an_edit_is_written_shown_and_undone() {
    let (folder, department) = copied("沙岭县残疾人联合会");
    let main = department.join("部门.yaml");
    let before = fs::read(&main).unwrap();
    let served = Served::new(&[department.to_str().unwrap()], folder.path());
    let state = served.get("/api/state");
    let name = state["title"].as_str().unwrap();
    let at = json!(["部门名称"]);
    let wish = |saw: &str| {
        let edit =
            json!({ "at": at, "saw": saw, "do": "set", "value": "某县: 残联 # 一" });
        json!({ "name": "改名", "edits": [edit] })
    };
    let refused = served.ask("POST", "/api/edit", &wish("别的名称"));
    assert_eq!(refused.status, 409, "what the page saw is not what stands there");
    assert_eq!(fs::read(&main).unwrap(), before);
    let done = served.ask("POST", "/api/edit", &wish(name)).json();
    assert_eq!(done["title"], "某县: 残联 # 一");
    assert_eq!(done["undo"], "改名");
    assert!(done["revision"].as_u64() > state["revision"].as_u64());
    let undone = served.ask("POST", "/api/undo", &json!({})).json();
    assert_eq!(undone["title"], name);
    assert_eq!(fs::read(&main).unwrap(), before);
}

#[test]
fn what_others_wrote_meanwhile_stays() {
    let (folder, department) = copied("沙岭县残疾人联合会");
    let main = department.join("部门.yaml");
    let served = Served::new(&[department.to_str().unwrap()], folder.path());
    let name = served.get("/api/state")["title"].as_str().unwrap().to_owned();
    let theirs = fs::read_to_string(&main).unwrap() + "# 别人加的一行\n";
    fs::write(&main, &theirs).unwrap();
    let edit = json!({ "at": ["部门名称"], "saw": name, "do": "set", "value": "新名" });
    let reply =
        served.ask("POST", "/api/edit", &json!({ "name": "改名", "edits": [edit] }));
    let now = fs::read_to_string(&main).unwrap();
    assert!(now.contains("# 别人加的一行"), "{now}");
    assert!(reply.status == 409 || now.contains("新名"));
}

#[test]
fn files_are_those_of_build() {
    let (folder, department) = copied("沙岭县残疾人联合会");
    let served = Served::new(&[department.to_str().unwrap()], folder.path());
    let out = folder.path().join("输出");
    let build = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["build".as_ref(), department.as_os_str(), "-o".as_ref(), out.as_os_str()])
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    for entry in fs::read_dir(&out).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.extension().unwrap().to_str().unwrap().to_owned();
        let made = served.ask("GET", &format!("/api/export/{kind}"), &Value::Null);
        assert!(made.body == fs::read(&path).unwrap(), "{kind}");
    }
}

#[test]
fn every_value_on_a_page_has_a_field() {
    let (folder, department) = copied("沙岭县残疾人联合会");
    let served = Served::new(&[department.to_str().unwrap()], folder.path());
    let state = served.get("/api/state");
    let mut values = 0;
    for (number, mark) in state["pages"].as_array().unwrap().iter().enumerate() {
        let path = format!("/api/page/{number}/{}", mark.as_str().unwrap());
        let svg = String::from_utf8(served.ask("GET", &path, &Value::Null).body).unwrap();
        for at in svg.split("data-at=\"").skip(1) {
            let (file, range) = at.split('"').next().unwrap().split_once(':').unwrap();
            let (start, end) = range.split_once('-').unwrap();
            let field =
                served.get(&format!("/api/field?file={file}&start={start}&end={end}"));
            assert!(field["at"].is_array(), "{at:.40}");
            values += 1;
        }
    }
    assert!(values > 60, "{values}");
}

#[test]
fn a_project_is_reached_whatever_the_order_of_its_file() {
    let (folder, department) = copied("云泽市科学技术局");
    let projects = department.join("项目");
    let (old, last) = ("01-科技创新发展专项资金.yaml", "99-科技创新发展专项资金.yaml");
    fs::rename(projects.join(old), projects.join(last)).unwrap();
    let served = Served::new(&[department.to_str().unwrap()], folder.path());
    let state = served.get("/api/state");
    let all = state["projects"].as_array().unwrap();
    let at = all.iter().position(|p| p["name"] == "科技创新发展专项资金").unwrap();
    assert!(at < all.len() - 1, "printed with its unit, before those of others");
    assert_eq!(all[at]["index"], all.len() - 1, "its file is the last");
    let edit = json!({ "at": ["项目", all[at]["index"]], "do": "remove" });
    let wish = json!({ "name": "删除", "edits": [edit] });
    assert_eq!(served.ask("POST", "/api/edit", &wish).status, 200);
    assert!(!projects.join(last).exists());
    assert_eq!(fs::read_dir(&projects).unwrap().count(), all.len() - 1);
}

#[test]
fn a_reader_changes_nothing() {
    let (folder, department) = copied("沙岭县残疾人联合会");
    let path = department.to_str().unwrap();
    let served = Served::new(&[path, "--read-only"], folder.path());
    let edit = json!({ "at": ["部门名称"], "do": "set", "value": "新名" });
    let wish = json!({ "name": "改名", "edits": [edit] });
    let reply = served.ask("POST", "/api/edit", &wish);
    assert_eq!(reply.status, 422);
    assert!(reply.json()["refusal"].as_str().unwrap().contains("只能看"));
    let to = folder.path().to_str().unwrap();
    let new =
        json!({ "parent": to, "department": "新局", "year": 2027, "profile": "hebei" });
    assert_eq!(served.ask("POST", "/api/new", &new).status, 422);
}

#[test]
fn a_new_text_is_made_and_opened() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&[], folder.path());
    assert_eq!(served.get("/api/state")["kind"], "nothing");
    let to = folder.path().to_str().unwrap();
    let new =
        json!({ "parent": to, "department": "新局", "year": 2027, "profile": "hebei" });
    let made = served.ask("POST", "/api/new", &new).json();
    assert_eq!(made["kind"], "department", "{made}");
    assert_eq!(made["title"], "新局");
    assert!(folder.path().join("新局2027/部门.yaml").exists());
    let again = served.ask("POST", "/api/new", &new);
    assert_eq!(again.status, 422, "nothing that is there is touched");
    let start = served.get("/api/start");
    assert_eq!(start["recent"][0]["name"], "新局2027");
}
