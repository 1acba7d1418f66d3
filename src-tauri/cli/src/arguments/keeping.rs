use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `backup`.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Backups lie in the journal's own folder, sealed like the journal, and are let go by the rule in the \
                  settings. Give --to a folder on another disk: what is on this one goes with it."
)]
pub struct BackupArguments {
    /// Copy it to this place, too: a folder that is not there yet, or a file NAME.age, which goes under a passphrase (one
    /// line on standard input)
    #[arg(long, value_name = "PATH")]
    pub to: Option<PathBuf>,
    /// What else.
    #[command(subcommand)]
    pub verb: Option<BackupVerb>,
}

/// `backup …`.
#[derive(Subcommand)]
pub enum BackupVerb {
    /// List the backups there are, newest first
    List,
    /// Hold a backup to what was written: every file, the keys, the database, the figures
    Verify {
        /// Which, as `backup list` names it (default: the last good one)
        id: Option<String>,
    },
    /// List backups that open with the passphrase of before a new key (`passphrase renew`), or delete them
    OtherKeys {
        /// Delete them; it cannot be undone
        #[arg(long)]
        delete: bool,
    },
    /// Try a backup out: bring it into a temporary place, read all of it, leave nothing behind
    Rehearse {
        /// Which, as `backup list` names it (default: the last good one)
        id: Option<String>,
    },
}

/// `restore`.
#[derive(Args)]
#[command(
    after_help = "The journal you have stays as it is. To go on with the restored one, name its folder with --journal, or \
                  restore in the app, which puts it in the place of the other and keeps that."
)]
pub struct Restore {
    /// A backup's folder, its name in `backup list`, or a file NAME.age (its passphrase: one line on standard input)
    pub file: PathBuf,
    /// The folder for the restored journal: not there yet, or empty
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
}

/// `salvage`.
#[derive(Args)]
#[command(
    after_help = "Without --into what was read takes the place of the damaged journal, which is put aside in the same folder \
                  and not deleted. Where the key file wants one, the passphrase or the recovery code is asked for."
)]
pub struct SalvageArguments {
    /// The folder for what is read: not there yet, or empty
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// `purge`.
#[derive(Args)]
#[command(
    after_help = "Without --yes it only says what would go. Assumptions and aims stay; the app asks about each. With --packs \
                  the copies that are kept of what left for others go, too, and with --backups every backup that holds one \
                  of the entries is made anew without it."
)]
pub struct PurgeArguments {
    /// The entries
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// Do it; it cannot be undone
    #[arg(long)]
    pub yes: bool,
    /// Take them out of the backups, too
    #[arg(long)]
    pub backups: bool,
    /// Forget the copies that are kept of packs and answers that hold them, too; the line about each stays
    #[arg(long)]
    pub packs: bool,
}
