//! A stored date → as a form writes it.

/// A date as the format shows it: with the words of a code such as `yyyy"年"m"月"`; with
/// the parts of any other code, as 2025年12月31日, because what separates them there
/// depends on the computer. `id` is the code's number among those built into Excel.
pub fn date(code: &str, id: Option<u32>, year: u16, month: u8, day: u8) -> String {
    let pieces = pieces(&localized(code, id));
    let worded = pieces.iter().any(|p| matches!(p, Piece::Literal(c) if !c.is_ascii()));
    let has = |wanted: char| {
        pieces.iter().any(|p| matches!(p, Piece::Part(c, _) if *c == wanted))
    };
    if !worded {
        let any = has('y') || has('d') || has('m');
        let part =
            |wanted, text: String| if has(wanted) || !any { text } else { String::new() };
        return [
            part('y', format!("{year}年")),
            part('m', format!("{month}月")),
            part('d', format!("{day}日")),
        ]
        .concat();
    }
    let show = |piece: &Piece| match piece {
        Piece::Literal(c) => c.to_string(),
        Piece::Part('y', 1 | 2) => format!("{:02}", year % 100),
        Piece::Part('y', _) => year.to_string(),
        Piece::Part('m', 2) => format!("{month:02}"),
        Piece::Part('m', _) => month.to_string(),
        Piece::Part('d', 2) => format!("{day:02}"),
        Piece::Part('d', _) => day.to_string(),
        Piece::Part(..) => String::new(),
    };
    pieces.iter().map(show).collect::<String>().trim().to_owned()
}

/// The code of a built-in format that Chinese Excel has of its own.
fn localized(code: &str, id: Option<u32>) -> String {
    match id {
        Some(27 | 36 | 50 | 52 | 57) => "yyyy年m月",
        Some(28 | 29 | 51 | 54 | 58) => "m月d日",
        Some(31) => "yyyy年m月d日",
        _ => code,
    }
    .to_owned()
}

/// A time of day or a span of time as the format shows it, such as 1:20; None where the
/// format shows none. `days` is the stored number.
pub fn time(code: &str, days: f64) -> Option<String> {
    let halves = ["上午/下午", "AM/PM", "am/pm", "A/P"];
    let code = &halves.iter().fold(code.to_owned(), |code, half| code.replace(half, "a"));
    let elapsed = code.contains("[h")
        || code.contains("[H")
        || code.contains("[m")
        || code.contains("[s");
    let opened = code.replace(['[', ']'], "");
    let pieces = pieces(if elapsed { &opened } else { code });
    let clock = |p: &Piece| matches!(p, Piece::Part('h' | 's', _));
    let date = |p: &Piece| matches!(p, Piece::Part('y' | 'd', _));
    if !pieces.iter().any(clock) || pieces.iter().any(date) || !(0.0..1e6).contains(&days)
    {
        return None;
    }
    let seconds = (days * 86_400.0).round() as u64;
    let days = if elapsed { 0 } else { seconds / 86_400 };
    let (hours, minutes, seconds) =
        (seconds / 3_600 - days * 24, seconds / 60 % 60, seconds % 60);
    let half = pieces.iter().any(|p| matches!(p, Piece::Part('a', _)));
    let clock_hours = if half { (hours + 11) % 12 + 1 } else { hours };
    let two =
        |width: usize, n: u64| if width > 1 { format!("{n:02}") } else { n.to_string() };
    let mut out = String::new();
    for piece in &pieces {
        match piece {
            Piece::Literal(c) => out.push(*c),
            Piece::Part('h', n) => out.push_str(&two(*n, clock_hours)),
            Piece::Part('m', n) => out.push_str(&two(*n, minutes)),
            Piece::Part('s', n) => out.push_str(&two(*n, seconds)),
            Piece::Part('a', _) => {
                out.push_str(if hours < 12 { "上午" } else { "下午" })
            }
            Piece::Part(..) => {}
        }
    }
    Some(out.trim().to_owned())
}

/// The date at the front of `2025-12-31T00:00:00`; another text stays as it is.
pub fn iso(text: &str) -> String {
    let mut parts = text.get(..10).unwrap_or("").splitn(3, '-').map(str::parse::<u16>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
            format!("{year}年{month}月{day}日")
        }
        _ => text.to_owned(),
    }
}

/// A piece of a code for dates.
#[derive(Debug, PartialEq)]
enum Piece {
    /// A letter such as `y`, and how often it stands.
    Part(char, usize),
    Literal(char),
}

/// The pieces of a code's first section.
fn pieces(code: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => {
                let text = chars.by_ref().take_while(|c| *c != '"');
                pieces.extend(text.map(Piece::Literal));
            }
            '[' => {
                chars.by_ref().find(|c| *c == ']');
            }
            '_' | '*' => {
                chars.next();
            }
            '\\' => pieces.extend(chars.next().map(Piece::Literal)),
            // a text format behind the date
            '@' => {}
            c if c.is_ascii_alphabetic() => letter(c.to_ascii_lowercase(), &mut pieces),
            c => pieces.push(Piece::Literal(c)),
        }
    }
    pieces
}

fn letter(c: char, pieces: &mut Vec<Piece>) {
    let c = if c == 'e' { 'y' } else { c };
    match pieces.last_mut() {
        Some(Piece::Part(last, count)) if *last == c => *count += 1,
        _ => pieces.push(Piece::Part(c, if c == 'y' { 3 } else { 1 })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_times() {
        let at = 80.0 / 1440.0;
        assert_eq!(time("h:mm", at).as_deref(), Some("1:20"));
        assert_eq!(time("hh:mm:ss", at).as_deref(), Some("01:20:00"));
        assert_eq!(time("[h]:mm", 1.0 + at).as_deref(), Some("25:20"));
        assert_eq!(time("h\"时\"mm\"分\"", at).as_deref(), Some("1时20分"));
        assert_eq!(time("AM/PM h:mm", 0.5 + at).as_deref(), Some("下午 1:20"));
        assert_eq!(time("yyyy-m-d h:mm", at), None);
        assert_eq!(time("m\"月\"d\"日\"", at), None);
    }

    #[test]
    fn dates_are_dates() {
        let of = |code: &str, id| date(code, id, 2025, 12, 31);
        assert_eq!(of("mm-dd-yy", Some(14)), "2025年12月31日");
        assert_eq!(of("yyyy-mm-dd", None), "2025年12月31日");
        assert_eq!(of("yyyy/m", None), "2025年12月");
        assert_eq!(of("m-d", None), "12月31日");
        assert_eq!(of("yyyy\"年\"m\"月\"d\"日\";@", None), "2025年12月31日");
        assert_eq!(of("yyyy年m月d日前", None), "2025年12月31日前");
        assert_eq!(of("\"≤\"yyyy-mm-dd", None), "≤2025-12-31");
        assert_eq!(of("General", Some(57)), "2025年12月");
        assert_eq!(of("[$-804]yyyy\"年\"m\"月\"", None), "2025年12月");
        assert_eq!(iso("2025-02-28T00:00:00"), "2025年2月28日");
        assert_eq!(iso("P1D"), "P1D");
    }
}
