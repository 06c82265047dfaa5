//! Reads 预算: amounts under the names of the form's fund tree.

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::FundForm;
use crate::model::{Budget, Field, Fund, Money, MoneyUnit, Profile, Restated, WHOLE};
use crate::text::numeral;
use crate::text::source::Spanned;
use crate::yaml::format;
use crate::yaml::tree::NodeId;

/// The budget at `node`; the names are those of `form`, where it is known.
pub fn read(
    reader: &mut Reader,
    node: NodeId,
    form: Option<&Profile>,
) -> Option<Spanned<Budget>> {
    let unit = form.map(|f| f.money.unit);
    let form = form.map(|f| f.funds.as_slice());
    let mut funds = level(reader, node, form, unit)?;
    let head = reader.head(node);
    for missing in absent(form.unwrap_or_default(), &funds) {
        reader.missing(&missing.name, head, about(&missing.name));
        funds.push(Fund::of(&missing.name, Field::Broken));
    }
    Some(Spanned::new(Budget { funds }, head))
}

/// The amounts of one map.
fn level(
    reader: &mut Reader,
    node: NodeId,
    form: Option<&[FundForm]>,
    unit: Option<MoneyUnit>,
) -> Option<Vec<Fund>> {
    let entries = reader.entries(node)?;
    let mut names = Vec::new();
    for &(key, _) in entries {
        names.push(reader.text(key));
    }
    let known = form.map(reachable);
    let mut funds: Vec<Fund> = Vec::new();
    for (name, &(key, value)) in names.into_iter().zip(entries) {
        let Some(mut name) = name else { continue };
        if let Some(known) = &known {
            // two that are misspelt alike must not become one
            let free = |n: &&str| {
                !entries.iter().any(|e| reader.is_named(e.0, n))
                    && !funds.iter().any(|f| f.name.value == **n)
            };
            let free: Vec<&str> = known.iter().copied().filter(free).collect();
            match reader.known_name(key, &name.value, known, &free) {
                Some(right) => name.value = right,
                None => continue,
            }
        }
        let node = form.and_then(|f| find(f, &name.value));
        funds.push(fund(reader, name, value, (node, form.is_some()), unit));
    }
    Some(funds)
}

/// An amount, or a map of an amount and its parts.
fn fund(
    reader: &mut Reader,
    name: Spanned<String>,
    value: NodeId,
    (node, checked): (Option<&FundForm>, bool),
    unit: Option<MoneyUnit>,
) -> Fund {
    let optional = node.is_some_and(|n| n.optional);
    if !reader.is_mapping(value) {
        let read = |r: &mut Reader, n| money(r, n, unit);
        let amount = reader.field(&name.value, value, !checked || optional, read);
        return Fund { name, amount, parts: Vec::new() };
    }
    let whole = FundForm { optional: true, ..FundForm::leaf(WHOLE) };
    let form = node.map(|n| {
        let mut parts = n.parts.clone();
        parts.push(whole.clone());
        parts
    });
    let form = form.as_deref().filter(|_| checked);
    let mut parts = level(reader, value, form, unit).unwrap_or_default();
    let at = parts.iter().position(|p| p.name.value == WHOLE);
    let amount = match at {
        Some(at) => parts.remove(at).amount,
        None => {
            let about = format!("“{}”各项之和", name.value);
            reader.missing(WHOLE, reader.head(value), &about);
            Field::Broken
        }
    };
    let missing = node.map_or(&[][..], |n| &n.parts);
    for form in absent(missing, &parts) {
        reader.missing(&form.name, reader.head(value), about(&form.name));
        parts.push(Fund::of(&form.name, Field::Broken));
    }
    Fund { name, amount, parts }
}

/// An amount in the form's unit. One that names another unit, or is written in other
/// characters than plain digits, is read and told.
pub(super) fn money(
    reader: &mut Reader,
    node: NodeId,
    unit: Option<MoneyUnit>,
) -> Option<Spanned<Money>> {
    let text = reader.text(node)?;
    let form = unit.unwrap_or(MoneyUnit::WAN);
    match Money::parse(&text.value, form) {
        Ok(money) => {
            // without a form nobody knows what a unit would be converted into
            if let Some(how) = money.restated().filter(|_| unit.is_some()) {
                reader.report(restated(&text, &money, how, form));
            }
            Some(Spanned::new(money, text.span))
        }
        Err(why) => {
            if let Some((money, finding)) = stripped(&text, form) {
                reader.report(finding);
                return Some(Spanned::new(money, text.span));
            }
            let message = format!("「{}」读不出来：{why}", text.value);
            let help = format!("金额只写数字，如 5.00（单位是{form}）");
            let finding = codes::S110.finding(text.span, message).help(help);
            reader.report(match in_words(&text.value, form) {
                Some(digits) => finding.fix(text.span, digits),
                None => finding,
            });
            None
        }
    }
}

/// An amount in Chinese numerals in digits: 五万元, 伍万元整.
fn in_words(text: &str, form: MoneyUnit) -> Option<String> {
    let text = text.trim().trim_start_matches("人民币").trim_end_matches(['整', '正']);
    let yuan = numeral::value(text.strip_suffix('元').unwrap_or(text))?;
    let digits = format!("{}元", yuan.normalize());
    Some(Money::parse(&digits, form).ok()?.as_written().to_owned())
}

/// What may stand around an amount and says nothing: quotes, punctuation, a sign.
const AROUND: [char; 18] = [
    '“', '”', '‘', '’', '"', '\'', '`', '=', '＝', '+', '＋', ',', '，', ';', '；', '。',
    '、', '．',
];

/// An amount with such signs around it, read without them.
fn stripped(text: &Spanned<String>, form: MoneyUnit) -> Option<(Money, Diagnostic)> {
    let written = text.value.trim();
    let inner = written.trim_matches(AROUND).trim();
    let money = Money::parse(inner, form).ok().filter(|m| m.restated().is_none())?;
    let more = written.replacen(inner, "", 1);
    let digits = money.as_written().to_owned();
    let message = format!("金额「{written}」多了「{}」，应写 {digits}", more.trim());
    let finding = codes::S110
        .finding(text.span, message)
        .help(format!("金额只写半角数字和小数点：{digits}（单位是{form}）"))
        .safe_fix(text.span, digits);
    Some((money, finding))
}

/// The finding about an amount that was not written as plain digits in the form's unit.
fn restated(
    text: &Spanned<String>,
    money: &Money,
    how: Restated,
    form: MoneyUnit,
) -> Diagnostic {
    let (written, digits) = (text.value.trim(), money.as_written());
    let (code, message) = match how {
        Restated::Unit(unit) => (
            codes::A111,
            format!("「{written}」以{unit}计，这里以{form}计：换算成 {digits}"),
        ),
        Restated::Spelling => (
            codes::S110,
            format!("金额「{written}」写法不合，应写 {digits}（单位是{form}）"),
        ),
    };
    code.finding(text.span, message)
        .help(format!("金额只写半角数字和小数点，不写单位：{digits}"))
        .safe_fix(text.span, digits)
}

/// The names that may stand in one map: those of the level, and those below them, which
/// may stand beside.
fn reachable(form: &[FundForm]) -> Vec<&str> {
    let mut names: Vec<&str> = form.iter().map(|n| n.name.as_str()).collect();
    for node in form {
        for name in reachable(&node.parts) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn find<'f>(form: &'f [FundForm], name: &str) -> Option<&'f FundForm> {
    let here = form.iter().find(|n| n.name == name);
    here.or_else(|| form.iter().find_map(|n| find(&n.parts, name)))
}

/// The nodes that must be written and are not. Parts of a block are asked for in the
/// block, if they stand there.
fn absent<'f>(form: &'f [FundForm], funds: &[Fund]) -> Vec<&'f FundForm> {
    let mut missing = Vec::new();
    for node in form {
        let found = funds.iter().find(|f| f.name.value == node.name);
        if found.is_none() && !node.optional {
            missing.push(node);
        }
        if found.is_some_and(|f| f.parts.is_empty()) {
            missing.extend(absent(&node.parts, funds));
        }
    }
    missing
}

/// What an amount is, in a few words.
fn about(name: &str) -> &'static str {
    let known = format::BUDGET.iter().find(|k| k.name == name);
    known.map_or("这个版式的预算里有这一项", |k| k.about)
}
