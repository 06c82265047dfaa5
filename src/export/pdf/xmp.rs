//! The XMP packet: what the file says about itself (ISO 16684-1), and which standards it
//! keeps (ISO 19005-2, 6.6.4; ISO 14289-1, 5).

use super::deflate::Deflater;
use super::{Attachment, PdfOptions, Standard};
use crate::document::Document;
use crate::proof::{self, NAMESPACE};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use quick_xml::escape::escape;

/// The schemas that PDF/A does not know by itself.
const SCHEMAS: &str = include_str!("../../../templates/pdf/schemas.xml");

/// PDF/UA-1 alone.
const UNIVERSAL: &str = "<rdf:Description rdf:about=\"\"\n\
 xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
<pdfuaid:part>1</pdfuaid:part>\n\
</rdf:Description>\n";

/// The packet.
pub fn packet(document: &Document, options: &PdfOptions) -> String {
    let date = document.date.iso();
    let title = escape(document.title.as_str());
    let author = escape(document.author.as_str());
    let claims = claims(options.standard);
    let proof = options.attachment.as_ref().map(|a| proven(a, options.standard));
    let proof = proof.unwrap_or_default();
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
<rdf:Description rdf:about=\"\"\n\
 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n\
 xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n\
 xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
<dc:format>application/pdf</dc:format>\n\
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\n\
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n\
<xmp:CreatorTool>jixiao</xmp:CreatorTool>\n\
<xmp:CreateDate>{date}</xmp:CreateDate>\n\
<xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
<pdf:Producer>jixiao</pdf:Producer>\n\
</rdf:Description>\n{claims}{proof}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

fn claims(standard: Standard) -> String {
    let part = match standard {
        Standard::A2a => 2,
        Standard::A3a => 3,
        Standard::None => return UNIVERSAL.to_owned(),
    };
    format!(
        "<rdf:Description rdf:about=\"\"\n\
 xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n\
 xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
<pdfaid:part>{part}</pdfaid:part>\n\
<pdfaid:conformance>A</pdfaid:conformance>\n\
<pdfuaid:part>1</pdfuaid:part>\n\
</rdf:Description>\n{SCHEMAS}"
    )
}

/// The digest of the source, and the source itself where it may not be attached: zlib in
/// base64, a third of what it would take in the clear.
fn proven(attachment: &Attachment, standard: Standard) -> String {
    let digest = proof::digest(&attachment.text);
    let source = match standard {
        Standard::A2a => {
            let packed = Deflater::default().deflate(attachment.text.as_bytes());
            let packed = BASE64_STANDARD.encode(packed);
            format!("<jixiao:source>{packed}</jixiao:source>\n")
        }
        Standard::A3a | Standard::None => String::new(),
    };
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:jixiao=\"{NAMESPACE}\">\n\
<jixiao:sha256>{digest}</jixiao:sha256>\n{source}\
</rdf:Description>\n"
    )
}
