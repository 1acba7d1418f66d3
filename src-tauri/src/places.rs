//! Places on disk that a person chose in a dialog, under names that mean nothing to a script.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use journal::api::{Place, Places};
use journal::{Error, Result};

/// The places given out since the start.
#[derive(Default)]
pub(crate) struct Tokens(Mutex<HashMap<String, PathBuf>>);

impl Tokens {
    /// A name for `path`, good until the program ends.
    pub(crate) fn give(&self, path: PathBuf) -> Place {
        let token = uuid::Uuid::new_v4().to_string();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(token.clone(), path);
        Place(token)
    }
}

impl Places for Tokens {
    fn path(&self, place: &Place) -> Result<PathBuf> {
        let given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given
            .get(&place.0)
            .cloned()
            .ok_or_else(|| Error::bad("this file or folder was not chosen in a dialog; choose it again"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_dialog_gave_out_is_a_place() {
        let tokens = Tokens::default();
        let place = tokens.give(PathBuf::from("/somewhere/out.html"));
        assert_eq!(tokens.path(&place).unwrap(), PathBuf::from("/somewhere/out.html"));
        for forged in ["/somewhere/out.html", "", "../out.html", "path:out.html"] {
            assert!(matches!(tokens.path(&Place(forged.into())), Err(Error::BadInput(_))), "{forged}");
        }
    }
}
