//! `attach://localhost/ID`: what an `<img>` of the page may show. Pictures made of pixels, and nothing else: an SVG or an
//! HTML file from a stranger never becomes part of the page.

use journal::Journal;
use journal::attachments;
use journal::id::AttachmentId;
use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::shell::Shell;

/// Answers a request for a picture.
pub(crate) fn respond<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    tauri::async_runtime::spawn_blocking(move || {
        let picture = match app.state::<Shell>().journal() {
            Ok(journal) if request.method() == Method::GET => picture(&journal, request.uri().path()),
            _ => None,
        };
        responder.respond(answer(picture));
    });
}

struct Picture {
    media_type: &'static str,
    bytes: Vec<u8>,
}

/// The picture at `/ID`; what it is, is read from its bytes.
fn picture(journal: &Journal, path: &str) -> Option<Picture> {
    let id: AttachmentId = path.strip_prefix('/')?.parse().ok()?;
    let attachment = journal.read(|tx| attachments::get(tx, id)).ok()?;
    if !attachment.is_image {
        return None;
    }
    let bytes = journal.vault().read(id).ok()?;
    let media_type = attachments::media_type("", &bytes);
    media_type.starts_with("image/").then_some(Picture { media_type, bytes })
}

fn answer(picture: Option<Picture>) -> Response<Vec<u8>> {
    let (status, media_type, bytes) = match picture {
        Some(picture) => (StatusCode::OK, picture.media_type, picture.bytes),
        None => (StatusCode::NOT_FOUND, "text/plain", Vec::new()),
    };
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use journal::Clock;
    use journal::api::{Api, Paths, typed};
    use journal::attachments::AddAttachment;
    use journal::entries::EntryFields;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

    fn put(journal: &Journal, name: &str, bytes: &[u8]) -> String {
        let api = Api { journal, places: &Paths };
        let entry = typed::entry_add(&api, EntryFields::default()).unwrap().id;
        let staged = journal.vault().stage(&mut &*bytes).unwrap().to_string();
        let added = typed::attachment_add(&api, AddAttachment { entry, staged, name: name.into() }).unwrap();
        format!("/{}", added.id)
    }

    #[test]
    fn only_pictures_made_of_pixels_are_shown() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::create(folder.path(), Clock::system()).unwrap();
        let shown = picture(&journal, &put(&journal, "board.png", PNG)).unwrap();
        assert_eq!((shown.media_type, shown.bytes.as_slice()), ("image/png", PNG));
        for (name, bytes) in [
            ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".as_slice()),
            ("picture.png", b"<html><script>alert(1)</script></html>"),
            ("letter.pdf", b"%PDF-1.7"),
        ] {
            assert!(picture(&journal, &put(&journal, name, bytes)).is_none(), "{name}");
        }
        for path in ["/", "", "/../keys.json", "/01890000-0000-7000-8000-000000000000", "/journal.db"] {
            assert!(picture(&journal, path).is_none(), "{path}");
        }
    }

    #[test]
    fn an_answer_is_never_guessed_at_and_never_kept() {
        let found = answer(Some(Picture { media_type: "image/png", bytes: PNG.into() }));
        assert_eq!(found.status(), StatusCode::OK);
        assert_eq!(found.headers()[header::CONTENT_TYPE], "image/png");
        assert_eq!(found.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(found.headers()[header::CACHE_CONTROL], "no-store");
        let missing = answer(None);
        assert_eq!((missing.status(), missing.body().len()), (StatusCode::NOT_FOUND, 0));
    }
}
