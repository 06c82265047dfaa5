//! The parts of the page itself, kept in the program.

use super::answer::{Answer, Denial, bytes, work};
use super::desk::fonts;
use super::{App, secret};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use jixiao::export::svg::web_font;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

const PAGE: &str = include_str!("../../../data/page/index.html");

macro_rules! parts {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../data/page/", $name)))),*]
    };
}

/// Scripts and styles by name.
const PARTS: &[(&str, &str)] = parts!(
    "page.css" "app.js" "ask.js" "dom.js" "desk.js" "editor.js" "findings.js" "outline.js"
    "pages.js" "start.js" "bureau.js" "adjust.js" "inspect.js"
);

/// The page, with the word that its requests must carry.
pub async fn page(State(app): State<Arc<App>>) -> Answer {
    let page = PAGE.replace("{{header}}", secret::HEADER);
    let page = page.replace("{{word}}", app.secret.page());
    bytes("text/html; charset=utf-8", page.into_bytes())
}

/// A script or the styles.
pub async fn part(Path(name): Path<String>) -> Answer {
    let part = PARTS.iter().find(|p| p.0 == name);
    let (name, text) = part.ok_or_else(|| Denial::missing("没有这个文件"))?;
    let kind = match name.ends_with(".css") {
        true => "text/css; charset=utf-8",
        false => "text/javascript; charset=utf-8",
    };
    bytes(kind, text.as_bytes().to_vec())
}

/// A font of the pages, by its number, made once.
pub async fn font(Path(number): Path<usize>) -> Answer {
    static MADE: Mutex<BTreeMap<usize, Vec<u8>>> = Mutex::new(BTreeMap::new());
    let font = work(move || {
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = made.get(&number) {
            return Ok(bytes.clone());
        }
        let font = web_font(fonts(), number);
        let bytes = font.ok_or_else(|| Denial::missing("没有这种字体"))?.bytes;
        made.insert(number, bytes.clone());
        Ok(bytes)
    });
    let mut response = bytes("font/ttf", font.await?)?;
    // the fonts of a program never change
    let forever = HeaderValue::from_static("private, max-age=31536000, immutable");
    response.headers_mut().insert(CACHE_CONTROL, forever);
    Ok(response)
}
