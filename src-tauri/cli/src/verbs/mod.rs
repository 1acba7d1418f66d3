//! One file a verb; those of one call stand here.

mod add;
pub mod backup;
mod check;
mod claims;
mod comments;
mod due;
mod export;
mod import;
mod init;
mod list;
mod loops;
mod packs;
pub mod passphrase;
mod purge;
mod salvage;
mod sample;
mod search;
mod sent_back;
mod sessions;
mod share;
mod shell;
mod show;

use journal::api::{Nothing, typed};

use crate::Done;
use crate::arguments::Verb;
use crate::failure::Failure;
use crate::out::{Out, counted};
use crate::session::{Session, api};

/// Does what was asked.
pub fn run(session: &Session, verb: Verb, out: &mut Out) -> Result<Done, Failure> {
    match verb {
        Verb::Init => init::run(session, out),
        Verb::Add(add) => add::run(session, add, out),
        Verb::Import(import) => import::run(session, &import, out),
        Verb::List(list) => list::run(session, list, out),
        Verb::Show(show) => show::run(session, &show, out),
        Verb::Search(search) => search::run(session, &search, out),
        Verb::Export(export) => match &export.community {
            Some(community) => share::export(session, &export, community, out),
            None => export::run(session, &export, out),
        },
        Verb::Redact(redact) => share::redact(session, &redact, out),
        Verb::Pack(verb) => packs::run(session, &verb, out),
        Verb::Loop(verb) => loops::run(session, &verb, out),
        Verb::Claim(verb) => claims::run(session, &verb, out),
        Verb::Response(verb) => comments::responses(session, &verb, out),
        Verb::Comment(verb) => comments::run(session, &verb, out),
        Verb::Session(verb) => sessions::run(session, &verb, out),
        Verb::Commitment(verb) => sessions::commitments(session, &verb, out),
        Verb::Due => due::run(session, out),
        Verb::Sample => sample::run(session, out),
        Verb::Passphrase(verb) => passphrase::run(session, &verb, out),
        Verb::Recovery(verb) => passphrase::recovery(session, &verb, out),
        Verb::Backup(arguments) => backup::run(session, &arguments, out),
        Verb::Restore(restore) => backup::restore(session, &restore, out),
        Verb::Salvage(arguments) => salvage::run(session, &arguments, out),
        Verb::Purge(arguments) => purge::run(session, &arguments, out),
        Verb::PlainExit { dir } => backup::plain_exit(session, &dir, out),
        Verb::Reindex => reindex(session, out),
        Verb::Check => check::run(session, out),
        Verb::Stats => stats(session, out),
        Verb::Completions { shell } => shell::completions(shell, out),
        Verb::Man { verb } => shell::man(verb.as_deref(), out),
    }
}

fn reindex(session: &Session, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let done = typed::journal_reindex(&api(&journal), Nothing {})?;
    if out.is_json() {
        out.json(&done)?;
    } else {
        let entries = counted(done.entries, "entry", "entries");
        out.line(&format!("The search index was built anew from {entries} in {} ms.", done.took_ms))?;
    }
    Ok(Done::Fine)
}

fn stats(session: &Session, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let stats = typed::journal_stats(&api(&journal), Nothing {})?;
    if out.is_json() {
        out.json(&stats)?;
    } else {
        let counts = [
            ("entries", stats.entries),
            ("loops", stats.loops),
            ("attachments", stats.attachments),
            ("words", stats.words),
        ];
        let digits = counts.iter().map(|(_, count)| count.to_string().len()).max().unwrap_or_default();
        out.fields(&counts.map(|(name, count)| (name, format!("{count:>digits$}"))))?;
    }
    Ok(Done::Fine)
}
