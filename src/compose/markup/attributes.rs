//! The attributes of a tag.

use crate::document::Style;
use quick_xml::events::BytesStart;

/// The attributes of a tag.
pub struct Attributes(Vec<(String, String)>);

impl Attributes {
    pub fn of(tag: &BytesStart) -> Result<Attributes, String> {
        let mut list = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|e| format!("属性写得不对（{e}）"))?;
            let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
            let value = String::from_utf8_lossy(&attribute.value);
            let value = quick_xml::escape::unescape(&value).map_err(|e| e.to_string())?;
            list.push((key, value.into_owned()));
        }
        Ok(Attributes(list))
    }

    pub fn get(&self, key: &str) -> &str {
        self.0.iter().find(|a| a.0 == key).map_or("", |a| &a.1)
    }

    /// Whether the attribute stands there.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|a| a.0 == key)
    }

    pub fn only(&self, tag: &str, known: &[&str]) -> Result<(), String> {
        match self.0.iter().find(|a| !known.contains(&a.0.as_str())) {
            None => Ok(()),
            Some((key, _)) if known.is_empty() => {
                Err(format!("<{tag}> 没有属性 {key}；它不带属性"))
            }
            Some((key, _)) => {
                Err(format!("<{tag}> 没有属性 {key}；可用 {}", known.join(" ")))
            }
        }
    }

    pub fn number(&self, key: &str) -> Result<Option<f32>, String> {
        match self.get(key) {
            "" => Ok(None),
            text => match text.parse::<f32>() {
                Ok(n) if (0.0..100.0).contains(&n) => Ok(Some(n)),
                _ => Err(format!("{key}=\"{text}\" 应为 0 到 100 的数")),
            },
        }
    }

    /// A width, more than nothing.
    pub fn width(&self) -> Result<Option<f32>, String> {
        match self.get("width") {
            "" => Ok(None),
            text => match text.parse::<f32>() {
                Ok(n) if n > 0.0 && n < 10_000.0 => Ok(Some(n)),
                _ => Err(format!("width=\"{text}\" 应为正数")),
            },
        }
    }

    pub fn count(&self, key: &str) -> Result<usize, String> {
        match self.get(key) {
            "" => Ok(1),
            text => match text.parse() {
                Ok(n @ 1..=65_535) => Ok(n),
                _ => Err(format!("{key}=\"{text}\" 应为正整数")),
            },
        }
    }

    pub fn style(&self, usual: Style) -> Result<Style, String> {
        let name = self.get("style");
        if name.is_empty() {
            return Ok(usual);
        }
        Style::ALL.into_iter().find(|s| s.name() == name).ok_or_else(|| {
            let known: Vec<_> = Style::ALL.iter().map(|s| s.name()).collect();
            format!("没有样式“{name}”；可用 {}", known.join(" "))
        })
    }
}
