//! The one way from the page to the core.

use journal::api::{self, ApiError, Code};
use serde_json::Value;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Manager};

use crate::shell::{Shell, away_from_the_window};

/// The most that is taken from the page in one piece, in bytes; larger files come through the dialog.
const LARGEST_DROP: usize = 200 * 1000 * 1000;

/// Makes a call of the table.
#[tauri::command]
pub(crate) async fn call(app: AppHandle, name: String, request: Value) -> Result<Value, ApiError> {
    away_from_the_window(move || {
        let shell = app.state::<Shell>();
        api::answer(&shell.door, &shell.places, &name, request)
    })
    .await
}

/// Takes a dropped or pasted file, as raw bytes, and answers the id under which `attachment_add` knows it.
#[tauri::command]
pub(crate) async fn stage(app: AppHandle, request: Request<'_>) -> Result<String, ApiError> {
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(ApiError::new(Code::BadInput, "a file comes as its bytes"));
    };
    if bytes.len() > LARGEST_DROP {
        return Err(ApiError::new(
            Code::TooBig,
            "a file may have 200 MB when it is dropped or pasted; use Attach for a larger one. Nothing was added",
        ));
    }
    let bytes = bytes.clone();
    away_from_the_window(move || {
        let journal = app.state::<Shell>().journal()?;
        Ok(journal.vault().stage(&mut bytes.as_slice())?.to_string())
    })
    .await
}
