//! The structure tree.

use super::{ADJUSTMENT, Built, LARGE, PdfOptions, build, name, of, string};
use jixiao::document::{
    Block, Cell, ListPart, Paragraph, Row, Style, Table, TableColumn,
};
use jixiao::layout::Piece;
use lopdf::content::Content;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// What an element consists of.
enum Kid<'a> {
    Element(ObjectId, &'a Dictionary),
    /// Page and number.
    Content(ObjectId, i64),
    Annotation(ObjectId),
}

fn kids<'a>(built: &'a Built, element: &'a Dictionary) -> Vec<Kid<'a>> {
    let list = match element.get(b"K") {
        Ok(Object::Array(list)) => list.as_slice(),
        Ok(one) => std::slice::from_ref(one),
        Err(_) => &[],
    };
    let page = |d: &Dictionary| d.get(b"Pg").unwrap().as_reference().unwrap();
    let kid = |object: &'a Object| match object {
        Object::Integer(number) => Kid::Content(page(element), *number),
        Object::Dictionary(d) if d.has_type(b"MCR") => {
            Kid::Content(page(d), d.get(b"MCID").unwrap().as_i64().unwrap())
        }
        Object::Dictionary(d) => {
            Kid::Annotation(d.get(b"Obj").unwrap().as_reference().unwrap())
        }
        other => {
            let id = other.as_reference().unwrap();
            Kid::Element(id, built.pdf.get_dictionary(id).unwrap())
        }
    };
    list.iter().map(kid).collect()
}

/// All elements with their ids, in reading order.
fn elements(built: &Built) -> Vec<(ObjectId, &Dictionary)> {
    fn walk<'a>(
        built: &'a Built,
        of: &'a Dictionary,
        out: &mut Vec<(ObjectId, &'a Dictionary)>,
    ) {
        for kid in kids(built, of) {
            if let Kid::Element(id, element) = kid {
                out.push((id, element));
                walk(built, element, out);
            }
        }
    }
    let mut out = Vec::new();
    walk(built, built.dictionary(built.catalog(), "StructTreeRoot"), &mut out);
    out
}

fn role<'a>(built: &'a Built, element: &'a Dictionary) -> &'a str {
    name(built.get(element, "S"))
}

/// The number tree from pages and links to elements.
fn parents(built: &Built) -> BTreeMap<i64, &Object> {
    let root = built.dictionary(built.catalog(), "StructTreeRoot");
    let numbers = built.list(built.dictionary(root, "ParentTree"), "Nums");
    numbers.chunks(2).map(|n| (n[0].as_i64().unwrap(), &n[1])).collect()
}

#[test]
fn all_content_is_an_artifact_or_of_one_element() {
    assert_content_is_owned(&LARGE);
    assert_content_is_owned(&ADJUSTMENT);
}

fn assert_content_is_owned(built: &Built) {
    let mut owners = BTreeMap::new();
    for (id, element) in elements(built) {
        for kid in kids(built, element) {
            if let Kid::Content(page, number) = kid {
                assert!(owners.insert((page, number), id).is_none(), "{page:?} {number}");
            }
        }
    }
    let parents = parents(built);
    let mut marked = 0;
    for page in built.pages() {
        let dictionary = built.pdf.get_dictionary(page).unwrap();
        assert_eq!(name(built.get(dictionary, "Tabs")), "S");
        let key = built.get(dictionary, "StructParents").as_i64().unwrap();
        let back = parents[&key].as_array().unwrap();
        for (number, element) in back.iter().enumerate() {
            let owner = owners.get(&(page, number as i64));
            assert_eq!(owner, Some(&element.as_reference().unwrap()));
        }
        marked += numbers_on(built, page, back.len());
    }
    assert_eq!(marked, owners.len());
}

/// The marked content of a page; everything drawn on it is in some.
fn numbers_on(built: &Built, page: ObjectId, count: usize) -> usize {
    let content = Content::decode(&built.pdf.get_page_content(page)).unwrap();
    let (mut depth, mut numbers) = (0, BTreeSet::new());
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BDC" => {
                depth += 1;
                let properties = operation.operands[1].as_dict().unwrap();
                if let Ok(number) = properties.get(b"MCID") {
                    assert!(numbers.insert(number.as_i64().unwrap()));
                }
            }
            "EMC" => depth -= 1,
            "Tj" | "TJ" | "S" => assert!(depth > 0, "{operation:?} is not marked"),
            _ => {}
        }
    }
    assert_eq!((depth, numbers.len()), (0, count));
    numbers.len()
}

#[test]
fn roles_follow_the_text() {
    assert_roles(&LARGE, 1);
    assert_roles(&ADJUSTMENT, 0);
}

/// `contents` is how many 目录 there are.
fn assert_roles(built: &Built, contents: usize) {
    let found = elements(built);
    let count =
        |wanted: &str| found.iter().filter(|e| role(built, e.1) == wanted).count();
    let headings = &built.layout.headings;
    let of_level = |level| headings.iter().filter(|h| h.level == level).count();
    // the heading of the 目录 is one too
    assert_eq!(count("H1"), of_level(1) + contents);
    assert_eq!([count("H2"), count("H3")], [of_level(2), of_level(3)]);
    assert_eq!([count("Document"), count("TOC")], [1, contents]);
    let tables = built.text.body.iter().filter_map(|b| match b {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let rows: Vec<usize> = tables.map(|t| t.rows.len()).collect();
    assert_eq!([count("Table"), count("TR")], [rows.len(), rows.iter().sum()]);
    let body = built
        .text
        .body
        .iter()
        .filter(|b| matches!(b, Block::Paragraph(p) if p.style.outline().is_none()));
    let front = built.text.cover.len();
    let own = |e: &&(ObjectId, &Dictionary)| {
        role(built, e.1) == "P" && role(built, around_list(built, e.1)) == "Part"
    };
    assert_eq!(found.iter().filter(own).count(), front + body.count());
}

/// What an element stands in, but for a list.
fn around_list<'a>(built: &'a Built, element: &'a Dictionary) -> &'a Dictionary {
    let mut parent = built.dictionary(element, "P");
    while ["LBody", "LI", "L"].contains(&role(built, parent)) {
        parent = built.dictionary(parent, "P");
    }
    parent
}

/// Every paragraph of the body, those in cells too.
fn paragraphs(text: &super::Text) -> Vec<&Paragraph> {
    let mut found = Vec::new();
    for block in &text.body {
        match block {
            Block::Paragraph(paragraph) => found.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                found.extend(cells.flat_map(|cell| &cell.paragraphs));
            }
            Block::PageBreak => {}
        }
    }
    found
}

#[test]
fn numbered_goals_are_lists() {
    let built = &*LARGE;
    let found = elements(built);
    let of_role = |wanted: &str| {
        let found = found.iter().filter(|e| role(built, e.1) == wanted);
        found.map(|e| e.1).collect::<Vec<_>>()
    };
    let all = paragraphs(&built.text);
    let items = all.iter().filter(|p| p.list == ListPart::Item).count();
    assert!(items > 50, "{items}");
    assert_eq!([of_role("LI").len(), of_role("LBody").len()], [items; 2]);
    for (element, parent) in [("LI", "L"), ("LBody", "LI")] {
        for element in of_role(element) {
            assert_eq!(role(built, built.dictionary(element, "P")), parent);
        }
    }
    for list in of_role("L") {
        assert!(["TD", "Part"].contains(&role(built, built.dictionary(list, "P"))));
    }
    // each paragraph is of one item, wherever pages end
    let of_lists = all.iter().filter(|p| p.list != ListPart::None).count();
    let in_items = of_role("P").into_iter();
    let in_items = in_items.filter(|p| role(built, built.dictionary(p, "P")) == "LBody");
    assert_eq!(in_items.count(), of_lists);
}

/// The labels that each value names, by the types of the tables' cells.
fn labels<'a>(built: &'a Built, cell: &'a Dictionary) -> Vec<&'a Dictionary> {
    let root = built.dictionary(built.catalog(), "StructTreeRoot");
    let names = built.list(built.dictionary(root, "IDTree"), "Names");
    let names: BTreeMap<_, _> = names
        .chunks(2)
        .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_reference().unwrap()))
        .collect();
    let attributes = cell.get(b"A").and_then(Object::as_dict);
    let headers = attributes.and_then(|a| a.get(b"Headers")?.as_array());
    let label = |id: &Object| {
        let label = built.pdf.get_dictionary(names[id.as_str().unwrap()]).unwrap();
        assert_eq!(label.get(b"ID").unwrap(), id);
        label
    };
    headers.map_or(Vec::new(), |ids| ids.iter().map(label).collect())
}

#[test]
fn values_of_a_form_name_their_labels() {
    let built = &*LARGE;
    let scope = |label: &Dictionary| {
        assert_eq!(role(built, label), "TH");
        name(built.get(built.dictionary(label, "A"), "Scope")).to_owned()
    };
    let found = elements(built);
    let cells = found.iter().filter(|e| role(built, e.1) == "TD");
    let scopes = cells.map(|cell| {
        labels(built, cell.1).into_iter().map(scope).collect::<Vec<_>>().join(" ")
    });
    let scopes: Vec<String> = scopes.collect();
    let count = |wanted: &str| scopes.iter().filter(|found| *found == wanted).count();
    // the plan: its label, and a month above each share
    let months = paragraphs(&built.text);
    let months = months.iter().filter(|p| p.text.ends_with("月底")).count();
    assert!(months > 100);
    assert_eq!(count("Row Column"), months);
    // a code, a name, goals: one label in front of each
    let projects = built.layout.headings.iter().filter(|h| h.text.contains("绩效目标表"));
    assert!(count("Row") >= 3 * projects.count());
}

#[test]
fn a_label_above_is_for_its_own_values_alone() {
    let row = |cells: Vec<Cell>| Row { cells, header: false, border: true, keep: false };
    let wide = |cell: Cell| Cell { colspan: 2, ..cell };
    let rows = vec![
        row(vec![
            new_cell(0, 2, true, "计划"),
            wide(new_cell(1, 1, true, "三月")),
            new_cell(3, 1, true, "六月"),
        ]),
        row(vec![wide(new_cell(1, 1, false, "甲")), new_cell(3, 1, false, "乙")]),
        // as wide as a month, but behind the plan
        row(vec![
            new_cell(0, 1, true, "名称"),
            wide(new_cell(1, 1, false, "丙")),
            new_cell(3, 1, false, "丁"),
        ]),
    ];
    let mut text = of(&[]);
    let columns = [TableColumn::fixed(1.0); 4].to_vec();
    text.body.push(Block::Table(Table { columns, rows, continued: None }));
    let built = build(&text, &PdfOptions::default());
    let found = elements(&built);
    let cells = found.iter().filter(|e| role(&built, e.1) == "TD");
    let counts: Vec<_> = cells.map(|cell| labels(&built, cell.1).len()).collect();
    assert_eq!(counts, [2, 2, 1, 1]);
}

#[test]
fn lines_of_the_contents_are_links() {
    let built = &*LARGE;
    let parents = parents(built);
    let found = elements(built);
    let links: Vec<_> = found.iter().filter(|e| role(built, e.1) == "Link").collect();
    let pages = &built.layout.pages;
    let entries = pages.iter().flat_map(|p| &p.pieces).filter_map(|p| match p {
        Piece::Entry(entry) => Some(entry),
        _ => None,
    });
    let entries: Vec<_> = entries.collect();
    assert_eq!(links.len(), entries.len());
    for ((id, link), entry) in links.into_iter().zip(entries) {
        let reference = built.dictionary(link, "P");
        assert_eq!(role(built, reference), "Reference");
        assert_eq!(role(built, built.dictionary(reference, "P")), "TOCI");
        let annotation = kids(built, link).into_iter().find_map(|k| match k {
            Kid::Annotation(id) => Some(id),
            _ => None,
        });
        let annotation = built.pdf.get_dictionary(annotation.unwrap()).unwrap();
        let key = built.get(annotation, "StructParent").as_i64().unwrap();
        assert_eq!(parents[&key].as_reference().unwrap(), *id);
        assert_eq!(built.get(annotation, "F").as_i64().unwrap(), 4);
        let heading = &built.layout.headings[entry.heading];
        assert!(string(built.get(annotation, "Contents")).starts_with(&heading.text));
        let target = built.list(built.dictionary(annotation, "A"), "D")[0].as_reference();
        assert_eq!(target.unwrap(), built.pages()[heading.page]);
    }
}

/// A cell's columns and rows, and whether it is a label.
fn cell(built: &Built, cell: &Dictionary) -> (usize, usize, bool) {
    let label = role(built, cell) == "TH";
    let attributes = cell.get(b"A").ok().map(|a| built.see(a).as_dict().unwrap());
    let span = |key: &[u8]| {
        let value = attributes.and_then(|a| a.get(key).ok());
        value.map_or(1, |v| v.as_i64().unwrap() as usize)
    };
    if label {
        assert!(
            ["Row", "Column"].contains(&name(built.get(attributes.unwrap(), "Scope")))
        );
    }
    (span(b"ColSpan"), span(b"RowSpan"), label)
}

/// The cells of a table as (row, column, columns, rows, label).
type Grid = BTreeSet<(usize, usize, usize, usize, bool)>;

/// The cells of each table; no slot is covered twice or not at all.
fn grids(built: &Built) -> Vec<Grid> {
    let mut grids = Vec::new();
    let found = elements(built);
    for (_, table) in found.iter().filter(|e| role(built, e.1) == "Table") {
        let (mut grid, mut covered) = (BTreeSet::new(), BTreeSet::new());
        let rows = kids(built, table);
        for (r, row) in rows.iter().enumerate() {
            let Kid::Element(_, row) = row else { panic!("a row") };
            for kid in kids(built, row) {
                let Kid::Element(_, element) = kid else { panic!("a cell") };
                let (columns, span, label) = cell(built, element);
                let c = (0..).find(|c| !covered.contains(&(r, *c))).unwrap();
                grid.insert((r, c, columns, span, label));
                for slot in
                    (r..r + span).flat_map(|r| (c..c + columns).map(move |c| (r, c)))
                {
                    assert!(covered.insert(slot), "{slot:?} is covered twice");
                }
            }
        }
        let columns = covered.iter().map(|s| s.1 + 1).max().unwrap_or(0);
        assert_eq!(covered.len(), columns * rows.len());
        grids.push(grid);
    }
    grids
}

/// The cells of the document's tables.
fn wanted(built: &Built) -> Vec<Grid> {
    let mut grids = Vec::new();
    for block in &built.text.body {
        let Block::Table(table) = block else { continue };
        let rows = table.rows.iter().enumerate();
        let cells = rows.flat_map(|(r, row)| row.cells.iter().map(move |c| (r, c)));
        let cell = |(r, c): (usize, &Cell)| {
            (r, c.column, c.colspan, c.rowspan, c.heading || c.names_row)
        };
        grids.push(cells.map(cell).collect());
    }
    grids
}

#[test]
fn tables_over_pages_are_one() {
    let built = &*LARGE;
    assert_eq!(grids(built), wanted(built));
}

fn new_cell(column: usize, rowspan: usize, heading: bool, text: &str) -> Cell {
    let paragraphs = vec![Paragraph::new(Style::CellText, text)];
    let names_row = false;
    Cell { column, colspan: 1, rowspan, heading, names_row, paragraphs }
}

#[test]
fn a_split_row_is_one() {
    let labels = [new_cell(0, 1, true, "分类"), new_cell(1, 1, true, "内容")];
    let row = |header, cells: &[Cell]| Row {
        cells: cells.to_vec(),
        header,
        border: true,
        keep: false,
    };
    let rows = vec![
        row(true, &labels),
        row(false, &[new_cell(0, 3, true, "合并"), new_cell(1, 1, false, "短")]),
        row(false, &[new_cell(1, 1, false, &"长".repeat(3000))]),
        row(false, &[new_cell(1, 1, false, &"又".repeat(3000))]),
        row(false, &[new_cell(0, 1, true, "完"), new_cell(1, 1, false, "完")]),
    ];
    let mut text = of(&[&"段".repeat(700)]);
    text.body.push(Block::Table(Table {
        columns: [1.0, 3.0].map(TableColumn::fixed).to_vec(),
        rows,
        continued: Some(Paragraph::new(Style::TableContinued, "续表")),
    }));
    let built = build(&text, &PdfOptions::default());
    assert!(built.pages().len() > 5);
    assert_eq!(grids(&built), wanted(&built));
    let found = elements(&built);
    let paragraphs = found.iter().filter(|e| role(&built, e.1) == "P").count();
    assert_eq!(paragraphs, 2, "the cover and the body's, over two pages");
    let pages = built.layout.pages.iter().flat_map(|p| &p.pieces);
    let continued = pages
        .filter(|p| matches!(p, Piece::Paragraph(p) if p.style.is_continuation()))
        .count();
    assert!(continued > 2, "all of them artifacts");
}

#[test]
fn a_label_higher_than_a_page_is_one() {
    let row = |cells: &[Cell]| Row {
        cells: cells.to_vec(),
        header: false,
        border: true,
        keep: false,
    };
    let rows = vec![
        row(&[new_cell(0, 2, true, &"标".repeat(1500)), new_cell(1, 1, false, "甲")]),
        row(&[new_cell(1, 1, false, "乙")]),
    ];
    let mut text = of(&[]);
    let columns = [1.0, 3.0].map(TableColumn::fixed).to_vec();
    text.body.push(Block::Table(Table { columns, rows, continued: None }));
    let built = build(&text, &PdfOptions::default());
    let pages = built.layout.pages.iter().filter(|page| page.footer.is_some());
    assert!(pages.count() > 2);
    assert_eq!(grids(&built), wanted(&built));
    // every part of the label is content of its cell, none an artifact
    let parts = |(_, element): &(ObjectId, &Dictionary)| {
        let marked = kids(&built, element).into_iter();
        marked.filter(|kid| matches!(kid, Kid::Content(..))).count()
    };
    let label =
        elements(&built).iter().filter(|e| role(&built, e.1) != "P").map(parts).max();
    let tables = built.layout.pages.iter().flat_map(|page| &page.pieces);
    let tables = tables.filter(|piece| matches!(piece, Piece::Table(_))).count();
    assert_eq!(label, Some(tables));
}
