//! `serve`: the table of calls behind HTTP on the loopback address, for browser tests only; never shipped.
//!
//! The other end is `ui/src/lib/api/host.http.ts`.
//!
//! ```text
//! POST /call/<name>          JSON request -> JSON reply, or an ApiError with a status of 400 and above
//! GET  /changes              event stream: what every write changed
//! POST /stage                raw bytes -> {"staged": id}
//! GET  /attach/<id>          a raster image that is attached; nothing else
//! GET  /preview/<id>         a pack as its reader has it, under its own policy; /preview/<id>/page/<n> a picture of a page
//! GET  /sample               {"sample": "none" | "kept" | "open", "locked": whether the journal wants its passphrase}
//! POST /sample/<what>        "open", "close", "delete": as the app's shell does it
//! POST /open                 comes to the journal, where it is not open
//! POST /take-over            {"from"}: a restored journal, or one put aside, in the place of this one
//! POST /rescue/<name>        what can be asked where the journal cannot be opened
//! POST /test/damage/<what>   closes the journal and damages it: "page", "empty", "keys"; or takes it away: "gone"
//! POST /begin                {"passphrase", "code"?} or null: a new journal in the place of the one served, as at a first start
//! POST /test/restart         as if the program had ended and begun again: a locked journal is locked
//! POST /test/reset           a fresh, empty journal and an empty folder of places
//! POST /test/put/<name>      raw bytes -> a file in the folder of places, for the page "path:<name>"
//! GET  /test/get/<name>      that file
//! POST /test/fixture/<path>  copies a file or folder of the test data there -> {"place": "path:<last part>"}
//! POST /test/fault           {"code", "message"?, "call"?, "times"?, "delay_ms"?}: the next calls fail, or are slow
//! POST /test/stop            ends the program
//! GET  /...                  the built pages, under the app's own content security policy
//! ```

mod answer;
mod arguments;
mod calls;
mod changes;
mod faults;
mod hooks;
mod pages;
mod places;
mod stage;

use std::io::Write;
use std::net::TcpStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tiny_http::{Request, Server};

use answer::Answer;
use arguments::Arguments;
use pages::Pages;
use stage::Stage;

/// Requests worked on at a time; event streams have threads of their own.
const WORKERS: usize = 8;

/// All that a request is answered from.
struct Host {
    server: Server,
    port: u16,
    stage: Stage,
    pages: Pages,
}

fn main() -> ExitCode {
    if let Some(done) = journal::taster::answer_if_asked() {
        return done;
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("serve: {why}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::read(std::env::args_os().skip(1))?;
    let server = Server::http(("127.0.0.1", arguments.port))
        .map_err(|why| format!("no listening on port {}: {why}", arguments.port))?;
    let port = server.server_addr().to_ip().map_or(arguments.port, |address| address.port());
    let stage = Stage::open(&arguments)?;
    let host = Arc::new(Host { server, port, stage, pages: Pages::new(arguments.dist) });
    let mut out = std::io::stdout().lock();
    writeln!(out, "ready http://127.0.0.1:{port}")?;
    out.flush()?;
    drop(out);
    thread::spawn(move || nudge(port));
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let host = Arc::clone(&host);
            thread::spawn(move || work(&host))
        })
        .collect();
    for worker in workers {
        worker.join().map_err(|_| "a worker ended badly")?;
    }
    host.stage.close();
    Ok(())
}

/// Keeps a connection from waiting for ever: tiny_http 0.12 counts a thread as free until it has woken, so two that come
/// at once may both be given to it, and the second then waits until some browser hangs up. A connection that comes when
/// no thread is free gets a new one, which afterwards takes what waits: so one comes now and then.
fn nudge(port: u16) {
    loop {
        thread::sleep(Duration::from_millis(200));
        // Refused only when the program ends.
        if TcpStream::connect(("127.0.0.1", port)).is_err() {
            return;
        }
    }
}

/// Answers requests until the server is unblocked.
fn work(host: &Host) {
    while let Ok(mut request) = host.server.recv() {
        // A request that panics is one failed request and not the end of the other tests.
        let answer = catch_unwind(AssertUnwindSafe(|| answer(host, &mut request)))
            .unwrap_or_else(|_| Answer::fault("internal", "the call panicked; see what serve wrote to standard error"));
        let stop = answer.is_last();
        if let Err(why) = answer.send(request) {
            eprintln!("serve: a reply was not taken: {why}");
        }
        if stop {
            for _ in 0..WORKERS {
                host.server.unblock();
            }
        }
    }
}

fn answer(host: &Host, request: &mut Request) -> Answer {
    if !is_from_here(request, host.port) {
        return Answer::fault("bad_input", "only pages of this very server may ask");
    }
    let url = request.url().to_owned();
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.trim_start_matches('/').splitn(3, '/').collect();
    match (request.method().as_str(), parts.as_slice()) {
        ("POST", ["call", name]) => calls::call(&host.stage, name, request),
        ("GET", ["changes"]) => Answer::Stream(host.stage.listen()),
        ("POST", ["stage"]) => calls::stage(&host.stage, request),
        ("GET", ["attach", id]) => calls::attached(&host.stage, id),
        ("GET", ["preview", rest]) => calls::preview(&host.stage, rest),
        ("GET", ["preview", id, rest]) => calls::preview(&host.stage, &format!("{id}/{rest}")),
        ("GET", ["sample"]) => calls::sample(&host.stage, ""),
        ("POST", [what @ ("open" | "take-over")]) => calls::shell(&host.stage, what, "", request),
        ("POST", ["rescue", name]) => calls::shell(&host.stage, "rescue", name, request),
        ("POST", ["begin"]) => calls::begin(&host.stage, request),
        ("POST", ["sample", what]) => calls::sample(&host.stage, what),
        ("POST", ["test", "stop"]) => Answer::Last,
        (_, ["test", hook]) => hooks::answer(&host.stage, hook, "", request),
        (_, ["test", hook, rest]) => hooks::answer(&host.stage, hook, rest, request),
        ("GET" | "HEAD", _) => host.pages.page(path),
        _ => Answer::fault("not_found", "there is nothing at that address"),
    }
}

/// Whether the request was meant for this server and sent by its own pages or by a test: a page of another site, or a
/// name that was made to point here, has no business with a journal.
fn is_from_here(request: &Request, port: u16) -> bool {
    let ours = |host: &str| host == format!("127.0.0.1:{port}") || host == format!("localhost:{port}");
    let header = |name: &'static str| {
        request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
    };
    header("Host").is_some_and(ours)
        && header("Origin").is_none_or(|origin| origin.strip_prefix("http://").is_some_and(ours))
}
