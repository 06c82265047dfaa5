//! `jixiao open`: the printed page as the form, in the user's own browser.
//!
//! A server on this machine alone (`server`) lets in who holds its secret (`guard`) and
//! answers the page (`assets`) from a desk (`desk`) on which at most one department lies.
//! What is written goes through `record`, which never overwrites what somebody else wrote.

mod adjust;
mod answer;
mod assets;
mod bring;
mod bureau;
mod deeds;
mod deliver;
mod desk;
mod fields;
mod folders;
mod guard;
mod inspect;
mod outside;
mod recent;
mod record;
mod routes;
mod secret;
mod server;
mod start;
mod view;

use crate::cli::args;
use crate::cli::{Failure, print, say};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

/// What every request works on.
pub struct App {
    /// What lets a browser in.
    secret: secret::Secret,
    /// The department that is open.
    desk: desk::Desk,
    /// Told to every open page when what it shows has changed.
    changes: tokio::sync::broadcast::Sender<outside::OutsideChange>,
    /// Ends the server.
    quit: tokio::sync::Notify,
}

/// Serves the page until the last one is closed, or Ctrl-C.
pub fn run(args: &args::Open) -> Result<bool, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port))
        .map_err(|e| busy(args.port, &e))?;
    let failed = |e: std::io::Error| Failure::new(format!("页面开不起来：{e}"));
    listener.set_nonblocking(true).map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    let secret = secret::Secret::new(port)
        .map_err(|e| Failure::new(format!("系统没有给出随机数：{e}")))?;
    let address = secret.address();
    let (changes, _) = tokio::sync::broadcast::channel(16);
    let desk = desk::Desk::new(args.read_only);
    desk.start_with(args.path.as_deref())?;
    let app = Arc::new(App { secret, desk, changes, quit: tokio::sync::Notify::new() });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(failed)?;
    show(args, &address)?;
    let stop = app.clone();
    ctrlc::set_handler(move || stop.quit.notify_one())
        .map_err(|e| Failure::new(format!("等不了 Ctrl-C：{e}")))?;
    runtime.block_on(server::serve(listener, app)).map_err(failed)?;
    // work that is still at it writes whole files or none
    runtime.shutdown_background();
    Ok(true)
}

/// Opens the browser, or gives the address alone.
fn show(args: &args::Open, address: &str) -> Result<(), Failure> {
    if args.no_browser {
        return print(&format!("{address}\n"));
    }
    say("绩效文本在浏览器里打开。用完关掉网页即可，这个窗口会自己结束。");
    if open::that_detached(address).is_err() {
        say("没能打开浏览器，请把下面的地址粘贴到浏览器里：");
    }
    say(address);
    Ok(())
}

fn busy(port: u16, error: &std::io::Error) -> Failure {
    let way = if port == 0 { "" } else { "；换一个，或不写 --port" };
    Failure::new(format!("端口 {port} 用不了：{error}{way}"))
}
