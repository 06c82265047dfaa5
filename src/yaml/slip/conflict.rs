//! What Git leaves in a file when two people have changed the same lines.

use super::repair::Repair;

/// Each conflict, with the other side taken for comments.
pub fn repairs(text: &str) -> Vec<Repair> {
    if !text.contains("<<<<<<<") {
        return Vec::new();
    }
    let mut repairs = Vec::new();
    let mut open: Option<(Repair, bool)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let starts = |mark: &str| line.trim_end().starts_with(mark);
        if starts("<<<<<<<") && open.is_none() {
            let end = at + line.trim_end().len();
            open = Some((conflict(at..end), false));
        }
        let is_mark =
            ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|m| starts(m));
        let mut ends = false;
        if let Some((repair, theirs)) = &mut open {
            *theirs |= starts("=======") || starts("|||||||");
            if *theirs || is_mark {
                *repair = repair.clone().edit(at..at, "# ");
            }
            ends = starts(">>>>>>>");
        }
        if ends && let Some((repair, _)) = open.take() {
            repairs.push(repair);
        }
        at += line.len();
    }
    repairs
}

fn conflict(at: std::ops::Range<usize>) -> Repair {
    let repair = Repair::new(at, "Git 合并时的冲突还没有解决")
        .label("<<<<<<< 到 ======= 是一方写的，======= 到 >>>>>>> 是另一方写的；先按前一方读")
        .help("两方的内容留下要的，删去 <<<<<<<、=======、>>>>>>> 这三行");
    Repair { remedy: super::repair::Remedy::None, ..repair }
}
