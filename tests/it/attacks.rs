//! Broken and hostile inputs of every reader: nothing panics, whatever arrives.
//!
//! `ATTACKS=1000000` makes it a longer run, `ATTACK_SEED=2` another one.

use crate::support::{EXAMPLES, document, examined, input, repository};
use jixiao::compose::{compose, inspect};
use jixiao::document::Document;
use jixiao::export::docx::proven;
use jixiao::export::docx::template::WordTemplate;
use jixiao::export::pdf::{Attachment, PdfOptions, pdf};
use jixiao::import::{Options, import};
use jixiao::layout::font::{FontFile, FontSet, FontSlot, Fonts};
use jixiao::layout::layout;
use jixiao::layout::{font_licence::Licence, font_names};
use jixiao::pages::display;
use jixiao::proof::Proof;
use jixiao::text::source::Sources;
use jixiao::verify;
use jixiao::yaml::load::profile::{built_in_names, built_in_text, load_profile};
use jixiao::yaml::load::{File, Input, load};
use jixiao::yaml::save::{save, single};
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn number(name: &str, other: u64) -> u64 {
    let wanted = std::env::var_os(name).and_then(|n| n.to_str()?.parse().ok());
    wanted.unwrap_or(other)
}

/// A generator of the xorshift kind: the same numbers on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn one<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// What breaks formats of text.
const NASTY: &[&str] = &[
    "0",
    "-1",
    "99999999999999999999999999999",
    "2147483648",
    "1e999",
    "1.7e38",
    "<",
    ">",
    "&",
    "]]>",
    "<!--",
    "<w:tbl>",
    "</w:tr>",
    "<w:t>",
    "w:val=\"-9\"",
    "\"",
    "'",
    "\u{0}",
    "😀",
    "\u{202E}",
    "  ",
    "\n",
    "{{",
    "}}",
    "{%",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    " R",
    "/",
    "obj",
    "stream",
    "endstream",
    "：",
    ": ",
    "- ",
    "*a",
    "&a ",
    "%",
    "万元",
    "2021749507708920928.836亿元",
    "79228162514264337593543950335",
];

/// Changes bytes: some are replaced, removed, doubled or put in.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(24)).min(bytes.len());
        match random.below(6) {
            0 => _ = bytes.drain(at..end),
            1 | 2 => {
                let nasty = random.one(NASTY).as_bytes().to_vec();
                bytes.splice(at..at, nasty);
            }
            3 => {
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            4 => {
                let nasty = random.one(NASTY).as_bytes();
                let end = (at + nasty.len()).min(bytes.len());
                let length = end - at;
                bytes[at..end].copy_from_slice(&nasty[..length]);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.below(256) as u8;
                }
            }
        }
    }
}

/// Changes the inside of a package, or the package itself.
fn mutate_package(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    if random.below(4) == 0 {
        let mut bytes = bytes.to_vec();
        mutate(&mut bytes, random);
        return bytes;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let chosen = random.below(archive.len());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if index == chosen || file.name() == "word/document.xml" && random.below(2) == 0 {
            mutate(&mut content, random);
        }
        zip.start_file(file.name(), SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Sound inputs.
struct Seeds {
    document: Document,
    docx: Vec<u8>,
    pdfs: Vec<Vec<u8>>,
    template: Vec<u8>,
    xlsx: Vec<u8>,
    texts: Vec<String>,
    profiles: Vec<&'static str>,
    font: FontFile,
}

fn seeds() -> Seeds {
    let example = EXAMPLES[3];
    let (loaded, _) = examined(&repository("data/examples").join(example));
    let document = document(example);
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    let layout = layout(&document, &fonts);
    let proof = Proof::new(&loaded.department.unwrap(), &layout);
    let attachment = Some(Attachment {
        name: "部门.yaml".into(),
        description: String::new(),
        text: proof.text.clone(),
    });
    let options = PdfOptions { attachment, ..PdfOptions::default() };
    let packed = pdf(&document, &display(&layout), &fonts, &options).unwrap();
    let mut plain = lopdf::Document::load_mem(&packed).unwrap();
    plain.decompress();
    let mut unpacked = Vec::new();
    plain.save_to(&mut unpacked).unwrap();
    let docx = proven(&document, &layout, &proof);
    let root = repository("data");
    let mut texts = vec![proof.yaml().to_owned()];
    for example in EXAMPLES {
        let found = input(&root.join("examples").join(example), &root);
        let files =
            found.department.into_iter().chain(found.projects.into_iter().take(3));
        texts.extend(files.map(|f| String::from_utf8(f.bytes.unwrap()).unwrap()));
    }
    Seeds {
        template: with_markers(&docx),
        docx,
        pdfs: vec![packed, unpacked],
        xlsx: workbook(),
        texts,
        profiles: built_in_names().iter().filter_map(|n| built_in_text(n)).collect(),
        font: set.file(FontSlot::Latin).unwrap().clone(),
        document,
    }
}

/// A Word file with the marks of a template.
fn with_markers(docx: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if file.name() == "word/document.xml" {
            let xml = String::from_utf8(content).unwrap();
            let (head, _) = xml.split_once("<w:body>").unwrap();
            let body = "<w:p><w:r><w:t>{{部门}}</w:t></w:r></w:p>\
                <w:p><w:r><w:t>{{目录}}</w:t></w:r></w:p>\
                <w:p><w:r><w:t>{{正文}}</w:t></w:r></w:p><w:sectPr/>";
            content = format!("{head}<w:body>{body}</w:body></w:document>").into_bytes();
        }
        zip.start_file(file.name(), SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A list of projects.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["项目名称", "项目编码", "预算数", "一级指标", "二级指标", "三级指标", "指标值"],
        [
            "会议费",
            "13990126P005101100015",
            "5.00",
            "产出指标",
            "数量指标",
            "会议次数",
            "≥4次",
        ],
    ];
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// One attack.
fn attack(seeds: &Seeds, random: &mut Random) {
    match random.below(20) {
        0..=3 => built(seeds, &mutate_package(&seeds.docx, random)),
        4..=6 => {
            let mut bytes = random.one(&seeds.pdfs).clone();
            mutate(&mut bytes, random);
            built(seeds, &bytes);
        }
        7..=9 => imported(&mutate_package(&seeds.docx, random)),
        10 | 11 => imported(&mutate_package(&seeds.xlsx, random)),
        12 | 13 => _ = WordTemplate::read(&mutate_package(&seeds.template, random)),
        14..=16 => department(&mutated_one(&seeds.texts, random)),
        17 | 18 => profile(seeds, &mutated_one(&seeds.profiles, random)),
        _ => font(seeds, random),
    }
}

fn mutated_one(texts: &[impl AsRef<str>], random: &mut Random) -> String {
    let mut bytes = random.one(texts).as_ref().as_bytes().to_vec();
    mutate(&mut bytes, random);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn built(seeds: &Seeds, bytes: &[u8]) {
    if let Ok(built) = verify::read(bytes) {
        verify::compare(&built, &seeds.document, None);
        if let Some(proof) = built.proof {
            department(&proof.text);
        }
    }
}

fn imported(bytes: &[u8]) {
    if let Ok(imported) = import(bytes, &Options::new("hebei")) {
        let numbers: Vec<usize> = (1..=imported.department.projects.len()).collect();
        for (_, text) in save(&imported.department, &numbers) {
            let _ = jixiao::yaml::fmt(&text);
        }
    }
}

fn department(text: &str) {
    let file = File { path: "a.yaml".into(), bytes: Ok(text.into()) };
    let input = Input { department: Some(file), ..Input::default() };
    let mut sources = Sources::default();
    let loaded = jixiao::check::examine(&input, &mut sources);
    jixiao::summarize::survey("a", &loaded, &sources);
    let (Some(department), Some(profile)) = (loaded.department, loaded.profile) else {
        return;
    };
    let outline = jixiao::compare::outline(&department, &profile);
    let same = jixiao::compare::Comparison::of(&outline, &outline);
    assert!(same.is_empty(), "a department differs from itself:\n{text}");
    let bytes = Ok(single(&department).into_bytes());
    let file = File { path: "a.yaml".into(), bytes };
    let input = Input { department: Some(file), ..Input::default() };
    load(&input, &mut Sources::default());
    compose(&department, &profile).unwrap();
}

/// A profile whose check finds nothing can be built.
fn profile(seeds: &Seeds, text: &str) {
    let (profile, findings) = load_profile("a/版式.yaml", text);
    let Some(profile) = profile.filter(|_| findings.is_empty()) else { return };
    if !inspect(&profile, &mut Sources::default()).is_empty() {
        return;
    }
    let file = File { path: "a.yaml".into(), bytes: Ok(seeds.texts[0].clone().into()) };
    let input = Input { department: Some(file), ..Input::default() };
    let department = load(&input, &mut Sources::default()).department.unwrap();
    if let Err(fault) = compose(&department, &profile) {
        panic!("{fault}: {text}");
    }
}

fn font(seeds: &Seeds, random: &mut Random) {
    let mut bytes = seeds.font.bytes.to_vec();
    // the tables' directory is what most depends on
    match random.below(2) {
        0 => {
            let at = random.below(400);
            bytes[at] = random.below(256) as u8;
        }
        _ => mutate(&mut bytes, random),
    }
    let file = FontFile { name: "a.ttf".into(), bytes: bytes.into(), index: 0 };
    font_names::parts(&file);
    Licence::of(&file);
    let mut set = FontSet::embedded();
    set.prefer(FontSlot::Latin, file);
    let fonts = Fonts::new(&set);
    let layout = layout(&seeds.document, &fonts);
    let _ = pdf(&seeds.document, &display(&layout), &fonts, &PdfOptions::default());
}

#[test]
fn no_input_breaks_the_program() {
    let seeds = seeds();
    let start = number("ATTACK_SEED", 1);
    for run in 0..number("ATTACKS", 300) {
        let mut random =
            Random(((start << 32) + run + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let attacked = catch_unwind(AssertUnwindSafe(|| attack(&seeds, &mut random)));
        assert!(attacked.is_ok(), "ATTACK_SEED={start}, run {run}");
    }
}
