//! The rows of a table, as they are written.

use super::super::keys;
use super::{Named, unknown};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::{
    Block, FundOrder, LabelPlace, Profile, SheetItem, What, Words, WordsAlign,
};
use crate::sheet::{Meaning, Of, Pattern, Slot, WordsFault, known, meaning};
use crate::text::source::Spanned;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;

/// The keys that say what a row is; each stands alone.
const KINDS: [&str; 6] = ["栏", "并排", "资金", "指标", "印", "行"];

/// Reads the rows of a table.
pub(super) struct Rows<'p, 'n> {
    pub profile: &'p Profile,
    pub of: Of,
    pub names: &'n mut Vec<Named>,
}

impl Rows<'_, '_> {
    /// The rows of a list.
    pub(super) fn blocks(&mut self, reader: &mut Reader, node: NodeId) -> Vec<Block> {
        let items = reader.items(node).unwrap_or_default();
        items.iter().filter_map(|item| self.block(reader, *item)).collect()
    }

    /// A name, a list of fields side by side, or a map.
    pub(super) fn block(&mut self, reader: &mut Reader, node: NodeId) -> Option<Block> {
        if reader.is_sequence(node) {
            return Some(Block::Row(self.items(reader, node)));
        }
        if !reader.is_mapping(node) {
            return Some(Block::Row(vec![self.item(reader, node, false)?]));
        }
        let map = reader.mapping(node, keys::SHEET_ROW)?;
        let inner = self.inner(reader, &map, node)?;
        let label = map.optional("左栏", reader, Reader::text);
        let Some(label) = label.value() else {
            return match inner.len() {
                1 => inner.into_iter().next(),
                _ => Some(Block::Group {
                    label: String::new(),
                    width: None,
                    blocks: inner,
                }),
            };
        };
        let width = map.optional("宽", reader, Reader::parse::<Share>);
        let width = width.value().map(|w| w.0);
        Some(Block::Group { label: label.clone(), width, blocks: inner })
    }

    /// What a map says beside its 左栏.
    fn inner(
        &mut self,
        reader: &mut Reader,
        map: &Map,
        node: NodeId,
    ) -> Option<Vec<Block>> {
        let kinds: Vec<_> = KINDS.into_iter().filter(|k| map.node(k).is_some()).collect();
        let [kind] = kinds.as_slice() else {
            let message = match kinds.is_empty() {
                true => "这一行没有写印什么".to_owned(),
                false => format!("这一行里「{}」只能写一样", kinds.join("」和「")),
            };
            let help = format!("写 {} 其中一样", KINDS.join("、"));
            reader.report(codes::S108.finding(map.head, message).help(help));
            return None;
        };
        let under = map.node(kind)?;
        Some(match *kind {
            "栏" => vec![Block::Row(vec![self.item(reader, node, true)?])],
            "并排" => vec![Block::Beside(self.items(reader, under))],
            "资金" => {
                let order = map.optional("排法", reader, Reader::parse::<FundOrder>);
                let order = order.value().copied().unwrap_or_default();
                vec![Block::Funds { names: self.fund_names(reader, under), order }]
            }
            "指标" => {
                let name = reader.text(under)?.value;
                vec![Block::Indicators((name != "全部").then_some(name))]
            }
            "印" => vec![self.words_block(reader, map, under)],
            _ => self.blocks(reader, under),
        })
    }

    fn items(&mut self, reader: &mut Reader, node: NodeId) -> Vec<SheetItem> {
        let nodes = reader.items(node).unwrap_or_default();
        nodes.iter().filter_map(|n| self.item(reader, *n, false)).collect()
    }

    /// A field in a row; `alone` it may have a 左栏 of its own.
    fn item(
        &mut self,
        reader: &mut Reader,
        node: NodeId,
        alone: bool,
    ) -> Option<SheetItem> {
        if !reader.is_mapping(node) {
            return Some(SheetItem::field(self.name(reader, node)?));
        }
        let map = reader.mapping(node, keys::SHEET_ROW)?;
        if let Some(words) = map.node("印") {
            let align = self.align(reader, &map);
            let what = What::Words(self.words(reader, words, align)?);
            let share = self.share(reader, &map);
            return Some(SheetItem { what, share, ..SheetItem::field("") });
        }
        let Some(name) = map.node("栏") else {
            let finding = codes::S108.finding(map.head, "并排的一格没有写是哪一栏");
            reader.report(finding.help("写 栏: 名称，或 印: 文字"));
            return None;
        };
        let title = map.optional("标题", reader, Reader::text);
        let label = map.optional("标签", reader, Reader::parse::<LabelPlace>);
        let share = if alone && map.node("左栏").is_some() {
            1.0
        } else {
            self.share(reader, &map)
        };
        Some(SheetItem {
            what: What::Field(self.name(reader, name)?),
            title: title.value().cloned(),
            label: label.value().copied().unwrap_or_default(),
            share,
        })
    }

    fn share(&self, reader: &mut Reader, map: &Map) -> f32 {
        let share = map.optional("宽", reader, Reader::parse::<Share>);
        share.value().map_or(1.0, |s| s.0)
    }

    fn align(&self, reader: &mut Reader, map: &Map) -> WordsAlign {
        let align = map.optional("对齐", reader, Reader::parse::<WordsAlign>);
        align.value().copied().unwrap_or_default()
    }

    /// The name of a field; an unknown one is a finding.
    fn name(&mut self, reader: &mut Reader, node: NodeId) -> Option<String> {
        let name = reader.text(node)?;
        if meaning(self.profile, self.of, &name).is_none() {
            reader.report(unknown(&name, &known(self.profile, self.of)));
            return None;
        }
        self.names.push((name.clone(), self.of));
        Some(name.value)
    }

    /// The amounts of a row of funds; all where it says so.
    fn fund_names(&mut self, reader: &mut Reader, node: NodeId) -> Vec<String> {
        if reader.is_named(node, "全部") {
            return Vec::new();
        }
        let nodes = match reader.is_sequence(node) {
            true => reader.items(node).unwrap_or_default().to_vec(),
            false => vec![node],
        };
        let mut names = Vec::new();
        for node in nodes {
            let Some(name) = reader.text(node) else { continue };
            match meaning(self.profile, self.of, &name) {
                Some(Meaning::Value(Slot::Fund(_), _)) => {
                    self.names.push((name.clone(), self.of));
                    names.push(name.value);
                }
                _ => {
                    let mut known = known(self.profile, Of::Project);
                    known.retain(|n| crate::sheet::is_fund(self.profile, n));
                    reader.report(unknown(&name, &known));
                }
            }
        }
        names
    }

    /// 印: words, or several side by side.
    fn words_block(&mut self, reader: &mut Reader, map: &Map, node: NodeId) -> Block {
        let border = map.optional("框", reader, Reader::switch);
        let border = border.value().copied().unwrap_or(false);
        let align = self.align(reader, map);
        let nodes = match reader.is_sequence(node) {
            true => reader.items(node).unwrap_or_default().to_vec(),
            false => vec![node],
        };
        let last = nodes.len() - 1;
        let mut cells = Vec::new();
        for (i, node) in nodes.into_iter().enumerate() {
            let align = match (last, i) {
                (0, _) | (_, 0) => align,
                // the last of several stands on the right
                (last, i) if i == last => WordsAlign::Right,
                _ => WordsAlign::Center,
            };
            cells.extend(self.words(reader, node, align));
        }
        Block::Words { cells, border }
    }

    fn words(
        &mut self,
        reader: &mut Reader,
        node: NodeId,
        align: WordsAlign,
    ) -> Option<Words> {
        let text = reader.text(node)?;
        let (pattern, faults) = Pattern::words(&text, self.profile, self.of);
        for fault in faults {
            reader.report(self.fault(&text, &fault));
        }
        let profile = self.profile;
        for slot in pattern.slots() {
            let name = crate::sheet::slot_name(profile, slot);
            self.names.push((Spanned::new(name, text.span), self.of));
        }
        Some(Words { text: text.value, align })
    }

    fn fault(&self, text: &Spanned<String>, fault: &WordsFault) -> Diagnostic {
        match &fault.name {
            Some(name) => {
                let name = Spanned::new(name.clone(), text.span);
                let known = known(self.profile, self.of);
                unknown(&name, &known)
            }
            None => codes::S110
                .finding(text.span, "“{”没有对应的“}”")
                .help("栏名写在一对 { } 里，如 填报人：{填报人}"),
        }
    }
}

/// 宽: a share, or a width.
#[derive(Debug)]
struct Share(f32);

impl std::str::FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().parse::<f32>() {
            Ok(share) if (0.1..1_000.0).contains(&share) => Ok(Share(share)),
            _ => Err("宽写 0.1 到 1000 的数".into()),
        }
    }
}
