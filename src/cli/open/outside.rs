//! What happens outside of the page: files that others change, pages that are closed.

use super::App;
use super::desk::Lying;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Why a page must look again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutsideChange {
    /// A deed of this or another window.
    Deed,
    /// Files were changed by another program.
    Outside,
    /// The files cannot be read any more.
    Gone,
}

impl OutsideChange {
    /// The word that the page knows.
    pub fn name(self) -> &'static str {
        match self {
            OutsideChange::Deed => "deed",
            OutsideChange::Outside => "outside",
            OutsideChange::Gone => "gone",
        }
    }
}

/// How often the files are looked at. Looking and not being told works on every kind of
/// drive, also on those of a network.
const EVERY: Duration = Duration::from_millis(500);

/// Looks at the files of the open department for as long as the program runs.
pub async fn watch(app: Arc<App>) {
    let mut before = Vec::new();
    loop {
        tokio::time::sleep(EVERY).await;
        let Lying::Department(shown) = app.desk.lying() else { continue };
        let root = shown.root.clone();
        let Ok(now) = tokio::task::spawn_blocking(move || stamps(&root)).await else {
            continue;
        };
        if now == before {
            continue;
        }
        before = now;
        let desk = app.clone();
        let refreshed = tokio::task::spawn_blocking(move || desk.desk.refresh()).await;
        let change = match refreshed {
            Ok(Ok(true)) => OutsideChange::Outside,
            Ok(Ok(false)) => continue,
            _ => OutsideChange::Gone,
        };
        // nobody may be there to be told
        drop(app.changes.send(change));
    }
}

/// Size and time of every file that may be read, by which a change is seen.
fn stamps(root: &std::path::Path) -> Vec<(PathBuf, u64, Option<std::time::SystemTime>)> {
    let mut stamps = Vec::new();
    let mut add = |path: PathBuf| {
        let meta = path.metadata();
        let size = meta.as_ref().map_or(u64::MAX, std::fs::Metadata::len);
        stamps.push((path, size, meta.and_then(|m| m.modified()).ok()));
    };
    for folder in [root.to_owned(), root.join("项目")] {
        let mut entries: Vec<_> =
            std::fs::read_dir(folder).into_iter().flatten().flatten().collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        entries.iter().for_each(|entry| add(entry.path()));
    }
    add(root.to_owned());
    stamps
}

/// How long the program stays after the last page was closed: a page that is loaded again
/// is closed for a moment.
const STAYS: u32 = 180;

/// Ends the program when no page has been open for a while. Before the first one it waits
/// longer: a browser may be slow to start.
pub async fn end_when_left(app: Arc<App>) {
    let mut left = 0;
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        left = if app.changes.receiver_count() > 0 { 0 } else { left + 1 };
        if left > STAYS {
            app.quit.notify_one();
            return;
        }
    }
}
