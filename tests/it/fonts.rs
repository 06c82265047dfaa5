//! The user's own fonts: found by their names, refused where their makers forbid it.

use crate::command::{jixiao, started, stderr, stdout};
use jixiao::document::FontRole;
use jixiao::layout::font::{FontSet, FontSlot};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The program's face for a part, with other licence bits (OS/2 fsType).
fn licensed(part: FontSlot, bits: u16) -> Vec<u8> {
    let set = FontSet::embedded();
    let mut bytes = set.file(part).unwrap().bytes.to_vec();
    let table = (12..).step_by(16).find(|at| &bytes[*at..at + 4] == b"OS/2").unwrap();
    let offset = bytes[table + 8..table + 12].iter();
    let offset = offset.fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    bytes[offset + 8..offset + 10].copy_from_slice(&bits.to_be_bytes());
    bytes
}

/// A folder with a 仿宋 that may be embedded and a 黑体 that may not.
fn fill(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let fangsong = licensed(FontSlot::Role(FontRole::FangSong), 8);
    fs::write(folder.join("simfang.ttf"), fangsong).unwrap();
    fs::write(folder.join("SIMHEI.TTF"), licensed(FontSlot::Role(FontRole::Hei), 2))
        .unwrap();
    fs::write(folder.join("说明.txt"), "不是字体").unwrap();
}

#[test]
fn every_part_has_a_line() {
    let listed = stdout(&jixiao(&["fonts"], Path::new(".")));
    assert_eq!(listed.lines().count(), 6, "{listed}");
    assert!(listed.lines().all(|l| l.contains("程序自带，可以嵌入")), "{listed}");
    assert!(listed.contains("正文（仿宋）：公文用 仿宋_GB2312，现用 ZhuqueFangsong"));
}

#[test]
fn a_folder_of_fonts_is_used_but_for_what_may_not_be_embedded() {
    let folder = started();
    fill(&folder.path().join("字体"));
    let listed = stdout(&jixiao(&["fonts", "--font-dir", "字体"], folder.path()));
    assert!(
        listed.contains("现用 simfang.ttf（指定文件夹，可以嵌入（可编辑的文件））"),
        "{listed}"
    );
    assert!(
        listed.contains("一级标题（黑体）：公文用 黑体，现用 GongwenHei"),
        "{listed}"
    );
    let refusal = "不用字体 SIMHEI.TTF（一级标题（黑体））：字体的授权不许嵌入到 PDF 里";
    assert!(listed.contains(refusal), "{listed}");

    let args = ["build", "部门", "-o", "输出", "--font-dir", "字体"];
    let built = jixiao(&args, folder.path());
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    assert!(stderr(&built).contains(refusal), "{}", stderr(&built));
    let pdf = fs::read_dir(folder.path().join("输出")).unwrap();
    let mut pdf = pdf.map(|e| e.unwrap().path());
    let pdf = pdf.find(|p| p.extension().is_some_and(|e| e == "pdf")).unwrap();
    let pdf = lopdf::Document::load(pdf).unwrap();
    assert!(pdf.get_pages().len() > 3);
}

/// A face that has the character is asked for by the finding about it.
#[test]
fn a_check_of_the_pages_uses_them_too() {
    let folder = started();
    let path = folder.path().join("部门/部门.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("面向青少年", "面向逹青少年", 1)).unwrap();
    let fonts = folder.path().join("字体");
    fs::create_dir(&fonts).unwrap();
    let song = licensed(FontSlot::Role(FontRole::Song), 8);
    fs::write(fonts.join("simfang.ttf"), song).unwrap();

    let check = |args: &[&str]| {
        let args = [&["check", "部门", "--format", "concise"], args].concat();
        jixiao(&args, folder.path())
    };
    let embedded = stdout(&check(&["--layout"]));
    assert!(embedded.contains("F103") && embedded.contains("逹"), "{embedded}");
    let own = check(&["--layout", "--font-dir", "字体"]);
    assert_eq!((own.status.code(), stdout(&own)), (Some(0), String::new()));

    for (args, option) in [
        (&["--font-dir", "字体"][..], "--font-dir"),
        (&["--system-fonts"], "--system-fonts"),
    ] {
        let idle = check(args);
        assert_eq!(idle.status.code(), Some(2));
        let told =
            format!("jixiao：{option} 只在排版时有用：加 --layout，或去掉 {option}\n");
        assert_eq!(stderr(&idle), told);
    }
}

/// The 仿宋 has a character that the 宋 of tables and its stand-ins lack.
#[test]
fn any_font_of_the_folder_lends_characters() {
    let folder = started();
    let path = folder.path().join("部门/项目/01-会议费.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("按计划召开", "按㙡召开", 1)).unwrap();
    let fonts = folder.path().join("字体");
    fs::create_dir(&fonts).unwrap();
    let check = || {
        let args = ["check", "部门", "--layout", "--format", "concise", "--font-dir"];
        stdout(&jixiao(&[&args[..], &["字体"]].concat(), folder.path()))
    };
    assert!(check().contains("F101"), "no face has it");
    let lender = fonts.join("甲.ttf");
    fs::write(&lender, licensed(FontSlot::Role(FontRole::FangSong), 2)).unwrap();
    assert!(check().contains("F101"), "its maker forbids it");
    fs::write(&lender, licensed(FontSlot::Role(FontRole::FangSong), 8)).unwrap();
    let lent = check();
    assert!(lent.contains("F103") && lent.contains("借用了 甲.ttf"), "{lent}");
    assert!(!lent.contains("F101"), "{lent}");
}

/// Their characters would have to be joined: no font helps.
#[test]
fn scripts_that_need_shaping_are_told() {
    let folder = started();
    let path = folder.path().join("部门/项目/01-会议费.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("按计划召开", "按བོད召开", 1)).unwrap();
    let args = ["check", "部门", "--layout", "--format", "concise"];
    let told = stdout(&jixiao(&args, folder.path()));
    assert!(told.contains("F101") && told.contains("是藏文"), "{told}");
}

/// The files that go by the name of a part, whatever is in them.
const NAMED: [(FontRole, &str); 4] = [
    (FontRole::FangSong, "simfang.ttf"),
    (FontRole::Hei, "SIMHEI.TTF"),
    (FontRole::Kai, "simkai.ttf"),
    (FontRole::XiaoBiaoSong, "FZXBSJW.TTF"),
];

/// What `fonts --system-fonts` lists for a user with this home.
fn of_the_system(home: &Path) -> String {
    let listed = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["fonts", "--system-fonts"])
        .env("HOME", home)
        .output()
        .unwrap();
    stdout(&listed)
}

/// A machine may have fonts for some parts already: those of the user are for the others.
#[test]
fn fonts_of_the_system_are_found_on_request() {
    let folder = started();
    let home = folder.path().join("家");
    let known = if cfg!(target_os = "macos") { "Library/Fonts" } else { ".fonts" };
    let known = home.join(known);
    fs::create_dir_all(&known).unwrap();
    let before = of_the_system(&home);
    assert!(before.lines().count() >= 6, "{before}");
    let own = |(role, _): &&(FontRole, &str)| {
        let part = FontSlot::Role(*role).chinese();
        before.lines().any(|l| l.starts_with(part) && l.contains("程序自带"))
    };
    let free: Vec<_> = NAMED.iter().filter(own).collect();
    // Windows has its font folders elsewhere
    if let [allowed, forbidden, ..] = free[..]
        && cfg!(unix)
    {
        let (may, may_not) = (FontSlot::Role(allowed.0), FontSlot::Role(forbidden.0));
        fs::write(known.join(allowed.1), licensed(may, 8)).unwrap();
        fs::write(known.join(forbidden.1), licensed(may_not, 2)).unwrap();
        let listed = of_the_system(&home);
        let found = format!("现用 {}（系统字体", allowed.1);
        assert!(listed.contains(&found), "{listed}");
        let refused = format!("不用字体 {}", forbidden.1);
        assert!(listed.contains(&refused), "{listed}");
    } else {
        eprintln!("系统里已有各种公文字体，或不是 Unix，略过：系统字体的选用");
    }
    let without = stdout(&jixiao(&["fonts"], Path::new(".")));
    assert!(!without.contains("系统字体"), "{without}");
}

#[test]
fn the_licences_of_the_own_fonts_are_printed_whole() {
    let done = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["fonts", "--licenses"])
        .output()
        .unwrap();
    assert!(done.status.success());
    let text = String::from_utf8(done.stdout).unwrap();
    assert_eq!(text.matches("SIL OPEN FONT LICENSE").count(), 5, "{text}");
}
