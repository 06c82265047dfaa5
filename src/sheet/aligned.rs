//! Amounts side by side: those of one name stand in one row.

use super::name::node;
use crate::model::profile::{FundForm, FundPath};

/// The rows of the `columns`: for each column an amount, or nothing.
pub(super) fn aligned(
    funds: &[FundForm],
    columns: &[Vec<FundPath>],
) -> Vec<Vec<Option<FundPath>>> {
    let mut rows: Vec<Vec<Option<FundPath>>> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let name = |path: &FundPath| node(funds, path).map(|n| n.name.as_str());
        let named = |row: &Vec<Option<FundPath>>, wanted: Option<&str>| {
            row.iter().flatten().any(|p| name(p) == wanted)
        };
        let mut from = 0;
        for (i, path) in column.iter().enumerate() {
            let wanted = name(path);
            // the heads of the columns stand beside each other whatever they are called
            let same = match i {
                0 => (!rows.is_empty()).then_some(0),
                _ => (from..rows.len()).find(|r| named(&rows[*r], wanted)),
            };
            let later = &column[i + 1..];
            let is_taken =
                |row: &Vec<Option<FundPath>>| later.iter().any(|p| named(row, name(p)));
            let to = match same {
                Some(to) => to,
                None => {
                    let free = rows.get(from).is_some_and(|row| !is_taken(row));
                    if !free {
                        rows.insert(from, vec![None; at]);
                    }
                    from
                }
            };
            rows[to].resize(at, None);
            rows[to].push(Some(path.clone()));
            from = to + 1;
        }
        rows.iter_mut().for_each(|row| row.resize(at + 1, None));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_one_name_stand_in_one_row() {
        let leaf = FundForm::leaf;
        let funds = [
            FundForm { parts: vec![leaf("财政"), leaf("其他")], ..leaf("总额") },
            FundForm {
                parts: vec![leaf("拨款"), leaf("结转"), leaf("其他")],
                ..leaf("当年")
            },
        ];
        let columns = [
            vec![vec![0], vec![0, 0], vec![0, 1]],
            vec![vec![1], vec![1, 0], vec![1, 1], vec![1, 2]],
        ];
        let name = |p: &Option<FundPath>| {
            p.as_ref().map_or("", |p| &node(&funds, p).unwrap().name).to_owned()
        };
        let rows: Vec<String> = aligned(&funds, &columns)
            .iter()
            .map(|r| r.iter().map(name).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(rows, ["总额 当年", "财政 拨款", " 结转", "其他 其他"]);
    }
}
