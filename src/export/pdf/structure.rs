//! Structure elements → objects: the tree, the way back from the pages to it, and the
//! links (ISO 32000-1, 14.7). Elements are most of a file's objects, so they are written
//! at once.

use super::finish::{name, utf16};
use super::syntax::{integer, reference};
use super::written::Written;
use crate::pages::{CellSpan, DisplayList, Element, Kid, LabelScope, StructureTag};
use lopdf::{Document, Object, ObjectId};
use std::collections::BTreeSet;

/// Writes the structure tree; the object that the catalog names StructTreeRoot.
///
/// # Errors
/// A page that is no page.
pub fn structure(
    objects: &mut Document,
    pages: &[ObjectId],
    list: &DisplayList,
) -> lopdf::Result<(ObjectId, Written)> {
    let root = objects.new_object_id();
    let mut tree = Tree {
        ids: vec![root; list.elements.len()],
        annotations: vec![None; list.elements.len()],
        parents: Vec::new(),
        next: pages.len(),
        objects,
        pages,
        list,
        named: list.elements.iter().flat_map(|e| &e.labels).copied().collect(),
        written: Written::default(),
    };
    tree.number(0);
    for page in 0..pages.len() {
        tree.page(page)?;
    }
    for page in 0..pages.len() {
        tree.links(page)?;
    }
    tree.element(0, root);
    let parents = tree.objects.new_object_id();
    let Tree { ids, next, parents: nums, named, mut written, .. } = tree;
    written.add(parents.0, |out| {
        out.extend(b"<</Nums[");
        out.extend(&nums);
        out.extend(b"]>>");
    });
    written.add(root.0, |out| {
        out.extend(b"<</Type/StructTreeRoot");
        keyed(b"/K ", ids[0], out);
        keyed(b"/ParentTree ", parents, out);
        out.extend(b"/ParentTreeNextKey ");
        integer(next as i64, out);
        if !named.is_empty() {
            out.extend(b"/IDTree<</Names[");
            for index in &named {
                identifier(*index, out);
                reference(ids[*index], out);
            }
            out.extend(b"]>>");
        }
        out.extend(b">>");
    });
    Ok((root, written))
}

struct Tree<'a> {
    objects: &'a mut Document,
    pages: &'a [ObjectId],
    list: &'a DisplayList<'a>,
    /// The elements to which others refer.
    named: BTreeSet<usize>,
    /// By element.
    ids: Vec<ObjectId>,
    /// The annotations of the elements that are links.
    annotations: Vec<Option<ObjectId>>,
    /// The number tree from pages and links to their elements, as it is written.
    parents: Vec<u8>,
    /// Its next key.
    next: usize,
    written: Written,
}

impl Tree<'_> {
    /// Numbers an element and those below it, in reading order.
    fn number(&mut self, index: usize) {
        self.ids[index] = self.objects.new_object_id();
        let list = self.list;
        for kid in &list.elements[index].kids {
            if let Kid::Element(kid) = kid {
                self.number(*kid);
            }
        }
    }

    /// The way from a page's content to its elements.
    fn page(&mut self, page: usize) -> lopdf::Result<()> {
        let out = &mut self.parents;
        integer(page as i64, out);
        out.push(b'[');
        separated(&self.list.pages[page].owners, out, |element, out| {
            reference(self.ids[*element], out);
        });
        out.push(b']');
        let dictionary = self.objects.get_object_mut(self.pages[page])?.as_dict_mut()?;
        dictionary.set("StructParents", page as i64);
        dictionary.set("Tabs", name("S"));
        Ok(())
    }

    /// Makes objects of the links of a page, and says what they are links to.
    fn links(&mut self, page: usize) -> lopdf::Result<()> {
        let links = &self.list.pages[page].links;
        if links.is_empty() {
            return Ok(());
        }
        let dictionary = self.objects.get_dictionary(self.pages[page])?;
        let found = dictionary.get(b"Annots")?.as_array()?.clone();
        let mut references = Vec::new();
        for (annotation, link) in found.iter().zip(links) {
            let mut annotation = annotation.as_dict()?.clone();
            annotation.set("StructParent", self.next as i64);
            self.parents.push(b' ');
            integer(self.next as i64, &mut self.parents);
            self.parents.push(b' ');
            reference(self.ids[link.element], &mut self.parents);
            self.next += 1;
            if let Some(heading) = self.list.headings.get(link.heading) {
                let text = format!("{}，第 {} 页", heading.text, heading.number);
                annotation.set("Contents", utf16(&text));
            }
            let id = self.objects.add_object(annotation);
            self.annotations[link.element] = Some(id);
            references.push(Object::Reference(id));
        }
        let dictionary = self.objects.get_object_mut(self.pages[page])?.as_dict_mut()?;
        dictionary.set("Annots", references);
        Ok(())
    }

    /// Writes an element and those below it.
    fn element(&mut self, index: usize, parent: ObjectId) {
        let mut written = std::mem::take(&mut self.written);
        written.add(self.ids[index].0, |out| self.write(index, parent, out));
        self.written = written;
        let list = self.list;
        for kid in &list.elements[index].kids {
            if let Kid::Element(kid) = kid {
                self.element(*kid, self.ids[index]);
            }
        }
    }

    fn write(&self, index: usize, parent: ObjectId, out: &mut Vec<u8>) {
        let element = &self.list.elements[index];
        out.extend(b"<</S/");
        out.extend(type_name(element.tag).as_bytes());
        keyed(b"/P ", parent, out);
        let own = element.kids.iter().find_map(|k| match k {
            Kid::Content { page, .. } => Some(*page),
            Kid::Element(_) => None,
        });
        if let Some(page) = own {
            keyed(b"/Pg ", self.pages[page], out);
        }
        if self.named.contains(&index) {
            out.extend(b"/ID");
            identifier(index, out);
        }
        attributes(element, out);
        let annotation = self.annotations[index];
        match (&element.kids[..], annotation) {
            ([], None) => {}
            ([kid], None) => {
                out.extend(b"/K ");
                self.kid(*kid, own, out);
            }
            (kids, annotation) => {
                out.extend(b"/K[");
                separated(kids, out, |kid, out| self.kid(*kid, own, out));
                if let Some(annotation) = annotation {
                    keyed(b"<</Type/OBJR/Obj ", annotation, out);
                    out.extend(b">>");
                }
                out.push(b']');
            }
        }
        out.extend(b">>");
    }

    fn kid(&self, kid: Kid, own: Option<usize>, out: &mut Vec<u8>) {
        match kid {
            Kid::Element(index) => reference(self.ids[index], out),
            Kid::Content { page, number } if own == Some(page) => {
                integer(number as i64, out)
            }
            Kid::Content { page, number } => {
                keyed(b"<</Type/MCR/Pg ", self.pages[page], out);
                out.extend(b"/MCID ");
                integer(number as i64, out);
                out.extend(b">>");
            }
        }
    }
}

/// Writes what stands in front of a reference, and the reference.
fn keyed(before: &[u8], id: ObjectId, out: &mut Vec<u8>) {
    out.extend(before);
    reference(id, out);
}

/// Writes items with a space between them.
fn separated<T>(items: &[T], out: &mut Vec<u8>, mut write: impl FnMut(&T, &mut Vec<u8>)) {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        write(item, out);
    }
}

/// Writes the name of an element to which others refer.
fn identifier(index: usize, out: &mut Vec<u8>) {
    out.extend(format!("({index:07})").into_bytes());
}

/// Writes the attributes of a cell.
fn attributes(element: &Element, out: &mut Vec<u8>) {
    let (span, scope) = match element.tag {
        StructureTag::Label(span, LabelScope::Row) => (span, Some("Row")),
        StructureTag::Label(span, LabelScope::Column) => (span, Some("Column")),
        StructureTag::Cell(CellSpan { columns: 1, rows: 1 })
            if element.labels.is_empty() =>
        {
            return;
        }
        StructureTag::Cell(span) => (span, None),
        _ => return,
    };
    out.extend(b"/A<</O/Table");
    if let Some(scope) = scope {
        out.extend(b"/Scope/");
        out.extend(scope.as_bytes());
    }
    for (key, count) in [(b"/ColSpan ", span.columns), (b"/RowSpan ", span.rows)] {
        if count > 1 {
            out.extend(key);
            integer(count as i64, out);
        }
    }
    if !element.labels.is_empty() {
        out.extend(b"/Headers[");
        element.labels.iter().for_each(|label| identifier(*label, out));
        out.push(b']');
    }
    out.extend(b">>");
}

/// The standard structure type of an element (ISO 32000-1, 14.8.4).
pub fn type_name(tag: StructureTag) -> &'static str {
    match tag {
        StructureTag::Document => "Document",
        StructureTag::Part => "Part",
        StructureTag::Heading(1) => "H1",
        StructureTag::Heading(2) => "H2",
        StructureTag::Heading(3) => "H3",
        StructureTag::Heading(4) => "H4",
        StructureTag::Heading(5) => "H5",
        StructureTag::Heading(_) => "H6",
        StructureTag::Paragraph => "P",
        StructureTag::List => "L",
        StructureTag::Item => "LI",
        StructureTag::ItemBody => "LBody",
        StructureTag::Contents => "TOC",
        StructureTag::Entry => "TOCI",
        StructureTag::Reference => "Reference",
        StructureTag::Link => "Link",
        StructureTag::Table => "Table",
        StructureTag::Row => "TR",
        StructureTag::Label(..) => "TH",
        StructureTag::Cell(_) => "TD",
    }
}
