//! Answers: JSON, and refusals in plain words.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;

/// Why a request could not be done, told to the user as it stands.
#[derive(Debug)]
pub struct Denial {
    status: StatusCode,
    why: String,
}

impl Denial {
    /// What was asked cannot be done.
    pub fn new(why: impl Into<String>) -> Denial {
        Denial { status: StatusCode::UNPROCESSABLE_ENTITY, why: why.into() }
    }

    /// What the page shows is not what stands in the files any more.
    pub fn conflict(why: impl Into<String>) -> Denial {
        Denial { status: StatusCode::CONFLICT, why: why.into() }
    }

    /// There is no such thing.
    pub fn missing(why: impl Into<String>) -> Denial {
        Denial { status: StatusCode::NOT_FOUND, why: why.into() }
    }
}

impl From<crate::cli::Failure> for Denial {
    fn from(failure: crate::cli::Failure) -> Denial {
        Denial::new(failure.to_string())
    }
}

impl IntoResponse for Denial {
    fn into_response(self) -> Response {
        refusal(self.status, &self.why)
    }
}

/// A refusal as JSON: `{"refusal": "…"}`.
pub fn refusal(status: StatusCode, why: &str) -> Response {
    (status, Json(json!({ "refusal": why }))).into_response()
}

/// What a handler gives.
pub type Answer = Result<Response, Denial>;

/// An answer of JSON.
pub fn data(value: &impl Serialize) -> Answer {
    Ok(Json(value).into_response())
}

/// An answer of bytes.
pub fn bytes(kind: &'static str, bytes: Vec<u8>) -> Answer {
    let mut response = bytes.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    Ok(response)
}

/// Does work that takes its time apart from the threads that answer.
pub async fn work<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Denial> + Send + 'static,
) -> Result<T, Denial> {
    let broken = |_| Denial::new("程序出了错，没有做成；文件没有动");
    tokio::task::spawn_blocking(work).await.map_err(broken)?
}
