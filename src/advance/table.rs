//! The table of new codes: old code or name → new code.

/// New codes, row by row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeTable {
    /// The rows that say a new code.
    pub rows: Vec<CodeRow>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// What the project is known by: its old code, its name.
    pub keys: Vec<String>,
    /// Its new code.
    pub code: String,
    /// The row in the file, from 1.
    pub line: usize,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Key,
    New,
    Other,
}

/// Most rows above the table that may be titles.
const MOST_TITLES: usize = 10;

impl CodeRow {
    /// Whether the project is known by `key`; blanks and capitals make no difference.
    pub fn names(&self, key: &str) -> bool {
        self.keys.iter().any(|k| k.eq_ignore_ascii_case(key))
    }

    /// The row as it is told.
    pub fn told(&self) -> String {
        format!("第 {} 行 {} → {}", self.line, self.keys.join(" "), self.code)
    }
}

impl CodeTable {
    /// Reads rows of cells. A row above may say what the columns are: 旧编码, 项目名称,
    /// 新编码; without one the first column is what the project is known by and the second
    /// the new code.
    ///
    /// # Errors
    /// Why no column of new codes is found, in Chinese.
    pub fn of(rows: &[Vec<String>]) -> Result<CodeTable, String> {
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|c| c.split_whitespace().collect()).collect())
            .collect();
        let head = rows.iter().take(MOST_TITLES).position(|r| is_head(r));
        let columns = match head {
            Some(at) => columns(&rows[at]),
            None => vec![Column::Key, Column::New],
        };
        if !columns.contains(&Column::New) || !columns.contains(&Column::Key) {
            return Err(
                "表里要有两栏：旧编码或项目名称，新编码；第一行写上栏目的名称".into()
            );
        }
        let mut table = CodeTable::default();
        for (i, row) in rows.iter().enumerate().skip(head.map_or(0, |h| h + 1)) {
            let cells = |column: Column| {
                let cells = row.iter().zip(&columns);
                cells.filter(move |(c, k)| **k == column && !c.is_empty()).map(|(c, _)| c)
            };
            let keys: Vec<String> = cells(Column::Key).cloned().collect();
            if let (Some(code), false) = (cells(Column::New).next(), keys.is_empty()) {
                table.rows.push(CodeRow { keys, code: code.clone(), line: i + 1 });
            }
        }
        match table.rows.is_empty() {
            true => Err("表里没有一行写了新编码".into()),
            false => Ok(table),
        }
    }

    /// Reads comma-separated values; a semicolon or tab does as well where there is no
    /// comma in the first line.
    ///
    /// # Errors
    /// As [`CodeTable::of`].
    pub fn of_csv(text: &str) -> Result<CodeTable, String> {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let signs = [',', '\t', ';', '，'];
        let sign = signs.into_iter().find(|s| first.contains(*s)).unwrap_or(',');
        CodeTable::of(&cells(text, sign))
    }
}

/// Whether a row names columns.
fn is_head(row: &[String]) -> bool {
    let named = row.iter().filter(|c| {
        (c.contains("编码") || c.contains("代码") || c.contains("名称"))
            && c.chars().count() <= 12
    });
    named.count() >= 2
}

fn columns(head: &[String]) -> Vec<Column> {
    let is_code = |c: &str| c.contains("编码") || c.contains("代码");
    let of_unit = |c: &str| c.contains("单位") || c.contains("部门");
    let codes: Vec<usize> =
        (0..head.len()).filter(|i| is_code(&head[*i]) && !of_unit(&head[*i])).collect();
    let said = |words: &[&str]| {
        let says = |i: &&usize| words.iter().any(|w| head[**i].contains(w));
        codes.iter().find(says).copied()
    };
    let old = said(&["旧", "原", "上年", "去年"]);
    let others = || codes.iter().rev().copied().find(|i| Some(*i) != old);
    let new = said(&["新", "本年", "今年"]).or_else(others);
    let column = |(i, name): (usize, &String)| match () {
        () if Some(i) == new => Column::New,
        () if codes.contains(&i) || name.contains("名称") && !of_unit(name) => {
            Column::Key
        }
        () => Column::Other,
    };
    head.iter().enumerate().map(column).collect()
}

/// The cells of comma-separated values, quoted ones too.
fn cells(text: &str, sign: char) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut();
        let Some(row) = row else { break };
        let cell = row.last_mut();
        let Some(cell) = cell else { break };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\r' if !quoted => {}
            c if c == sign && !quoted => row.push(String::new()),
            c => cell.push(c),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let table = CodeTable::of_csv(text).unwrap();
        table.rows.into_iter().map(|r| (r.keys.join("|"), r.code)).collect()
    }

    #[test]
    fn columns_are_told_by_their_names() {
        let wanted = [("甲1|会议费".to_owned(), "乙1".to_owned())];
        assert_eq!(read("旧编码,项目名称,新编码\n甲1,会议费,乙1\n"), wanted);
        assert_eq!(read("新项目编码;原项目编码;项目名称\r\n乙1;甲1;会议费\r\n"), wanted);
        assert_eq!(
            read(
                "2027年编码表,\n序号,单位编码,项目编码,项目名称,编码\n1,731,甲1,会议费,乙1"
            ),
            wanted
        );
        let by_name = [("会议费".to_owned(), "乙1".to_owned())];
        assert_eq!(read("项目编码\t项目名称\n乙1\t会议费\n\t空着的\n"), by_name);
        assert_eq!(read("\u{feff}会议费,乙1\n\"\"\"空\"\"\n\",\n"), by_name);
    }

    #[test]
    fn a_table_without_new_codes_is_told() {
        assert!(CodeTable::of_csv("").is_err());
        assert!(
            CodeTable::of_csv("项目名称,单位名称\n会议费,某局\n")
                .unwrap_err()
                .contains("新编码")
        );
        assert!(CodeTable::of_csv("会议费,\n").is_err());
    }
}
