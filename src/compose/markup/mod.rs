//! The closed markup that templates emit → blocks.
//!
//! ```text
//! <text>
//!   <cover> <p style="cover-title" before="3">…</p> </cover>
//!   <contents title="目　录"/>
//!   <body>
//!     <p style="part" contents="line|page" at="7">…</p>   <page/>
//!     <table cols="62 200~380" continued="续表" continued-align="left|right">
//!       <tr header="yes" border="none"> <th colspan="2" rowspan="2" style="cell-label">…
//!     <table>
//!       <tr> <th width="62" rowspan="2">… <td>…
//! ```
//!
//! The cells of a table without `cols` have widths instead of `colspan`; the columns
//! follow from them.
//! Anything else is a fault with its place, and so is a table slot that is covered twice
//! or not at all.

mod attributes;
mod grid;
mod parser;
mod tags;

use crate::document::Block;
use crate::text::source::Span;
use parser::Parser;
use quick_xml::Reader;
use quick_xml::events::Event;

/// The number of a place in a template, as `<?at 7?>` told it; None without such.
pub type Mark = Option<usize>;

/// What is wrong with markup, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupFault {
    /// Byte in the markup.
    pub at: usize,
    /// The place in the template that gave it.
    pub mark: Mark,
    /// What is wrong.
    pub message: String,
}

/// What is wrong with a tag that was read before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagFault {
    /// The tag's place in the template.
    pub mark: Mark,
    /// What is wrong.
    pub message: String,
}

/// The parts of a document.
#[derive(Debug, Default, PartialEq)]
pub struct ParsedMarkup {
    /// 封面.
    pub cover: Vec<Block>,
    /// The heading of the 目录.
    pub contents_title: String,
    /// The rest.
    pub body: Vec<Block>,
}

/// Parses markup. `sources` are the places that `at` numbers stand for.
///
/// # Errors
/// Everything that is wrong with it, in its order; at the least one fault.
pub fn parse(markup: &str, sources: &[Span]) -> Result<ParsedMarkup, Vec<MarkupFault>> {
    let mut reader = Reader::from_str(markup);
    reader.config_mut().expand_empty_elements = true;
    let mut parser = Parser::new(sources);
    let mut faults = Vec::new();
    loop {
        let at = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                // what follows cannot be told apart any more
                let TagFault { mark, message } = parser.broken(&error);
                faults.push(MarkupFault { at, mark, message });
                break;
            }
        };
        let done = matches!(event, Event::Eof);
        for TagFault { mark, message } in parser.accept(event) {
            faults.push(MarkupFault { at, mark, message });
        }
        if done || parser.is_lost {
            break;
        }
    }
    if faults.is_empty() { Ok(parser.parsed) } else { Err(faults) }
}

#[cfg(test)]
mod tests;
