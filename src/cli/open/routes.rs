//! What the page can ask for.

use super::answer::{Answer, Denial, bytes, data, work};
use super::desk::Lying;
use super::outside::OutsideChange;
use super::view::ShownPages;
use super::{
    App, adjust, assets, bring, bureau, deeds, deliver, fields, folders, guard, inspect,
    recent, start,
};
use axum::Json;
use axum::Router;
use axum::extract::{Path, Query, Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

type Shared = State<Arc<App>>;

/// All of it, behind the guard.
pub fn router(app: Arc<App>) -> Router {
    let deeds = Router::new()
        .route("/open", post(open))
        .route("/close", post(close))
        .route("/new", post(new))
        .route("/import", post(import))
        .route("/fix", post(fix))
        .route("/edit", post(edit))
        .route("/undo", post(undo))
        .route("/redo", post(redo))
        .route("/build", post(build))
        .route("/inspect", post(look))
        .route("/quit", post(quit));
    let views = Router::new()
        .route("/state", get(state))
        .route("/start", get(start_page))
        .route("/folder", get(folder))
        .route("/bureau", get(bureau_page))
        .route("/field", get(field))
        .route("/form", get(form))
        .route("/page/{number}/{mark}", get(page))
        .route("/export/{kind}", get(export))
        .route("/compare", get(compare))
        .route("/adjustment/{kind}", get(adjustment))
        .route("/returned", get(returned))
        .route("/brought", get(brought))
        .route("/explain/{code}", get(explain))
        .route("/events", get(events));
    Router::new()
        .route("/", get(assets::page))
        .route("/part/{name}", get(assets::part))
        .route("/font/{number}", get(assets::font))
        .nest("/api", deeds.merge(views))
        .fallback(nothing)
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}

async fn nothing(request: Request) -> Response {
    Denial::missing(format!("没有 {} 这个地址", request.uri().path())).into_response()
}

/// What lies on the desk, for the page.
fn lying(app: &App) -> serde_json::Value {
    let read_only = app.desk.read_only;
    match app.desk.lying() {
        Lying::Nothing => json!({ "kind": "nothing", "readOnly": read_only,
            "brought": app.desk.brought().map(|p| p.to_string_lossy().into_owned()) }),
        Lying::Bureau(path) => json!({ "kind": "bureau", "readOnly": read_only,
            "root": path.to_string_lossy() }),
        Lying::Department(shown) => shown.view(app.desk.names(), read_only),
    }
}

async fn state(State(app): Shared) -> Answer {
    data(&work(move || Ok(lying(&app))).await?)
}

/// Does a deed and answers with what lies there then; other windows are told.
async fn deed(
    app: Arc<App>,
    deed: impl FnOnce(&App) -> Result<(), Denial> + Send + 'static,
) -> Answer {
    let done = work(move || {
        let done = deed(&app);
        // a refused deed too may have found the files changed
        drop(app.changes.send(OutsideChange::Deed));
        done.map(|()| lying(&app))
    });
    data(&done.await?)
}

#[derive(Deserialize)]
struct Place {
    path: PathBuf,
}

async fn open(State(app): Shared, Json(place): Json<Place>) -> Answer {
    deed(app, move |app| {
        app.desk.open(&place.path)?;
        recent::note(&place.path);
        Ok(())
    })
    .await
}

async fn close(State(app): Shared) -> Answer {
    deed(app, |app| {
        app.desk.clear();
        Ok(())
    })
    .await
}

async fn new(State(app): Shared, Json(wish): Json<start::StartWish>) -> Answer {
    deed(app, move |app| {
        let path = start::make(app, &wish)?;
        app.desk.open(&path)?;
        recent::note(&path);
        Ok(())
    })
    .await
}

async fn import(
    State(app): Shared,
    Query(wish): Query<bring::BringWish>,
    body: axum::body::Bytes,
) -> Answer {
    let made = work(move || {
        let (path, notes) = bring::bring(&app, &wish, &body)?;
        app.desk.open(&path)?;
        recent::note(&path);
        drop(app.changes.send(OutsideChange::Deed));
        Ok(json!({ "notes": notes, "state": lying(&app) }))
    });
    data(&made.await?)
}

async fn fix(State(app): Shared, Json(wish): Json<deeds::FixWish>) -> Answer {
    deed(app, move |app| app.desk.take(|shown| deeds::fix(shown, &wish)).map(drop)).await
}

async fn edit(State(app): Shared, Json(wish): Json<deeds::EditWish>) -> Answer {
    deed(app, move |app| app.desk.take(|shown| deeds::edit(shown, wish)).map(drop)).await
}

async fn undo(State(app): Shared) -> Answer {
    deed(app, |app| app.desk.undo().map(drop)).await
}

async fn redo(State(app): Shared) -> Answer {
    deed(app, |app| app.desk.redo().map(drop)).await
}

async fn build(State(app): Shared, Json(wish): Json<deliver::DeliverWish>) -> Answer {
    data(&work(move || deliver::write(&*app.desk.shown()?, &wish)).await?)
}

async fn quit(State(app): Shared) -> Answer {
    app.quit.notify_one();
    data(&json!({}))
}

async fn start_page() -> Answer {
    data(&work(|| Ok(start::view())).await?)
}

async fn folder(Query(query): Query<HashMap<String, PathBuf>>) -> Answer {
    let path = query.get("path").cloned().unwrap_or_default();
    data(&work(move || folders::list(&path)).await?)
}

async fn bureau_page(State(app): Shared) -> Answer {
    let Lying::Bureau(path) = app.desk.lying() else {
        return Err(Denial::missing("没有打开放着许多部门的文件夹"));
    };
    data(&work(move || bureau::view(&path)).await?)
}

async fn page(State(app): Shared, Path((number, _)): Path<(usize, String)>) -> Answer {
    let svg = work(move || {
        let shown: Arc<ShownPages> = app.desk.shown()?;
        shown.svg(number).ok_or_else(|| Denial::missing("没有这一页"))
    });
    bytes("image/svg+xml; charset=utf-8", svg.await?.into_bytes())
}

async fn field(State(app): Shared, Query(spot): Query<fields::FieldSpot>) -> Answer {
    data(&work(move || fields::at(&*app.desk.shown()?, &spot)).await?)
}

async fn form(State(app): Shared, Query(query): Query<HashMap<String, usize>>) -> Answer {
    let project = query.get("project").copied();
    data(&work(move || fields::form(&*app.desk.shown()?, project)).await?)
}

async fn export(State(app): Shared, Path(kind): Path<String>) -> Answer {
    let made = work(move || deliver::file(&*app.desk.shown()?, &kind)).await?;
    bytes(made.kind, made.bytes)
}

/// The changes of an edited Word file, one by one.
async fn look(State(app): Shared, body: axum::body::Bytes) -> Answer {
    data(&work(move || inspect::look(&*app.desk.shown()?, &body)).await?)
}

async fn compare(State(app): Shared, Query(old): Query<Place>) -> Answer {
    data(&work(move || adjust::view(&*app.desk.shown()?, &old.path)).await?)
}

async fn adjustment(
    State(app): Shared,
    Path(kind): Path<String>,
    Query(old): Query<Place>,
) -> Answer {
    let made = work(move || adjust::file(&*app.desk.shown()?, &old.path, &kind));
    let (kind, file) = made.await?;
    bytes(kind, file)
}

/// 退回修改意见 of a department below the folder that is open.
async fn returned(State(app): Shared, Query(place): Query<Place>) -> Answer {
    let made = work(move || match app.desk.lying() {
        Lying::Bureau(root) if is_below(&place.path, &root) => {
            deliver::returned(&place.path)
        }
        Lying::Department(shown) if shown.root == place.path => {
            deliver::returned(&place.path)
        }
        _ => Err(Denial::missing("没有打开这个部门")),
    });
    bytes(deliver::DOCX, made.await?)
}

/// Whether a path leads into a folder, also behind links and `..`.
fn is_below(path: &std::path::Path, folder: &std::path::Path) -> bool {
    let (path, folder) = (path.canonicalize(), folder.canonicalize());
    path.is_ok_and(|path| folder.is_ok_and(|folder| path.starts_with(folder)))
}

/// The file that the program was called with, to be imported.
async fn brought(State(app): Shared) -> Answer {
    let read = work(move || {
        let path =
            app.desk.brought().ok_or_else(|| Denial::missing("没有要导入的文件"))?;
        std::fs::read(&path)
            .map_err(|e| crate::cli::Failure::io("打开", &path, &e).into())
    });
    bytes("application/octet-stream", read.await?)
}

async fn explain(Path(code): Path<String>) -> Answer {
    data(&json!({ "code": code, "page": jixiao::check::pages::page(&code) }))
}

/// Tells the page when it must look again; open for as long as the page is.
async fn events(State(app): Shared) -> Response {
    let changes = BroadcastStream::new(app.changes.subscribe());
    let told = changes.map(|change| {
        // a page that was too slow to hear all of it must look again too
        let change = change.unwrap_or(OutsideChange::Deed);
        Ok::<_, Infallible>(Event::default().data(change.name()))
    });
    Sse::new(told).keep_alive(KeepAlive::default()).into_response()
}
