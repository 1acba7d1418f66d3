//! Every verb of the program, on one screen: what the window, the command line and the tests can ask for.
//!
//! A call is a name, a request and a reply, all of them types; the table below makes of them a router for JSON
//! ([`answer`] for a host that keeps a journal, [`call`] for one that is open) and the TypeScript that the window is checked against ([`typescript`]). A handler joins the journal and a
//! feature, in a few lines, and decides nothing.

mod attachments;
mod backups;
mod behaviours;
mod checks;
mod claims;
mod communities;
mod dispatches;
pub mod door;
mod drafts;
mod due;
mod entries;
mod error;
mod import;
mod journal;
mod loops;
mod packs;
mod people;
mod place;
mod plans;
mod questions;
pub mod rescue;
mod review;
pub mod sample;
mod search;
mod sessions;
mod settings;
mod share;
#[macro_use]
mod table;
mod templates;
mod test;
mod tray;
mod typescript;
mod versions;

use crate::Journal;
use crate::door::Door;

pub use entries::WhatGoes;
pub use error::{ApiError, Code};
pub use place::{Paths, Place, Places};

/// What a call is made on.
pub struct Api<'a> {
    /// The open journal.
    pub journal: &'a Journal,
    /// What a [`Place`] means on this host.
    pub places: &'a dyn Places,
}

/// A request or a reply that says nothing more than that.
#[derive(Clone, Copy, Debug, Default, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

table! {
    // On the door of a journal, open or shut.
    door {
        door_state(Nothing) -> crate::door::DoorState = door::state;
        door_unlock(door::Proof) -> door::DoorAnswer = door::unlock;
        door_lock(Nothing) -> crate::door::DoorState = door::lock;
        door_code(Nothing) -> door::NewCode = door::code;
        door_strength(door::OnePassphrase) -> door::Judged = door::strength;
        door_protect(door::Protect) -> door::DoorAnswer = door::protect;
        door_unprotect(door::Proof) -> door::DoorAnswer = door::unprotect;
        door_recode(door::Recode) -> door::DoorAnswer = door::recode;
        door_renew(door::Protect) -> door::DoorAnswer = door::renew;
    }

    // On the open journal.
    journal_about(Nothing) -> journal::About = journal::about;
    journal_stats(Nothing) -> journal::Stats = journal::stats;
    journal_check(Nothing) -> journal::Checked = journal::check;
    journal_soundness(Nothing) -> crate::journal::Soundness = journal::soundness;
    journal_reindex(Nothing) -> journal::Reindexed = journal::reindex;
    backup_list(Nothing) -> backups::Backups = backups::list;
    backup_make(Nothing) -> crate::backup::Backup = backups::make;
    backup_verify(backups::OneBackup) -> crate::backup::Verified = backups::verify;
    backup_rehearse(backups::OneBackup) -> crate::backup::Rehearsed = backups::rehearse;
    backup_pin(backups::PinBackup) -> () = backups::pin;
    backup_accept(Nothing) -> () = backups::accept;
    backup_delete(backups::NamedBackup) -> () = backups::delete;
    backup_copy(backups::CopyBackup) -> crate::backup::Backup = backups::copy;
    backup_holding(entries::SomeEntries) -> crate::backup::Holding = backups::holding;
    backup_clear(backups::ClearBackups) -> backups::Cleared = backups::clear;
    backup_other_keys(Nothing) -> crate::backup::OtherKeys = backups::other_keys;
    backup_forget_other_keys(Nothing) -> crate::backup::OtherKeys = backups::forget_other_keys;
    second_place_set(backups::SecondPlace) -> () = backups::set_second_place;
    second_place_forget(Nothing) -> () = backups::forget_second_place;
    plain_place_set(backups::PlainExitInto) -> crate::backup::plain::PlainExit = backups::set_plain_place;
    plain_place_forget(Nothing) -> () = backups::forget_plain_place;
    plain_exit(backups::PlainExitInto) -> crate::backup::plain::PlainExit = backups::plain_exit;
    restore_prepare(backups::OneBackup) -> backups::RestorePrepared = backups::prepare;
    restore_prepare_file(backups::RestoreFile) -> backups::RestorePrepared = backups::prepare_file;
    restore_forget(Nothing) -> () = backups::forget;
    aside_delete(backups::OneAside) -> () = backups::delete_aside;
    index_status(Nothing) -> crate::search::IndexStatus = journal::index_status;

    entry_add(crate::entries::EntryFields) -> crate::entries::Entry = entries::add;
    entry_get(entries::OneEntry) -> crate::entries::Entry = entries::get;
    entry_save(crate::entries::SaveEntry) -> crate::entries::Entry = entries::save;
    entry_list(crate::entries::ListEntries) -> crate::entries::EntryPage = entries::list;
    entry_neighbours(entries::OneEntry) -> crate::entries::Neighbours = entries::neighbours;
    entry_calendar(entries::Days) -> Vec<crate::entries::CalendarDay> = entries::calendar;
    entry_today(entries::OneDay) -> crate::entries::Today = entries::today;
    entry_opened(entries::OneEntry) -> () = entries::opened;
    entry_trash(entries::SomeEntries) -> () = entries::trash;
    entry_restore(entries::SomeEntries) -> () = entries::restore;
    purge_preview(entries::SomeEntries) -> entries::WhatGoes = entries::purge_preview;
    entry_purge(crate::entries::Purge) -> () = entries::purge;
    trash_list(Nothing) -> Vec<crate::entries::EntryRow> = entries::trashed;
    quick_open(crate::entries::QuickOpen) -> Vec<crate::entries::EntryRow> = entries::quick_open;
    facet_list(Nothing) -> crate::tags::Facets = entries::facets;

    version_list(versions::OfEntry) -> Vec<crate::versions::VersionRow> = versions::list;
    version_earlier(versions::OfEntry) -> Vec<crate::versions::earlier::Earlier> = versions::earlier;
    version_compare(versions::Compare) -> crate::versions::Comparison = versions::compare;
    version_restore(versions::Restore) -> crate::entries::Entry = versions::restore;
    version_rule(versions::Rule) -> versions::RuleEffect = versions::rule;

    attachment_add(crate::attachments::AddAttachment) -> crate::attachments::Attachment = attachments::add;
    attachment_remove(attachments::OneAttachment) -> () = attachments::remove;
    attachment_restore(attachments::OneAttachment) -> crate::attachments::Attachment = attachments::restore;

    search_run(crate::search::SearchFor) -> crate::search::SearchResult = search::run;
    search_passages(crate::search::PassagesOf) -> Vec<crate::search::FoundPassage> = search::passages;
    search_suggest(crate::search::SuggestFor) -> Vec<crate::search::Suggestion> = search::suggest;
    related(crate::search::RelatedTo) -> Vec<crate::search::Related> = search::related;

    loop_begin(crate::loops::BeginLoop) -> crate::loops::Loop = loops::begin;
    loop_get(entries::OneEntry) -> crate::loops::Loop = loops::get;
    loop_list(crate::loops::ListLoops) -> Vec<crate::loops::LoopRow> = loops::list;
    loop_picture(entries::OneEntry) -> crate::picture::Picture = loops::picture;
    loop_write(crate::loops::WriteLoop) -> crate::loops::Loop = loops::write;
    loop_set(crate::loops::SetLoop) -> crate::loops::Loop = loops::set;
    loop_move(crate::loops::MoveLoop) -> crate::loops::Loop = loops::move_to;
    loop_park(crate::loops::ParkLoop) -> crate::loops::Loop = loops::park;
    loop_single(crate::loops::SingleLoop) -> crate::loops::Loop = loops::single;
    loop_reopen(entries::OneEntry) -> crate::loops::Loop = loops::reopen;
    loop_close(crate::loops::CloseLoop) -> crate::loops::Loop = loops::close;
    loop_checks(entries::OneEntry) -> Vec<crate::checks::Check> = checks::list;
    loop_coach(crate::checks::AskCoach) -> crate::checks::CoachQuestion = checks::coach;
    loop_recurrence(entries::OneEntry) -> Option<crate::checks::Recurrence> = checks::recurrence;
    silence(crate::checks::Silence) -> () = checks::silence;
    unsilence(crate::checks::Silence) -> () = checks::unsilence;
    quote_add(crate::loops::AddQuote) -> crate::loops::Loop = loops::add_quote;
    quote_remove(loops::OneQuote) -> crate::loops::Loop = loops::remove_quote;
    challenge_save(crate::loops::SaveChallenge) -> crate::loops::Loop = loops::save_challenge;
    challenge_remove(loops::OneChallenge) -> crate::loops::Loop = loops::remove_challenge;
    challenge_restore(loops::OneChallenge) -> crate::loops::Loop = loops::restore_challenge;
    case_get(loops::CaseOf) -> crate::loops::Case = loops::case;
    case_save(crate::loops::SaveCase) -> crate::loops::Case = loops::save_case;
    link_add(crate::loops::LinkEntries) -> () = loops::add_link;
    link_remove(crate::loops::LinkEntries) -> () = loops::remove_link;
    claim_add(crate::claims::AddClaim) -> crate::loops::Loop = loops::add_claim;
    claim_tie(crate::claims::TieClaim) -> crate::loops::Loop = loops::tie_claim;
    claim_untie(crate::claims::UntieClaim) -> crate::loops::Loop = loops::untie_claim;
    claim_rate(crate::claims::RateClaim) -> crate::loops::Loop = loops::rate_claim;
    claim_list(crate::claims::ListClaims) -> Vec<crate::claims::ClaimRow> = claims::list;
    claim_get(claims::OneClaim) -> crate::claims::Claim = claims::get;
    claim_picture(claims::OneClaim) -> crate::picture::Picture = claims::picture;
    claim_write(crate::claims::WriteClaim) -> crate::claims::Claim = claims::write;
    claim_type(claims::TypeClaim) -> crate::claims::Claim = claims::set_type;
    claim_merge(crate::claims::MergeClaims) -> crate::claims::Claim = claims::merge;
    claim_unmerge(claims::UnmergeClaim) -> crate::claims::Claim = claims::unmerge;
    test_save(crate::test::SaveTest) -> crate::test::Test = test::save;
    test_plan(test::OneTest) -> crate::test::Test = test::plan;
    test_amend(crate::test::AmendTest) -> crate::test::Test = test::amend;
    test_happened(crate::test::TestHappened) -> crate::test::Test = test::happened;
    test_review(crate::test::ReviewTest) -> crate::test::Test = test::review;
    test_drop(crate::test::DropTest) -> crate::test::Test = test::give_up;

    question_list(questions::ListQuestions) -> Vec<crate::questions::Question> = questions::list;
    question_answer(questions::AnswerQuestion) -> crate::questions::Question = questions::answer;
    question_reopen(questions::OneQuestion) -> crate::questions::Question = questions::reopen;

    template_list(Nothing) -> Vec<crate::templates::TemplateRow> = templates::list;
    template_get(templates::OneVersion) -> crate::templates::Template = templates::get;
    template_save(crate::templates::SaveTemplate) -> crate::templates::Template = templates::save;
    template_copy(templates::OneTemplate) -> crate::templates::Template = templates::copy;
    template_remove(templates::OneTemplate) -> () = templates::remove;
    template_restore(templates::OneTemplate) -> () = templates::restore;
    template_export(templates::WriteTemplate) -> templates::WrittenTemplate = templates::export;
    template_import(templates::FromPlace) -> crate::templates::Template = templates::import;
    template_choose(crate::templates::ChooseTemplate) -> crate::entries::Entry = templates::choose;
    template_suggest(crate::templates::SuggestTemplate) -> templates::Suggested = templates::suggest;
    template_moments(Nothing) -> Vec<crate::templates::TemplateMoment> = templates::moments;
    form_get(entries::OneEntry) -> crate::templates::Form = templates::form;
    form_set(crate::templates::SetField) -> crate::templates::Form = templates::set;
    form_counters(Nothing) -> Vec<crate::templates::Counter> = templates::counters;

    draft_get(drafts::OneDraft) -> drafts::Draft = drafts::get;
    draft_keep(drafts::KeepDraft) -> () = drafts::keep;
    due_list(entries::OneDay) -> crate::due::Due = due::list;
    intention_answer(crate::intentions::AnswerIntention) -> crate::intentions::IntentionAnswered = due::intention;
    calendar_write(due::WriteCalendar) -> due::CalendarWritten = due::calendar;
    look_back(entries::Days) -> crate::insights::LookBack = due::look_back;

    person_list(Nothing) -> Vec<crate::people::Person> = people::list;
    person_save(crate::people::SavePerson) -> crate::people::Person = people::save;
    person_read(people::PastedList) -> Vec<crate::people::ReadName> = people::read;
    person_add(crate::people::AddPeople) -> crate::people::PeopleAdded = people::add;
    person_remove(people::SomePeople) -> () = people::remove;
    person_merge(crate::people::MergePeople) -> crate::people::Person = people::merge;
    telltale_list(Nothing) -> crate::people::Telltales = people::telltales;
    telltale_save(crate::people::Telltales) -> crate::people::Telltales = people::save_telltales;
    community_list(Nothing) -> Vec<crate::communities::CommunityRow> = communities::list;
    community_get(communities::OneCommunity) -> crate::communities::Community = communities::get;
    community_save(crate::communities::SaveCommunity) -> crate::communities::Community = communities::save;
    community_archive(communities::OneCommunity) -> crate::communities::Community = communities::archive;
    community_restore(communities::OneCommunity) -> crate::communities::Community = communities::restore;
    community_remove(communities::OneCommunity) -> () = communities::remove;
    community_stages(Nothing) -> Vec<crate::communities::StageReading> = communities::stages;

    protocol_list(Nothing) -> Vec<crate::sessions::Protocol> = sessions::protocols;
    protocol_get(sessions::OneProtocol) -> crate::sessions::Protocol = sessions::protocol_get;
    protocol_save(crate::sessions::SaveProtocol) -> crate::sessions::Protocol = sessions::protocol_save;
    protocol_copy(sessions::OneProtocol) -> crate::sessions::Protocol = sessions::protocol_copy;
    protocol_remove(sessions::OneProtocol) -> crate::sessions::Protocol = sessions::protocol_remove;
    protocol_restore(sessions::OneProtocol) -> crate::sessions::Protocol = sessions::protocol_restore;
    stem_list(Nothing) -> Vec<crate::sessions::Stem> = sessions::stems;
    session_list(crate::sessions::ListSessions) -> Vec<crate::sessions::SessionRow> = sessions::list;
    session_get(sessions::OneSession) -> crate::sessions::Session = sessions::get;
    session_save(crate::sessions::SaveSession) -> crate::sessions::Session = sessions::save;
    session_remove(sessions::OneSession) -> () = sessions::remove;
    session_next(crate::sessions::NextOf) -> crate::sessions::NextSession = sessions::next;
    session_suggest(sessions::OneSession) -> crate::agenda::Suggestions = sessions::suggest;
    session_run(crate::sessions::RunSession) -> crate::sessions::Session = sessions::run;
    session_wall(sessions::OneSession) -> crate::agenda::Wall = sessions::wall;
    session_record(crate::sessions::SaveRecord) -> crate::sessions::Session = sessions::record;
    session_test(crate::sessions::RecordTest) -> crate::test::Test = sessions::to_test;
    session_plan(sessions::OneSession) -> crate::plan::Plan = sessions::plan;
    session_pack(sessions::PackSession) -> crate::packs::Prepared = sessions::pack;
    session_calendar(sessions::WriteSessionCalendar) -> sessions::SessionCalendar = sessions::calendar;
    commitment_list(crate::sessions::ListCommitments) -> Vec<crate::sessions::Commitment> = sessions::commitments;
    commitment_save(crate::sessions::SaveCommitment) -> crate::sessions::Commitment = sessions::commitment_save;
    commitment_set(crate::sessions::SetCommitment) -> crate::sessions::Commitment = sessions::commitment_set;
    commitment_remove(sessions::OneCommitment) -> () = sessions::commitment_remove;
    behaviour_list(Nothing) -> Vec<crate::behaviours::BehaviourShown> = behaviours::list;
    audit_list(Nothing) -> Vec<crate::behaviours::AuditRow> = behaviours::audits;
    audit_get(behaviours::OneAudit) -> crate::behaviours::Audit = behaviours::get;
    audit_save(crate::behaviours::SaveAudit) -> crate::behaviours::Audit = behaviours::save;
    audit_remove(behaviours::OneAudit) -> () = behaviours::remove;
    write_up(crate::agenda::WriteUp) -> crate::entries::Entry = sessions::write_up;

    tray_list(Nothing) -> Vec<crate::entries::EntryRow> = tray::list;
    tray_add(entries::SomeEntries) -> () = tray::add;
    tray_remove(entries::SomeEntries) -> () = tray::remove;
    tray_clear(Nothing) -> () = tray::clear;



    export_formats(Nothing) -> Vec<crate::export::Format> = share::formats;
    export_preview(share::Preview) -> crate::export::ExportPreview = share::preview;
    export_write(share::Write) -> share::Written = share::write;
    print_html(share::OnPaper) -> share::Page = share::print;

    plan_list(Nothing) -> Vec<crate::plan::PlanRow> = plans::list;
    plan_begin(crate::plan::BeginPlan) -> crate::plan::Plan = plans::begin;
    plan_get(plans::OnePlan) -> crate::plan::Plan = plans::get;
    plan_save(crate::plan::SavePlan) -> crate::plan::Plan = plans::save;
    plan_pieces(crate::plan::ChangePieces) -> crate::plan::Plan = plans::pieces;
    plan_blocks(plans::EntryOfPlan) -> crate::plan::PlanParts = plans::blocks;
    plan_names(plans::OnePlan) -> crate::plan::PlanNames = plans::names;
    plan_decide(crate::plan::Decide) -> crate::plan::PlanNames = plans::decide;
    plan_consent(crate::plan::SaveConsent) -> crate::plan::PlanNames = plans::consent;
    plan_checks(crate::plan::SaveChecks) -> crate::plan::Plan = plans::checks;
    plan_discard(plans::OnePlan) -> () = plans::discard;
    cover_get(attachments::OneAttachment) -> Vec<crate::redact::Patch> = plans::covered;
    cover_set(crate::plan::CoverPicture) -> Vec<crate::redact::Patch> = plans::cover;

    alt_list(plans::OnePlan) -> Vec<crate::plan::Undescribed> = plans::undescribed;
    alt_set(crate::plan::DescribePicture) -> () = plans::describe;

    progress_get(Nothing) -> Option<crate::progress::Step> = packs::progress;
    pack_prepare(crate::packs::PreparePack) -> crate::packs::Prepared = packs::prepare;
    pack_text(packs::OnePack) -> packs::PackText = packs::text;
    pack_pages(packs::OnePack) -> packs::PackPages = packs::pages;
    pack_send(packs::SendPack) -> crate::packs::Given = packs::send;
    pack_again(packs::GiveAgain) -> crate::packs::Given = packs::again;
    pack_list(Nothing) -> Vec<crate::review::LedgerRow> = packs::list;
    pack_get(packs::OnePack) -> crate::packs::Pack = packs::get;
    pack_withdraw(packs::OnePack) -> crate::packs::Pack = packs::withdraw;
    pack_forget(packs::OnePack) -> () = packs::forget;

    import_preview(import::From) -> crate::import::ImportPreview = import::preview;
    import_run(import::From) -> crate::import::ImportDone = import::run;
    import_list(Nothing) -> Vec<crate::import::ImportRow> = import::list;
    import_undo(import::OneImport) -> crate::import::Undone = import::undo;
    sample_add(Nothing) -> import::SampleAdded = import::sample;

    response_preview(review::Files) -> Vec<crate::review::ResponseRow> = review::preview;
    response_add(review::Files) -> Vec<crate::review::ResponseRow> = review::add;
    comment_list(crate::review::ListComments) -> Vec<crate::review::Comment> = review::list;
    comment_answer(review::AnswerComment) -> crate::review::Comment = review::answer;
    comment_heard(crate::review::Heard) -> Vec<crate::review::Comment> = review::heard;
    comment_set_aside(review::OneComment) -> crate::review::Comment = review::set_aside;
    comment_reopen(review::OneComment) -> crate::review::Comment = review::reopen;
    comment_take_up(crate::review::TakeUp) -> crate::review::Comment = review::take_up;
    comment_changes(review::SinceRead) -> Vec<crate::versions::ComparisonRow> = review::changes;
    reply_look(dispatches::ToReaders) -> crate::review::Outgoing = dispatches::look_at_reply;
    reply_write(dispatches::WriteReply) -> crate::review::Dispatch = dispatches::write_reply;
    received_open(review::OpenReceived) -> crate::review::received::Received = review::open;
    received_zip(review::DroppedZip) -> review::FromZip = review::open_zip;
    received_list(crate::review::received::ListReceived) -> Vec<crate::review::received::ReceivedRow> = review::received;
    received_get(review::OneReceived) -> crate::review::received::Received = review::received_one;
    received_save(crate::review::received::SaveReceived) -> crate::review::received::Received = review::save_received;
    received_remove(review::OneReceived) -> () = review::remove_received;
    remark_save(crate::review::received::SaveRemark) -> crate::review::received::Received = review::save_remark;
    remark_remove(crate::review::received::RemoveRemark) -> crate::review::received::Received = review::remove_remark;
    response_look(review::OneReceived) -> crate::review::Outgoing = dispatches::look_at_response;
    response_write(dispatches::WriteResponse) -> crate::review::Dispatch = dispatches::write_response;
    dispatch_list(dispatches::ListDispatches) -> Vec<crate::review::Dispatch> = dispatches::list;
    dispatch_text(dispatches::OneDispatch) -> Vec<crate::review::OutgoingNote> = dispatches::text;
    dispatch_again(dispatches::DispatchAgain) -> crate::review::Dispatch = dispatches::again;
    dispatch_forget(dispatches::OneDispatch) -> crate::review::Dispatch = dispatches::forget;

    markdown_same(entries::TwoTexts) -> entries::Same = entries::same;
    markdown_html(share::Text) -> share::Page = share::html;

    settings_get(Nothing) -> crate::settings::Settings = settings::get;
    settings_save(settings::Patch) -> crate::settings::Settings = settings::save;
}
