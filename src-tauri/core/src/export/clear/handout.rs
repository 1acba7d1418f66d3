//! What stands around the pieces of a session. Members of its community are its readers: they read their own names as they
//! are, unless they refused, something else was decided, or the name could be somebody's who is none of them.

use super::spot::Spot;
use super::{Clearing, TextPlace};
use crate::redact::{self, Action, Form, Hit, Kind};
use crate::sessions::Handout;
use crate::sessions::handout::{Point, Promised, Recorded, RunRow, Said};

/// What is cleared of a text: where and when they meet is no secret to those who meet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Everything,
    People,
}

impl Clearing<'_> {
    /// What stands around the pieces, cleared.
    pub(in crate::export) fn handout(&self) -> Option<Handout> {
        let mut handout = self.sharing.handout?.clone();
        let readers = handout.clone();
        let clear = |which: &str, text: &mut String| self.said(&readers, Of::Everything, which, text);
        let Handout {
            members: _,
            others: _,
            readers: _,
            writer: _,
            title,
            when: _,
            place,
            purpose,
            protocol,
            origin,
            is_builtin,
            roles,
            norms,
            promised,
            points,
            run,
            pieces,
            gone: _,
            stems: _,
            people: _,
            copies: _,
            notes: _,
            record,
        } = &mut handout;
        self.said(&readers, Of::People, "title", title);
        self.said(&readers, Of::People, "place", place);
        clear("purpose", purpose);
        clear("norms", norms);
        if !*is_builtin {
            self.said(&readers, Of::People, "protocol", protocol);
            self.said(&readers, Of::People, "origin", origin);
        }
        for (role, who) in roles {
            clear(&format!("role/{role}"), who);
        }
        for (number, Promised { who, what, due: _, evidence, state: _ }) in promised.iter_mut().enumerate() {
            clear(&format!("promised/{number}/who"), who);
            clear(&format!("promised/{number}/what"), what);
            clear(&format!("promised/{number}/evidence"), evidence);
        }
        for (number, Point { kind: _, text }) in points.iter_mut().enumerate() {
            clear(&format!("point/{number}"), text);
        }
        for (number, row) in run.iter_mut().enumerate().filter(|(_, row)| !row.is_builtin) {
            let RunRow { at: _, minutes: _, name, speaks: _, says, notes: _, is_builtin: _, sheet: _ } = row;
            clear(&format!("step/{number}/name"), name);
            clear(&format!("step/{number}/says"), says);
        }
        for Said { entry, context, focus } in pieces {
            clear(&format!("piece/{entry}/context"), context);
            clear(&format!("piece/{entry}/focus"), focus);
        }
        if let Some(record) = record {
            let Recorded { present, apologies, restated, heard, tries, decisions, products, takeaways, open_questions } =
                record;
            clear("restated", restated);
            clear("heard", heard);
            for (kind, texts) in [
                ("present", present),
                ("apologies", apologies),
                ("decision", decisions),
                ("product", products),
                ("question", open_questions),
            ] {
                for (number, text) in texts.iter_mut().enumerate() {
                    clear(&format!("{kind}/{number}"), text);
                }
            }
            for (number, (text, _)) in tries.iter_mut().enumerate() {
                clear(&format!("try/{number}"), text);
            }
            for (number, (who, text)) in takeaways.iter_mut().enumerate() {
                clear(&format!("takeaway/{number}/who"), who);
                clear(&format!("takeaway/{number}"), text);
            }
        }
        Some(handout)
    }

    fn said(&self, readers: &Handout, of: Of, which: &str, text: &mut String) {
        if text.is_empty() {
            return;
        }
        let spot = Spot::of(None, TextPlace::Session, which);
        let decide = |hit: &Hit| {
            let hit = spot.own(hit);
            let decided = (self.sharing.decided)(None, &hit);
            if let Some(action) = &decided {
                self.note(&spot, &hit, Some(action));
                return decided;
            }
            let stays = match hit.kind {
                Kind::Person(person) => readers.may_read(crate::people::PersonKey(person.0), &hit.found),
                Kind::MaybeName => readers.is_writer(&hit.found),
                Kind::Date | Kind::Code => of == Of::People,
                _ => false,
            };
            if !stays {
                return None;
            }
            // A reader named to readers is nobody who is given away, and not asked to agree.
            self.noted.borrow_mut().stays.insert(crate::text::fold(&hit.found));
            Some(Action::Keep { reason: String::new() })
        };
        let cleared = redact::apply(text, Form::Plain, self.sharing.scanner, &decide);
        for hit in &cleared.undecided {
            self.note(&spot, &spot.own(hit), None);
        }
        self.left(&spot, Form::Plain, &cleared.text);
        *text = cleared.text;
    }
}
