//! What stands in a paragraph → its characters.

use super::block::BodyReader;
use super::line::BodyLine;
use super::remark::RemarkKind;
use crate::word::styles::{Height, RunLook, shade};
use crate::word::symbol;
use crate::word::xml::XmlElement;

impl BodyReader {
    /// Reads an element of a paragraph, or one around such.
    pub(super) fn inline(
        &mut self,
        element: &XmlElement,
        look: &RunLook,
        line: &mut BodyLine,
    ) {
        match element.local() {
            "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr"
            | "fldData" | "ctrlPr" => {}
            "r" => self.run(element, look, line),
            "del" | "moveFrom" => self.revised = true,
            "ins" | "moveTo" => {
                self.revised = true;
                self.inside(element, look, line);
            }
            "sdt" => {
                if let Some(content) = self.control(element) {
                    self.inside(&content, look, line);
                }
            }
            "AlternateContent" => {
                let one = element.part("Choice").or(element.part("Fallback"));
                one.into_iter().for_each(|e| self.inside(e, look, line));
            }
            "oMath" => self.formula(element, look, line),
            "altChunk" | "subDoc" => self.file(element),
            "t" | "tab" | "br" | "drawing" | "pict" | "object" | "fldChar" | "sym" => {
                self.sign(element, look, line);
            }
            _ => self.inside(element, look, line),
        }
    }

    fn inside(&mut self, element: &XmlElement, look: &RunLook, line: &mut BodyLine) {
        for child in element.elements() {
            self.inline(child, look, line);
        }
    }

    /// Reads a run.
    fn run(&mut self, element: &XmlElement, look: &RunLook, line: &mut BodyLine) {
        let properties = element.part("rPr");
        let style = properties.and_then(|p| p.part_value("rStyle"));
        let mut own = look.clone();
        if let Some(style) = style {
            own = self.styles.look(&style).over(&own);
        }
        if let Some(properties) = properties {
            own = RunLook::of(properties).over(&own);
        }
        let outer = self.shaded;
        self.shaded |= properties.and_then(shade).unwrap_or(false);
        for child in element.elements() {
            self.sign(child, &own, line);
        }
        self.shaded = outer;
    }

    /// Reads a part of a run.
    fn sign(&mut self, element: &XmlElement, look: &RunLook, line: &mut BodyLine) {
        match element.local() {
            // a line break inside the XML is a blank; only w:br ends a line
            "t" => {
                let text = element.own_text().replace(['\n', '\r'], " ");
                self.text(&text, look, line);
            }
            "tab" | "ptab" => self.text("\t", look, line),
            "br" | "cr" => self.text("\n", look, line),
            "noBreakHyphen" => self.text("-", look, line),
            "sym" => self.symbol(element, look, line),
            "fldChar" => self.field(element, look, line),
            "ruby" => {
                if let Some(small) = element.part("rt").map(XmlElement::all_text) {
                    self.remark(RemarkKind::Ruby, small);
                }
                element
                    .part("rubyBase")
                    .into_iter()
                    .for_each(|b| self.inside(b, look, line));
            }
            "drawing" | "pict" | "object" => self.drawing(element, look, line),
            "commentReference" => self.note(RemarkKind::Comment, element),
            "footnoteReference" | "endnoteReference" => {
                self.note(RemarkKind::Footnote, element);
            }
            "rPr"
            | "instrText"
            | "delInstrText"
            | "softHyphen"
            | "footnoteRef"
            | "endnoteRef"
            | "annotationRef"
            | "lastRenderedPageBreak" => {}
            "delText" => self.revised = true,
            _ => self.inline(element, look, line),
        }
    }

    /// Takes characters of a look: those that are seen become text.
    fn text(&mut self, text: &str, look: &RunLook, line: &mut BodyLine) {
        if !self.fields.shows() {
            return;
        }
        let unseen = look.unseen == Some(true) && !self.shaded;
        let kind = match (look.hidden, look.struck) {
            (Some(true), _) => Some(RemarkKind::Hidden),
            (_, Some(true)) => Some(RemarkKind::Struck),
            _ if unseen => Some(RemarkKind::Unseen),
            _ => None,
        };
        if let Some(kind) = kind {
            if !text.trim().is_empty() {
                self.remark(kind, text.to_owned());
            }
            return;
        }
        let text = self.in_font(text, look.font.as_deref().unwrap_or_default());
        match look.height {
            Some(Height::Super) => line.push_raised(&text),
            Some(Height::Sub) => line.push_lowered(&text),
            _ => line.push(&text),
        }
    }

    /// Characters as their font shows them.
    fn in_font(&mut self, text: &str, font: &str) -> String {
        let symbolic = symbol::is_symbolic(font);
        if !symbolic && !text.chars().any(symbol::is_private) {
            return text.to_owned();
        }
        let font = if symbolic { font } else { "Symbol" };
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let own = symbol::is_private(c) || symbolic && c.is_ascii_graphic();
            let own = own || symbolic && matches!(u32::from(c), 0xA0..=0xFF);
            match own.then(|| symbol::character(font, u32::from(c))) {
                None => out.push(c),
                Some(Some(found)) => out.push(found),
                Some(None) => {
                    out.push(symbol::MARK);
                    self.remark(
                        RemarkKind::Symbol,
                        format!("{font} {:04X} ", u32::from(c)),
                    );
                }
            }
        }
        out
    }

    /// A symbol that is given by its font and code.
    fn symbol(&mut self, element: &XmlElement, look: &RunLook, line: &mut BodyLine) {
        let part = |name| element.local_attribute(name).unwrap_or_default();
        let (font, code) = (part("font"), part("char"));
        let number = u32::from_str_radix(code.trim(), 16).ok();
        let found = number.and_then(|code| symbol::character(&font, code));
        let look = RunLook { font: None, ..look.clone() };
        match found {
            Some(c) => self.text(&c.to_string(), &look, line),
            None => {
                self.remark(RemarkKind::Symbol, format!("{font} {code} "));
                self.text(&symbol::MARK.to_string(), &look, line);
            }
        }
    }

    /// A sign at the edge of a field; what a list or box of an old form shows is in it.
    fn field(&mut self, element: &XmlElement, look: &RunLook, line: &mut BodyLine) {
        match element.local_attribute("fldCharType").as_deref() {
            Some("begin") => {
                if let Some(form) = element.part("ffData") {
                    let shown = form_value(form);
                    self.text(&shown, look, line);
                }
                self.fields.begin();
            }
            Some("separate") => self.fields.separate(),
            Some("end") => self.fields.end(),
            _ => {}
        }
    }

    /// A formula in one line.
    fn formula(&mut self, element: &XmlElement, look: &RunLook, line: &mut BodyLine) {
        let text = formula_text(element);
        self.text(&text, look, line);
        let plain = element.all_text();
        if text != plain {
            self.remark(RemarkKind::Formula, text);
        }
    }

    /// A reference to a comment or note.
    fn note(&mut self, kind: RemarkKind, element: &XmlElement) {
        let id = element.local_attribute("id").unwrap_or_default();
        // endnotes have ids of their own
        let id = match element.local() {
            "endnoteReference" => format!("e{id}"),
            _ => id,
        };
        let key = (kind, id);
        let text = self.notes.get(&key).cloned().unwrap_or_default();
        self.remarks.push(super::Remark {
            kind,
            place: super::RemarkPlace { row: self.row, line: String::new() },
            text,
        });
        self.told.insert(key);
    }
}

/// What a field of an old form shows: the chosen line of a list, or a box.
fn form_value(form: &XmlElement) -> String {
    if let Some(list) = form.part("ddList") {
        let chosen = list.part_value("result").or_else(|| list.part_value("default"));
        let chosen = chosen.and_then(|c| c.parse::<usize>().ok()).unwrap_or(0);
        let mut entries = list.elements().filter(|e| e.local() == "listEntry");
        let entry = entries.nth(chosen).and_then(|e| e.local_attribute("val"));
        return entry.unwrap_or_default();
    }
    let Some(mark) = form.part("checkBox") else { return String::new() };
    let checked = mark.switch("checked").or_else(|| mark.switch("default"));
    if checked == Some(true) { "☑" } else { "☐" }.to_owned()
}

/// The characters of a formula: fractions with a stroke, exponents raised.
fn formula_text(element: &XmlElement) -> String {
    let part = |name| element.part(name).map(formula_text).unwrap_or_default();
    let grouped = |text: String| match text.chars().count() > 1 {
        true => format!("({text})"),
        false => text,
    };
    match element.local() {
        "f" => format!("{}/{}", grouped(part("num")), grouped(part("den"))),
        "sSup" => {
            let (base, up) = (part("e"), part("sup"));
            let raised = super::script::raised("×10", &up);
            match raised {
                super::script::Raised::Text(text) if text != up => base + &text,
                _ => format!("{base}^{}", grouped(up)),
            }
        }
        "sSub" => part("e") + &super::script::lowered(&part("sub")),
        "rad" => format!("√{}", grouped(part("e"))),
        "t" => element.own_text(),
        "rPr" | "ctrlPr" | "fPr" | "sSupPr" | "sSubPr" | "radPr" => String::new(),
        _ => element.elements().map(formula_text).collect(),
    }
}
