//! One file: bytes → text → tree → value, with everything that is wrong on the way.

use super::File;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::text::source::{FileId, Sources, Span};
use crate::yaml::{decode, syntax, tree};
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
}

impl<T> Default for Read<T> {
    fn default() -> Self {
        Read { value: None, diagnostics: Vec::new(), comments: Vec::new() }
    }
}

/// Reads a file with `decode`. Its text is added to `sources`.
pub fn read<T>(
    file: &File,
    sources: &mut Sources,
    decode: impl Fn(&mut Reader, tree::NodeId) -> Option<T>,
) -> Read<T> {
    let text = open(file, sources);
    decode_opened(text, sources, decode)
}

/// Reads files on all cores; what was read of them, in their order.
pub fn read_all<T: Send>(
    files: &[File],
    sources: &mut Sources,
    decode: impl Fn(&mut Reader, tree::NodeId) -> Option<T> + Sync,
) -> Vec<Read<T>> {
    let texts: Vec<_> = files.iter().map(|file| open(file, sources)).collect();
    let sources: &Sources = sources;
    let texts = texts.into_par_iter();
    texts.map(|text| decode_opened(text, sources, &decode)).collect()
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
    sources: &Sources,
    decode: impl Fn(&mut Reader, tree::NodeId) -> Option<T>,
) -> Read<T> {
    match text {
        Ok(file) => {
            let mut read = decode_text(&sources.get(file).text, file, decode);
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
        Diagnostic::error("S103", rest[0].primary.span, message)
            .help("先改好前面的；也可能放错了文件"),
    );
}

/// Reads the one document of a text with `decode`.
fn decode_text<T>(
    text: &str,
    file: FileId,
    decode: impl Fn(&mut Reader, tree::NodeId) -> Option<T>,
) -> Read<T> {
    let mut read = Read::default();
    let parsed = syntax::parse(text, file);
    let tree = &parsed.tree;
    read.comments.extend(tree.comments.iter().map(|c| Span::new(file, c.clone())));
    let diagnostics = &mut read.diagnostics;
    diagnostics.extend(parsed.diagnostics);
    diagnostics.extend(syntax::swallowed(tree, text, file));
    let root = match tree.roots[..] {
        [root] if !tree.is_blank(root) => root,
        [_, second, ..] => {
            let at = Span::new(file, tree.range(second));
            let finding = Diagnostic::error("S105", at, "一个文件里有几份内容")
                .help("把“---”后面的内容移到另一个文件");
            diagnostics.push(finding);
            tree.roots[0]
        }
        _ => {
            if !parsed.cut_short {
                diagnostics.push(empty(file));
            }
            return read;
        }
    };
    let mut reader = Reader::new(tree, file, &parsed.patched);
    read.value = decode(&mut reader, root);
    // of a file cut short, what is missing behind the cut is no news
    let known = |d: &Diagnostic| !(parsed.cut_short && matches!(d.code, "S108" | "S111"));
    diagnostics.extend(reader.diagnostics.into_iter().filter(known));
    read
}

fn empty(file: FileId) -> Diagnostic {
    Diagnostic::error("S104", Span::new(file, 0..0), "文件是空的")
        .help("运行 jixiao init 可得到一份填好的样例")
}
