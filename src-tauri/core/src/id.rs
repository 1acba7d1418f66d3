//! Identifiers: UUID version 7 (RFC 9562), so that ids made later sort later, one type for each kind of thing.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, Result};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
        #[ts(type = "string")]
        pub struct $name(Uuid);

        impl $name {
            /// A new id, later than every id made before in this process.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// One that was made elsewhere.
            pub fn of(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// Its bits.
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}:{}", $word, self.0)
            }
        }

        impl FromStr for $name {
            type Err = Error;
            fn from_str(text: &str) -> Result<Self> {
                Uuid::parse_str(text).map(Self).map_err(|_| Error::NotFound($word))
            }
        }

        impl rusqlite::types::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.0.to_string().into())
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                Uuid::parse_str(value.as_str()?).map(Self).map_err(|_| rusqlite::types::FromSqlError::InvalidType)
            }
        }
    )*};
}

ids! {
    /// One journal: what the index and the key file are bound to.
    JournalId = "journal";
    /// An entry.
    EntryId = "entry";
    /// A kept state of an entry's text.
    VersionId = "version";
    /// A file that belongs to an entry.
    AttachmentId = "attachment";
    /// One run of an import.
    ImportId = "import";
    /// An assumption or an aim.
    ClaimId = "claim";
    /// What speaks against an assumption.
    ChallengeId = "challenge";
    /// A test of an assumption.
    TestId = "test";
    /// A passage that a field of a loop leans on.
    QuoteId = "quote";
    /// A turn of a two-column case.
    TurnId = "turn";
    /// A template of one's own.
    TemplateId = "template";
    /// A question asked in an entry.
    QuestionId = "question";
    /// What is being prepared for somebody.
    PlanId = "plan";
    /// What left, or is sealed and ready to.
    PackId = "pack";
    /// An entry in a pack made for somebody: never the journal's own id, which would join the packs of two audiences.
    PieceId = "piece";
    /// A file of comments that came back.
    ResponseId = "response";
    /// A comment.
    CommentId = "comment";
    /// A file that went back: answers to readers, or a response.
    DispatchId = "dispatch";
    /// A community that things are shared with.
    CommunityId = "community";
    /// A protocol of one's own.
    ProtocolId = "protocol";
    /// A meeting of a community.
    SessionId = "session";
    /// Something on the agenda of a session.
    AgendaItemId = "agenda item";
    /// What somebody promised to do.
    CommitmentId = "commitment";
    /// A look at which behaviours are to be seen.
    AuditId = "audit";
}
