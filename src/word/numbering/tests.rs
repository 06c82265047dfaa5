use super::*;

const LISTS: &str = r#"<w:numbering>
    <w:abstractNum w:abstractNumId="0">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="1"/><w:lvlText w:val="%1、"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="2"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
      <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
      <w:lvl w:ilvl="3"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl>
    </w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="列"/></w:abstractNum>
    <w:abstractNum w:abstractNumId="2"><w:styleLink w:val="列"/>
      <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl>
    </w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
  </w:numbering>"#;

fn place(list: usize, level: usize) -> ListPlace {
    ListPlace { list: Some(list), level: Some(level) }
}

#[test]
fn levels_count_and_begin_anew() {
    let mut lists = Numbering::read(LISTS.as_bytes()).unwrap();
    let styles = Styles::default();
    let places = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 0)];
    let labels: Vec<_> = places
        .iter()
        .map(|(list, level)| lists.next(place(*list, *level), "", &styles))
        .map(|n| n.map_or("无".to_owned(), |n| n.label))
        .collect();
    assert_eq!(labels, ["一、", "1.1", "1.2", "二、", "2.1", "●", "无", "五、", "六、"]);
    let circled: Vec<_> =
        (0..2).map(|_| lists.next(place(3, 0), "", &styles).unwrap().label).collect();
    assert_eq!(circled, ["③", "④"]);
    assert_eq!(lists.next(place(0, 0), "", &styles), None);
    assert_eq!(lists.next(place(9, 0), "", &styles), None);
}

#[test]
fn styles_have_the_level_that_names_them() {
    let styles = r#"<s><w:style w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="2"><w:basedOn w:val="1"/></w:style></s>"#;
    let styles = Styles::read(styles.as_bytes()).unwrap();
    let mut lists = Numbering::read(LISTS.as_bytes()).unwrap();
    let mut next = |style, own| lists.next(own, style, &styles).map(|n| n.label);
    assert_eq!(next("1", ListPlace::default()).as_deref(), Some("一、"));
    assert_eq!(next("2", ListPlace::default()).as_deref(), Some("1.1"));
    let none = ListPlace { list: Some(0), level: None };
    assert_eq!(next("1", none), None);
    let deeper = ListPlace { list: None, level: Some(1) };
    assert_eq!(next("1", deeper).as_deref(), Some("1.2"));
}
