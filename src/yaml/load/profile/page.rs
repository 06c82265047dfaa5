//! Reads 页面.

use super::keys;
use crate::diagnostic::codes;
use crate::document::{Margins, NumberPlace, PageForm, PageSetup, Paper};
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;
use std::str::FromStr;

/// Puts what stands at `node` over `page`. A page that cannot be is a finding, and the
/// one that was there stays.
pub fn read(reader: &mut Reader, node: NodeId, page: &mut PageForm) {
    if reader.is_blank(node) {
        return;
    }
    let Some(map) = reader.mapping(node, keys::PAGE) else { return };
    let mut wanted = page.clone();
    if let Some(paper) = map.optional("纸张", reader, Reader::parse::<Paper>).value() {
        wanted.paper = *paper;
    }
    if let Some(way) = map.optional("方向", reader, Reader::parse::<Way>).value() {
        wanted.landscape = matches!(way, Way::Landscape);
    }
    if let Some(node) = map.node("边距").filter(|n| !reader.is_blank(*n)) {
        margins(reader, node, &mut wanted.margins);
    }
    if let Some(lines) = map.optional("行数", reader, Reader::parse::<Lines>).value() {
        wanted.lines = Some(lines.0);
    }
    if let Some(sample) = map.optional("页码", reader, Reader::text).value() {
        wanted.number.sample.clone_from(sample);
    }
    let place = map.optional("页码位置", reader, Reader::parse::<NumberPlace>);
    if let Some(place) = place.value() {
        wanted.number.place = *place;
    }
    match PageSetup::new(&wanted) {
        Ok(_) => *page = wanted,
        Err(faults) => faults.iter().for_each(|fault| {
            reader.report(codes::S110.finding(map.head, fault.to_string()));
        }),
    }
}

fn margins(reader: &mut Reader, node: NodeId, margins: &mut Margins) {
    let Some(map) = reader.mapping(node, keys::MARGINS) else { return };
    set(&map, "上", reader, &mut margins.top);
    set(&map, "右", reader, &mut margins.right);
    set(&map, "下", reader, &mut margins.bottom);
    set(&map, "左", reader, &mut margins.left);
}

fn set(map: &Map, key: &str, reader: &mut Reader, margin: &mut f32) {
    if let Some(given) = map.optional(key, reader, Reader::parse::<Millimetres>).value() {
        *margin = given.0;
    }
}

enum Way {
    Upright,
    Landscape,
}

struct Lines(u32);
struct Millimetres(f32);

impl FromStr for Paper {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Paper::named(text).ok_or_else(|| "纸张写 A4、A3 或 16开".into())
    }
}

impl FromStr for Way {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "纵向" => Ok(Way::Upright),
            "横向" => Ok(Way::Landscape),
            _ => Err("方向写 纵向 或 横向".into()),
        }
    }
}

impl FromStr for NumberPlace {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "外侧" => Ok(NumberPlace::Outer),
            "居中" => Ok(NumberPlace::Center),
            _ => Err("页码位置写 外侧 或 居中".into()),
        }
    }
}

impl FromStr for Lines {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().map(Lines).map_err(|_| "行数写正整数，如 22".into())
    }
}

impl FromStr for Millimetres {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse::<f32>() {
            Ok(n) if n.is_finite() => Ok(Millimetres(n)),
            _ => Err("边距写毫米数，如 26".into()),
        }
    }
}
