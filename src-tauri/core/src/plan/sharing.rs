//! A plan as the exporters take it.

use std::collections::{HashMap, HashSet};

use super::consent::ConsentState;
use super::decide::Decided;
use super::names::role_of;
use super::{audience, pieces, store};
use crate::error::Result;
use crate::export::{Dates, Layout, Letter, Piece, Salt, Sharing};
use crate::id::{AttachmentId, EntryId, PackId, PlanId};
use crate::people;
use crate::redact::{self, Action, Hit, Known, KnownPerson, Patch, Scanner};
use crate::sessions::{self, Handout};
use crate::settings;
use crate::store::Tx;

/// All that is decided about a plan, read from the journal.
pub(crate) struct Ready {
    pub(crate) letter: Letter,
    pub(crate) audience: audience::AudienceKey,
    pub(crate) layout: Layout,
    salt: Salt,
    dates: Dates,
    pieces: Vec<Piece>,
    scanner: Scanner,
    decided: Decided,
    handout: Option<Handout>,
    covers: HashMap<AttachmentId, Vec<Patch>>,
    alts: HashMap<AttachmentId, String>,
}

impl Ready {
    pub(crate) fn of(tx: &Tx<'_>, plan: PlanId) -> Result<Self> {
        let head = store::head(tx, plan)?;
        let audience = audience::get(tx, head.audience)?;
        let mut known = known(tx)?;
        known.places.extend(store::audience::others(tx, head.audience)?);
        let mut handout = sessions::of_plan(tx, plan)?.map(|id| sessions::handout::handout(tx, id)).transpose()?;
        for consent in store::audience::consents(tx, head.audience)? {
            if let (ConsentState::Refused, Some(handout)) = (consent.state, &mut handout) {
                handout.take_out(consent.person);
            }
        }
        // Once a session is recorded its record leaves, and its pieces have been read.
        let pieces = if handout.as_ref().is_some_and(|one| one.record.is_some()) {
            Vec::new()
        } else {
            pieces::chosen(tx, plan)?
        };
        Ok(Self {
            letter: Letter {
                pack: PackId::new(),
                audience: audience.name,
                author: audience.author,
                purpose: head.purpose,
                ask: head.ask,
                questions: store::questions(tx, plan)?,
                licence: head.licence,
                wishes: head.wishes,
                created: tx.clock().day(tx.now()),
                answers_first: head.answers_first,
            },
            audience: head.audience,
            layout: Layout::on(settings::get(tx)?.print_paper),
            salt: audience.salt,
            dates: head.dates,
            pieces,
            handout,
            scanner: Scanner::new(&known),
            decided: Decided::of(tx, head.audience, plan)?,
            covers: store::cover::all(tx)?,
            alts: store::alt::all(tx)?,
        })
    }

    /// With what was decided.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&Sharing<'_>) -> T) -> T {
        let decided = |entry: Option<EntryId>, hit: &Hit| self.decided.action(entry, hit);
        work(&self.sharing_by(&decided))
    }

    /// With other decisions.
    pub(super) fn sharing_by<'s>(
        &'s self,
        decided: &'s dyn Fn(Option<EntryId>, &Hit) -> Option<Action>,
    ) -> Sharing<'s> {
        Sharing {
            letter: self.letter.clone(),
            salt: self.salt.clone(),
            layout: self.layout,
            dates: self.dates,
            pieces: self.pieces.clone(),
            scanner: &self.scanner,
            decided,
            handout: self.handout.as_ref(),
            covers: &self.covers,
            alts: &self.alts,
        }
    }
}

/// What the journal knows of people and what gives them away.
pub(crate) fn known(tx: &Tx<'_>) -> Result<Known> {
    let telltales = people::telltales(tx)?;
    let people = people::list(tx)?.into_iter().map(|person| KnownPerson {
        key: redact::PersonKey(person.id.0),
        names: std::iter::once(person.name).chain(person.aliases).collect(),
        role: role_of(person.role),
    });
    Ok(Known {
        people: people.collect(),
        codes: telltales.codes,
        places: telltales.places,
        not_names: telltales.not_names.into_iter().collect::<HashSet<_>>(),
    })
}
