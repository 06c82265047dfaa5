//! Structure elements → objects: the tree, the way back from the pages to it, and the
//! links.

use super::finish::{name, utf16};
use super::tags::{Kid, Scope, Span, Tag, Tagger};
use crate::layout::Layout;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// Adds the structure tree; the object that the catalog names StructTreeRoot.
///
/// # Errors
/// A page that is no page.
pub fn structure(
    objects: &mut Document,
    pages: &[ObjectId],
    tagger: &Tagger,
    layout: &Layout,
) -> lopdf::Result<ObjectId> {
    let root = objects.new_object_id();
    let mut tree = Tree {
        ids: vec![root; tagger.elements.len()],
        annotations: vec![None; tagger.elements.len()],
        numbers: Vec::new(),
        next: pages.len(),
        objects,
        pages,
        tagger,
        layout,
    };
    tree.number(0);
    for page in 0..pages.len() {
        tree.page(page)?;
    }
    for page in 0..pages.len() {
        tree.links(page)?;
    }
    tree.element(0, root);
    let parents = tree.objects.add_object(dictionary! { "Nums" => tree.numbers });
    let item = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => tree.ids[0],
        "ParentTree" => parents,
        "ParentTreeNextKey" => tree.next as i64,
    };
    objects.set_object(root, item);
    Ok(root)
}

struct Tree<'a> {
    objects: &'a mut Document,
    pages: &'a [ObjectId],
    tagger: &'a Tagger,
    layout: &'a Layout,
    /// By element.
    ids: Vec<ObjectId>,
    /// The annotations of the elements that are links.
    annotations: Vec<Option<ObjectId>>,
    /// The number tree from pages and links to their elements.
    numbers: Vec<Object>,
    /// Its next key.
    next: usize,
}

impl Tree<'_> {
    /// Numbers an element and those below it, in reading order.
    fn number(&mut self, index: usize) {
        self.ids[index] = self.objects.new_object_id();
        let tagger = self.tagger;
        for kid in &tagger.elements[index].kids {
            if let Kid::Element(kid) = kid {
                self.number(*kid);
            }
        }
    }

    /// The way from a page's content to its elements.
    fn page(&mut self, page: usize) -> lopdf::Result<()> {
        let marked = self.tagger.marked[page].iter();
        let elements = marked.map(|e| Object::Reference(self.ids[*e])).collect();
        self.numbers.extend([Object::Integer(page as i64), Object::Array(elements)]);
        let dictionary = self.objects.get_object_mut(self.pages[page])?.as_dict_mut()?;
        dictionary.set("StructParents", page as i64);
        dictionary.set("Tabs", name("S"));
        Ok(())
    }

    /// Makes objects of the links of a page, and says what they are links to.
    fn links(&mut self, page: usize) -> lopdf::Result<()> {
        let links = &self.tagger.links[page];
        if links.is_empty() {
            return Ok(());
        }
        let dictionary = self.objects.get_dictionary(self.pages[page])?;
        let found = dictionary.get(b"Annots")?.as_array()?.clone();
        let mut references = Vec::new();
        for (annotation, (element, heading)) in found.iter().zip(links) {
            let mut annotation = annotation.as_dict()?.clone();
            annotation.set("StructParent", self.next as i64);
            self.numbers.push(Object::Integer(self.next as i64));
            self.numbers.push(Object::Reference(self.ids[*element]));
            self.next += 1;
            if let Some(heading) = self.layout.headings.get(*heading) {
                let text = format!("{}，第 {} 页", heading.text, heading.number);
                annotation.set("Contents", utf16(&text));
            }
            let id = self.objects.add_object(annotation);
            self.annotations[*element] = Some(id);
            references.push(Object::Reference(id));
        }
        let dictionary = self.objects.get_object_mut(self.pages[page])?.as_dict_mut()?;
        dictionary.set("Annots", references);
        Ok(())
    }

    /// Adds an element with those below it.
    fn element(&mut self, index: usize, parent: ObjectId) {
        let tagger = self.tagger;
        let element = &tagger.elements[index];
        let mut item = dictionary! {
            "Type" => "StructElem",
            "S" => element.tag.name(),
            "P" => parent,
        };
        let own = element.kids.iter().find_map(|k| match k {
            Kid::Content { page, .. } => Some(*page),
            Kid::Element(_) => None,
        });
        if let Some(page) = own {
            item.set("Pg", self.pages[page]);
        }
        if let Some(attributes) = attributes(element.tag) {
            item.set("A", attributes);
        }
        let mut kids: Vec<Object> =
            element.kids.iter().map(|kid| self.kid(*kid, own)).collect();
        kids.extend(self.annotations[index].map(link_target));
        match kids.len() {
            0 => {}
            1 => item.set("K", kids.remove(0)),
            _ => item.set("K", kids),
        }
        self.objects.set_object(self.ids[index], item);
        for kid in &element.kids {
            if let Kid::Element(kid) = kid {
                self.element(*kid, self.ids[index]);
            }
        }
    }

    fn kid(&self, kid: Kid, own: Option<usize>) -> Object {
        match kid {
            Kid::Element(index) => Object::Reference(self.ids[index]),
            Kid::Content { page, number } if own == Some(page) => Object::Integer(number),
            Kid::Content { page, number } => Object::Dictionary(dictionary! {
                "Type" => "MCR",
                "Pg" => self.pages[page],
                "MCID" => number,
            }),
        }
    }
}

fn link_target(annotation: ObjectId) -> Object {
    Object::Dictionary(dictionary! { "Type" => "OBJR", "Obj" => annotation })
}

/// The attributes of a cell.
fn attributes(tag: Tag) -> Option<Dictionary> {
    let (span, scope) = match tag {
        Tag::Label(span, Scope::Row) => (span, Some("Row")),
        Tag::Label(span, Scope::Column) => (span, Some("Column")),
        Tag::Cell(Span { columns: 1, rows: 1 }) => return None,
        Tag::Cell(span) => (span, None),
        _ => return None,
    };
    let mut attributes = dictionary! { "O" => "Table" };
    if let Some(scope) = scope {
        attributes.set("Scope", name(scope));
    }
    if span.columns > 1 {
        attributes.set("ColSpan", span.columns as i64);
    }
    if span.rows > 1 {
        attributes.set("RowSpan", span.rows as i64);
    }
    Some(attributes)
}
