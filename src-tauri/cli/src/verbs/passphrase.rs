use std::path::PathBuf;

use clap::{Args, Subcommand};
use journal::api::door::{OnePassphrase, Proof, Protect, Recode, TypedBack};
use journal::api::{Nothing, typed};
use journal::keys::strength::Strength;
use journal::keys::{Protection, Secret};
use serde_json::json;

use crate::Done;
use crate::failure::Failure;
use crate::out::{Out, tell};
use crate::secret::{self, right};
use crate::session::{Session, api};
use crate::verbs::backup::other_keys;

/// `passphrase`.
#[derive(Subcommand)]
pub enum PassphraseVerb {
    /// Lock the journal with a passphrase
    Set(NewPassphrase),
    /// Put another passphrase in the place of the one before
    Change(NewPassphrase),
    /// Encrypt everything anew under a new key and a new passphrase, for when somebody knows the one of now
    #[command(
        after_help = "The recovery code of before opens nothing any more. Backups made before are not encrypted anew: \
                            they open with the passphrase of before until they are deleted, here or by `backup other-keys \
                            --delete`; copies elsewhere are out of reach."
    )]
    Renew {
        /// Where the new passphrase comes from.
        #[command(flatten)]
        new: NewPassphrase,
        /// Delete the backups that open with the passphrase of before
        #[arg(long)]
        delete_backups: bool,
    },
    /// Take the passphrase away: whoever finds the journal's files can then read it
    Remove,
}

/// Where a new passphrase comes from.
#[derive(Args)]
pub struct NewPassphrase {
    /// The new passphrase is the first line of this file; without it, it is typed twice
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
}

/// `recovery`.
#[derive(Subcommand)]
pub enum RecoveryVerb {
    /// Make a recovery code, which opens the journal alone; one from before opens nothing any more
    New,
    /// Open the journal with the recovery code, and set a passphrase anew
    Use {
        /// The code is the first line of this file; without it, it is typed
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
        /// Where the new passphrase comes from.
        #[command(flatten)]
        new: NewPassphrase,
    },
}

/// `passphrase …`.
pub fn run(session: &Session, verb: &PassphraseVerb, out: &mut Out) -> Result<Done, Failure> {
    session.door.come_to(&session.folder()?)?;
    let had = has(session).passphrase;
    match verb {
        PassphraseVerb::Set(_) if had => Err(Failure::CouldNot(
            "This journal has a passphrase already; `passphrase change` puts another in its place. Nothing was changed"
                .into(),
        )),
        PassphraseVerb::Change(_) | PassphraseVerb::Renew { .. } | PassphraseVerb::Remove if !had => {
            Err(Failure::CouldNot(
                "This journal has no passphrase; `passphrase set` gives it one. Nothing was changed".into(),
            ))
        }
        PassphraseVerb::Set(new) => protect(session, Proof::default(), new, out),
        PassphraseVerb::Change(new) => {
            let proof = entered(session)?;
            protect(session, proof, new, out)
        }
        PassphraseVerb::Renew { new, delete_backups } => {
            let proof = entered(session)?;
            renew(session, proof, new, *delete_backups, out)
        }
        PassphraseVerb::Remove => {
            let proof = entered(session)?;
            right(typed::door_unprotect(&session.door, proof)?.tried)?;
            said(
                session,
                "The journal has no passphrase and no recovery code any more: whoever finds its files can read it.",
                out,
            )
        }
    }
}

/// `recovery …`.
pub fn recovery(session: &Session, verb: &RecoveryVerb, out: &mut Out) -> Result<Done, Failure> {
    session.door.come_to(&session.folder()?)?;
    match verb {
        RecoveryVerb::New if !has(session).passphrase => Err(Failure::CouldNot(
            "A journal without a passphrase needs no recovery code; `passphrase set` comes first. Nothing was changed"
                .into(),
        )),
        RecoveryVerb::New => {
            let proof = entered(session)?;
            make_code(session, proof, out)
        }
        RecoveryVerb::Use { code_file, new } => {
            let proof = Proof { passphrase: None, code: Some(secret::code(code_file.as_deref())?) };
            right(typed::door_unlock(&session.door, proof.clone())?.tried)?;
            protect(session, proof, new, out)
        }
    }
}

/// Opens the journal with its passphrase, and keeps that as the proof that it may be changed.
fn entered(session: &Session) -> Result<Proof, Failure> {
    let proof = session.proof()?;
    right(typed::door_unlock(&session.door, proof.clone())?.tried)?;
    Ok(proof)
}

fn protect(session: &Session, proof: Proof, new: &NewPassphrase, out: &mut Out) -> Result<Done, Failure> {
    let changed = has(session).passphrase;
    let passphrase = fit(session, new)?;
    right(typed::door_protect(&session.door, Protect { proof, passphrase, code: None })?.tried)?;
    tell(if changed {
        "The backups in the journal's folder follow. Copies made elsewhere before still open with the passphrase of before."
    } else {
        "The backups in the journal's folder follow. Copies made elsewhere before can still be read without a passphrase."
    });
    if !has(session).recovery {
        tell("If you forget the passphrase, nobody can open the journal; `recovery new` makes a code that can.");
    }
    said(session, "From now on the journal opens with this passphrase.", out)
}

/// The new passphrase, with a word about one that is easy to guess.
fn fit(session: &Session, new: &NewPassphrase) -> Result<Secret, Failure> {
    let passphrase = secret::new(new.new_passphrase_file.as_deref())?;
    let judged = typed::door_strength(&session.door, OnePassphrase { passphrase: passphrase.clone() })?;
    if judged.strength < Strength::Good {
        tell("This passphrase is easy to guess. Four or five words that do not belong together are better.");
    }
    Ok(passphrase)
}

fn renew(
    session: &Session,
    proof: Proof,
    new: &NewPassphrase,
    delete_backups: bool,
    out: &mut Out,
) -> Result<Done, Failure> {
    let had_code = has(session).recovery;
    let passphrase = fit(session, new)?;
    right(typed::door_renew(&session.door, Protect { proof, passphrase, code: None })?.tried)?;
    if had_code {
        tell("The recovery code of before opens nothing any more; `recovery new` makes another.");
    }
    let journal = session.door.journal()?;
    let old = typed::backup_other_keys(&api(&journal), Nothing {})?;
    if delete_backups {
        typed::backup_forget_other_keys(&api(&journal), Nothing {})?;
    }
    if let Some(which) = other_keys(&old) {
        tell(&if delete_backups {
            format!("Deleted, since they opened with the passphrase of before: {which}.")
        } else {
            format!(
                "These still open with the passphrase of before: {which}. `backup other-keys --delete` deletes them."
            )
        });
    }
    said(session, "Everything is encrypted anew, and opens with the new passphrase alone.", out)
}

fn make_code(session: &Session, proof: Proof, out: &mut Out) -> Result<Done, Failure> {
    let code = typed::door_code(&session.door, Nothing {})?.code;
    let made = Secret::new(code.as_str());
    let typed_back = if secret::somebody_is_there() && !out.is_json() {
        tell(&format!(
            "The new recovery code: {code}\nWrite it down on paper, and keep it where you keep what matters."
        ));
        secret::typed("Type it back from the paper: ", "")?
    } else {
        made.clone()
    };
    let code_made = TypedBack { code: made, typed: typed_back };
    right(typed::door_recode(&session.door, Recode { proof, code: code_made })?.tried)?;
    if out.is_json() {
        out.json(&json!({ "code": code }))?;
    } else {
        out.line(&code)?;
        tell(
            "This code opens the journal alone. A code from before opens nothing any more, but copies and backups made before.",
        );
    }
    Ok(Done::Fine)
}

fn has(session: &Session) -> Protection {
    session.door.state().protection.unwrap_or(Protection { passphrase: false, recovery: false })
}

fn said(session: &Session, sentence: &str, out: &mut Out) -> Result<Done, Failure> {
    if out.is_json() {
        out.json(&has(session))?;
    } else {
        out.line(sentence)?;
    }
    Ok(Done::Fine)
}
