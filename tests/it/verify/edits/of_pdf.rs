//! Edits of a PDF.

use super::{Edit, Random};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// The kinds.
pub const EDITS: &[Edit] = &[
    ("two codes exchanged", |b, r| shown(b, r, |codes| codes.rotate_left(2))),
    ("a code changed", |b, r| {
        shown(b, r, |codes| {
            let last = codes.len() - 1;
            codes[last] ^= 1;
        })
    }),
    ("codes removed", |b, r| shown(b, r, |codes| codes.truncate(2))),
    ("text removed", |b, r| at_text(b, r, |c, i| _ = c.operations.remove(i))),
    ("text twice", |b, r| {
        at_text(b, r, |c, i| {
            let copy = c.operations[i].clone();
            c.operations.insert(i, copy);
        })
    }),
    ("invisible", |b, r| insert(b, r, &[("Tr", &[3.0])])),
    ("white", |b, r| insert(b, r, &[("g", &[1.0])])),
    ("white in three parts", |b, r| insert(b, r, &[("rg", &[1.0, 1.0, 1.0])])),
    ("clipped", |b, r| {
        insert(b, r, &[("re", &[0.0, 0.0, 9.0, 9.0]), ("W", &[]), ("n", &[])])
    }),
    ("moved", |b, r| insert(b, r, &[("Td", &[40.0, 33.0])])),
    ("moved off the page", |b, r| insert(b, r, &[("Td", &[9000.0, 0.0])])),
    ("raised", |b, r| insert(b, r, &[("Ts", &[300.0])])),
    ("flattened", |b, r| insert(b, r, &[("Tz", &[1.0])])),
    ("pressed together", |b, r| insert(b, r, &[("Tc", &[-60.0])])),
    ("tiny", |b, r| insert(b, r, &[("Tm", &[0.01, 0.0, 0.0, 0.01, 300.0, 300.0])])),
    ("turned", |b, r| insert(b, r, &[("Tm", &[0.0, 1.0, -1.0, 0.0, 300.0, 300.0])])),
    ("painted over", |b, r| {
        insert(b, r, &[("re", &[0.0, 0.0, 900.0, 900.0]), ("f", &[])])
    }),
    ("in another font", |b, r| {
        at_text(b, r, |c, i| {
            let fonts = c.operations.iter().filter(|o| o.operator == "Tf").cloned();
            let fonts: Vec<Operation> = fonts.collect();
            let before = c.operations[..i].iter().rfind(|o| o.operator == "Tf");
            let other = fonts
                .iter()
                .find(|f| Some(&f.operands[0]) != before.map(|b| &b.operands[0]));
            match other.cloned() {
                Some(other) => c.operations.insert(i, other),
                None => _ = c.operations.remove(i),
            }
        })
    }),
    ("reads as another text", |b, r| {
        wrap(b, r, "Span", dictionary! { "ActualText" => Object::string_literal("9") })
    }),
    ("in a layer", |b, r| wrap(b, r, "OC", Dictionary::new())),
    ("with a mark of another kind", |b, r| wrap(b, r, "Span", Dictionary::new())),
    ("without its mark", |b, r| {
        on_page(b, r, |content, random| {
            let marks = places(content, |o| {
                let properties = o.operands.get(1).and_then(|p| p.as_dict().ok());
                o.operator == "BDC" && properties.is_some_and(|p| p.has(b"MCID"))
            });
            let at = *random.one(&marks);
            let artifact = dictionary! { "Type" => "Pagination" };
            content.operations[at].operands =
                vec!["Artifact".into(), Object::Dictionary(artifact)];
        })
    }),
    ("struck", |b, r| {
        on_page(b, r, |content, _| {
            let line = [("m", [0.0, 0.0]), ("l", [600.0, 842.0])];
            for (name, operands) in line {
                content.operations.push(operation(name, &operands));
            }
            content.operations.push(operation("S", &[]));
        })
    }),
    ("a picture", |b, r| {
        on_page(b, r, |content, _| {
            content.operations.push(Operation::new("Do", vec!["X".into()]));
        })
    }),
    ("a page twice", |b, r| {
        pages(b, |kids| {
            let page = r.one(kids).clone();
            kids.push(page);
        })
    }),
    ("a page removed", |b, r| pages(b, |kids| _ = kids.remove(r.below(kids.len())))),
    ("pages exchanged", |b, r| {
        pages(b, |kids| {
            let first = r.below(kids.len() - 1);
            kids.swap(first, first + 1);
        })
    }),
    ("a page copied", |b, r| {
        edit(b, |pdf| {
            let id = page(pdf, r);
            let copy = pdf.get_object(id).unwrap().clone();
            let copy = pdf.add_object(copy);
            kids(pdf).push(Object::Reference(copy));
        })
    }),
    ("cut", |b, r| {
        page_entry(
            b,
            r,
            "CropBox",
            vec![0.into(), 0.into(), 300.into(), 300.into()].into(),
        )
    }),
    ("turned pages", |b, r| page_entry(b, r, "Rotate", 180.into())),
    ("enlarged", |b, r| page_entry(b, r, "UserUnit", 9.into())),
    ("a smaller sheet", |b, r| {
        page_entry(
            b,
            r,
            "MediaBox",
            vec![0.into(), 0.into(), 300.into(), 300.into()].into(),
        )
    }),
    ("a note", |b, r| {
        edit(b, |pdf| {
            let note = pdf.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "FreeText",
                "Contents" => Object::string_literal("9"),
            });
            let page = page(pdf, r);
            let page = pdf.get_object_mut(page).unwrap().as_dict_mut().unwrap();
            page.set("Annots", vec![Object::Reference(note)]);
        })
    }),
    ("a link with a look", |b, r| {
        edit(b, |pdf| {
            let page = page(pdf, r);
            let link = dictionary! {
                "Subtype" => "Link", "AP" => Dictionary::new(),
                "Border" => vec![0.into(), 0.into(), 0.into()],
            };
            let page = pdf.get_object_mut(page).unwrap().as_dict_mut().unwrap();
            page.set("Annots", vec![Object::Dictionary(link)]);
        })
    }),
    ("an action", |b, _| {
        catalog(b, "OpenAction", dictionary! { "S" => "JavaScript" }.into())
    }),
    ("layers", |b, _| catalog(b, "OCProperties", Dictionary::new().into())),
    ("a form", |b, _| catalog(b, "AcroForm", Dictionary::new().into())),
    ("ToUnicode exchanged", |b, r| fonts(b, r, "ToUnicode")),
    ("descendants exchanged", |b, r| fonts(b, r, "DescendantFonts")),
    ("reads as others", |b, r| {
        edit(b, |pdf| {
            let font = *r.one(&font_ids(pdf));
            let map = pdf.get_dictionary(font).unwrap().get(b"ToUnicode").unwrap();
            let map = map.as_reference().unwrap();
            let stream = pdf.get_object(map).unwrap().as_stream().unwrap();
            let text = stream.get_plain_content().unwrap();
            let text = String::from_utf8(text).unwrap();
            // the first code reads as the second
            let second = text.split("<0002>").nth(1).unwrap().split('>').next().unwrap();
            let first = text.split("<0001>").nth(1).unwrap().split('>').next().unwrap();
            let changed =
                text.replacen(&format!("<0001>{first}>"), &format!("<0001>{second}>"), 1);
            pdf.objects
                .insert(map, Stream::new(Dictionary::new(), changed.into_bytes()).into());
        })
    }),
    ("structure without a part", |b, r| {
        edit(b, |pdf| {
            let rows = elements(pdf, b"TR");
            pdf.objects.insert(*r.one(&rows), Object::Null);
        })
    }),
    ("an alternative", |b, r| {
        edit(b, |pdf| {
            let element = *r.one(&elements(pdf, b"P"));
            let element = pdf.get_object_mut(element).unwrap().as_dict_mut().unwrap();
            element.set("ActualText", Object::string_literal("9"));
        })
    }),
];

fn edit(bytes: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut pdf = Document::load_mem(bytes).unwrap();
    change(&mut pdf);
    let mut out = Vec::new();
    pdf.save_to(&mut out).unwrap();
    out
}

fn operation(name: &str, operands: &[f32]) -> Operation {
    Operation::new(name, operands.iter().map(|n| Object::Real(*n)).collect())
}

fn page(pdf: &Document, random: &mut Random) -> ObjectId {
    let pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    *random.one(&pages)
}

fn on_page(
    bytes: &[u8],
    random: &mut Random,
    change: impl FnOnce(&mut Content, &mut Random),
) -> Vec<u8> {
    edit(bytes, |pdf| {
        let page = page(pdf, random);
        let mut content = Content::decode(&pdf.get_page_content(page)).unwrap();
        change(&mut content, random);
        pdf.change_page_content(page, content.encode().unwrap()).unwrap();
    })
}

fn places(content: &Content, is_one: impl Fn(&Operation) -> bool) -> Vec<usize> {
    let all = content.operations.iter().enumerate();
    all.filter(|(_, o)| is_one(o)).map(|(i, _)| i).collect()
}

/// Codes of which no two neighbours are the same.
fn codes(operation: &Operation) -> Option<&[u8]> {
    let codes = operation.operands.first()?.as_str().ok()?;
    let differ = codes.len() >= 4 && codes[..2] != codes[2..4];
    (operation.operator == "Tj" && differ).then_some(codes)
}

fn at_text(
    bytes: &[u8],
    random: &mut Random,
    change: impl FnOnce(&mut Content, usize),
) -> Vec<u8> {
    on_page(bytes, random, |content, random| {
        let at = *random.one(&places(content, |o| codes(o).is_some()));
        change(content, at);
    })
}

fn shown(
    bytes: &[u8],
    random: &mut Random,
    change: impl FnOnce(&mut Vec<u8>),
) -> Vec<u8> {
    at_text(bytes, random, |content, at| {
        if let Object::String(codes, _) = &mut content.operations[at].operands[0] {
            change(codes);
        }
    })
}

fn insert(bytes: &[u8], random: &mut Random, added: &[(&str, &[f32])]) -> Vec<u8> {
    at_text(bytes, random, |content, at| {
        let added = added.iter().map(|(name, operands)| operation(name, operands));
        content.operations.splice(at..at, added.collect::<Vec<_>>());
    })
}

fn wrap(bytes: &[u8], random: &mut Random, tag: &str, properties: Dictionary) -> Vec<u8> {
    at_text(bytes, random, |content, at| {
        content.operations.insert(at + 1, Operation::new("EMC", vec![]));
        let operands = vec![tag.into(), Object::Dictionary(properties)];
        content.operations.insert(at, Operation::new("BDC", operands));
    })
}

/// The pages in their tree.
fn kids(pdf: &mut Document) -> &mut Vec<Object> {
    let root = pdf.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let root = pdf.get_object_mut(root).unwrap().as_dict_mut().unwrap();
    root.get_mut(b"Kids").unwrap().as_array_mut().unwrap()
}

fn pages(bytes: &[u8], change: impl FnOnce(&mut Vec<Object>)) -> Vec<u8> {
    edit(bytes, |pdf| change(kids(pdf)))
}

fn page_entry(bytes: &[u8], random: &mut Random, key: &str, value: Object) -> Vec<u8> {
    edit(bytes, |pdf| {
        let page = page(pdf, random);
        let page = pdf.get_object_mut(page).unwrap().as_dict_mut().unwrap();
        page.set(key, value);
    })
}

fn catalog(bytes: &[u8], key: &str, value: Object) -> Vec<u8> {
    edit(bytes, |pdf| pdf.catalog_mut().unwrap().set(key, value))
}

fn font_ids(pdf: &Document) -> Vec<ObjectId> {
    let is_font = |object: &Object| {
        let dict = object.as_dict().ok();
        dict.is_some_and(|d| d.get(b"Subtype").is_ok_and(|s| *s == "Type0".into()))
    };
    let fonts = pdf.objects.iter().filter(|(_, object)| is_font(object));
    fonts.map(|(id, _)| *id).collect()
}

/// Two fonts exchange an entry.
fn fonts(bytes: &[u8], random: &mut Random, key: &str) -> Vec<u8> {
    edit(bytes, |pdf| {
        let fonts = font_ids(pdf);
        let first = random.below(fonts.len() - 1);
        let pair = [fonts[first], fonts[first + 1]];
        let entry = |id| pdf.get_dictionary(id).unwrap().get(key.as_bytes()).unwrap();
        let entries = pair.map(|id| entry(id).clone());
        for (id, value) in pair.into_iter().rev().zip(entries) {
            pdf.get_object_mut(id).unwrap().as_dict_mut().unwrap().set(key, value);
        }
    })
}

/// The structure elements of a type that have content.
fn elements(pdf: &Document, kind: &[u8]) -> Vec<ObjectId> {
    let is_one = |object: &Object| {
        let dict = object.as_dict().ok();
        let name = dict.and_then(|d| d.get(b"S").ok()?.as_name().ok());
        name == Some(kind) && dict.is_some_and(|d| d.has(b"K"))
    };
    let all = pdf.objects.iter().filter(|(_, object)| is_one(object));
    all.map(|(id, _)| *id).collect()
}
