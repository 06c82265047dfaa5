use super::*;

#[test]
fn what_is_not_changed_is_written_as_it_was() {
    let xml = "<?xml version=\"1.0\"?>\r\n<w:p a='\"' b=\"&lt;&#x4E00;\"><!-- 注 -->\
        <w:r/>甲&amp;乙 <w:t xml:space=\"preserve\"> </w:t><![CDATA[<]]></w:p>";
    let tree = XmlTree::parse(xml.as_bytes()).unwrap();
    let written = String::from_utf8(tree.write()).unwrap();
    assert_eq!(written, xml.replace("a='\"'", "a=\"&quot;\""));
    assert_eq!(tree.root.attribute("b").as_deref(), Some("<一"));
    assert_eq!(tree.root.attribute("a").as_deref(), Some("\""));
}

#[test]
fn broken_and_growing_xml_is_refused() {
    let growing = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
    for xml in [
        "",
        "<a>",
        "</a>",
        "<a b></a>",
        "\u{feff}",
        growing,
        "<a><b></a>",
        "<a>&nope;</a>",
        "<a b=c/>",
        "<a b='1' b='2'/>",
        "<a/><b/>",
    ] {
        assert_eq!(
            XmlTree::parse(xml.as_bytes()).err(),
            Some(Refusal::BrokenXml),
            "{xml}"
        );
    }
    assert!(XmlTree::parse(&[0xFF, 0xFE, b'<', 0]).is_err());
}

#[test]
fn deep_and_endless_xml_is_refused() {
    let deep = "<a>".repeat(201);
    assert_eq!(XmlTree::parse(deep.as_bytes()).err(), Some(Refusal::TooDeep(200)));
    let many = format!("<a>{}</a>", "<p/>".repeat(MAX_NODES + 1));
    assert_eq!(XmlTree::parse(many.as_bytes()).err(), Some(Refusal::TooMany(MAX_NODES)));
}

#[test]
fn a_text_comes_piece_by_piece() {
    let mut found = Vec::new();
    let xml = "<d><bg/><body><p>甲</p><p>乙</p></body></d>";
    pieces(xml.as_bytes(), "body", &mut |e| found.push(e.own_text())).unwrap();
    assert_eq!(found, ["甲", "乙"]);
}
