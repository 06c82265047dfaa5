//! One file: bytes → text → tree → value, with everything that is wrong on the way.

use super::File;
use super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::{FileId, Sources, Span};
use crate::yaml::format::Shape;
use crate::yaml::{comment, decode, slip, tree};
use rayon::prelude::*;

/// Most faults of reading that are told of one file: with more, it is another kind of
/// file.
const MAX_FAULTS: usize = 500;

/// What was read of a file.
pub struct Read<T> {
    /// Its value as far as it could be read.
    pub value: Option<T>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// Every comment, from its `#` to the end of its line.
    pub comments: Vec<Span>,
    /// What was told of a slip and read as it was meant.
    pub told: Vec<Span>,
    /// The file, where something in it is not read, or perhaps at another place.
    pub incomplete: Option<FileId>,
}

impl<T> Default for Read<T> {
    fn default() -> Self {
        Read {
            value: None,
            diagnostics: Vec::new(),
            comments: Vec::new(),
            told: Vec::new(),
            incomplete: None,
        }
    }
}

/// Reads a file of the given shape with `decode`. Its text is added to `sources`.
pub fn read<T>(
    file: &File,
    shape: Option<&'static Shape>,
    sources: &mut Sources,
    decode: impl Fn(&mut Reader, tree::NodeId) -> Option<T>,
) -> Read<T> {
    let text = open(file, sources);
    decode_opened(text, shape, sources, decode)
}

/// Reads files on all cores; what was read of them, in their order.
pub fn read_all<T: Send>(
    files: &[File],
    shape: Option<&'static Shape>,
    sources: &mut Sources,
    decode: impl Fn(&mut Reader, tree::NodeId) -> Option<T> + Sync,
) -> Vec<Read<T>> {
    let texts: Vec<_> = files.iter().map(|file| open(file, sources)).collect();
    let sources: &Sources = sources;
    let texts = texts.into_par_iter();
    texts.map(|text| decode_opened(text, shape, sources, &decode)).collect()
}

/// Adds the text of a file to `sources`.
fn open(file: &File, sources: &mut Sources) -> Result<FileId, Box<Diagnostic>> {
    match &file.bytes {
        Ok(bytes) => decode::decode(&file.path, bytes, sources),
        Err(size) => Err(Box::new(decode::too_large(&file.path, *size, sources))),
    }
}

fn decode_opened<T>(
    text: Result<FileId, Box<Diagnostic>>,
    shape: Option<&'static Shape>,
    sources: &Sources,
    decode: impl Fn(&mut Reader, tree::NodeId) -> Option<T>,
) -> Read<T> {
    match text {
        Ok(file) => {
            let mut read = decode_text(&sources.get(file).text, file, shape, decode);
            cap(&mut read.diagnostics);
            read
        }
        Err(fault) => Read { diagnostics: vec![*fault], ..Read::default() },
    }
}

/// Keeps the first faults of a file.
fn cap(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.len() <= MAX_FAULTS {
        return;
    }
    diagnostics.sort_by_key(|d| d.primary.span);
    let rest = diagnostics.split_off(MAX_FAULTS);
    let message = format!("这个文件读起来问题太多，后面还有 {} 个没有列出", rest.len());
    diagnostics.push(
        codes::S103
            .finding(rest[0].primary.span, message)
            .help("先改好前面的；也可能放错了文件"),
    );
}

/// Reads the one document of a text with `decode`.
fn decode_text<T>(
    text: &str,
    file: FileId,
    shape: Option<&'static Shape>,
    decode: impl Fn(&mut Reader, tree::NodeId) -> Option<T>,
) -> Read<T> {
    let mut read = Read::default();
    let parsed = slip::parse(text, file, shape);
    let tree = &parsed.tree;
    let span = |r: &std::ops::Range<usize>| Span::new(file, r.clone());
    read.comments.extend(tree.comments.iter().map(span));
    read.told.extend(parsed.told.iter().map(span));
    read.diagnostics.extend(parsed.diagnostics);
    let mut cut = comment::cut(tree, text, file);
    let is_told = |at: usize| parsed.told.iter().any(|t| t.contains(&at));
    cut.retain(|d| !is_told(d.primary.span.range().start));
    let cut_lines: Vec<_> = cut.iter().map(|d| d.primary.span.range()).collect();
    read.diagnostics.extend(cut);
    let mut is_incomplete = parsed.is_incomplete || tree.roots.len() > 1;
    if let Some(root) = root(tree, file, is_incomplete, &mut read.diagnostics) {
        let mut reader = Reader::new(tree, file, text, &parsed.told);
        read.value = decode(&mut reader, root);
        is_incomplete |= reader.is_incomplete;
        // what is missing behind a cut, or was cut off by a comment, is no news
        let known = |d: &Diagnostic| {
            let at = d.primary.span.range().start;
            let cut = d.code == codes::S111
                && cut_lines.iter().any(|c| comment::is_one_line(text, at, c.start));
            !(cut || is_incomplete && [codes::S108, codes::S111].contains(&d.code))
        };
        read.diagnostics.extend(reader.diagnostics.into_iter().filter(known));
    }
    read.incomplete = is_incomplete.then_some(file);
    read
}

/// The top of the one document of a file.
fn root(
    tree: &tree::Tree,
    file: FileId,
    is_incomplete: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<tree::NodeId> {
    match tree.roots[..] {
        [root] if !tree.is_blank(root) => Some(root),
        [first, second, ..] => {
            let at = Span::new(file, tree.range(second));
            let finding = codes::S105
                .finding(at, "一个文件里有几份内容")
                .help("把“---”后面的内容移到另一个文件");
            diagnostics.push(finding);
            Some(first)
        }
        _ => {
            if !is_incomplete {
                diagnostics.push(empty(file));
            }
            None
        }
    }
}

fn empty(file: FileId) -> Diagnostic {
    codes::S104
        .finding(Span::new(file, 0..0), "文件是空的")
        .help("运行 jixiao init 可得到一份填好的样例")
}
