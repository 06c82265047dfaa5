//! Reads 资金, the fund tree.

use super::keys;
use crate::diagnostic::codes;
use crate::model::WHOLE;
use crate::model::profile::{FundForm, Role};
use crate::text::source::Spanned;
use crate::yaml::load::reader::Reader;
use crate::yaml::tree::NodeId;
use std::str::FromStr;

/// The tree at `node`. One of its amounts is the 预算数.
pub fn read(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<FundForm>>> {
    let mut funds = level(reader, node)?;
    let span = reader.head(node);
    for role in Role::ALL {
        let said = funds.iter().map(|f| playing(f, role)).sum::<usize>();
        let named = funds.iter().map(|f| count_named(f, role.name())).sum::<usize>();
        if said == 0 && named == 1 {
            funds.iter_mut().for_each(|f| cast(f, role));
        }
        let count = funds.iter().map(|f| playing(f, role)).sum::<usize>();
        let name = role.name();
        if count > 1 {
            let message = format!("资金里有 {count} 项作为{name}，只能有一项");
            reader.report(codes::S110.finding(span, message));
        } else if count == 0 && role == Role::Total {
            let finding = codes::S108
                .finding(span, "资金里没有预算数")
                .help("在当年总额的那一项写“作为: 预算数”");
            reader.report(finding);
        }
    }
    Some(Spanned::new(funds, span))
}

/// A tree of which no amount need be the 预算数.
pub fn tree(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<FundForm>>> {
    Some(Spanned::new(level(reader, node)?, reader.head(node)))
}

fn playing(fund: &FundForm, role: Role) -> usize {
    let parts = fund.parts.iter().map(|p| playing(p, role)).sum::<usize>();
    usize::from(fund.role == Some(role)) + parts
}

fn count_named(fund: &FundForm, name: &str) -> usize {
    let parts = fund.parts.iter().map(|p| count_named(p, name)).sum::<usize>();
    usize::from(fund.name == name) + parts
}

/// Where nothing else is said, an amount is what its name says, if no other has it.
fn cast(fund: &mut FundForm, role: Role) {
    if fund.name == role.name() && fund.role.is_none() {
        fund.role = Some(role);
    }
    fund.parts.iter_mut().for_each(|p| cast(p, role));
}

fn level(reader: &mut Reader, node: NodeId) -> Option<Vec<FundForm>> {
    let mut funds: Vec<FundForm> = Vec::new();
    for item in reader.items(node)? {
        let Some(fund) = fund(reader, *item) else { continue };
        let wrong = match &*fund.name {
            WHOLE => Some(format!("「{WHOLE}」是各项之和的名称，不能再用作一项的名称")),
            name if funds.iter().any(|f| f.name == name) => {
                Some(format!("「{name}」写了两次"))
            }
            _ => None,
        };
        match wrong {
            Some(why) => {
                reader.report(codes::S106.finding(reader.head(*item), why));
            }
            None => funds.push(fund),
        }
    }
    Some(funds)
}

/// A name alone, or a node with its keys.
fn fund(reader: &mut Reader, node: NodeId) -> Option<FundForm> {
    if !reader.is_mapping(node) {
        return Some(FundForm::leaf(&reader.text(node)?.value));
    }
    let map = reader.mapping(node, keys::FUND)?;
    let name = map.required("名称", reader, Reader::text).get()?.value.clone();
    let title = map.optional("标题", reader, Reader::text);
    let role = map.optional("作为", reader, Reader::parse::<Role>);
    let optional = map.optional("可不写", reader, Reader::switch);
    let parts = map
        .optional("其中", reader, |r, n| Some(Spanned::new(level(r, n)?, r.head(n))));
    Some(FundForm {
        title: title.value().unwrap_or(&name).clone(),
        role: role.value().copied(),
        optional: optional.value().copied().unwrap_or(false),
        parts: parts.value().cloned().unwrap_or_default(),
        name,
    })
}

impl FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let found = Role::ALL.into_iter().find(|r| r.name() == text);
        found.ok_or_else(|| "写 预算数、财政资金 或 其他资金".into())
    }
}
