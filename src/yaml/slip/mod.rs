//! Slips of the pen: why the parser will not have a text, or takes it for something else,
//! said by its cause; and the text as its author most likely meant it, so that the rest
//! is read too.
//!
//! The text is worked on in memory. Where the parser gives up, each line nearby says what
//! may be wrong with it (`cause`); a repair is accepted when the parser then gets further.
//! What no cause is found for is taken for a comment, and the file counts as incomplete.

mod cause;
mod character;
mod conflict;
mod fault;
mod flow;
mod indent;
mod line;
pub mod mark;
mod repair;
mod suspect;
mod value;
mod words;
mod work;

pub use character::is_odd;

use super::format::Shape;
use super::tree::{Fault, Tree};
use crate::diagnostic::Diagnostic;
use crate::text::source::FileId;
use granit_parser::ErrorKind;
use line::SlipLine;
use repair::Repair;
use std::ops::Range;
use work::Work;

/// Most slips that are mended in one file.
const MAX_REPAIRS: usize = 200;
/// Most bytes that are parsed to find repairs of one file.
const MAX_PARSED: usize = 48 << 20;
/// Lines in front of a fault that may be its cause.
const LINES_BEFORE: usize = 3;

/// A file read as far as it goes.
pub struct Parsed {
    /// Its nodes, with places in the author's text.
    pub tree: Tree,
    /// What is wrong with the YAML.
    pub diagnostics: Vec<Diagnostic>,
    /// The bytes that were told of: nothing more is said about them.
    pub told: Vec<Range<usize>>,
    /// Whether something the author wrote is not read, or perhaps at another place.
    pub is_incomplete: bool,
}

/// Parses `text`, whose top is of the given shape, where it is known.
pub fn parse(text: &str, file: FileId, shape: Option<&'static Shape>) -> Parsed {
    let mut search = Search::new(text, file);
    search.prepare();
    search.mend();
    search.suspect(shape);
    search.finish(text)
}

/// Whether a text that stands plain behind its key, or as an item, would be taken for
/// something else.
pub fn is_told(text: &str) -> bool {
    use super::format::PROJECT_FILE;
    let alone = format!("资金用途: {text}\n绩效目标:\n  - {text}\n");
    let parsed = parse(&alone, crate::text::source::Span::NONE.file, Some(&PROJECT_FILE));
    !parsed.diagnostics.is_empty()
}

/// A text on its way to being read.
struct Search {
    file: FileId,
    work: Work,
    tree: Tree,
    faults: Vec<Fault>,
    diagnostics: Vec<Diagnostic>,
    told: Vec<Range<usize>>,
    is_incomplete: bool,
    /// Bytes that may still be parsed, and repairs still be made.
    bytes: usize,
    repairs: usize,
    /// The end of the last line that was skipped without a known cause.
    skipped: Option<usize>,
}

/// Where reading stopped.
fn fatal(faults: &[Fault]) -> Option<&Fault> {
    faults.iter().find(|f| matches!(f, Fault::Syntax { .. } | Fault::TooLarge { .. }))
}

impl Search {
    fn new(text: &str, file: FileId) -> Search {
        Search {
            file,
            work: Work::new(text),
            tree: Tree::default(),
            faults: Vec::new(),
            diagnostics: Vec::new(),
            told: Vec::new(),
            is_incomplete: false,
            bytes: MAX_PARSED.max(text.len() + 1),
            repairs: MAX_REPAIRS,
            skipped: None,
        }
    }

    /// What is told whatever the parser thinks: characters and marks of Git.
    fn prepare(&mut self) {
        for repair in conflict::repairs(&self.work.text) {
            self.tell(&repair);
            self.work.apply(&repair.edits);
        }
        let (edits, findings) = character::repairs(&self.work, self.file);
        self.work.apply(&edits);
        self.diagnostics.extend(findings);
        (self.tree, self.faults) = Tree::parse(&self.work.text);
    }

    /// Tells of a repair that is going to be made.
    fn tell(&mut self, repair: &Repair) {
        self.diagnostics.push(repair.diagnostic(&self.work, self.file));
        self.told.push(self.work.origin(repair.at.clone()));
        let edits = repair.edits.iter().map(|e| self.work.origin(e.at.clone()));
        self.told.extend(edits.filter(|r| !r.is_empty()));
        self.is_incomplete |= !repair.is_sure;
    }

    /// Mends fault after fault, until the parser gets to the end or no cause is found.
    fn mend(&mut self) {
        while let Some(stop) = self.stop() {
            if let Some(attempt) = self.cause(stop) {
                self.accept(attempt);
            } else if let Some(attempt) = self.unknown(stop) {
                self.skip(attempt);
            } else {
                self.is_incomplete = true;
                return;
            }
        }
    }

    /// Tells of repairs and goes on with what they lead to.
    fn accept(&mut self, (repairs, work, tree, faults): Attempt) {
        for repair in &repairs {
            self.tell(repair);
            self.repairs = self.repairs.saturating_sub(1);
        }
        (self.work, self.tree, self.faults) = (work, tree, faults);
    }

    /// As [`Search::accept`], for a line that is skipped: of lines below each other only
    /// the first is told, as the others may follow from it.
    fn skip(&mut self, attempt: Attempt) {
        let lines = attempt.0.iter().filter_map(|r| r.edits.first());
        let at = lines.map(|e| SlipLine::around(&self.work.text, e.at.start)).next_back();
        let Some(line) = at else { return self.accept(attempt) };
        let here = self.work.origin(line.at.clone());
        let follows = self.skipped.is_some_and(|s| here.start.wrapping_sub(s) <= 2);
        self.skipped = Some(here.end);
        if follows {
            let (_, work, tree, faults) = attempt;
            self.repairs = self.repairs.saturating_sub(1);
            (self.work, self.tree, self.faults) = (work, tree, faults);
        } else {
            self.accept(attempt);
        }
    }

    /// The byte at which the parser gave up.
    fn stop(&self) -> Option<usize> {
        match fatal(&self.faults)? {
            Fault::Syntax { kind: ErrorKind::RecursionLimitExceeded, .. } => None,
            Fault::Syntax { at, .. } => Some(at.start),
            _ => None,
        }
    }

    /// The repairs that get the parser further than `stop`.
    fn cause(&mut self, stop: usize) -> Option<Attempt> {
        let lines = self.suspects(stop);
        let mut first = Vec::new();
        // a line is moved where nothing else is wrong with any
        for find in [cause::repairs, cause::moves] {
            for line in &lines {
                let candidates = find(&self.work.text, line);
                for repair in &candidates {
                    if let Some(done) = self.attempt(vec![repair.clone()], stop) {
                        return Some(done);
                    }
                }
                first.extend(candidates.into_iter().next());
            }
            // several lines with the same slip
            while first.len() > 1 {
                if let Some(done) = self.attempt(first.clone(), stop) {
                    return Some(done);
                }
                first.pop();
            }
            first.clear();
        }
        None
    }

    /// The lines that may hold the cause of a fault at `stop`, the likeliest first.
    fn suspects(&self, stop: usize) -> Vec<SlipLine> {
        let text = &self.work.text;
        let mut lines: Vec<_> = fault::opening(text, stop).into_iter().collect();
        let last = lines.len() + LINES_BEFORE;
        let mut next = Some(SlipLine::around(text, stop));
        while let Some(line) = next {
            next = line.above(text);
            if !line.is_empty(text) {
                lines.push(line);
            }
            if lines.len() > last {
                break;
            }
        }
        lines
    }

    /// Parses with the repairs made; None where that gets no further than the line of
    /// `stop`.
    fn attempt(&mut self, repairs: Vec<Repair>, stop: usize) -> Option<Attempt> {
        if self.repairs == 0 || self.bytes < self.work.text.len() {
            return None;
        }
        self.bytes -= self.work.text.len();
        let mut work = self.work.clone();
        let edits: Vec<_> = repairs.iter().flat_map(|r| r.edits.clone()).collect();
        work.apply(&edits);
        if work.text == self.work.text {
            return None;
        }
        let (tree, faults) = Tree::parse(&work.text);
        let line = SlipLine::around(&self.work.text, stop).at.end;
        let end = self.work.origin(line..line).end;
        let further = match fatal(&faults) {
            None => true,
            Some(Fault::Syntax { at, .. }) => work.origin(at.start..at.start).start > end,
            Some(_) => false,
        };
        further.then_some((repairs, work, tree, faults))
    }

    /// The line of a fault without a known cause, taken for a comment.
    fn unknown(&mut self, stop: usize) -> Option<Attempt> {
        let kind = match fatal(&self.faults)? {
            Fault::Syntax { kind, .. } => kind.clone(),
            _ => return None,
        };
        let mut lines = self.suspects(stop);
        lines.sort_by_key(|l| std::cmp::Reverse(l.at.start));
        for line in lines {
            let repair = fault::unknown(&self.work.text, stop, &line, &kind)?;
            if let Some(done) = self.attempt(vec![repair], stop) {
                return Some(done);
            }
        }
        None
    }

    /// Mends what the parser takes for something else than was meant.
    fn suspect(&mut self, shape: Option<&'static Shape>) {
        while fatal(&self.faults).is_none() {
            let found =
                suspect::repairs(&self.work.text, &self.tree, &self.faults, shape);
            let mut done = None;
            for repair in found {
                done = self.attempt(vec![repair], self.work.text.len());
                if done.is_some() {
                    break;
                }
            }
            let Some(attempt) = done else { return };
            self.accept(attempt);
        }
    }

    fn finish(mut self, text: &str) -> Parsed {
        self.is_incomplete |= fatal(&self.faults).is_some();
        let work = &self.work;
        let at = |r: &Range<usize>| work.origin(r.clone());
        let told = &self.told;
        let is_told = |r: &Range<usize>| told.iter().any(|t| t.contains(&r.start));
        let faults = fault::told(&self.faults, text, self.file, &at);
        self.diagnostics
            .extend(faults.into_iter().filter(|d| !is_told(&d.primary.span.range())));
        let mut tree = self.tree;
        tree.move_places(|r| work.origin(r));
        Parsed {
            tree,
            diagnostics: self.diagnostics,
            told: self.told,
            is_incomplete: self.is_incomplete,
        }
    }
}

/// A text as it is written without quotes, or in quotes where it cannot stand so.
pub fn plain(text: &str) -> String {
    value::mended(text, false).unwrap_or_else(|| text.to_owned())
}

/// Repairs, and what they lead to.
type Attempt = (Vec<Repair>, Work, Tree, Vec<Fault>);
