//! A learning log as Leap2A can say it (domain.md 6.1): a grouping of the event, what was reflected on it, each wording of
//! an assumption or aim, each planned test as a plan, and its result as evidence.

use super::xml::escaped;
use super::{Feed, Filed, Item, about, body, category, entry_id, parts, title_of};
use crate::claims::{LoopClaim, Standing, Verdict};
use crate::entries::Entry;
use crate::error::Result;
use crate::export::{Pack, Source};
use crate::loops::{ChallengeKind, Exit, Loop};
use crate::test::{Met, Test};
use crate::text;

/// Fields of the event itself.
const EVENT: &[&str] = &["trigger", "account", "intended", "actual", "unintended", "strategy"];
/// Fields that say what came of it.
const CLOSING: &[&str] = &["kept_because", "fix", "practice", "tell"];

pub(super) fn write(
    feed: &mut Feed,
    source: Source<'_>,
    pack: &Pack,
    entry: &Entry,
    log: &Loop,
    files: &[Filed],
) -> Result<()> {
    let whole = entry_id(pack, entry.id);
    let part = |name: &str| format!("{whole}-{name}");
    let reflecting: Vec<&str> = log
        .fields
        .iter()
        .map(|field| field.key.as_str())
        .filter(|key| !EVENT.contains(key) && !CLOSING.contains(key))
        .collect();
    let event = fields(log, EVENT, files);
    let mut reflection = fields(log, &reflecting, files);
    reflection.push_str(&challenges(log));
    let mut closing = String::new();
    if source.shows_state(entry)? {
        closing.push_str(&format!("<p>{}</p>", escaped(state(log))));
    }
    closing.push_str(&fields(log, CLOSING, files));
    closing.push_str(&super::values(source, entry)?);
    closing.push_str(&body(&source.came_of(entry, pack)?, files));

    let wordings = wordings(log);
    let tests: Vec<&Test> = log.tests.iter().filter(|test| test.planned_at.is_some()).collect();
    let mut ids = vec![part("event"), part("reflection")];
    ids.extend((1..=wordings.len()).map(|n| part(&format!("claim-{n}"))));
    if !tests.is_empty() {
        ids.push(part("tests"));
    }
    ids.extend((1..=tests.len()).flat_map(|n| {
        let result = tests[n - 1].happened_at.map(|_| part(&format!("result-{n}")));
        [Some(part(&format!("test-{n}"))), result].into_iter().flatten()
    }));

    feed.losses.of(entry, !source.versions(entry, pack)?.is_empty());
    feed.losses.add("the order and the seals of a learning log (use the Loopbook file to move it whole)");
    if log.has_case && (pack.letter.is_some() || pack.left_columns.contains(&entry.id)) {
        feed.losses.add("the left-hand column");
    }
    if wordings.iter().any(|(_, version)| !version.note.is_empty()) {
        feed.losses.add("why an assumption or aim was worded otherwise");
    }
    let title = title_of(entry);
    let item = |id: &'_ str, title: &'_ str, kind: &'static str, content: &'_ str| -> Owned {
        Owned { id: id.to_owned(), title: title.to_owned(), kind, content: content.to_owned() }
    };
    let language = entry.language.as_deref();
    let mut put = |owned: &Owned, published, more: &mut dyn FnMut(&mut super::xml::Xml)| {
        let item = Item {
            id: &owned.id,
            title: &owned.title,
            updated: entry.edited_at,
            published,
            kind: owned.kind,
            content: &owned.content,
            language,
        };
        feed.item(&item, |xml| more(xml));
    };
    let in_whole = |xml: &mut super::xml::Xml, name: &str| {
        xml.empty("link", &[("rel", "leap2:is_part_of"), ("href", &whole)]);
        xml.empty("category", &[("scheme", super::LOG), ("term", name)]);
    };

    put(&item(&whole, &title, "selection", &closing), super::told(source, entry.written_at), &mut |xml| {
        about(xml, pack, entry);
        category(xml, "selection_type", "Grouping");
        xml.empty("category", &[("scheme", super::LOG), ("term", "whole")]);
        for (order, id) in (1u32..).zip(&ids) {
            let order = order.to_string();
            xml.empty("link", &[("rel", "leap2:has_part"), ("href", id), ("leap2:display_order", &order)]);
        }
        parts(xml, pack, files);
    });
    put(
        &item(&part("event"), &format!("{title}: what happened"), "activity", &event),
        super::told(source, entry.written_at),
        &mut |xml| {
            in_whole(xml, "event");
            super::happened(xml, &entry.happened);
            category(xml, "learning_cycle", "Experiencing");
            xml.empty("link", &[("rel", "leap2:reflected_on_by"), ("href", &part("reflection"))]);
        },
    );
    put(&item(&part("reflection"), &format!("{title}: looked at again"), "entry", &reflection), None, &mut |xml| {
        in_whole(xml, "reflection");
        category(xml, "learning_cycle", "Reflecting");
        xml.empty("link", &[("rel", "leap2:reflects_on"), ("href", &part("event"))]);
    });
    for (n, (tied, version)) in (1..).zip(&wordings) {
        let id = part(&format!("claim-{n}"));
        let sure = version.confidence.map(|sure| format!(", {sure} out of 100 sure")).unwrap_or_default();
        let content = format!("<p>{}</p><p><em>{}{sure}</em></p>", escaped(&version.text), standing(version.standing));
        let name = match tied.claim.kind {
            crate::claims::ClaimKind::Assumption => "Assumption",
            crate::claims::ClaimKind::Aim => "Aim",
        };
        let title = format!("{name}: {}", text::excerpt(&version.text, 80));
        let at = super::told(source, version.at).map(|at| at.to_string());
        put(&item(&id, &title, "entry", &content), super::told(source, version.at), &mut |xml| {
            in_whole(xml, "claim");
            category(xml, "learning_cycle", "Conceptualizing");
            let event = part("event");
            let mut attributes = vec![("rel", "related"), ("href", event.as_str())];
            attributes.extend(at.as_deref().map(|at| ("leap2:when_added", at)));
            xml.empty("link", &attributes);
            // What each test bears on.
            for (n, test) in (1..).zip(&tests).filter(|(_, test)| test.claim == Some(tied.claim.id)) {
                xml.empty("link", &[("rel", "leap2:supported_by"), ("href", &part(&format!("test-{n}")))]);
                if test.happened_at.is_some() {
                    xml.empty("link", &[("rel", "leap2:has_evidence"), ("href", &part(&format!("result-{n}")))]);
                }
            }
        });
    }
    let claims_of = |test: &Test| -> Vec<String> {
        let of = |(_, (tied, _)): &(usize, &Wording<'_>)| Some(tied.claim.id) == test.claim;
        (1..).zip(&wordings).filter(of).map(|(n, _)| part(&format!("claim-{n}"))).collect()
    };
    if !tests.is_empty() {
        // A plan that stands alone loses its day and its stage in Mahara: it wants a parent.
        put(&item(&part("tests"), &format!("{title}: tests"), "plan", ""), None, &mut |xml| {
            in_whole(xml, "tests");
            for n in 1..=tests.len() {
                let order = n.to_string();
                let id = part(&format!("test-{n}"));
                xml.empty("link", &[("rel", "leap2:has_part"), ("href", &id), ("leap2:display_order", &order)]);
            }
        });
    }
    for (n, test) in (1..).zip(&tests) {
        let title = format!("Test: {}", text::excerpt(&test.action, 80));
        put(
            &item(&part(&format!("test-{n}")), &title, "plan", &planned(test)),
            test.planned_at.and_then(|at| super::told(source, at)),
            &mut |xml| {
                in_whole(xml, "test");
                xml.empty("link", &[("rel", "leap2:is_part_of"), ("href", &part("tests"))]);
                for claim in claims_of(test) {
                    xml.empty("link", &[("rel", "leap2:supports"), ("href", &claim)]);
                }
                if let Some(due) = &test.due {
                    super::day(xml, "target", due);
                }
                let stage = match (test.dropped_at, test.happened_at) {
                    (Some(_), _) => "suspended",
                    (None, Some(_)) => "completed",
                    (None, None) => "planned",
                };
                xml.empty("leap2:status", &[("leap2:stage", stage)]);
                category(xml, "learning_cycle", "Testing");
            },
        );
        if let Some(at) = test.happened_at {
            let title = format!("Result: {}", text::excerpt(&test.action, 80));
            put(
                &item(&part(&format!("result-{n}")), &title, "entry", &result(test)),
                super::told(source, at),
                &mut |xml| {
                    in_whole(xml, "result");
                    for claim in claims_of(test) {
                        xml.empty("link", &[("rel", "leap2:is_evidence_of"), ("href", &claim)]);
                    }
                    if let Some(day) = &test.happened_on {
                        super::day(xml, "start", day);
                    }
                    category(xml, "learning_cycle", "Experiencing");
                },
            );
        }
    }
    Ok(())
}

/// An item with texts of its own.
struct Owned {
    id: String,
    title: String,
    kind: &'static str,
    content: String,
}

type Wording<'a> = (&'a LoopClaim, &'a crate::claims::ClaimVersion);

/// Every wording that leaves, oldest first of each.
fn wordings(log: &Loop) -> Vec<Wording<'_>> {
    log.claims().flat_map(|tied| tied.versions.iter().map(move |version| (tied, version))).collect()
}

fn fields(log: &Loop, keys: &[&str], files: &[Filed]) -> String {
    let mut out = String::new();
    for field in log.fields.iter().filter(|field| keys.contains(&field.key.as_str()) && !field.text.trim().is_empty()) {
        out.push_str(&format!("<h2>{}</h2>{}", escaped(&field.label), body(&field.text, files)));
    }
    out
}

fn challenges(log: &Loop) -> String {
    let mut out = String::new();
    for challenge in &log.challenges {
        let kind = match challenge.kind {
            ChallengeKind::Evidence => "Evidence",
            ChallengeKind::Reading => "Another reading",
            ChallengeKind::View => "How another sees it",
        };
        let who = if challenge.who.is_empty() { String::new() } else { format!(", {}", escaped(&challenge.who)) };
        out.push_str(&format!("<p><strong>{kind}{who}:</strong> {}</p>", lines(&challenge.text)));
    }
    out
}

fn lines(text: &str) -> String {
    text.trim().lines().map(escaped).collect::<Vec<_>>().join("<br/>")
}

fn told(lead: &str, text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { format!("<p><strong>{lead}</strong> {}</p>", lines(text)) }
}

fn planned(test: &Test) -> String {
    let mut out = told("What I do:", &test.action);
    out.push_str(&told("Where:", &test.place));
    out.push_str(&told("With whom:", &test.people));
    out.push_str(&told("Whether they know and agree:", &test.consent));
    match (&test.prediction, &test.disconfirm) {
        (Some(prediction), Some(disconfirm)) => {
            out.push_str(&told("What I expected:", prediction));
            out.push_str(&told("What would have proved me wrong:", disconfirm));
        }
        _ => out.push_str("<p>What was expected of it is sealed until the result is written.</p>"),
    }
    for amendment in &test.amendments {
        out.push_str(&told("Added since:", &amendment.text));
    }
    out.push_str(&told("Given up:", &test.drop_reason));
    out
}

fn result(test: &Test) -> String {
    let mut out = told("What happened:", &test.happened);
    if let Some(met) = test.met {
        let met = match met {
            Met::Yes => "Yes.",
            Met::Partly => "Partly.",
            Met::No => "No.",
        };
        out.push_str(&told("As expected?", met));
    }
    if let Some(sure) = test.confidence {
        out.push_str(&told("How sure since:", &format!("{sure} out of 100")));
    }
    out
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Held => "held",
        Standing::Doubted => "doubted",
        Standing::Revised => "revised",
        Standing::Dropped => "dropped",
        Standing::Kept => "kept after a test",
    }
}

/// Where the log is, as a sentence.
fn state(log: &Loop) -> &'static str {
    match (log.exit, log.verdict) {
        (Exit::Parked, _) => "A learning log, parked for now.",
        (Exit::Single, _) => "A learning log. The better move was enough, and it ends there.",
        (Exit::None, Some(Verdict::Keep)) => "A learning log, closed: the assumption was kept after a fair test.",
        (Exit::None, Some(Verdict::Revise)) => "A learning log, closed: the assumption was revised.",
        (Exit::None, Some(Verdict::Drop)) => "A learning log, closed: the assumption was let go.",
        (Exit::None, None) => "A learning log, still open.",
    }
}
