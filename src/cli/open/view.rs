//! What the page shows of a department: its pages, its outline, its findings.

use super::desk::fonts;
use crate::cli::Failure;
use crate::cli::support::{files, pages};
use jixiao::check::examine_while;
use jixiao::diagnostic::{Diagnostic, Severity};
use jixiao::document::Document;
use jixiao::export::svg;
use jixiao::layout::{Layout, Piece, PlacedParagraph, layout};
use jixiao::pages::display;
use jixiao::text::source::{Sources, Span};
use jixiao::yaml::load::{Input, Loaded};
use rayon::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// A department as it was read, judged and laid out.
pub struct ShownPages {
    /// Counts up with every change of the files.
    pub revision: u64,
    /// The department's folder, or its single file.
    pub root: PathBuf,
    /// Its files.
    pub input: Input,
    /// Their texts.
    pub sources: Sources,
    /// What was read.
    pub loaded: Loaded,
    /// All findings, those of the pages too, worst first.
    pub findings: Vec<Diagnostic>,
    /// Its document and pages, where it could be composed.
    pub set: Option<(Document, Layout)>,
    /// Why there are no pages.
    fault: Option<String>,
    /// A short mark of each page, by which the browser knows it again.
    marks: Vec<String>,
}

impl ShownPages {
    /// Reads a department.
    ///
    /// # Errors
    /// Files that cannot be read at all.
    pub fn read(root: &Path, revision: u64) -> Result<ShownPages, Failure> {
        ShownPages::make(root, files::read_department(root, None)?, revision)
    }

    /// Judges and lays out a department.
    ///
    /// # Errors
    /// None so far; a template that fails becomes a fault to be shown.
    pub fn make(root: &Path, input: Input, revision: u64) -> Result<ShownPages, Failure> {
        let mut sources = Sources::default();
        let compose = |loaded: &Loaded| {
            let document = pages::document(loaded).map_err(|fault| fault.to_string());
            document.map(|d| d.map(|d| (layout(&d, fonts()), d)))
        };
        let (loaded, composed) = examine_while(&input, &mut sources, compose);
        let mut findings = loaded.diagnostics.clone();
        let (set, fault) = match composed {
            Ok(Some((layout, document))) => {
                let seen = pages::findings(
                    &loaded,
                    &document,
                    &display(&layout),
                    fonts(),
                    &sources,
                );
                findings.extend(seen);
                (Some((document, layout)), None)
            }
            Ok(None) => (None, Some("文件还读不出来，先改好右边列出的问题".to_owned())),
            Err(fault) => (None, Some(fault)),
        };
        findings.sort_by_key(|d| (std::cmp::Reverse(d.severity), d.code));
        let root = root.to_owned();
        let marks = set.as_ref().map_or(Vec::new(), |s| ShownPages::marks(&s.1));
        Ok(ShownPages {
            revision,
            root,
            input,
            sources,
            loaded,
            findings,
            set,
            fault,
            marks,
        })
    }

    /// All of it, for the page.
    pub fn view(
        &self,
        names: (Option<String>, Option<String>),
        read_only: bool,
    ) -> Value {
        let department = self.loaded.department.as_ref();
        let sheet = self.set.as_ref().map(|s| (s.1.sheet.width(), s.1.sheet.height()));
        let findings: Vec<_> =
            self.findings.iter().enumerate().map(|(i, d)| self.finding(i, d)).collect();
        json!({
            "kind": "department",
            "revision": self.revision,
            "title": department.map_or("", |d| d.name.text()),
            "root": files::show(&self.root),
            "readOnly": read_only,
            "undo": names.0,
            "redo": names.1,
            "fault": self.fault,
            "sheet": sheet,
            "pages": self.marks,
            "outline": self.outline(),
            "findings": findings,
            "projects": self.projects(),
            "units": self.units(),
            "files": self.sources.paths().collect::<Vec<_>>(),
        })
    }

    /// How many errors were found.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// A page as SVG.
    pub fn svg(&self, number: usize) -> Option<String> {
        svg::page(&display(&self.set.as_ref()?.1), number)
    }

    /// A short mark of each page.
    fn marks(layout: &Layout) -> Vec<String> {
        let mark = |page: String| {
            let digest = Sha256::digest(page.as_bytes());
            digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
        };
        svg::pages(&display(layout)).into_par_iter().map(mark).collect()
    }

    fn finding(&self, index: usize, d: &Diagnostic) -> Value {
        let related: Vec<_> =
            d.related.iter().map(|l| self.place(l.span, &l.text)).collect();
        let fix = d.fix.as_ref().map(|fix| {
            json!({ "safe": fix.safe, "old": self.sources.text(fix.span), "new": fix.text })
        });
        json!({
            "id": index,
            "code": d.code.name,
            "title": d.code.title,
            "severity": d.severity.name(),
            "message": d.message,
            "help": d.help,
            "place": self.place(d.primary.span, &d.primary.text),
            "related": related,
            "fix": fix,
        })
    }

    fn place(&self, span: Span, text: &str) -> Value {
        if span.is_none() {
            return json!({ "text": text });
        }
        let source = self.sources.get(span.file);
        let at = source.position(span.range().start);
        json!({
            "text": text,
            "file": span.file.index(),
            "path": source.path,
            "start": span.start,
            "end": span.end,
            "line": at.line,
            "column": at.column,
            "page": self.page_of(span),
        })
    }

    /// The first page on which something of the place is printed; else of its project.
    fn page_of(&self, span: Span) -> Option<usize> {
        let layout = &self.set.as_ref()?.1;
        let touches =
            |s: Span| s.file == span.file && s.start <= span.end && span.start <= s.end;
        let holds = |page: &jixiao::layout::Page, test: &dyn Fn(Span) -> bool| {
            paragraphs(&page.pieces).any(|p| p.source.is_some_and(test))
        };
        let exact = layout.pages.iter().position(|page| holds(page, &touches));
        exact.or_else(|| {
            layout.pages.iter().position(|page| holds(page, &|s| s.file == span.file))
        })
    }

    /// Code and name of each unit.
    fn units(&self) -> Vec<(String, String)> {
        let units = self.loaded.department.iter().flat_map(|d| &d.units);
        let named = units.map(|u| (u.code.text().to_owned(), u.name.text()));
        named.map(|(code, name)| (code.clone(), format!("{code} {name}"))).collect()
    }

    /// The projects: the name of each, its file and its place among these, as printed.
    fn projects(&self) -> Vec<Value> {
        let projects = self.loaded.department.iter().flat_map(|d| &d.projects);
        let one = |p: &jixiao::model::Project| {
            let path =
                (!p.span.is_none()).then(|| self.sources.get(p.span.file).path.as_str());
            json!({ "name": p.name.text(), "path": path, "index": p.ordinal, "unit": p.unit.text(),
                "page": self.page_of(p.span) })
        };
        projects.map(one).collect()
    }

    /// The headings with what was found below each.
    fn outline(&self) -> Vec<Value> {
        let Some((_, layout)) = &self.set else { return Vec::new() };
        let sources = self.heading_sources(layout);
        let starts: Vec<_> = sources.iter().flatten().copied().collect();
        let headings = layout.headings.iter().zip(&sources);
        headings
            .map(|(heading, source)| {
                let own = |d: &&Diagnostic| is_under(d.primary.span, *source, &starts);
                let count = |severity| {
                    self.findings
                        .iter()
                        .filter(own)
                        .filter(|d| d.severity == severity)
                        .count()
                };
                json!({
                    "title": heading.text,
                    "level": heading.level,
                    "page": heading.page,
                    "file": source.map(|s| s.file.index()),
                    "errors": count(Severity::Error),
                    "warnings": count(Severity::Warning),
                })
            })
            .collect()
    }

    /// Where the text of each heading stands.
    fn heading_sources(&self, layout: &Layout) -> Vec<Option<Span>> {
        let mut sources = vec![None; layout.headings.len()];
        for paragraph in layout.pages.iter().flat_map(|p| paragraphs(&p.pieces)) {
            if let Some(slot) = paragraph.heading.and_then(|h| sources.get_mut(h)) {
                *slot = slot.or(paragraph.source.filter(|s| !s.is_none()));
            }
        }
        sources
    }
}

/// Whether a finding belongs to the heading at `heading`: in its file, behind it, and
/// before the next heading of that file.
fn is_under(finding: Span, heading: Option<Span>, starts: &[Span]) -> bool {
    let Some(heading) = heading.filter(|h| h.file == finding.file) else { return false };
    let here = starts.iter().filter(|s| s.file == heading.file);
    let owner = here.clone().filter(|s| s.start <= finding.start).max_by_key(|s| s.start);
    owner.or(here.min_by_key(|s| s.start)).is_some_and(|s| *s == heading)
}

/// Every paragraph on a page.
fn paragraphs(pieces: &[Piece]) -> Box<dyn Iterator<Item = &PlacedParagraph> + '_> {
    Box::new(pieces.iter().flat_map(
        |piece| -> Box<dyn Iterator<Item = &PlacedParagraph>> {
            match piece {
                Piece::Paragraph(paragraph) => Box::new(std::iter::once(paragraph)),
                Piece::Entry(_) => Box::new(std::iter::empty()),
                Piece::Table(table) => {
                    let cells = table.rows.iter().flat_map(|r| &r.cells);
                    Box::new(cells.flat_map(|c| &c.paragraphs))
                }
            }
        },
    ))
}
