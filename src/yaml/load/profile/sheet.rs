//! Reads 表样, the rows of the tables.

use super::edits::{self, texts};
use super::keys;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::{
    Block, FundOrder, LabelPlace, Profile, Sheet, SheetItem, What, Words, WordsAlign,
};
use crate::sheet::{Meaning, Of, Pattern, Shows, Slot, WordsFault, known, meaning};
use crate::text::source::{Span, Spanned};
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;

/// The keys that say what a row is; each stands alone.
const KINDS: [&str; 6] = ["栏", "并排", "资金", "指标", "印", "行"];

/// Reads what stands under 表样, and judges the tables as they are then.
pub fn read(reader: &mut Reader, node: Option<NodeId>, profile: &mut Profile) {
    let mut names = Vec::new();
    let place = node.map(|n| reader.head(n));
    if let Some(node) = node.filter(|n| !reader.is_blank(*n)) {
        sheets(reader, node, profile, &mut names);
    }
    show(profile);
    // of a table that could not be read all would be missing
    let is_read =
        !reader.diagnostics.iter().any(|d| d.primary.span.file == reader.file());
    if let Some(place) = place.filter(|_| is_read) {
        judge(reader, profile, place, &names);
    }
}

/// A name in the rows, with its place, and the table it stands in.
type Named = (Spanned<String>, Of);

fn sheets(
    reader: &mut Reader,
    node: NodeId,
    profile: &mut Profile,
    names: &mut Vec<Named>,
) {
    if !reader.is_mapping(node) {
        profile.sheets.project = sheet(reader, node, profile, Of::Project, names);
        return;
    }
    let Some(map) = reader.mapping(node, keys::SHEETS) else { return };
    if let Some(node) = map.node("项目") {
        profile.sheets.project = sheet(reader, node, profile, Of::Project, names);
    }
    if let Some(node) = map.node("部门整体") {
        profile.sheets.department = sheet(reader, node, profile, Of::Department, names);
    }
    if let Some(node) = map.node("专项资金") {
        profile.sheets.special = sheet(reader, node, profile, Of::Special, names);
    }
    change(reader, &map, profile, names);
}

fn sheet(
    reader: &mut Reader,
    node: NodeId,
    profile: &Profile,
    of: Of,
    names: &mut Vec<Named>,
) -> Option<Sheet> {
    let mut rows = Rows { profile, of, names };
    Some(Sheet { blocks: rows.blocks(reader, node) })
}

/// 加上 and 去掉: changes of the rows of a project's table.
fn change(reader: &mut Reader, map: &Map, profile: &mut Profile, names: &mut Vec<Named>) {
    for name in texts(map, "去掉", reader) {
        let shown = profile.sheets.project.as_mut();
        let removed = shown.is_some_and(|sheet| remove(&mut sheet.blocks, &name));
        if !removed {
            reader.report(unknown(&name, &shown_names(profile)));
        }
    }
    let Some(node) = map.node("加上").filter(|n| !reader.is_blank(*n)) else { return };
    for item in reader.items(node).unwrap_or_default() {
        let behind = edits::behind(reader, *item);
        let block = Rows { profile, of: Of::Project, names }.block(reader, *item);
        let Some(block) = block else { continue };
        let sheet = profile.sheets.project.get_or_insert_default();
        let put = match &behind {
            None => {
                sheet.blocks.insert(0, block);
                true
            }
            Some(behind) => insert(&mut sheet.blocks, behind, block),
        };
        if let (false, Some(behind)) = (put, behind) {
            reader.report(unknown(&behind, &shown_names(profile)));
        }
    }
}

fn unknown(name: &Spanned<String>, known: &[String]) -> Diagnostic {
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    edits::unknown(name, &known).help(format!("这里可以写：{}", known.join("、")))
}

/// The names that stand in a project's table.
fn shown_names(profile: &Profile) -> Vec<String> {
    let sheet = profile.sheets.project.as_ref();
    let blocks = sheet.map_or(Vec::new(), Sheet::all);
    blocks.into_iter().flat_map(names_of).map(str::to_owned).collect()
}

fn names_of(block: &Block) -> Vec<&str> {
    match block {
        Block::Row(items) | Block::Beside(items) => {
            items.iter().filter_map(SheetItem::name).collect()
        }
        Block::Funds { .. } => vec!["资金"],
        Block::Indicators(_) => vec!["绩效指标"],
        Block::Group { label, .. } => vec![label],
        Block::Words { .. } => Vec::new(),
    }
}

/// Takes a field out of the rows; false where none shows it.
fn remove(blocks: &mut Vec<Block>, name: &str) -> bool {
    let mut found = false;
    for block in blocks.iter_mut() {
        match block {
            Block::Row(items) | Block::Beside(items) => {
                let before = items.len();
                items.retain(|i| i.name() != Some(name));
                found |= items.len() < before;
            }
            Block::Group { blocks, .. } => found |= remove(blocks, name),
            _ => {}
        }
    }
    let count = blocks.len();
    blocks.retain(|b| match b {
        Block::Group { label, blocks, .. } => !blocks.is_empty() && label != name,
        Block::Row(items) | Block::Beside(items) => !items.is_empty(),
        other => !names_of(other).contains(&name),
    });
    found || blocks.len() < count
}

/// Puts a row behind the one that shows `name`; false where none does.
fn insert(blocks: &mut Vec<Block>, name: &str, block: Block) -> bool {
    if let Some(at) = blocks.iter().position(|b| names_of(b).contains(&name)) {
        blocks.insert(at + 1, block);
        return true;
    }
    for inner in blocks {
        if let Block::Group { blocks, .. } = inner
            && insert(blocks, name, block.clone())
        {
            return true;
        }
    }
    false
}

/// What the tables show says which of the usual values a project has.
fn show(profile: &mut Profile) {
    if profile.sheets.project.is_none() {
        return;
    }
    let shows = Shows::of(profile, Of::Project);
    profile.has_code = shows.has(&Slot::Code);
    profile.has_purpose = shows.has(&Slot::Purpose);
    profile.has_mid_term = shows.has(&Slot::MidTermGoals);
    if !shows.has_plan() {
        profile.plan_months.clear();
    }
}

/// Tells what a table shows twice, or should show and does not.
fn judge(reader: &mut Reader, profile: &Profile, place: Span, names: &[Named]) {
    let tables = [
        (Of::Project, profile.sheets.project.is_some(), "项目的表"),
        (Of::Department, profile.sheets.department.is_some(), "部门整体绩效目标表"),
        (Of::Special, profile.sheets.special.is_some(), "专项资金的表"),
    ];
    for (of, _, table) in tables.into_iter().filter(|t| t.1) {
        for found in crate::sheet::misplaced(profile, of) {
            let name = &found.name;
            let mut here = names.iter().filter(|n| n.1 == of && n.0.value == *name);
            let span = here.next_back().map_or(place, |n| n.0.span);
            let finding = match found.is_twice {
                true => {
                    let message = format!("{table}里「{name}」印了两次");
                    codes::S106.finding(span, message).help("留下一处，去掉另一处")
                }
                false => {
                    let message = format!("{table}里没有印「{name}」");
                    let help = format!(
                        "在表样里加一行“- {name}”；继承来的表样写 \
                         表样: {{加上: [{{栏: {name}, 后于: 项目名称}}]}}"
                    );
                    codes::S108.finding(place, message).help(help)
                }
            };
            reader.report(finding);
        }
    }
}

/// Reads the rows of a table.
struct Rows<'p, 'n> {
    profile: &'p Profile,
    of: Of,
    names: &'n mut Vec<Named>,
}

impl Rows<'_, '_> {
    fn blocks(&mut self, reader: &mut Reader, node: NodeId) -> Vec<Block> {
        let items = reader.items(node).unwrap_or_default();
        items.iter().filter_map(|item| self.block(reader, *item)).collect()
    }

    /// A name, a list of fields side by side, or a map.
    fn block(&mut self, reader: &mut Reader, node: NodeId) -> Option<Block> {
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
