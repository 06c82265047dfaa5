//! Who is let in, and what stands in front of every answer.
//!
//! Each check is there because programs of this kind were broken into without it: the
//! name of the host (DNS rebinding), the origin (requests of another site), a header that
//! forms cannot set (a cookie alone must do nothing), bounds on size and time.

use super::App;
use super::answer::refusal;
use super::secret::HEADER;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, HeaderName, HeaderValue,
    LOCATION, ORIGIN, REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

/// The largest body: a Word file or workbook to be imported, in bytes.
const MAX_BODY: usize = 64 << 20;

/// How long a body may take to arrive: it comes from this machine.
const BODY_TIME: Duration = Duration::from_secs(30);

/// What a page of ours may do: nothing but load its own parts.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'none'; \
    frame-ancestors 'none'; base-uri 'none'";

/// Headers of every answer.
const FIXED: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// Answers a request that may be answered, and refuses any other.
pub async fn guard(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match enter(&app, &request) {
        Entry::Refused(why) => refusal(StatusCode::FORBIDDEN, why),
        Entry::First => first(&app),
        Entry::Known => match whole(request).await {
            Ok(request) => next.run(request).await,
            Err(refused) => refused,
        },
    };
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// What a request is.
enum Entry {
    /// The one that the first address makes.
    First,
    /// One of a browser that was let in.
    Known,
    Refused(&'static str),
}

fn enter(app: &App, request: &Request) -> Entry {
    let headers = request.headers();
    if !text(headers, HOST).is_some_and(|host| app.secret.is_host(host)) {
        return Entry::Refused("这个地址不是本程序的");
    }
    let origin = text(headers, ORIGIN);
    if headers.contains_key(ORIGIN) && !origin.is_some_and(|o| app.secret.is_origin(o)) {
        return Entry::Refused("请求来自别的网站");
    }
    if is_foreign(headers) {
        return Entry::Refused("请求来自别的网站");
    }
    let path = request.uri().path();
    if path == "/" && entry_word(request).is_some_and(|word| app.secret.is_entry(word)) {
        return Entry::First;
    }
    if !text(headers, COOKIE).is_some_and(|cookies| app.secret.is_in(cookies)) {
        return Entry::Refused("没有通行的口令；请从程序给出的地址进来");
    }
    let needs_header = path.starts_with("/api/") || request.method() != Method::GET;
    if needs_header
        && !text(headers, HeaderName::from_static(HEADER))
            .is_some_and(|w| app.secret.is_page(w))
    {
        return Entry::Refused("请求不是本程序的网页发的");
    }
    Entry::Known
}

/// Whether the browser itself says that another site asks.
fn is_foreign(headers: &HeaderMap) -> bool {
    let site = text(headers, HeaderName::from_static("sec-fetch-site"));
    let mode = text(headers, HeaderName::from_static("sec-fetch-mode"));
    // a link in a mail or a chat may lead here, with the right word in it
    matches!(site, Some("cross-site" | "same-site")) && mode != Some("navigate")
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// The word of the first address.
fn entry_word(request: &Request) -> Option<&str> {
    let query = request.uri().query()?;
    query.split('&').find_map(|pair| pair.strip_prefix("t="))
}

/// Takes the word out of the address and into a cookie.
fn first(app: &App) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(LOCATION, HeaderValue::from_static("/"));
    if let Ok(cookie) = HeaderValue::from_str(&app.secret.cookie()) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// The request with its whole body, which must be small and come quickly.
async fn whole(request: Request) -> Result<Request, Response> {
    let (parts, body) = request.into_parts();
    let too_large = || refusal(StatusCode::PAYLOAD_TOO_LARGE, "文件太大，最多 64 MB");
    if body.size_hint().lower() > MAX_BODY as u64 {
        return Err(too_large());
    }
    match tokio::time::timeout(BODY_TIME, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(bytes)) => Ok(Request::from_parts(parts, Body::from(bytes))),
        Ok(Err(_)) => Err(too_large()),
        Err(_) => Err(refusal(StatusCode::REQUEST_TIMEOUT, "请求来得太慢")),
    }
}
