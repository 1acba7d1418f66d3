use std::io::{self, Write};
use std::sync::mpsc::Receiver;
use std::thread;

use journal::api::ApiError;
use serde_json::{Value, json};
use tiny_http::{Header, Request, Response};

use crate::changes;

/// What goes back to the page.
pub enum Answer {
    /// A whole reply.
    Whole {
        /// HTTP status.
        status: u16,
        /// Media type.
        media_type: String,
        /// Headers beside the media type.
        headers: Vec<(&'static str, String)>,
        /// The bytes.
        body: Vec<u8>,
    },
    /// Changes as they come.
    Stream(Receiver<String>),
    /// A reply after which the program ends.
    Last,
}

impl Answer {
    /// 200 and JSON.
    pub fn json(value: &Value) -> Self {
        Self::whole(200, "application/json", value.to_string().into_bytes())
    }

    /// Any bytes.
    pub fn whole(status: u16, media_type: &str, body: Vec<u8>) -> Self {
        Self::Whole { status, media_type: media_type.into(), headers: Vec::new(), body }
    }

    /// With one more header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Whole { headers, .. } = &mut self {
            headers.push((name, value.into()));
        }
        self
    }

    /// An error in the words of the table of calls.
    pub fn fault(code: &str, message: impl Into<String>) -> Self {
        let error = json!({ "code": code, "message": message.into() });
        Self::whole(status(code), "application/json", error.to_string().into_bytes())
    }

    /// Whether the program ends with it.
    pub fn is_last(&self) -> bool {
        matches!(self, Self::Last)
    }

    /// Sends it; a stream goes on in a thread of its own.
    pub fn send(self, request: Request) -> io::Result<()> {
        match self {
            Self::Whole { status, media_type, headers, body } => {
                let mut response = Response::from_data(body).with_status_code(status);
                let always = [
                    ("Content-Type", media_type),
                    ("X-Content-Type-Options", "nosniff".to_owned()),
                    ("Cache-Control", "no-store".to_owned()),
                ];
                for (name, value) in always.into_iter().chain(headers) {
                    match Header::from_bytes(name, value) {
                        Ok(header) => response.add_header(header),
                        Err(()) => return Err(io::Error::other(format!("{name} holds what no header may"))),
                    }
                }
                request.respond(response)
            }
            Self::Stream(changes) => {
                let mut page = request.into_writer();
                thread::spawn(move || changes::stream(&changes, &mut page));
                Ok(())
            }
            Self::Last => {
                let mut page = request.into_writer();
                page.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnull")?;
                page.flush()
            }
        }
    }
}

impl From<ApiError> for Answer {
    fn from(error: ApiError) -> Self {
        match serde_json::to_value(error.code) {
            Ok(Value::String(code)) => Self::fault(&code, error.message),
            _ => Self::fault("internal", error.message),
        }
    }
}

impl From<journal::Error> for Answer {
    fn from(error: journal::Error) -> Self {
        ApiError::from(error).into()
    }
}

impl From<io::Error> for Answer {
    fn from(error: io::Error) -> Self {
        journal::Error::from(error).into()
    }
}

/// Every code of the table with the HTTP status that is nearest to it.
pub const STATUS: &[(&str, u16)] = &[
    ("bad_input", 400),
    ("cancelled", 400),
    ("read_only", 403),
    ("not_found", 404),
    ("stale", 409),
    ("too_big", 413),
    ("busy", 423),
    ("locked", 423),
    ("damaged", 500),
    ("internal", 500),
    ("unavailable", 503),
    ("disk_full", 507),
];

fn status(code: &str) -> u16 {
    STATUS.iter().find(|(name, _)| *name == code).map_or(500, |(_, status)| *status)
}
