//! PDF files.

use super::package::built;
use super::{changes, verified};
use crate::command::{jixiao, started, stderr};
use lopdf::content::Content;
use lopdf::{Document, Object, dictionary};
use std::fs;
use std::path::Path;

/// Changes a file as a program that knows PDF does.
fn edit(path: &Path, change: impl Fn(&mut Document)) {
    let mut pdf = Document::load(path).unwrap();
    change(&mut pdf);
    pdf.save(path).unwrap();
}

/// The last page, which holds the last table.
fn last_page(pdf: &Document) -> lopdf::ObjectId {
    pdf.get_pages().into_values().last().unwrap()
}

fn edit_content(pdf: &mut Document, change: impl Fn(&mut Content)) {
    let page = last_page(pdf);
    let mut content = Content::decode(&pdf.get_page_content(page)).unwrap();
    change(&mut content);
    pdf.change_page_content(page, content.encode().unwrap()).unwrap();
}

#[test]
fn an_untouched_pdf_verifies_in_every_standard() {
    let folder = started();
    for standard in ["a-2a", "a-3a", "none"] {
        let args = [
            "build",
            "部门",
            "-o",
            standard,
            "--only",
            "pdf",
            "--pdf-standard",
            standard,
        ];
        assert_eq!(jixiao(&args, folder.path()).status.code(), Some(0));
        let file = fs::read_dir(folder.path().join(standard)).unwrap().next().unwrap();
        let file = file.unwrap().path();
        let (report, code) = verified(folder.path(), &[file.to_str().unwrap()]);
        assert_eq!((code, &report["proof"]), (Some(0), &"genuine".into()), "{report}");
        // saved by another program, the file is another, but not its text
        edit(&file, |_| {});
        let (report, code) = verified(folder.path(), &[file.to_str().unwrap()]);
        assert_eq!(code, Some(0), "{report}");
    }
}

#[test]
fn an_edited_text_is_caught_with_its_place() {
    let folder = started();
    let file = built(&folder, "输出").with_extension("pdf");
    edit(&file, |pdf| {
        edit_content(pdf, |content| {
            // the last text of some length is that of the last cell but one or two
            let shown =
                content.operations.iter_mut().rev().filter(|o| o.operator == "Tj");
            let mut texts = shown.filter_map(|o| match o.operands.first_mut() {
                Some(Object::String(bytes, _)) if bytes.len() >= 8 => Some(bytes),
                _ => None,
            });
            let bytes = texts.nth(1).unwrap();
            let (a, b) = ([bytes[0], bytes[1]], [bytes[2], bytes[3]]);
            bytes[..4].copy_from_slice(&[b[0], b[1], a[0], a[1]]);
        });
    });
    let file = file.to_str().unwrap();
    let (report, code) = verified(folder.path(), &[file, "--against", "部门"]);
    assert_eq!(code, Some(1), "{report}");
    assert_eq!(changes(&report).len(), 1, "{report}");
    let change = &report["changes"][0];
    assert!(change["place"].as_str().unwrap().starts_with("2.科普活动经费"), "{report}");
    assert_eq!(change["file"], "部门/项目/02-科普活动经费.yaml");
    let sorted = |key: &str| {
        let mut chars: Vec<_> = change[key].as_str().unwrap().chars().collect();
        chars.sort_unstable();
        chars
    };
    assert_ne!(change["old"], change["new"]);
    assert_eq!(sorted("old"), sorted("new"));
}

#[test]
fn nothing_is_put_on_a_page_unseen() {
    let folder = started();
    let good = built(&folder, "输出").with_extension("pdf");
    let file = folder.path().join("改.pdf");
    let page_text = |pdf: &mut Document, wrap: Option<&str>| {
        edit_content(pdf, |content| {
            let at = content.operations.iter().position(|o| o.operator == "Tj").unwrap();
            let shown = content.operations[at].clone();
            let begin = wrap.map(|tag| {
                lopdf::content::Operation::new("BMC", vec![Object::Name(tag.into())])
            });
            let end = wrap.map(|_| lopdf::content::Operation::new("EMC", vec![]));
            let last =
                content.operations.iter().rposition(|o| o.operator == "ET").unwrap();
            let added = begin.into_iter().chain([shown]).chain(end);
            content.operations.splice(last..last, added);
        });
    };
    type Edit<'e> = &'e dyn Fn(&mut Document);
    let cases: [(&str, Edit); 4] = [
        ("没有标记", &|pdf| page_text(pdf, None)),
        ("别的标记", &|pdf| page_text(pdf, Some("Span"))),
        ("批注", &|pdf| {
            let note = pdf.add_object(dictionary! {
                "Type" => "Annot",
                "Subtype" => "FreeText",
                "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
                "Contents" => Object::string_literal("Note"),
            });
            let page = last_page(pdf);
            let page = pdf.get_object_mut(page).unwrap().as_dict_mut().unwrap();
            page.set("Annots", vec![Object::Reference(note)]);
        }),
        ("图片", &|pdf| {
            edit_content(pdf, |content| {
                let image = vec![Object::Name("X".into())];
                content.operations.push(lopdf::content::Operation::new("Do", image));
            });
        }),
    ];
    for (what, change) in cases {
        fs::copy(&good, &file).unwrap();
        edit(&file, change);
        let (report, code) = verified(folder.path(), &[file.to_str().unwrap()]);
        assert_eq!(code, Some(1), "{what}: {report}");
        assert_eq!(report["changes"][0]["place"], "正文之外", "{what}: {report}");
    }
}

#[test]
fn a_forged_or_lost_proof_is_told() {
    let folder = started();
    let good = built(&folder, "输出").with_extension("pdf");
    let file = folder.path().join("改.pdf");
    for (from, to, proof) in [
        ("<jixiao:sha256>", "<jixiao:sha256>0", "forged"),
        ("jixiao:sha256>", "jixiao:other>", "missing"),
    ] {
        fs::copy(&good, &file).unwrap();
        edit(&file, |pdf| {
            let metadata = pdf.catalog().unwrap().get(b"Metadata").unwrap();
            let metadata = metadata.as_reference().unwrap();
            let stream = pdf.get_object_mut(metadata).unwrap().as_stream_mut().unwrap();
            let xmp = String::from_utf8(stream.content.clone()).unwrap();
            assert!(xmp.contains(from));
            stream.set_content(xmp.replace(from, to).into_bytes());
        });
        let path = file.to_str().unwrap();
        let (report, code) = verified(folder.path(), &[path]);
        assert_eq!((code, &report["proof"]), (Some(1), &proof.into()), "{report}");
        let (report, code) = verified(folder.path(), &[path, "--against", "部门"]);
        assert_eq!(code, Some(i32::from(proof == "forged")), "{report}");
        assert_eq!(report["changes"].as_array().unwrap().len(), 0, "{report}");
    }
}

#[test]
fn a_pdf_that_cannot_be_compared_says_so() {
    let folder = started();
    let file = built(&folder, "输出").with_extension("pdf");
    let path = file.to_str().unwrap();
    edit(&file, |pdf| {
        pdf.catalog_mut().unwrap().remove(b"StructTreeRoot");
    });
    let output = jixiao(&["verify", path], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("对不上号"), "{}", stderr(&output));
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let output = jixiao(&["verify", path], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("损坏"), "{}", stderr(&output));
}
