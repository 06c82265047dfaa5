//! The server: connections in bounded number, each in bounded time.

use super::{App, outside, routes};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A browser opens some six connections a window; who comes beyond these is turned away.
const MAX_CONNECTIONS: usize = 256;

/// How long the head of a request may take, and an idle connection stay.
const HEAD_TIME: Duration = Duration::from_secs(20);

/// Largest head of a request in bytes.
const MAX_HEAD: usize = 64 << 10;

/// Answers requests until the program is to end.
///
/// # Errors
/// A listener that cannot be used.
pub async fn serve(
    listener: std::net::TcpListener,
    app: Arc<App>,
) -> std::io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let router = routes::router(app.clone());
    let seats = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    tokio::spawn(outside::watch(app.clone()));
    tokio::spawn(outside::end_when_left(app.clone()));
    loop {
        tokio::select! {
            () = app.quit.notified() => return Ok(()),
            accepted = listener.accept() => {
                // one that broke off while it was accepted is no reason to end
                let Ok((stream, _)) = accepted else { continue };
                let Ok(seat) = seats.clone().try_acquire_owned() else { continue };
                tokio::spawn(connection(stream, router.clone(), seat));
            }
        }
    }
}

/// Answers the requests of one connection.
async fn connection(stream: TcpStream, router: axum::Router, seat: OwnedSemaphorePermit) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(MAX_HEAD);
    // a browser that goes away is no fault
    drop(
        http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
            .await,
    );
    drop(seat);
}
