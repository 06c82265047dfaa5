//! Attributes, lengths and characters of SVG.

use std::fmt::Write;

/// Writes a length with two decimals at most.
pub fn length(out: &mut String, points: f32) {
    let hundredths = (points * 100.0).round() as i64;
    if hundredths < 0 {
        out.push('-');
    }
    let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let _ = match (rest, rest % 10) {
        (0, _) => write!(out, "{whole}"),
        (_, 0) => write!(out, "{whole}.{}", rest / 10),
        _ => write!(out, "{whole}.{rest:02}"),
    };
}

/// Writes an attribute that is a length.
pub fn attribute(out: &mut String, name: &str, points: f32) {
    let _ = write!(out, " {name}=\"");
    length(out, points);
    out.push('"');
}

/// Writes text; what XML cannot hold becomes U+FFFD.
pub fn escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short() {
        let shown = |points| {
            let mut out = String::new();
            length(&mut out, points);
            out
        };
        assert_eq!(shown(12.0), "12");
        assert_eq!(shown(12.5), "12.5");
        assert_eq!(shown(12.054), "12.05");
        assert_eq!(shown(-0.126), "-0.13");
        assert_eq!(shown(0.0), "0");
    }

    #[test]
    fn text_is_well_formed() {
        let mut out = String::new();
        escaped(&mut out, "甲<乙>&\"丙\"\u{FFFF}\u{1}");
        assert_eq!(out, "甲&lt;乙&gt;&amp;&quot;丙&quot;\u{FFFD}\u{FFFD}");
    }
}
