//! Settings that change what is seen.

use crate::word::attribute;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Those that are set, in words.
pub fn strange(xml: &[u8]) -> Vec<String> {
    let mut told = Vec::new();
    let mut reader = Reader::from_reader(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                b"mailMerge" => told.push("邮件合并".to_owned()),
                b"clrSchemeMapping" => {
                    let is = |key: &[u8], usual: &[&str]| {
                        attribute(&e, key).is_none_or(|v| usual.contains(&&*v))
                    };
                    let usual =
                        is(b"t1", &["dark1", "dk1"]) && is(b"bg1", &["light1", "lt1"]);
                    if !usual {
                        told.push("换过的主题颜色".to_owned());
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    told
}
