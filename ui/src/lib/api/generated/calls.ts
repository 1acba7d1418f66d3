// Made from the table of calls in src-tauri/core/src/api/mod.rs by `make types`. Not to be edited.

/**
 * What this journal and this program are.
 */
export type About = { 
/**
 * Of the program.
 */
version: string, 
/**
 * Where the journal lives.
 */
folder: string, 
/**
 * The journal's identity.
 */
journal_id: string, 
/**
 * When it was begun.
 */
created_at: Instant, 
/**
 * Version of the linked SQLite.
 */
sqlite: string, 
/**
 * Version of its cipher.
 */
cipher: string, 
/**
 * What was put right at the last start, as a sentence.
 */
healed: string | null, };

/**
 * What to attach.
 */
export type AddAttachment = { 
/**
 * To which entry.
 */
entry: EntryId, 
/**
 * What [`Vault::stage`] answered.
 */
staged: string, 
/**
 * The name of the file, with or without a path; only its last part is kept.
 */
name: string, };

/**
 * A new claim of a loop.
 */
export type AddClaim = { 
/**
 * Which loop it comes up in.
 */
loop: EntryId, 
/**
 * Assumption or aim.
 */
kind: ClaimKind, 
/**
 * In the writer's words, at most 2,000 characters.
 */
text: string, 
/**
 * 0 to 100.
 */
confidence?: number, 
/**
 * What kind of assumption.
 */
type?: ClaimType, 
/**
 * What became of an aim.
 */
rating?: Rating, };

/**
 * Many people at once, such as a class.
 */
export type AddPeople = { 
/**
 * Who.
 */
people: Array<NewPerson>, 
/**
 * Who all of them are to the writer.
 */
role: Role, };

/**
 * A line to be quoted.
 */
export type AddQuote = { 
/**
 * In which loop.
 */
loop: EntryId, 
/**
 * The field it supports.
 */
field: string, 
/**
 * Its words, at most 5,000 characters.
 */
exact: string, 
/**
 * What stands before them; 200 characters are kept.
 */
prefix: string, 
/**
 * What stands after them; 200 characters are kept.
 */
suffix: string, 
/**
 * The entry it is taken from; none: the loop itself.
 */
source?: EntryId, 
/**
 * Of the loop itself: the field it is taken from, "account" where not said.
 */
source_field?: string, };

/**
 * A point of the agenda.
 */
export type AgendaItem = { 
/**
 * Its identity.
 */
id: AgendaItemId, 
/**
 * What it is.
 */
kind: AgendaKind, 
/**
 * Of a piece: the entry; none where it is no longer there.
 */
entry: EntryRow | null, 
/**
 * A piece whose entry lies in the trash or is deleted: it is named as gone, and no page is made of it.
 */
gone: boolean, 
/**
 * The question it is, while that is on the list.
 */
question: QuestionId | null, 
/**
 * The commitment it is, while that is kept.
 */
commitment: CommitmentId | null, 
/**
 * What it is about; of a piece it may be empty.
 */
text: string, 
/**
 * Of a piece: what readers have to know before, five lines at most.
 */
context: string, 
/**
 * Of a piece: the question to the readers, one line.
 */
focus: string, 
/**
 * How long; a piece takes what its steps take.
 */
minutes: number | null, };

/**
 * Something on the agenda of a session.
 */
export type AgendaItemId = string;

/**
 * What a point of the agenda is.
 */
export type AgendaKind = "piece" | "question" | "request" | "commitment" | "text";

/**
 * Words for a test: an amendment, or why it is given up.
 */
export type AmendTest = { 
/**
 * Which test.
 */
id: TestId, 
/**
 * What is added.
 */
text: string, };

/**
 * Something added to a planned test before its result.
 */
export type Amendment = { 
/**
 * In the writer's words.
 */
text: string, 
/**
 * When it was added.
 */
at: Instant, };

/**
 * An answer to a comment, or thanks for it.
 */
export type AnswerComment = { 
/**
 * Which.
 */
id: CommentId, 
/**
 * Without words, the answer is taken back.
 */
answer: string, };

/**
 * An answer to what was meant.
 */
export type AnswerIntention = { 
/**
 * Where it was written.
 */
entry: EntryId, 
/**
 * Key of the field.
 */
field: string, 
/**
 * What became of it.
 */
answer: IntentionAnswer, };

/**
 * An answer.
 */
export type AnswerQuestion = { 
/**
 * Which question.
 */
id: QuestionId, 
/**
 * In words; may be empty where an entry is the answer.
 */
answer: string, 
/**
 * An entry that answers it.
 */
entry?: EntryId, };

/**
 * What was answered.
 */
export type Answered = "no" | "yes";

/**
 * An error as it is shown: the message is a sentence for a person.
 */
export type ApiError = { 
/**
 * For the program.
 */
code: Code, 
/**
 * For the person.
 */
message: string, };

/**
 * A state of the journal that was put aside.
 */
export type Aside = { 
/**
 * The name of its folder.
 */
id: string, 
/**
 * When it was put aside.
 */
at: Instant, 
/**
 * Why.
 */
why: PutAside, 
/**
 * When it is offered for deletion.
 */
until: Instant, 
/**
 * Whether that is over.
 */
due: boolean, };

/**
 * Asks for a question.
 */
export type AskCoach = { 
/**
 * Of which learning log.
 */
id: EntryId, 
/**
 * The number of the one asked before; the first where not said.
 */
after?: number, };

/**
 * A question to the reader.
 */
export type Asked = { 
/**
 * The name by which an answer finds it.
 */
id: QuestionKey, 
/**
 * One line or a few.
 */
text: string, 
/**
 * The entry it is about; none: about the whole. A format writes [`super::Pack::piece_id`] of it.
 */
entry: EntryId | null, };

/**
 * One file of an entry.
 */
export type Attachment = { 
/**
 * Its identity; `attachment:ID` in a text points at it.
 */
id: AttachmentId, 
/**
 * The entry it belongs to.
 */
entry: EntryId, 
/**
 * The name its file had, without a path.
 */
name: string, 
/**
 * From the bytes where they tell, else from the name.
 */
media_type: string, 
/**
 * Size of the plain file.
 */
bytes: number, 
/**
 * When it was added.
 */
added_at: Instant, 
/**
 * Whether it can be shown inline.
 */
is_image: boolean, };

/**
 * A file that belongs to an entry.
 */
export type AttachmentId = string;

/**
 * Whether somebody was there.
 */
export type Attendance = { 
/**
 * Who; none: the writer.
 */
person: PersonKey | null, 
/**
 * Their name.
 */
name: string, 
/**
 * There, or sent apologies.
 */
present: boolean, };

/**
 * Whether the writer means to share it.
 */
export type Audience = "private" | "shareable";

/**
 * A look at the behaviours.
 */
export type Audit = { 
/**
 * A line for each behaviour, in their order.
 */
lines: Array<AuditLine>, 
/**
 * Who is left out of informal talk.
 */
left_out: string, 
/**
 * What will be tried in the next month.
 */
plan: string, 
/**
 * The commitment it became.
 */
commitment: CommitmentId | null, 
/**
 * The look before, of the same community or setting.
 */
before: AuditId | null, 
/**
 * Its day.
 */
before_day: string | null, 
/**
 * Its identity.
 */
id: AuditId, 
/**
 * Of a community; none: of where one works.
 */
community: CommunityId | null, 
/**
 * Where, in the writer's words.
 */
setting: string, 
/**
 * The local day of it.
 */
day: string, 
/**
 * Keys of the behaviours that were chosen.
 */
chosen: Array<string>, };

/**
 * A look at which behaviours are to be seen.
 */
export type AuditId = string;

/**
 * What was seen of a behaviour.
 */
export type AuditLine = { 
/**
 * Key of the behaviour.
 */
behaviour: string, 
/**
 * How much of it; none: not said.
 */
seen: Seen | null, 
/**
 * The same at the look before.
 */
seen_before: Seen | null, 
/**
 * How one would support it.
 */
support: string, 
/**
 * One of the one or two to work on.
 */
chosen: boolean, 
/**
 * Entries of one's own that show it.
 */
examples: Array<EntryRow>, };

/**
 * A look at the behaviours in a list.
 */
export type AuditRow = { 
/**
 * Its identity.
 */
id: AuditId, 
/**
 * Of a community; none: of where one works.
 */
community: CommunityId | null, 
/**
 * Where, in the writer's words.
 */
setting: string, 
/**
 * The local day of it.
 */
day: string, 
/**
 * Keys of the behaviours that were chosen.
 */
chosen: Array<string>, };

/**
 * What came back of one pack.
 */
export type Back = { 
/**
 * Files of readers.
 */
readers: number, 
/**
 * Comments in them.
 */
comments: number, 
/**
 * Answers to the writer's questions in them.
 */
answers: number, };

/**
 * A backup, as it is listed.
 */
export type Backup = { 
/**
 * The name of its folder.
 */
id: string, 
/**
 * When it was made.
 */
at: Instant, 
/**
 * Why.
 */
reason: BackupReason, 
/**
 * Kept until somebody lets it go.
 */
pinned: boolean, 
/**
 * What it holds.
 */
holds: Holdings, 
/**
 * Size of its files, those that it shares with the journal too.
 */
bytes: number, 
/**
 * Files that the journal itself had lost when this was made.
 */
missing: number, 
/**
 * It holds a tenth less than the one before, and nobody has said yet that this is all right.
 */
shrunk: boolean, 
/**
 * Why it cannot be used; none where nothing is known to be wrong.
 */
fault: string | null, };

/**
 * Why a backup was made.
 */
export type BackupReason = "opened" | "daily" | "asked" | "before_import" | "before_undo" | "before_thinning" | "before_many" | "before_upgrade" | "before_restore" | "cleared";

/**
 * How backups go, as far as this opening of the journal knows.
 */
export type BackupState = { 
/**
 * One is being made.
 */
running: boolean, 
/**
 * Why the last one could not be made; none where it could.
 */
failed: string | null, 
/**
 * What is to be said of the second place, such as that it is not there just now; none while all is well.
 */
second: string | null, 
/**
 * What is to be said of the place where everything is written as plain text; none while all is well.
 */
plain: string | null, };

/**
 * All there is to fall back on.
 */
export type Backups = { 
/**
 * The backups, newest first.
 */
backups: Array<Backup>, 
/**
 * States of the journal that something else took the place of, newest first.
 */
asides: Array<Aside>, 
/**
 * How the last ones went.
 */
state: BackupState, 
/**
 * The folder where they go besides, each as one file under a passphrase.
 */
second_place: string | null, 
/**
 * The folder where everything is written as plain text each week.
 */
plain_place: string | null, 
/**
 * When it last was.
 */
plain_written: Instant | null, };

/**
 * A learning log to be begun.
 */
export type BeginLoop = { 
/**
 * At most 500 characters, one line.
 */
title?: string, 
/**
 * The entry it begins from: its day, setting, tags, people and language are taken over.
 */
from?: EntryId, 
/**
 * Words of that entry, kept as a quote beside the trigger.
 */
passage?: Passage, };

/**
 * A plan to begin.
 */
export type BeginPlan = { 
/**
 * For this community.
 */
community?: CommunityId, 
/**
 * For a reader who is no community, by name.
 */
audience?: string, 
/**
 * What is asked of the reader; "peer_review" where not said.
 */
purpose?: Purpose, 
/**
 * Entries to begin with, whole.
 */
ids?: Array<EntryId>, };

/**
 * A behaviour with what of one's own could be an example of it.
 */
export type BehaviourShown = { 
/**
 * Entries that look like it, last first.
 */
examples: Array<EntryRow>, 
/**
 * Its name in audits.
 */
key: string, 
/**
 * For a person.
 */
name: string, 
/**
 * How it sounds.
 */
says: string, 
/**
 * What one does for it here.
 */
gesture: string, 
/**
 * The question that opens it.
 */
prompt: string, };

/**
 * What stands beside the page.
 */
export type Beside = "none" | "versions" | "attachments" | "details" | "comments";

/**
 * Challenges through one lens.
 */
export type ByLens = { 
/**
 * The lens.
 */
lens: Through, 
/**
 * How many challenges.
 */
count: number, 
/**
 * In which loops.
 */
loops: Array<LoopRow>, };

/**
 * Challenges of one person.
 */
export type ByPerson = { 
/**
 * As the writer named them.
 */
who: string, 
/**
 * How many challenges.
 */
count: number, 
/**
 * In which loops.
 */
loops: Array<LoopRow>, };

/**
 * A day with entries.
 */
export type CalendarDay = { 
/**
 * Local day.
 */
day: string, 
/**
 * How many entries.
 */
count: number, };

/**
 * A calendar file that was written.
 */
export type CalendarWritten = { 
/**
 * Its name, without the path.
 */
file_name: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * How many tests are in it.
 */
count: number, };

/**
 * A case, whole.
 */
export type Case = { 
/**
 * Whether it was so.
 */
real: Reality, 
/**
 * Where and with whom.
 */
context: string, 
/**
 * What the writer wanted to bring about.
 */
purpose: string, 
/**
 * Who or what stood in the way.
 */
block: string, 
/**
 * What might happen.
 */
feared: string, 
/**
 * In order.
 */
turns: Array<Turn>, };

/**
 * The one case of a loop.
 */
export type CaseOf = { 
/**
 * Of which loop.
 */
loop: EntryId, };

/**
 * What moved the writer: their own reading, a comment, a test, a session.
 */
export type Cause = "self" | "comment" | "test" | "session";

/**
 * One challenge.
 */
export type Challenge = { 
/**
 * Its identity.
 */
id: ChallengeId, 
/**
 * Evidence, reading or view.
 */
kind: ChallengeKind, 
/**
 * What it says.
 */
text: string, 
/**
 * Through whose eyes.
 */
lens: Lens | null, 
/**
 * Who said it; may be empty.
 */
who: string, 
/**
 * How they were asked, or how it was found out; may be empty.
 */
how: string, 
/**
 * What brought it: the writer, a comment, a test, a session.
 */
cause: Cause, 
/**
 * Which comment, test or session.
 */
cause_id: string | null, 
/**
 * When it was written.
 */
made_at: Instant, 
/**
 * When it was last changed.
 */
edited_at: Instant, };

/**
 * What speaks against an assumption.
 */
export type ChallengeId = string;

/**
 * What a challenge is made of.
 */
export type ChallengeKind = "evidence" | "reading" | "view";

/**
 * A kind of thing that a read can depend on.
 */
export type Change = "entries" | "versions" | "attachments" | "trash" | "tray" | "imports" | "settings" | "index" | "loops" | "claims" | "templates" | "questions" | "intentions" | "silenced" | "soundness" | "comments" | "received" | "dispatches" | "people" | "communities" | "plans" | "packs" | "backups" | "protocols" | "sessions" | "commitments" | "audits";

/**
 * What is to change in the choice.
 */
export type ChangePieces = { 
/**
 * Which plan.
 */
plan: PlanId, 
/**
 * Entries to take in, whole; those there stay as they are.
 */
add?: Array<EntryId>, 
/**
 * Entries to take out.
 */
remove?: Array<EntryId>, 
/**
 * What of an entry goes, said anew; one that is not there is taken in.
 */
set?: Array<PiecePart>, };

/**
 * What one committed transaction changed.
 */
export type Changes = { 
/**
 * What was done.
 */
op: Op, 
/**
 * Kinds of thing touched.
 */
kinds: Array<Change>, 
/**
 * The entries named by the operation, where they are few.
 */
entries: Array<EntryId>, };

/**
 * A question to a learning log.
 */
export type Check = { 
/**
 * What to silence.
 */
subject: string, 
/**
 * Which question it is.
 */
id: string, 
/**
 * The question.
 */
question: string, 
/**
 * Why it is asked of this one, in words.
 */
why: string, };

/**
 * What a check found.
 */
export type Checked = { 
/**
 * Whether all is as it should be.
 */
sound: boolean, 
/**
 * Sentences of what is not.
 */
problems: Array<string>, 
/**
 * What was not as it should be with the search index since the journal was opened, and was put right, as a sentence.
 */
mended?: string, 
/**
 * Entries in the journal, those in the trash aside.
 */
entries: number, 
/**
 * Entries in the search index.
 */
indexed: number, 
/**
 * Attached files, removed ones included.
 */
attachments: number, };

/**
 * Another template for an entry.
 */
export type ChooseTemplate = { 
/**
 * Which entry.
 */
id: EntryId, 
/**
 * The revision that the editor started from.
 */
base: string, 
/**
 * Id of the template.
 */
template: string, };

/**
 * A claim, whole: with what was merged into it.
 */
export type Claim = { 
/**
 * All it went through, oldest first.
 */
versions: Array<ClaimVersion>, 
/**
 * Where it came up, in the order in which it did; those in the trash are left out.
 */
loops: Array<LoopRow>, 
/**
 * What speaks against it in these, oldest first.
 */
challenges: Array<ClaimChallenge>, 
/**
 * Its tests, in the order in which they were thought up.
 */
tests: Array<Test>, 
/**
 * Entries that its loops began from, or that bear on them.
 */
entries: Array<EntryRow>, 
/**
 * The claims that were merged into it, however indirectly.
 */
merged: Array<ClaimHead>, 
/**
 * Its identity.
 */
id: ClaimId, 
/**
 * Assumption or aim.
 */
kind: ClaimKind, 
/**
 * Where the writer said so.
 */
type: ClaimType | null, 
/**
 * In the writer's words.
 */
text: string, 
/**
 * 0 to 100: how sure the writer is; none where it was never said.
 */
confidence: number | null, 
/**
 * How the writer stands to it.
 */
standing: Standing, 
/**
 * When its newest version was written.
 */
since: Instant, 
/**
 * The claim it is now a part of.
 */
merged_into: ClaimId | null, };

/**
 * A challenge, and where it was made.
 */
export type ClaimChallenge = { 
/**
 * In which loop.
 */
loop: EntryId, 
/**
 * That loop's title; may be empty.
 */
loop_title: string, 
/**
 * Its identity.
 */
id: ChallengeId, 
/**
 * Evidence, reading or view.
 */
kind: ChallengeKind, 
/**
 * What it says.
 */
text: string, 
/**
 * Through whose eyes.
 */
lens: Lens | null, 
/**
 * Who said it; may be empty.
 */
who: string, 
/**
 * How they were asked, or how it was found out; may be empty.
 */
how: string, 
/**
 * What brought it: the writer, a comment, a test, a session.
 */
cause: Cause, 
/**
 * Which comment, test or session.
 */
cause_id: string | null, 
/**
 * When it was written.
 */
made_at: Instant, 
/**
 * When it was last changed.
 */
edited_at: Instant, };

/**
 * A claim as it stands now.
 */
export type ClaimHead = { 
/**
 * Its identity.
 */
id: ClaimId, 
/**
 * Assumption or aim.
 */
kind: ClaimKind, 
/**
 * Where the writer said so.
 */
type: ClaimType | null, 
/**
 * In the writer's words.
 */
text: string, 
/**
 * 0 to 100: how sure the writer is; none where it was never said.
 */
confidence: number | null, 
/**
 * How the writer stands to it.
 */
standing: Standing, 
/**
 * When its newest version was written.
 */
since: Instant, 
/**
 * The claim it is now a part of.
 */
merged_into: ClaimId | null, };

/**
 * An assumption or an aim.
 */
export type ClaimId = string;

/**
 * What is claimed: how things are, or what is wanted.
 */
export type ClaimKind = "assumption" | "aim";

/**
 * A line of the ledger. Claims that were merged into another are counted there.
 */
export type ClaimRow = { 
/**
 * How often it was written.
 */
versions: number, 
/**
 * In how many loops it came up; those in the trash are not counted.
 */
loops: number, 
/**
 * What speaks against it in those loops.
 */
challenges: number, 
/**
 * How sure the writer was when they first said so.
 */
first_confidence: number | null, 
/**
 * The day of its next planned test.
 */
due: string | null, 
/**
 * Its identity.
 */
id: ClaimId, 
/**
 * Assumption or aim.
 */
kind: ClaimKind, 
/**
 * Where the writer said so.
 */
type: ClaimType | null, 
/**
 * In the writer's words.
 */
text: string, 
/**
 * 0 to 100: how sure the writer is; none where it was never said.
 */
confidence: number | null, 
/**
 * How the writer stands to it.
 */
standing: Standing, 
/**
 * When its newest version was written.
 */
since: Instant, 
/**
 * The claim it is now a part of.
 */
merged_into: ClaimId | null, };

/**
 * What kind of assumption it is: how things hang together, what ought to be done, how the world is framed (Brookfield
 * 1995).
 */
export type ClaimType = "causal" | "prescriptive" | "paradigmatic";

/**
 * One state in a claim's life.
 */
export type ClaimVersion = { 
/**
 * Its place in the history it is shown in, from 1.
 */
n: number, 
/**
 * Of which claim: another than the one asked for where that was merged into it.
 */
claim: ClaimId, 
/**
 * In the writer's words.
 */
text: string, 
/**
 * 0 to 100.
 */
confidence: number | null, 
/**
 * How the writer stood to it.
 */
standing: Standing, 
/**
 * When it was written.
 */
at: Instant, 
/**
 * What moved the writer.
 */
cause: Cause, 
/**
 * Of the comment, test or session.
 */
cause_id: string | null, 
/**
 * The loop it was written in.
 */
loop: EntryId | null, 
/**
 * Its title; none where that loop is gone or in the trash.
 */
loop_title: string | null, 
/**
 * The writer's note on the change; may be empty.
 */
note: string, };

/**
 * What was deleted for good and is to go from the backups, too.
 */
export type ClearBackups = { 
/**
 * Which entries.
 */
ids: Array<EntryId>, 
/**
 * Claims that went with them; one that a backup's state still needs stays there.
 */
claims?: Array<ClaimId>, 
/**
 * Packs whose kept bytes go, too.
 */
packs?: Array<PackId>, 
/**
 * The same of answers that went back to readers.
 */
dispatches?: Array<DispatchId>, };

/**
 * What became of the backups that held it.
 */
export type Cleared = { 
/**
 * Made anew without it.
 */
cleared: Array<Backup>, 
/**
 * Still as they were: they could not be made anew.
 */
left: Array<Backup>, };

/**
 * The end of a learning log.
 */
export type CloseLoop = { 
/**
 * Which loop.
 */
id: EntryId, 
/**
 * Keep, revise or drop.
 */
verdict: Verdict, 
/**
 * The assumption or aim it is said of: one of this loop.
 */
claim: ClaimId, 
/**
 * What is held instead, where it is revised or dropped.
 */
instead?: string, 
/**
 * How sure the writer is now, 0 to 100.
 */
confidence?: number, };

/**
 * One question of a coach.
 */
export type CoachQuestion = { 
/**
 * Which it is; to be given as `after` for the next.
 */
number: number, 
/**
 * The question.
 */
question: string, };

/**
 * What the window does something different for. A code exists only if somebody acts on it.
 */
export type Code = "not_found" | "stale" | "bad_input" | "disk_full" | "read_only" | "damaged" | "busy" | "too_big" | "undecided" | "cancelled" | "unavailable" | "locked" | "passphrase" | "internal";

/**
 * A comment.
 */
export type Comment = { 
/**
 * Its identity.
 */
id: CommentId, 
/**
 * The file it came in.
 */
response: ResponseId, 
/**
 * What it answers.
 */
pack: PackId, 
/**
 * That pack's line; of what was heard in a session, what that is called.
 */
pack_title: string, 
/**
 * The session it was heard in, where it came in no file.
 */
session: SessionId | null, 
/**
 * For whom the pack was.
 */
audience: string, 
/**
 * When the pack left.
 */
sent_at: Instant | null, 
/**
 * By what name it was signed; may be empty.
 */
by: string, 
/**
 * Warm, cool and so on.
 */
kind: CommentKind, 
/**
 * What was written, as it was sent.
 */
text: string, 
/**
 * The same with the real names in the place of the pseudonyms.
 */
shown: string, 
/**
 * The entry it is about; none: the whole, or an entry that is gone.
 */
entry: EntryId | null, 
/**
 * The title of that entry now, else that of the piece as it left; empty on the whole.
 */
title: string, 
/**
 * The question it answers.
 */
question: string | null, 
/**
 * The passage, as it was sent.
 */
quote: CommentQuote | null, 
/**
 * The same passage in the words of the writer.
 */
passage: string, 
/**
 * Where it stands.
 */
place: CommentPlace, 
/**
 * Whether the entry has other words since it was read.
 */
changed_since: boolean, 
/**
 * When it was written.
 */
made_at: Instant | null, 
/**
 * When it came in.
 */
added_at: Instant, 
/**
 * What became of it.
 */
state: CommentState, 
/**
 * What the writer answered; may be empty.
 */
answer: string, 
/**
 * When.
 */
answered_at: Instant | null, 
/**
 * The challenge it was taken up as, while that stands.
 */
challenge: ChallengeId | null, 
/**
 * The learning log of that challenge.
 */
loop: EntryId | null, };

/**
 * A comment.
 */
export type CommentId = string;

/**
 * What kind of comment it is.
 */
export type CommentKind = "warm" | "cool" | "question" | "challenge" | "suggestion" | "answer" | "remark";

/**
 * Where a comment stands in the text of now.
 */
export type CommentPlace = { 
/**
 * How well it could be placed.
 */
standing: CommentStanding, 
/**
 * In code points of the text of now; of an orphan where it would be.
 */
start: number, 
/**
 * Where it ends; of an orphan where it begins.
 */
end: number, 
/**
 * The words that stand there now.
 */
words: string, 
/**
 * What stands before them.
 */
before: string, 
/**
 * What stands behind them.
 */
behind: string, };

/**
 * A passage as a reader's file names it.
 */
export type CommentQuote = { 
/**
 * Its words.
 */
exact: string, 
/**
 * What stands before it.
 */
prefix: string, 
/**
 * What stands behind it.
 */
suffix: string, 
/**
 * Where it begins in the text that was read, in code points.
 */
start: number | null, 
/**
 * Where it ends there.
 */
end: number | null, };

/**
 * How well a comment is placed.
 */
export type CommentStanding = "exact" | "moved" | "orphan" | "whole";

/**
 * What the writer made of a comment.
 */
export type CommentState = "open" | "answered" | "taken_up" | "set_aside";

/**
 * What somebody promised.
 */
export type Commitment = { 
/**
 * Its identity.
 */
id: CommitmentId, 
/**
 * In which community.
 */
community: CommunityId, 
/**
 * As that is called.
 */
community_name: string, 
/**
 * In which session, while that is there.
 */
session: SessionId | null, 
/**
 * What will be done.
 */
what: string, 
/**
 * Whether the writer promised it.
 */
mine: boolean, 
/**
 * Who promised it else; none where they are no longer known.
 */
person: PersonKey | null, 
/**
 * Their name; of the writer the one chosen for this community, or "me".
 */
who: string, 
/**
 * By which local day.
 */
due: string | null, 
/**
 * How it will be seen; may be empty.
 */
evidence: string, 
/**
 * How it stands.
 */
state: CommitmentState, 
/**
 * Open, and its day has passed; or kept after its day.
 */
late: boolean, 
/**
 * How it came to stand so, oldest first.
 */
steps: Array<CommitmentStep>, };

/**
 * What somebody promised to do.
 */
export type CommitmentId = string;

/**
 * How it stands with a commitment. None of these is a mark.
 */
export type CommitmentState = "planned" | "under_way" | "kept" | "let_go";

/**
 * A step in the life of a commitment.
 */
export type CommitmentStep = { 
/**
 * How it stood from then on.
 */
state: CommitmentState, 
/**
 * What was said about it; may be empty.
 */
note: string, 
/**
 * When.
 */
at: Instant, };

/**
 * A community.
 */
export type Community = { 
/**
 * Its identity; never leaves the journal.
 */
id: CommunityId, 
/**
 * As it is called.
 */
name: string, 
/**
 * The name the writer chose for this community; may be empty.
 */
shown_name: string, 
/**
 * What we care about.
 */
care: string, 
/**
 * Who we are.
 */
who: string, 
/**
 * What we share.
 */
share: string, 
/**
 * How we are with each other.
 */
norms: string, 
/**
 * A key of [`stages`].
 */
stage: string | null, 
/**
 * The day since when.
 */
stage_since: string | null, 
/**
 * In the writer's order.
 */
members: Array<Member>, 
/**
 * When it was begun.
 */
created_at: Instant, 
/**
 * When it was last changed.
 */
edited_at: Instant, 
/**
 * When it was put away; it is no longer offered then.
 */
archived_at: Instant | null, };

/**
 * A community that things are shared with.
 */
export type CommunityId = string;

/**
 * A community in a list.
 */
export type CommunityRow = { 
/**
 * Which.
 */
id: CommunityId, 
/**
 * As it is called.
 */
name: string, 
/**
 * What we care about, the beginning.
 */
care: string, 
/**
 * The name the writer chose for it.
 */
shown_name: string, 
/**
 * How many members.
 */
members: number, 
/**
 * A key of [`stages`].
 */
stage: string | null, 
/**
 * When it was put away.
 */
archived_at: Instant | null, };

/**
 * A stage of a community.
 */
export type CommunityStage = { 
/**
 * By which a community names it.
 */
key: string, 
/**
 * For a person.
 */
name: string, 
/**
 * What it is like, and what to ask then.
 */
hint: string, };

/**
 * Two versions of an entry.
 */
export type Compare = { 
/**
 * Of which.
 */
entry: EntryId, 
/**
 * A version's id, or "now".
 */
left: string, 
/**
 * A version's id, or "now".
 */
right: string, };

/**
 * Two versions side by side.
 */
export type Comparison = { 
/**
 * The older one, usually.
 */
left: VersionRow, 
/**
 * The newer one.
 */
right: VersionRow, 
/**
 * Line by line.
 */
rows: Array<ComparisonRow>, };

/**
 * A line of both sides.
 */
export type ComparisonRow = { 
/**
 * None where the line was added.
 */
left: Array<Piece> | null, 
/**
 * None where it was removed.
 */
right: Array<Piece> | null, 
/**
 * What became of it.
 */
kind: RowKind, 
/**
 * Equal lines left out here.
 */
hidden: number, };

/**
 * How it stands.
 */
export type ConsentState = "not_needed" | "asked" | "given" | "refused";

/**
 * A copy of a backup elsewhere.
 */
export type CopyBackup = { 
/**
 * Which; the last good one where none is named.
 */
id: string | null, 
/**
 * A folder that is not there yet.
 */
place: Place, };

/**
 * A value and how many entries have it.
 */
export type Count = { 
/**
 * As written.
 */
value: string, 
/**
 * Entries.
 */
count: number, };

/**
 * One form, counted.
 */
export type Counter = { 
/**
 * Id of the form.
 */
template: string, 
/**
 * Copies of it that the writer made: what is written in them counts, too.
 */
copies: Array<string>, 
/**
 * Its name.
 */
name: string, 
/**
 * The first day of the cycle; none where it is not known, and all entries count.
 */
from: string | null, 
/**
 * Its last day.
 */
to: string | null, 
/**
 * How many years it lasts.
 */
years: number, 
/**
 * How many are asked for; 0 where no number is laid down.
 */
needed: number, 
/**
 * How many there are with every required field filled.
 */
have: number, 
/**
 * What is still to come, in sentences.
 */
missing: Array<string>, 
/**
 * Those of the cycle, oldest first; also ones with fields still empty.
 */
entries: Array<EntryRow>, };

/**
 * What is to be covered on a picture.
 */
export type CoverPicture = { 
/**
 * Which picture.
 */
attachment: AttachmentId, 
/**
 * All of it, as the picture is held upright; none: nothing is.
 */
patches: Array<PicturePatch>, };

/**
 * What is wrong, and what there is to fall back on.
 */
export type Damage = { 
/**
 * Where the journal lives.
 */
folder: string, 
/**
 * What is left of its key file.
 */
keys: KeysAre, 
/**
 * Whether its key file wants a passphrase or a recovery code.
 */
locked: boolean, 
/**
 * Its backups, newest first.
 */
backups: Array<Backup>, };

/**
 * How exactly.
 */
export type Dates = "exact" | "month" | "term" | "none";

/**
 * A span of local days, both included.
 */
export type Days = { 
/**
 * "2026-11-01".
 */
from: string, 
/**
 * "2026-11-30".
 */
to: string, };

/**
 * What is to be decided.
 */
export type Decide = { 
/**
 * In which plan: it is kept for its audience.
 */
plan: PlanId, 
/**
 * One by one.
 */
decisions?: Array<OneDecision>, 
/**
 * Every proposal for what is still open, taken at once.
 */
accept?: boolean, 
/**
 * Forgotten with the plan; else remembered for its audience.
 */
only_here?: boolean, };

/**
 * A decision, or the proposal of one.
 */
export type Decision = { 
/**
 * What is done.
 */
action: DecisionAction, 
/**
 * What stands there instead, or why it stays; may be empty.
 */
text: string, };

/**
 * What is done.
 */
export type DecisionAction = "replace" | "generalise" | "cut" | "keep" | "not_a_name";

/**
 * What a picture shows.
 */
export type DescribePicture = { 
/**
 * Which picture.
 */
attachment: AttachmentId, 
/**
 * In a sentence, at most 500 characters; empty takes it back.
 */
text: string, };

/**
 * A line of the list.
 */
export type Dispatch = { 
/**
 * Its identity.
 */
id: DispatchId, 
/**
 * Answers or a response.
 */
kind: DispatchKind, 
/**
 * On which pack.
 */
pack: PackId, 
/**
 * To whom: a reader, an author or a community; may be empty.
 */
to: string, 
/**
 * About what; empty once forgotten.
 */
title: string, 
/**
 * Comments or answers in it.
 */
count: number, 
/**
 * Name of the file; empty once forgotten.
 */
file_name: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * SHA-256 of it, lower-case hex.
 */
sha256: string, 
/**
 * When it was handed over first.
 */
sent_at: Instant, 
/**
 * Every time it was handed over.
 */
given: Array<Instant>, 
/**
 * When its bytes were forgotten: only this line is left.
 */
forgotten_at: Instant | null, };

/**
 * A file that went back, to be given once more.
 */
export type DispatchAgain = { 
/**
 * Which.
 */
id: DispatchId, 
/**
 * The file to write.
 */
place: Place, };

/**
 * A file that went back: answers to readers, or a response.
 */
export type DispatchId = string;

/**
 * What kind of file went back.
 */
export type DispatchKind = "reply" | "response";

/**
 * What came of it.
 */
export type DoorAnswer = { 
/**
 * Whether the passphrase or code was right; nothing is changed unless it was.
 */
tried: Tried, 
/**
 * How many letters were typed, where a code has 32.
 */
letters: number | null, 
/**
 * Seconds until the next try.
 */
wait_seconds: number, 
/**
 * What the journal is locked with now.
 */
protection: Protection | null, };

/**
 * How things stand at the door.
 */
export type DoorStage = "none" | "locked" | "opening" | "open" | "damaged";

/**
 * What can be told from outside.
 */
export type DoorState = { 
/**
 * How things stand.
 */
stage: DoorStage, 
/**
 * What it is locked with; none where that cannot be told.
 */
protection: Protection | null, 
/**
 * Seconds until a passphrase or code is tried again, after wrong ones.
 */
wait_seconds: number, 
/**
 * Why it does not open, as a sentence.
 */
problem: string | null, };

/**
 * What was typed in a place and not yet kept.
 */
export type Draft = { 
/**
 * As it was handed over; null where there is none.
 */
value: unknown, };

/**
 * A test that will not be made.
 */
export type DropTest = { 
/**
 * Which test.
 */
id: TestId, 
/**
 * Why; may be empty.
 */
why: string, };

/**
 * A zip that was dropped on the window.
 */
export type DroppedZip = { 
/**
 * Its name.
 */
name: string, 
/**
 * As it was staged; it is gone from there then.
 */
staged: AttachmentId, };

/**
 * What is due on a day.
 */
export type Due = { 
/**
 * Those whose day has come or whose result waits to be looked back on, then those of the next two weeks.
 */
tests: Array<Test>, 
/**
 * Parked loops whose day has come, longest due first.
 */
parked: Array<LoopRow>, 
/**
 * What the writer meant to do.
 */
intention: Intention | null, 
/**
 * What the writer promised until then, what is due first, first.
 */
commitments: Array<Commitment>, 
/**
 * The next session of these two weeks.
 */
session: SessionRow | null, };

/**
 * One state that is no more.
 */
export type Earlier = { 
/**
 * What it is a state of: the id of the challenge, the key of the field; empty for the case.
 */
item: string, 
/**
 * When something else took its place, or it was taken out.
 */
until: Instant, 
/**
 * What stood there until then.
 */
was: Was, };

/**
 * A challenge in the words it had.
 */
export type EarlierChallenge = { 
/**
 * Evidence, reading or view.
 */
kind: ChallengeKind, 
/**
 * What it said.
 */
text: string, 
/**
 * Through whose eyes.
 */
lens: Lens | null, 
/**
 * Who said it; may be empty.
 */
who: string, 
/**
 * How they were asked; may be empty.
 */
how: string, };

/**
 * One entry, whole.
 */
export type Entry = { 
/**
 * Its identity.
 */
id: EntryId, 
/**
 * Changes with every save of title or body; an editor names the one it started from.
 */
revision: string, 
/**
 * May be empty.
 */
title: string, 
/**
 * Markdown, exactly as written.
 */
body: string, 
/**
 * When it happened, as the person knows it.
 */
happened: Happened, 
/**
 * When it was first written.
 */
written_at: Instant, 
/**
 * When title or body were last changed.
 */
edited_at: Instant, 
/**
 * Reflection in, on or for action.
 */
timing: Timing | null, 
/**
 * Where: "Year 9, room 4"; free text, may be empty.
 */
setting: string, 
/**
 * Id of the template it was begun with.
 */
template: string, 
/**
 * Of a template of one's own: the version it was begun with.
 */
template_version: number | null, 
/**
 * A plain entry, or a learning log.
 */
kind: Kind, 
/**
 * ISO 639-1, detected or chosen.
 */
language: string | null, 
/**
 * True where the user chose it.
 */
language_chosen: boolean, 
/**
 * In the writer's order.
 */
tags: Array<string>, 
/**
 * Names of those it is about, in the writer's order; never exported as a list.
 */
people: Array<string>, 
/**
 * Draft or ready.
 */
readiness: Readiness, 
/**
 * Private or shareable.
 */
audience: Audience, 
/**
 * Marked by the writer.
 */
starred: boolean, 
/**
 * When it went to the trash.
 */
trashed_at: Instant | null, 
/**
 * Words of the body.
 */
words: number, 
/**
 * Its files.
 */
attachments: Array<Attachment>, 
/**
 * Whether the text is small enough for the rich editor.
 */
rich: boolean, };

/**
 * The fields a save gives; those left out stay as they are.
 */
export type EntryFields = { 
/**
 * At most 500 characters, one line.
 */
title?: string, 
/**
 * Markdown.
 */
body?: string, 
/**
 * When it happened.
 */
happened?: Happened, 
/**
 * `null` clears it.
 */
timing?: Timing | null, 
/**
 * Free text.
 */
setting?: string, 
/**
 * Of a new entry: its template, by id. That of an older one is chosen with `template_choose`, which carries the text.
 */
template?: string, 
/**
 * ISO 639-1; `null` lets the program detect it again.
 */
language?: string | null, 
/**
 * All of them, in order.
 */
tags?: Array<string>, 
/**
 * All of them, in order.
 */
people?: Array<string>, 
/**
 * Draft or ready.
 */
readiness?: Readiness, 
/**
 * Private or shareable.
 */
audience?: Audience, 
/**
 * Marked.
 */
starred?: boolean, };

/**
 * An entry.
 */
export type EntryId = string;

/**
 * An entry of a plan.
 */
export type EntryOfPlan = { 
/**
 * Which plan.
 */
plan: PlanId, 
/**
 * Which entry.
 */
entry: EntryId, };

/**
 * Rows, newest first, and where the next page begins.
 */
export type EntryPage = { 
/**
 * Newest first.
 */
rows: Array<EntryRow>, 
/**
 * For the next page; none at the end.
 */
next: string | null, 
/**
 * How many entries the filter keeps in all.
 */
total: number, };

/**
 * A line of a list.
 */
export type EntryRow = { 
/**
 * Its identity.
 */
id: EntryId, 
/**
 * As in [`Entry`].
 */
revision: string, 
/**
 * May be empty.
 */
title: string, 
/**
 * The first words of the body.
 */
excerpt: string, 
/**
 * The local day it is shown under, "2026-11-21".
 */
day: string, 
/**
 * When it happened.
 */
happened: Happened, 
/**
 * When title or body were last changed.
 */
edited_at: Instant, 
/**
 * In the writer's order.
 */
tags: Array<string>, 
/**
 * In the writer's order.
 */
people: Array<string>, 
/**
 * May be empty.
 */
setting: string, 
/**
 * Reflection in, on or for action.
 */
timing: Timing | null, 
/**
 * Id of the template.
 */
template: string, 
/**
 * A plain entry, or a learning log.
 */
kind: Kind, 
/**
 * Of a learning log: the stage it is at.
 */
stage: Stage | null, 
/**
 * Of a learning log: whether it left the way.
 */
exit: Exit | null, 
/**
 * Draft or ready.
 */
readiness: Readiness, 
/**
 * Private or shareable.
 */
audience: Audience, 
/**
 * Marked by the writer.
 */
starred: boolean, 
/**
 * How many files.
 */
attachments: number, 
/**
 * Words of the body.
 */
words: number, 
/**
 * When it went to the trash.
 */
trashed_at: Instant | null, 
/**
 * Whether it is ticked to be shared.
 */
in_tray: boolean, };

/**
 * A side exit: both are good endings of a learning log, neither is a lesser one.
 */
export type Exit = "none" | "parked" | "single";

/**
 * A file in the preview.
 */
export type ExportFile = { 
/**
 * Path inside the export, or the name of the entry's file.
 */
name: string, 
/**
 * Its size; 0 where it is left out.
 */
bytes: number, 
/**
 * What one should know about it; may be empty.
 */
note: string, };

/**
 * Exactly what would leave.
 */
export type ExportPreview = { 
/**
 * What leaves, oldest first.
 */
entries: Array<EntryRow>, 
/**
 * What stays, counted.
 */
left_out: LeftOut, 
/**
 * What stays.
 */
left_out_rows: Array<EntryRow>, 
/**
 * The learning logs among what leaves, with what of each has a tick of its own.
 */
logs: Array<LogLeaves>, 
/**
 * Words of the bodies that leave.
 */
words: number, 
/**
 * Every file in the export.
 */
files: Array<ExportFile>, 
/**
 * The text that leaves, as a page without script.
 */
page: string, 
/**
 * People known to the journal whose name stands in what leaves.
 */
names: Array<string>, 
/**
 * The name proposed for the file.
 */
file_name: string, };

/**
 * What the journal's entries can be filtered by.
 */
export type Facets = { 
/**
 * Tags with how many entries bear them, most first.
 */
tags: Array<Count>, 
/**
 * People with how many entries are about them, most first.
 */
people: Array<Count>, 
/**
 * Settings, most used first.
 */
settings: Array<Count>, 
/**
 * Templates, most used first.
 */
templates: Array<Count>, 
/**
 * The first local day with an entry.
 */
first_day: string | null, 
/**
 * The last one.
 */
last_day: string | null, };

/**
 * What is written in a field.
 */
export type FieldKind = "text" | "choice" | "date" | "number";

/**
 * A value: a choice or a day ("2026-11-21"), a number, or several choices.
 */
export type FieldValue = string | number | Array<string>;

/**
 * What a list keeps. All parts that are given must hold; of a list any one.
 */
export type Filter = { 
/**
 * Any of these tags.
 */
tags?: Array<string>, 
/**
 * Any of these people.
 */
people?: Array<string>, 
/**
 * Any of these settings.
 */
settings?: Array<string>, 
/**
 * Any of these timings.
 */
timings?: Array<Timing>, 
/**
 * Any of these templates.
 */
templates?: Array<string>, 
/**
 * Entries, learning logs, or both.
 */
kinds?: Array<Kind>, 
/**
 * Learning logs at any of these stages, whether parked or not.
 */
stages?: Array<Stage>, 
/**
 * Draft or ready.
 */
readiness?: Readiness, 
/**
 * Private or shareable.
 */
audience?: Audience, 
/**
 * Marked or not.
 */
starred?: boolean, 
/**
 * With files or without.
 */
has_attachment?: boolean, 
/**
 * This local day or later.
 */
after?: string, 
/**
 * This local day or earlier.
 */
before?: string, };

/**
 * How the steps fit the slot.
 */
export type Fit = { 
/**
 * The minutes of the steps together.
 */
minutes: number, 
/**
 * The minutes there are.
 */
slot: number, 
/**
 * What was shortened, or is to be; empty: all is well.
 */
words: Array<string>, };

/**
 * An entry, field by field.
 */
export type Form = { 
/**
 * Id of the template.
 */
template: string, 
/**
 * Its name; of a template that is not here its id.
 */
name: string, 
/**
 * Whose it is; may be empty.
 */
author: string, 
/**
 * When it was published; may be empty.
 */
year: string, 
/**
 * In the order of the template; values that it has no field for stand at the end.
 */
fields: Array<FormField>, 
/**
 * What stands above the first heading.
 */
preamble: string, 
/**
 * Labels of required fields that are empty.
 */
missing: Array<string>, };

/**
 * When the cycle of a profession's form began.
 */
export type FormCycle = { 
/**
 * Id of the form.
 */
template: string, 
/**
 * A day.
 */
start: string, };

/**
 * A field with what is in it.
 */
export type FormField = { 
/**
 * As the entry's template has it.
 */
field: TemplateField, 
/**
 * Of a text field: what stands below its heading.
 */
text: string, 
/**
 * Of a text field: whether its heading stands in the entry.
 */
present: boolean, 
/**
 * Characters of the text.
 */
characters: number, 
/**
 * Of any other field: its value.
 */
value: FieldValue | null, 
/**
 * Where its heading begins in the body, in UTF-16 units.
 */
start: number | null, };

/**
 * A format, as it is offered.
 */
export type Format = { 
/**
 * The name by which calls and the command line know it.
 */
id: string, 
/**
 * For a person.
 */
name: string, 
/**
 * What it is good for, and what it holds that one might not expect.
 */
hint: string, 
/**
 * What it is good for where it goes to somebody, of whom other things leave than of a copy for oneself.
 */
hint_for_others: string, 
/**
 * Of the file that leaves, without a dot; "zip" where it is several files in one.
 */
extension: string, 
/**
 * It makes sense only for somebody: it is offered where there is an audience.
 */
needs_letter: boolean, };

/**
 * One entry found.
 */
export type Found = { 
/**
 * The entry.
 */
entry: EntryRow, 
/**
 * Higher is better; comparable within one answer only.
 */
score: number, 
/**
 * The part of the text with most of what was asked for.
 */
passage: Array<Piece>, 
/**
 * The title, what was asked for marked.
 */
title: Array<Piece>, };

/**
 * One claim found.
 */
export type FoundClaim = { 
/**
 * The claim as it stands.
 */
claim: ClaimHead, 
/**
 * The words that were found: what it says now, or what it said before.
 */
passage: Array<Piece>, };

/**
 * One place.
 */
export type FoundPassage = { 
/**
 * What stands there, the words asked for marked.
 */
passage: Array<Piece>, 
/**
 * Words of the entry's text to go to; none where it stands in what hangs on the entry.
 */
line: string | null, 
/**
 * How often these words stand in the text before this place, case and accents aside.
 */
nth: number, };

/**
 * A file or folder to import.
 */
export type From = { 
/**
 * Where it is.
 */
place: Place, };

/**
 * A file to read a template from.
 */
export type FromPlace = { 
/**
 * Where.
 */
place: Place, };

/**
 * What was in it.
 */
export type FromZip = { 
/**
 * Responses and review pages, to be taken as if they had been dropped one by one.
 */
texts: Array<TextFile>, 
/**
 * Packs for a reader that were opened.
 */
packs: Array<PackId>, };

/**
 * A pack to be handed over once more.
 */
export type GiveAgain = { 
/**
 * Which.
 */
id: PackId, 
/**
 * The file to write.
 */
place: Place, 
/**
 * The file under a passphrase, or that without; where not said the one that was handed over last.
 */
encrypted?: boolean, };

/**
 * What was handed over.
 */
export type Given = { 
/**
 * Which pack.
 */
pack: PackId, 
/**
 * Name of the file, without the path.
 */
file_name: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * SHA-256 of it, lower-case hex.
 */
sha256: string, 
/**
 * Whether a passphrase is on it.
 */
encrypted: boolean, };

/**
 * One time that a pack was handed over.
 */
export type Handing = { 
/**
 * When.
 */
at: Instant, 
/**
 * Whether under a passphrase.
 */
encrypted: boolean, };

/**
 * When it happened: the local date the person saw, never recomputed from UTC, with the zone it was seen in.
 */
export type Happened = { 
/**
 * How exactly it is known.
 */
precision: Precision, 
/**
 * Exact "2026-11-21T17:40:05", day "2026-11-21", month "2026-11", unknown "".
 */
local: string, 
/**
 * IANA name, "Europe/Amsterdam", where known.
 */
zone: string | null, 
/**
 * Minutes east of UTC at that time, where known.
 */
offset_minutes: number | null, };

/**
 * Something that was said about an entry in a session.
 */
export type HeardComment = { 
/**
 * In which session.
 */
session: SessionId, 
/**
 * One that is there already, to be put in other words; without words it is taken out.
 */
id?: CommentId, 
/**
 * About which piece of its agenda.
 */
entry: EntryId, 
/**
 * Warm, cool and so on.
 */
kind: CommentKind, 
/**
 * Who said it; may be empty.
 */
by: string, 
/**
 * What was said.
 */
text: string, };

/**
 * Where something that was deleted still is.
 */
export type Holding = { 
/**
 * Backups that hold it.
 */
backups: Array<Backup>, 
/**
 * Backups that cannot be looked into, because they are damaged or sealed with another key: they may hold it.
 */
unknown: Array<Backup>, 
/**
 * States of the journal that were put aside and hold it.
 */
asides: Array<Aside>, };

/**
 * How much a state of the journal holds.
 */
export type Holdings = { 
/**
 * Entries that are not in the trash.
 */
entries: number, 
/**
 * Entries in the trash.
 */
trashed: number, 
/**
 * Words of the entries that are not in the trash.
 */
words: number, 
/**
 * Sealed files.
 */
attachments: number, 
/**
 * When an entry was written or changed last.
 */
newest: Instant | null, };

/**
 * What came in.
 */
export type ImportDone = { 
/**
 * Names the import where it is undone. An import that added nothing is not kept in the list.
 */
id: ImportId, 
/**
 * Entries added.
 */
added: number, 
/**
 * Entries that were here already.
 */
skipped: number, 
/**
 * Files added.
 */
attachments: number, 
/**
 * Communities added.
 */
communities: number, 
/**
 * Their sessions added.
 */
sessions: number, 
/**
 * What did not come in, or not whole.
 */
problems: Array<Problem>, };

/**
 * One run of an import.
 */
export type ImportId = string;

/**
 * What would come in.
 */
export type ImportPreview = { 
/**
 * The format's id.
 */
format: string, 
/**
 * Its name.
 */
format_name: string, 
/**
 * Entries that would be added.
 */
new_entries: number, 
/**
 * Entries that came in before, or are here under their own id.
 */
already_here: number, 
/**
 * Files of the new entries.
 */
attachments: number, 
/**
 * Communities that would be added.
 */
communities: number, 
/**
 * Their sessions that would be added.
 */
sessions: number, 
/**
 * Tags of the new entries, in alphabetical order.
 */
tags: Array<string>, 
/**
 * The first local day of the new entries.
 */
first_day: string | null, 
/**
 * The last one.
 */
last_day: string | null, 
/**
 * Some of the new entries, spread over all of them.
 */
sample: Array<Sample>, 
/**
 * What would not come in, or not whole.
 */
problems: Array<Problem>, };

/**
 * One import that was made.
 */
export type ImportRow = { 
/**
 * Its identity.
 */
id: ImportId, 
/**
 * When.
 */
at: Instant, 
/**
 * The name of the format.
 */
format_name: string, 
/**
 * The file's or folder's own name.
 */
source: string, 
/**
 * Entries added.
 */
added: number, 
/**
 * When it was undone.
 */
undone_at: Instant | null, };

/**
 * How far the index has come, for the screen.
 */
export type IndexStatus = { 
/**
 * In step, or being built anew.
 */
state: State, 
/**
 * Entries read so far.
 */
done: number, 
/**
 * Entries to read in all.
 */
total: number, 
/**
 * Why it is being built anew, or why it cannot be, as a sentence.
 */
note: string | null, };

/**
 * A moment in UTC with millisecond precision; on the wire and in files as RFC 3339 ("2026-11-21T17:40:05.123Z").
 */
export type Instant = string;

/**
 * What the writer meant to do.
 */
export type Intention = { 
/**
 * Where it was written.
 */
entry: EntryRow, 
/**
 * Key of the field.
 */
field: string, 
/**
 * What is read above that field.
 */
label: string, 
/**
 * What stands there, without its markup; of a carried one whose text is gone what stood there when it was carried.
 */
text: string, };

/**
 * What became of it.
 */
export type IntentionAnswer = "done" | "carried" | "dropped" | "assumption";

/**
 * What an answer led to.
 */
export type IntentionAnswered = { 
/**
 * The learning log that was begun.
 */
loop: EntryId | null, };

/**
 * How hard a passphrase is to guess.
 */
export type Judged = { 
/**
 * An estimate.
 */
strength: Strength, };

/**
 * How many backups are kept. Days, weeks and months are those that have a backup, so that a long pause lets nothing go.
 */
export type KeepBackups = { 
/**
 * The last of each of this many days.
 */
days: number, 
/**
 * The last of each of this many weeks.
 */
weeks: number, 
/**
 * The last of each of this many months.
 */
months: number, };

/**
 * What was typed in a place.
 */
export type KeepDraft = { 
/**
 * The place.
 */
name: string, 
/**
 * Anything; `null` forgets.
 */
value: unknown, };

/**
 * What is left of the key file.
 */
export type KeysAre = "whole" | "missing" | "damaged";

/**
 * A plain entry, or the text of a learning log, which has more beside it.
 */
export type Kind = "entry" | "loop";

/**
 * How pages are laid out, in formats that have pages.
 */
export type Layout = { 
/**
 * Size of the paper.
 */
paper: Paper, 
/**
 * Letters half as large again.
 */
large_print: boolean, 
/**
 * Every line has a number, to be spoken of.
 */
line_numbers: boolean, 
/**
 * Room to write beside the text.
 */
wide_margin: boolean, 
/**
 * Black and grey only, for printers and copiers that have no colour.
 */
grey?: boolean, };

/**
 * A line of the ledger as its writer reads it: with real names, and what came back.
 */
export type LedgerRow = { 
/**
 * What came back.
 */
back: Back, 
/**
 * Its identity, which stands in the file, too.
 */
id: PackId, 
/**
 * How it stands.
 */
state: PackState, 
/**
 * For this community.
 */
community: CommunityId | null, 
/**
 * Id of the format.
 */
format: string, 
/**
 * What the reader was told, as it left: for whom and what for among it.
 */
letter: Letter, 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * Size of what was handed over, or is to be.
 */
bytes: number, 
/**
 * SHA-256 of it, lower-case hex.
 */
sha256: string, 
/**
 * Whether a passphrase was put on it, the last time that it was handed over.
 */
encrypted: boolean, 
/**
 * Entries in it.
 */
entries: number, 
/**
 * When it was made.
 */
prepared_at: Instant, 
/**
 * When it was handed over first.
 */
sent_at: Instant | null, 
/**
 * When it was asked back.
 */
withdrawn_at: Instant | null, 
/**
 * When its bytes were forgotten: only this line is left.
 */
forgotten_at: Instant | null, };

/**
 * How many of the chosen entries stay, and why.
 */
export type LeftOut = { 
/**
 * Drafts that were not ticked.
 */
drafts: number, 
/**
 * Entries in the trash, which never leave.
 */
trashed: number, };

/**
 * Through whose eyes (Brookfield 1995).
 */
export type Lens = "self" | "learners" | "colleagues" | "theory";

/**
 * What goes with a pack.
 */
export type Letter = { 
/**
 * Which pack it is: what a response names.
 */
pack: PackId, 
/**
 * For whom: the community's name, or that of a reader.
 */
audience: string, 
/**
 * The name the author goes by there; may be empty. Never taken from the system.
 */
author: string, 
/**
 * What is asked of the reader.
 */
purpose: Purpose, 
/**
 * The same in the author's words, one line; may be empty.
 */
ask: string, 
/**
 * Questions to the reader, in order.
 */
questions: Array<Asked>, 
/**
 * What the reader may do with it; may be empty.
 */
licence: string, 
/**
 * What the author asks for besides.
 */
wishes: Wishes, 
/**
 * The day it was made.
 */
created: string, 
/**
 * The reader answers before the author's own analysis opens.
 */
answers_first: boolean, };

/**
 * An entry at the other end of a tie.
 */
export type Link = { 
/**
 * What kind of tie.
 */
rel: Rel, 
/**
 * The other entry.
 */
entry: EntryRow, 
/**
 * Whether the tie was made from the other one to this.
 */
back: boolean, };

/**
 * A tie between two entries.
 */
export type LinkEntries = { 
/**
 * From this one.
 */
entry: EntryId, 
/**
 * What kind.
 */
rel: Rel, 
/**
 * To that one.
 */
other: EntryId, };

/**
 * Which claims to list.
 */
export type ListClaims = { 
/**
 * Of these standings; left out: of all.
 */
standings?: Array<Standing>, 
/**
 * Of these kinds; left out: of both.
 */
kinds?: Array<ClaimKind>, 
/**
 * Words that stand in one wording it has or had.
 */
text?: string, };

/**
 * Which comments.
 */
export type ListComments = { 
/**
 * Those on this entry.
 */
entry?: EntryId, 
/**
 * Those on this pack.
 */
pack?: PackId, 
/**
 * Those in this state.
 */
state?: CommentState, };

/**
 * Which commitments to list.
 */
export type ListCommitments = { 
/**
 * Those of this community.
 */
community?: CommunityId, 
/**
 * Those of this session.
 */
session?: SessionId, 
/**
 * Those still open.
 */
open?: boolean, };

/**
 * What went back.
 */
export type ListDispatches = { 
/**
 * On this pack only.
 */
pack?: PackId, };

/**
 * A page of the timeline.
 */
export type ListEntries = { 
/**
 * What to keep.
 */
filter: Filter, 
/**
 * Where the page before ended.
 */
cursor?: string | null, 
/**
 * At most this many rows; 100 where not said, 1,000 at most.
 */
limit?: number, };

/**
 * What a list keeps. All parts that are given must hold; of a list any one.
 */
export type ListLoops = { 
/**
 * Any of these stages.
 */
stages?: Array<Stage>, 
/**
 * Any of these exits.
 */
exits?: Array<Exit>, 
/**
 * On their way (`true`), or closed or out by a side exit (`false`).
 */
open?: boolean, 
/**
 * Words in title, trigger or assumptions, case and accents aside.
 */
text?: string, };

/**
 * Which questions.
 */
export type ListQuestions = { 
/**
 * Open or answered ones; all where not said.
 */
state?: QuestionState, };

/**
 * Which packs of others.
 */
export type ListReceived = { 
/**
 * Words that must all stand in its texts, its title, or what was written about it.
 */
words?: string, };

/**
 * Which sessions to list.
 */
export type ListSessions = { 
/**
 * Those of this community.
 */
community?: CommunityId, 
/**
 * From this local day on.
 */
from?: string, 
/**
 * To this local day.
 */
to?: string, };

/**
 * What of a learning log leaves only where it was ticked, or stays sealed.
 */
export type LogLeaves = { 
/**
 * The learning log.
 */
id: EntryId, 
/**
 * How many earlier wordings of its assumptions and aims there are.
 */
earlier: number, 
/**
 * Whether they leave.
 */
earlier_leave: boolean, 
/**
 * Whether there is a left-hand column.
 */
has_left_column: boolean, 
/**
 * Whether it leaves.
 */
left_column_leaves: boolean, 
/**
 * How many predictions are sealed: they leave in the program's own format only.
 */
sealed: number, };

/**
 * What a person wants to know before a file leaves.
 */
export type Look = { 
/**
 * Entries in it, whole or in part.
 */
entries: number, 
/**
 * Words of their texts.
 */
words: number, 
/**
 * Pictures in it.
 */
pictures: number, 
/**
 * Dates of entries, and those that stand in their texts, to the day or coarser.
 */
dates: number, 
/**
 * Words that stayed though they may be a name or a number, each once, as the reader will see them.
 */
like_names: Array<string>, 
/**
 * Every file in it.
 */
files: Array<ExportFile>, 
/**
 * What one should know, in sentences; may be empty.
 */
warnings: Array<string>, };

/**
 * What the records of some days say.
 */
export type LookBack = { 
/**
 * Entries that happened in these days, loops aside.
 */
entries: number, 
/**
 * Loops that were begun, oldest first.
 */
loops_opened: Array<LoopRow>, 
/**
 * Loops that were closed, as a single one or as a double one, oldest first.
 */
loops_closed: Array<LoopRow>, 
/**
 * Assumptions and aims that were put in other words, oldest first.
 */
revised: Array<Revised>, 
/**
 * Those that were kept after a fair test.
 */
kept: Array<ClaimHead>, 
/**
 * Those that were dropped.
 */
dropped: Array<ClaimHead>, 
/**
 * Through whose eyes the challenges came that stood before a change of mind.
 */
by_lens: Array<ByLens>, 
/**
 * Whose challenges stood before a change of mind, most first.
 */
by_person: Array<ByPerson>, 
/**
 * What set off the loops in which a mind changed.
 */
triggers: Array<Trigger>, 
/**
 * Open loops that nobody touched for 30 days, longest first.
 */
stopped: Array<LoopRow>, };

/**
 * One learning log, whole.
 */
export type Loop = { 
/**
 * The entry it is: its id is the loop's.
 */
entry: Entry, 
/**
 * Where it is.
 */
stage: Stage, 
/**
 * Whether it left the way.
 */
exit: Exit, 
/**
 * Why; empty where it did not.
 */
exit_reason: string, 
/**
 * The day a parked one comes back, "2026-11-21".
 */
revisit: string | null, 
/**
 * Whose it is.
 */
owner: Owner, 
/**
 * What became of the assumption, once closed.
 */
verdict: Verdict | null, 
/**
 * The rung of the ladder of inference that the writer holds for the riskiest, 1 to 7.
 */
riskiest_rung: number | null, 
/**
 * When it was begun.
 */
opened_at: Instant, 
/**
 * When it was closed, either way.
 */
closed_at: Instant | null, 
/**
 * Its text fields, in the order of the template.
 */
fields: Array<LoopField>, 
/**
 * The aims at stake, in the order in which they came up.
 */
aims: Array<LoopClaim>, 
/**
 * The assumptions, in the order in which they came up.
 */
assumptions: Array<LoopClaim>, 
/**
 * What its fields lean on, oldest first.
 */
quotes: Array<Quote>, 
/**
 * What speaks against it and how others see it, oldest first.
 */
challenges: Array<Challenge>, 
/**
 * Its tests, oldest first.
 */
tests: Array<Test>, 
/**
 * Every step it took, oldest first.
 */
moves: Array<Move>, 
/**
 * Entries it is tied to.
 */
links: Array<Link>, 
/**
 * Whether a case in two columns is told.
 */
has_case: boolean, 
/**
 * Of each stage, in order, what is missing to leave it.
 */
missing: Array<Missing>, 
/**
 * The stage after this one; none at the last.
 */
next: Stage | null, 
/**
 * Whether it can go there now.
 */
can_move_on: boolean, 
/**
 * Whether it is a whole double loop: a mind that changed or held after a test, a second voice or new data, a
 * prediction written before, a verdict.
 */
complete: boolean, };

/**
 * A claim as a loop has it.
 */
export type LoopClaim = { 
/**
 * As it stands now.
 */
claim: ClaimHead, 
/**
 * What became of an aim in this loop.
 */
rating: Rating | null, 
/**
 * Its whole history, oldest first.
 */
versions: Array<ClaimVersion>, };

/**
 * One text field, with what is written in it.
 */
export type LoopField = { 
/**
 * Its name in the template.
 */
key: string, 
/**
 * The stage it belongs to; none for the fields of the ladder and of the map, which belong to no stage.
 */
stage: Stage | null, 
/**
 * Its name on screen, and its heading in the body.
 */
label: string, 
/**
 * A line of help.
 */
hint: string, 
/**
 * Questions that help to write it.
 */
prompts: Array<string>, 
/**
 * What is written; empty where nothing is.
 */
text: string, };

/**
 * A line of a list.
 */
export type LoopRow = { 
/**
 * Its entry's id.
 */
id: EntryId, 
/**
 * May be empty.
 */
title: string, 
/**
 * Where it is.
 */
stage: Stage, 
/**
 * Whether it left the way.
 */
exit: Exit, 
/**
 * What became of the assumption, once closed.
 */
verdict: Verdict | null, 
/**
 * The first words of what set it off.
 */
trigger: string, 
/**
 * Its first assumption, as it stands now.
 */
assumption: string | null, 
/**
 * When it was begun.
 */
opened_at: Instant, 
/**
 * When its text was last changed.
 */
edited_at: Instant, 
/**
 * When it was closed, either way.
 */
closed_at: Instant | null, 
/**
 * The day a parked one comes back.
 */
revisit: string | null, 
/**
 * The day of its next planned test; none of one that is closed.
 */
due: string | null, 
/**
 * What is missing to leave the stage it is at, in words.
 */
missing: Array<string>, };

/**
 * An entry of which nothing could be read.
 */
export type LostEntry = { 
/**
 * Which.
 */
id: EntryId, 
/**
 * When it was begun: its id still tells.
 */
at: Instant | null, };

/**
 * What a turn does.
 */
export type Marker = "advocacy" | "inquiry" | "evaluation" | "attribution" | "easing_in" | "bypass" | "trigger";

/**
 * A person with a role in a community.
 */
export type Member = { 
/**
 * Who.
 */
person: PersonKey, 
/**
 * Their name.
 */
name: string, 
/**
 * What they are in it ("facilitator"); may be empty.
 */
role: string, };

/**
 * Two claims to make one.
 */
export type MergeClaims = { 
/**
 * Which becomes part of another.
 */
claim: ClaimId, 
/**
 * Of which.
 */
into: ClaimId, };

/**
 * Two that are the same person.
 */
export type MergePeople = { 
/**
 * Becomes another name of `into`.
 */
person: PersonKey, 
/**
 * Whose name stays.
 */
into: PersonKey, };

/**
 * Whether it came out as predicted.
 */
export type Met = "yes" | "partly" | "no";

/**
 * What is wanted before a stage can be left.
 */
export type Missing = { 
/**
 * Which stage.
 */
stage: Stage, 
/**
 * In words for the writer; none where nothing is missing.
 */
sentences: Array<string>, };

/**
 * A step that was taken.
 */
export type Move = { 
/**
 * When.
 */
at: Instant, 
/**
 * From this stage.
 */
from: Stage, 
/**
 * To this one; the same where it went out by a side exit, or in again.
 */
to: Stage, 
/**
 * The side exit it stands in since.
 */
exit: Exit, 
/**
 * The writer's reason; may be empty.
 */
note: string, };

/**
 * To another stage.
 */
export type MoveLoop = { 
/**
 * Which loop.
 */
id: EntryId, 
/**
 * The next stage, or any earlier one.
 */
to: Stage, 
/**
 * Why, at most 2,000 characters.
 */
note?: string, };

/**
 * What a comment moved.
 */
export type MovedClaim = { 
/**
 * Which assumption or aim.
 */
id: ClaimId, 
/**
 * In other words.
 */
text?: string, 
/**
 * How sure the writer is now, 0 to 100.
 */
confidence?: number, 
/**
 * Why, in the writer's words; else whose comment it was.
 */
note?: string, };

/**
 * One thing, in all its spellings.
 */
export type NameGroup = { 
/**
 * Names it in `plan_decide`.
 */
group: string, 
/**
 * "person", "maybe_name", "email", "url", "handle", "phone", "postcode", "number", "date", "place", "code".
 */
kind: string, 
/**
 * As it is found most, or the person's name.
 */
name: string, 
/**
 * The person it is.
 */
person: PersonKey | null, 
/**
 * Who they are to the writer.
 */
role: Role | null, 
/**
 * Somebody on the list, or a number or address of somebody's.
 */
must: boolean, 
/**
 * What is proposed.
 */
proposal: Decision, 
/**
 * What was decided of all of it.
 */
decision: Decision | null, 
/**
 * How many of its places are not decided on.
 */
open: number, 
/**
 * Where it stands.
 */
hits: Array<NameHit>, };

/**
 * One place.
 */
export type NameHit = { 
/**
 * In which entry; none: in the letter.
 */
entry: EntryId | null, 
/**
 * Its title; empty of the letter.
 */
title: string, 
/**
 * In which of its texts.
 */
place: TextPlace, 
/**
 * Names the place in `plan_decide`.
 */
occurrence: string, 
/**
 * The words before it.
 */
before: string, 
/**
 * As it stands there.
 */
found: string, 
/**
 * The words after it.
 */
after: string, 
/**
 * Inflected, shortened, misspelt, or with a wrong check digit.
 */
near: boolean, 
/**
 * What was decided of this place, by itself or with the group.
 */
decision: Decision | null, 
/**
 * Whether by itself.
 */
alone: boolean, };

/**
 * One backup, by its name.
 */
export type NamedBackup = { 
/**
 * Which.
 */
id: string, };

/**
 * The entries before and after one in time.
 */
export type Neighbours = { 
/**
 * The next older one.
 */
previous: EntryId | null, 
/**
 * The next newer one.
 */
next: EntryId | null, };

/**
 * A recovery code, which opens nothing until it is typed back and set.
 */
export type NewCode = { 
/**
 * Eight groups of four letters.
 */
code: string, };

/**
 * Someone to be put on the list.
 */
export type NewPerson = { 
/**
 * Their name.
 */
name: string, 
/**
 * What else they are called.
 */
aliases: Array<string>, };

/**
 * After which session, and when.
 */
export type NextOf = { 
/**
 * After which.
 */
id: SessionId, 
/**
 * When: "2027-03-27T15:40"; where not said, when it repeats.
 */
start?: string, };

/**
 * The next session, and what was settled otherwise than in turn.
 */
export type NextSession = { 
/**
 * It.
 */
session: Session, 
/**
 * What to know, in sentences; may be empty.
 */
said: Array<string>, };

/**
 * A request or a reply that says nothing more than that.
 */
export type Nothing = Record<string, never>;

/**
 * The versions of an entry.
 */
export type OfEntry = { 
/**
 * Of which.
 */
entry: EntryId, };

/**
 * What is to be printed.
 */
export type OnPaper = { 
/**
 * These entries, drafts included.
 */
ids: Array<EntryId>, 
/**
 * Learning logs whose assumptions and aims are printed with their earlier wordings.
 */
histories?: Array<EntryId>, 
/**
 * Learning logs whose left-hand column is printed.
 */
left_columns?: Array<EntryId>, };

/**
 * A state of the journal that was put aside.
 */
export type OneAside = { 
/**
 * Which.
 */
id: string, };

/**
 * One attached file.
 */
export type OneAttachment = { 
/**
 * Which.
 */
id: AttachmentId, };

/**
 * One look at the behaviours.
 */
export type OneAudit = { 
/**
 * Which.
 */
id: AuditId, };

/**
 * One backup.
 */
export type OneBackup = { 
/**
 * Which; the last good one where none is named.
 */
id: string | null, };

/**
 * One challenge.
 */
export type OneChallenge = { 
/**
 * Which.
 */
id: ChallengeId, };

/**
 * One claim.
 */
export type OneClaim = { 
/**
 * Which.
 */
id: ClaimId, };

/**
 * One comment.
 */
export type OneComment = { 
/**
 * Which.
 */
id: CommentId, };

/**
 * One commitment.
 */
export type OneCommitment = { 
/**
 * Which.
 */
id: CommitmentId, };

/**
 * One community.
 */
export type OneCommunity = { 
/**
 * Which.
 */
id: CommunityId, };

/**
 * A local day.
 */
export type OneDay = { 
/**
 * "2026-11-21".
 */
day: string, };

/**
 * One decision.
 */
export type OneDecision = { 
/**
 * Of which group.
 */
group: string, 
/**
 * In one place only: which entry (none: the letter).
 */
entry?: EntryId, 
/**
 * In one place only: which occurrence.
 */
occurrence?: string, 
/**
 * What is done; none takes the decision back.
 */
decision?: Decision, };

/**
 * One file that went back.
 */
export type OneDispatch = { 
/**
 * Which.
 */
id: DispatchId, };

/**
 * What was typed in one place.
 */
export type OneDraft = { 
/**
 * The place, such as "loop:ID:assumption".
 */
name: string, };

/**
 * One entry.
 */
export type OneEntry = { 
/**
 * Which.
 */
id: EntryId, };

/**
 * One import.
 */
export type OneImport = { 
/**
 * Which.
 */
id: ImportId, };

/**
 * One pack.
 */
export type OnePack = { 
/**
 * Which.
 */
id: PackId, };

/**
 * What may become a passphrase.
 */
export type OnePassphrase = { 
/**
 * As typed so far.
 */
passphrase: Secret, };

/**
 * One plan.
 */
export type OnePlan = { 
/**
 * Which.
 */
id: PlanId, };

/**
 * One protocol.
 */
export type OneProtocol = { 
/**
 * Its key, or its id.
 */
id: string, };

/**
 * One question.
 */
export type OneQuestion = { 
/**
 * Which.
 */
id: QuestionId, };

/**
 * One quote.
 */
export type OneQuote = { 
/**
 * Which.
 */
id: QuoteId, };

/**
 * One pack of somebody else's.
 */
export type OneReceived = { 
/**
 * Which.
 */
id: PackId, };

/**
 * One session.
 */
export type OneSession = { 
/**
 * Which.
 */
id: SessionId, };

/**
 * One template.
 */
export type OneTemplate = { 
/**
 * Which.
 */
id: string, };

/**
 * One test.
 */
export type OneTest = { 
/**
 * Which.
 */
id: TestId, };

/**
 * One template, of one's own in one of its versions.
 */
export type OneVersion = { 
/**
 * Which.
 */
id: string, 
/**
 * The newest where not said.
 */
version?: number, };

/**
 * The named transactions of the program.
 */
export type Op = "add_entry" | "save_entry" | "open_entry" | "trash_entry" | "restore_entry" | "restore_version" | "thin_versions" | "add_attachment" | "remove_attachment" | "restore_attachment" | "change_tray" | "import" | "undo_import" | "change_settings" | "reindex" | "begin_loop" | "write_loop" | "move_loop" | "write_claim" | "merge_claims" | "write_challenge" | "write_test" | "write_case" | "choose_template" | "save_template" | "write_value" | "read_questions" | "answer_question" | "answer_intention" | "silence" | "keep_draft" | "purge" | "note_check" | "take_in_response" | "answer_comment" | "take_up_comment" | "open_pack" | "send_back" | "forget_dispatch" | "write_remark" | "remove_pack" | "save_people" | "save_community" | "write_plan" | "decide_names" | "prepare_pack" | "send_pack" | "forget_pack" | "back_up" | "save_protocol" | "save_session" | "run_session" | "record_session" | "write_commitment" | "write_audit" | "write_up";

/**
 * A review page of somebody else's.
 */
export type OpenReceived = { 
/**
 * The file.
 */
place?: Place, 
/**
 * Or its text.
 */
text?: TextFile, 
/**
 * Where it is under a passphrase.
 */
passphrase?: string, };

/**
 * Somebody who is meant, or named on an entry.
 */
export type Other = { 
/**
 * Who.
 */
person: PersonKey, 
/**
 * Their name, for the writer's eyes.
 */
name: string, 
/**
 * Who they are to the writer.
 */
role: Role, 
/**
 * What they are called in front of this audience, once that is decided.
 */
label: string | null, 
/**
 * Whether their name stays somewhere.
 */
named: boolean, 
/**
 * Whether they agree; none: not said.
 */
consent: ConsentState | null, 
/**
 * To what; may be empty.
 */
scope: string, 
/**
 * The day they said so.
 */
day: string | null, };

/**
 * Backups, and states of the journal that were put aside, under another key.
 */
export type OtherKeys = { 
/**
 * Backups, oldest first.
 */
backups: Array<Backup>, 
/**
 * States that were put aside, oldest first.
 */
asides: Array<Aside>, };

/**
 * A file that would go back: its texts as they leave, and what in them has to be looked at.
 */
export type Outgoing = { 
/**
 * To whom: a reader, an author or a community; may be empty.
 */
to: string, 
/**
 * About what.
 */
title: string, 
/**
 * By what name it is signed; may be empty.
 */
by: string, 
/**
 * The name proposed for the file.
 */
file_name: string, 
/**
 * What is in it, in order, to the letter.
 */
notes: Array<OutgoingNote>, 
/**
 * What may tell who is meant.
 */
hits: Array<OutgoingHit>, 
/**
 * Names of people who are meant and do not agree: with them, nothing leaves.
 */
refused: Array<string>, 
/**
 * Stands for exactly this; `names_checked` is said of it.
 */
seen: string, };

/**
 * Something in a text that goes back which may tell who is meant.
 */
export type OutgoingHit = { 
/**
 * In which of the notes, counted from 0.
 */
note: number, 
/**
 * "person", "maybe_name", "email", "date", …
 */
kind: string, 
/**
 * Somebody on the list, or a number or address of somebody's.
 */
must: boolean, 
/**
 * The words before it.
 */
before: string, 
/**
 * As it stands there.
 */
found: string, 
/**
 * The words after it.
 */
after: string, };

/**
 * One answer or comment, as it leaves.
 */
export type OutgoingNote = { 
/**
 * Warm, cool and so on.
 */
kind: CommentKind, 
/**
 * What it is about, where that leaves with it: a passage, or the comment it answers.
 */
about: string, 
/**
 * The words.
 */
text: string, };

/**
 * Whose learning log it is: a group has a theory in use of its own (Argyris & Schön 1978).
 */
export type Owner = "me" | "group";

/**
 * A pack, whole.
 */
export type Pack = { 
/**
 * The plan it was made of, while that is there.
 */
plan: PlanId | null, 
/**
 * What was done to names in it.
 */
redacted: Array<Redacted>, 
/**
 * What is in it, at a glance.
 */
look: Look, 
/**
 * Its entries, in order.
 */
pieces: Array<PackPiece>, 
/**
 * Every time it was handed over.
 */
given: Array<Handing>, 
/**
 * Its identity, which stands in the file, too.
 */
id: PackId, 
/**
 * How it stands.
 */
state: PackState, 
/**
 * For this community.
 */
community: CommunityId | null, 
/**
 * Id of the format.
 */
format: string, 
/**
 * What the reader was told, as it left: for whom and what for among it.
 */
letter: Letter, 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * Size of what was handed over, or is to be.
 */
bytes: number, 
/**
 * SHA-256 of it, lower-case hex.
 */
sha256: string, 
/**
 * Whether a passphrase was put on it, the last time that it was handed over.
 */
encrypted: boolean, 
/**
 * Entries in it.
 */
entries: number, 
/**
 * When it was made.
 */
prepared_at: Instant, 
/**
 * When it was handed over first.
 */
sent_at: Instant | null, 
/**
 * When it was asked back.
 */
withdrawn_at: Instant | null, 
/**
 * When its bytes were forgotten: only this line is left.
 */
forgotten_at: Instant | null, };

/**
 * What left, or is sealed and ready to.
 */
export type PackId = string;

/**
 * How many pages of paper a pack has.
 */
export type PackPages = { 
/**
 * So many.
 */
count: number, };

/**
 * An entry in a pack.
 */
export type PackPiece = { 
/**
 * Its name in the pack.
 */
id: PieceId, 
/**
 * The entry it was made of, while that is there.
 */
entry: EntryId | null, 
/**
 * That entry's revision when it was read.
 */
revision: string, 
/**
 * The title, as it left.
 */
title: string, 
/**
 * The version of the entry that left, while it is kept.
 */
version: VersionRow | null, 
/**
 * Whether the entry still reads so.
 */
is_now: boolean, };

/**
 * A line of the ledger.
 */
export type PackRow = { 
/**
 * Its identity, which stands in the file, too.
 */
id: PackId, 
/**
 * How it stands.
 */
state: PackState, 
/**
 * For this community.
 */
community: CommunityId | null, 
/**
 * Id of the format.
 */
format: string, 
/**
 * What the reader was told, as it left: for whom and what for among it.
 */
letter: Letter, 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * Size of what was handed over, or is to be.
 */
bytes: number, 
/**
 * SHA-256 of it, lower-case hex.
 */
sha256: string, 
/**
 * Whether a passphrase was put on it, the last time that it was handed over.
 */
encrypted: boolean, 
/**
 * Entries in it.
 */
entries: number, 
/**
 * When it was made.
 */
prepared_at: Instant, 
/**
 * When it was handed over first.
 */
sent_at: Instant | null, 
/**
 * When it was asked back.
 */
withdrawn_at: Instant | null, 
/**
 * When its bytes were forgotten: only this line is left.
 */
forgotten_at: Instant | null, };

/**
 * A session's pack to be made: before it cover, run sheet, pieces and tables; after it is recorded the record.
 */
export type PackSession = { 
/**
 * Of which session.
 */
id: SessionId, 
/**
 * "pdf" or "docx".
 */
format: string, 
/**
 * Size of the paper and of the letters; those of the settings where not said.
 */
layout?: Layout, };

/**
 * How it stands with a pack.
 */
export type PackState = "prepared" | "sent" | "withdrawn";

/**
 * What can be read in a pack.
 */
export type PackText = { 
/**
 * The texts in it, one of each file or page, without markup.
 */
texts: Array<string>, };

/**
 * HTML that went through the sanitiser.
 */
export type Page = { 
/**
 * Without script.
 */
html: string, };

/**
 * Paper to print on.
 */
export type Paper = "a4" | "letter";

/**
 * Aside, for a while.
 */
export type ParkLoop = { 
/**
 * Which loop.
 */
id: EntryId, 
/**
 * Why, at most 2,000 characters.
 */
why: string, 
/**
 * The day to come back to it, "2026-11-21".
 */
revisit?: string, };

/**
 * What can be ticked.
 */
export type PartKind = "draft" | "private" | "title" | "setting" | "tags" | "values" | "heading" | "block" | "state" | "aim" | "assumption" | "history" | "quote" | "challenge" | "of_reader" | "test" | "left_column" | "file" | "versions" | "answers" | "intentions";

/**
 * Words selected in an entry.
 */
export type Passage = { 
/**
 * The words themselves.
 */
exact: string, 
/**
 * What stands before them.
 */
prefix: string, 
/**
 * What stands after them.
 */
suffix: string, };

/**
 * An entry and a query.
 */
export type PassagesOf = { 
/**
 * The entry.
 */
entry: EntryId, 
/**
 * As typed.
 */
query: string, };

/**
 * A class list as it was pasted.
 */
export type PastedList = { 
/**
 * One name a line.
 */
text: string, };

/**
 * Settings to change; those left out stay.
 */
export type Patch = Partial<Settings>;

/**
 * What came of it.
 */
export type PeopleAdded = { 
/**
 * Those who were not on the list before.
 */
added: Array<PersonKey>, 
/**
 * How many were: they stay as they are, and take what else they are called.
 */
known: number, };

/**
 * A person the journal knows.
 */
export type Person = { 
/**
 * Their number.
 */
id: PersonKey, 
/**
 * As the writer knows them.
 */
name: string, 
/**
 * What else they are called: nicknames, initials, an earlier name.
 */
aliases: Array<string>, 
/**
 * Who they are to the writer.
 */
role: Role, 
/**
 * Whether the writer put them on the list; others are there since an entry names them.
 */
listed: boolean, 
/**
 * How many entries name them, those in the trash too.
 */
entries: number, 
/**
 * How many communities they are a member of.
 */
communities: number, };

/**
 * A person, by the number of their row: it never leaves the journal.
 */
export type PersonKey = number;

/**
 * A picture, laid out. Lengths are CSS pixels of a canvas that scales.
 */
export type Picture = { 
/**
 * Of the canvas.
 */
width: number, 
/**
 * Of the canvas.
 */
height: number, 
/**
 * What it is a picture of.
 */
title: string, 
/**
 * The whole of it in sentences, one a line.
 */
text: string, 
/**
 * In reading order.
 */
boxes: Array<PictureBox>, 
/**
 * Each ends at the edge of a box; one of the role "axis" is a plain line.
 */
arrows: Array<PictureArrow>, 
/**
 * Confidence over time, oldest first; to be joined by a line.
 */
points: Array<PicturePoint>, };

/**
 * A way from box to box.
 */
export type PictureArrow = { 
/**
 * "next", "single", "double", "verdict", or "axis".
 */
role: string, 
/**
 * As in SVG; the head belongs at its end.
 */
path: string, 
/**
 * May be empty.
 */
label: string, 
/**
 * Middle of the label.
 */
label_x: number, 
/**
 * Baseline of the label.
 */
label_y: number, 
/**
 * Whether the writer went this way.
 */
lit: boolean, };

/**
 * A box with the writer's words. Its heading has its baseline 20 below the top, the lines stand from 42, 20 apart, and 12
 * from the left.
 */
export type PictureBox = { 
/**
 * "aim", "assumption", "action", "outcome", "test", "result"; "old_aim" and "old_assumption" are to be struck out.
 */
role: string, 
/**
 * Left edge.
 */
x: number, 
/**
 * Upper edge.
 */
y: number, 
/**
 * To the right.
 */
width: number, 
/**
 * Down.
 */
height: number, 
/**
 * What it is.
 */
heading: string, 
/**
 * The writer's words, wrapped and cut; none where nothing is written yet.
 */
lines: Array<string>, 
/**
 * Whether the writer has come here.
 */
lit: boolean, };

/**
 * A rectangle on a picture that is held upright: fractions of its width and height, from its left upper corner.
 */
export type PicturePatch = { 
/**
 * From the left, 0 to 1.
 */
left: number, 
/**
 * From above, 0 to 1.
 */
top: number, 
/**
 * 0 to 1.
 */
width: number, 
/**
 * 0 to 1.
 */
height: number, };

/**
 * How sure the writer was at a time.
 */
export type PicturePoint = { 
/**
 * Later is further right.
 */
x: number, 
/**
 * Surer is further up.
 */
y: number, 
/**
 * "85%", to stand above; empty where there is no room.
 */
label: string, 
/**
 * Where the standing changed: what it is now, to stand below.
 */
note: string, };

/**
 * Part of a line.
 */
export type Piece = { 
/**
 * As written.
 */
text: string, 
/**
 * Whether it is what was looked for, or what changed.
 */
hit: boolean, };

/**
 * An entry in a pack made for somebody: never the journal's own id, which would join the packs of two audiences.
 */
export type PieceId = string;

/**
 * What of an entry goes.
 */
export type PiecePart = { 
/**
 * Which.
 */
entry: EntryId, 
/**
 * All of its ordinary parts, also those it will have; else only those ticked.
 */
whole: boolean, 
/**
 * Keys of parts, as `plan_blocks` names them: all that are ticked. Parts that stand alone need a tick of their own,
 * whole or not.
 */
ticks: Array<string>, };

/**
 * Whether a backup is kept until told.
 */
export type PinBackup = { 
/**
 * Which.
 */
id: string, 
/**
 * Kept until told, or left to the rule.
 */
pinned: boolean, };

/**
 * A place on disk as a caller names it: a path in a terminal, in the window only ever a token for what a dialog
 * answered, so that no script can name a file.
 */
export type Place = string;

/**
 * What was written.
 */
export type PlainExit = { 
/**
 * The folder.
 */
path: string, 
/**
 * Entries in it.
 */
entries: number, 
/**
 * Files in it.
 */
files: number, 
/**
 * Attached files that could not be written, with the reason.
 */
left_out: Array<string>, 
/**
 * Older folders of ours that were removed.
 */
removed: number, };

/**
 * Where everything is to be written as plain text.
 */
export type PlainExitInto = { 
/**
 * A folder that is there: a new one is made in it.
 */
place: Place, };

/**
 * What is being prepared.
 */
export type Plan = { 
/**
 * Its identity.
 */
id: PlanId, 
/**
 * For this community; none where the reader is no community.
 */
community: CommunityId | null, 
/**
 * The community's name, or the reader's.
 */
audience: string, 
/**
 * The name the writer goes by there; may be empty.
 */
author: string, 
/**
 * What is asked of the reader.
 */
purpose: Purpose, 
/**
 * The same in the writer's words.
 */
ask: string, 
/**
 * Questions to the reader, in order.
 */
questions: Array<Asked>, 
/**
 * What the reader may do with it.
 */
licence: string, 
/**
 * What the writer asks for besides.
 */
wishes: Wishes, 
/**
 * The reader answers before the writer's own analysis opens.
 */
answers_first: boolean, 
/**
 * How exactly dates of entries are told.
 */
dates: Dates, 
/**
 * The entries it is made of, in the order in which they were chosen.
 */
pieces: Array<PlanPiece>, 
/**
 * What was answered when asked who could still be known.
 */
checks: Array<RiskAnswer>, 
/**
 * When it was begun.
 */
made_at: Instant, 
/**
 * When it was last changed.
 */
edited_at: Instant, };

/**
 * What is being prepared for somebody.
 */
export type PlanId = string;

/**
 * Names and traces in what would leave.
 */
export type PlanNames = { 
/**
 * Every thing that was found, people first.
 */
groups: Array<NameGroup>, 
/**
 * How many of their places are not decided on.
 */
open: number, 
/**
 * Who is meant or named on the entries, with whether they agree.
 */
others: Array<Other>, 
/**
 * What has to be done before anything can be made, as sentences; none: all is well.
 */
blocked: Array<string>, };

/**
 * Something that can be ticked.
 */
export type PlanPart = { 
/**
 * Names it in `plan_pieces`.
 */
key: string, 
/**
 * What it is.
 */
kind: PartKind, 
/**
 * Of a block: the stage or section it stands in, by its heading; none above the first.
 */
section: string | null, 
/**
 * Its words, or the beginning of them.
 */
text: string, 
/**
 * It leaves by its own tick only, whole or not.
 */
alone: boolean, 
/**
 * Whether it goes.
 */
ticked: boolean, };

/**
 * What can be ticked of an entry.
 */
export type PlanParts = { 
/**
 * Which entry.
 */
entry: EntryId, 
/**
 * All of its ordinary parts go.
 */
whole: boolean, 
/**
 * In reading order.
 */
parts: Array<PlanPart>, };

/**
 * An entry of a plan.
 */
export type PlanPiece = { 
/**
 * Which.
 */
entry: EntryRow, 
/**
 * All of its ordinary parts; else those ticked.
 */
whole: boolean, 
/**
 * Keys of the parts ticked, as `plan_blocks` names them.
 */
ticks: Array<string>, 
/**
 * Why it stays all the same; none: it leaves.
 */
stays: Staying | null, 
/**
 * Words of the blocks that leave.
 */
words: number, 
/**
 * How many blocks were ticked and do not stand in the text any more, since it was edited.
 */
gone: number, };

/**
 * A plan in a list.
 */
export type PlanRow = { 
/**
 * Its identity.
 */
id: PlanId, 
/**
 * For this community.
 */
community: CommunityId | null, 
/**
 * The community's name, or the reader's.
 */
audience: string, 
/**
 * What is asked of the reader.
 */
purpose: Purpose, 
/**
 * In the writer's words.
 */
ask: string, 
/**
 * How many entries.
 */
pieces: number, 
/**
 * How many packs of it were sent.
 */
sent: number, 
/**
 * When it was last changed.
 */
edited_at: Instant, 
/**
 * The session that leaves by it.
 */
session: PlanSession | null, };

/**
 * The session that leaves by a plan.
 */
export type PlanSession = { 
/**
 * Which.
 */
id: SessionId, 
/**
 * As it is called; may be empty.
 */
title: string, 
/**
 * What the clock on the wall shows when it begins.
 */
start: string, };

/**
 * How exactly a time is known.
 */
export type Precision = "exact" | "day" | "month" | "unknown";

/**
 * What to make.
 */
export type PreparePack = { 
/**
 * Of which plan.
 */
plan: PlanId, 
/**
 * Id of the format.
 */
format: string, 
/**
 * How pages are laid out; plain pages of the size in the settings where not said.
 */
layout?: Layout, };

/**
 * A pack that is sealed and ready.
 */
export type Prepared = { 
/**
 * The pack.
 */
pack: Pack, 
/**
 * What was chosen and stays.
 */
stays: Array<Stays>, 
/**
 * Where this very file was handed over before as it is, and can be given again: when first.
 */
already_sent: Instant | null, 
/**
 * The same under a passphrase.
 */
already_wrapped: Instant | null, };

/**
 * A look at what would leave.
 */
export type Preview = { 
/**
 * Id of the format.
 */
format: string, 
/**
 * These entries.
 */
ids?: Array<EntryId>, 
/**
 * Every entry this query finds.
 */
query?: string, 
/**
 * What is ticked.
 */
tray?: boolean, 
/**
 * Drafts too.
 */
include_drafts?: boolean, 
/**
 * Older versions too.
 */
include_versions?: boolean, 
/**
 * Learning logs whose assumptions and aims leave with their earlier wordings.
 */
histories?: Array<EntryId>, 
/**
 * Learning logs whose left-hand column leaves.
 */
left_columns?: Array<EntryId>, };

/**
 * Something that did not come in, or not whole, and why.
 */
export type Problem = { 
/**
 * The file, or the place in it.
 */
path: string, 
/**
 * A sentence for a person.
 */
why: string, };

/**
 * That somebody may come in, or change what the door is locked with: one of the two, or neither where the key lies open.
 */
export type Proof = { 
/**
 * The passphrase.
 */
passphrase: Secret | null, 
/**
 * The recovery code, however it was typed.
 */
code: Secret | null, };

/**
 * A passphrase for the journal: the first, or another in the place of the one before.
 */
export type Protect = { 
/**
 * That one may; nothing for the first.
 */
proof: Proof, 
/**
 * The passphrase.
 */
passphrase: Secret, 
/**
 * A new recovery code with it; without one, that of before stays.
 */
code: TypedBack | null, };

/**
 * What a journal is locked with.
 */
export type Protection = { 
/**
 * A passphrase; without one, whoever finds the journal's files can read it.
 */
passphrase: boolean, 
/**
 * A recovery code, which works alone.
 */
recovery: boolean, };

/**
 * A protocol to choose.
 */
export type Protocol = { 
/**
 * A word for one that comes with the program, an id for an own one.
 */
id: string, 
/**
 * Whether it is one's own.
 */
own: boolean, 
/**
 * As long as its steps usually take, done once.
 */
minutes: number, 
/**
 * Whose it is, as it is told.
 */
origin: string, 
/**
 * What it is.
 */
definition: ProtocolDefinition, 
/**
 * When it was put away.
 */
removed_at: Instant | null, };

/**
 * A protocol, whoever made it.
 */
export type ProtocolDefinition = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Whose it is; may be empty.
 */
author: string, 
/**
 * When it was published; may be empty.
 */
year: string, 
/**
 * What it is good for, in a line.
 */
about: string, 
/**
 * From so many people.
 */
from: number, 
/**
 * To so many.
 */
to: number, 
/**
 * By how much of oneself is shown, least first: the order of the list.
 */
exposure: number, 
/**
 * What is shown of oneself, in a line.
 */
exposes: string, 
/**
 * What is written down.
 */
record: RecordStyle, 
/**
 * A welcome stands before it, and commitments and roles after it; else it has both itself.
 */
framed: boolean, 
/**
 * In order.
 */
steps: Array<ProtocolStep>, };

/**
 * A protocol of one's own.
 */
export type ProtocolId = string;

/**
 * A step of a protocol.
 */
export type ProtocolStep = { 
/**
 * Tells it from the others, whatever its name becomes.
 */
key: string, 
/**
 * What is done.
 */
name: string, 
/**
 * As long as it usually takes.
 */
minutes: number, 
/**
 * Shorter than this it makes no sense.
 */
shortest: number, 
/**
 * Who may speak.
 */
speaks: Speaker, 
/**
 * What the facilitator says at its beginning; may be empty.
 */
says: string, 
/**
 * Whether notes may be taken.
 */
notes: boolean, 
/**
 * Which beginnings of sentences help.
 */
stems: Array<StemKey>, 
/**
 * Done again for each piece.
 */
each: boolean, 
/**
 * What is printed for it beside what everybody has.
 */
sheet?: StepSheet, };

/**
 * What is to go for good.
 */
export type Purge = { 
/**
 * Which entries; all of them lie in the trash.
 */
ids: Array<EntryId>, 
/**
 * Which of the claims that no other learning log uses.
 */
claims: Array<ClaimId>, 
/**
 * Packs whose kept bytes go, too; their line in the list stays.
 */
packs?: Array<PackId>, 
/**
 * The same of answers that went back to readers.
 */
dispatches?: Array<DispatchId>, };

/**
 * What a reader is asked for: the nine things that people in a community of practice do for each other (Wenger), and
 * four occasions that ask for a form of their own.
 */
export type Purpose = "problem_solving" | "information" | "experience" | "reuse" | "coordination" | "developments" | "documentation" | "visit" | "mapping" | "peer_review" | "session" | "portfolio" | "form";

/**
 * Why a state of the journal was put aside.
 */
export type PutAside = "restore" | "salvage" | "put_back";

/**
 * A question asked in an entry.
 */
export type Question = { 
/**
 * Its identity, kept while its line changes a little.
 */
id: QuestionId, 
/**
 * Where it was asked.
 */
entry: EntryRow, 
/**
 * Its place among the entry's questions, from 0.
 */
position: number, 
/**
 * The line without its mark.
 */
text: string, 
/**
 * When it was first saved.
 */
asked_at: Instant, 
/**
 * May be empty, also of an answered one: an entry can be the answer.
 */
answer: string, 
/**
 * An entry that answers it; none where that one lies in the trash.
 */
answer_entry: EntryRow | null, 
/**
 * Open where none.
 */
answered_at: Instant | null, 
/**
 * Its line was taken out after it had been answered.
 */
gone: boolean, };

/**
 * A question asked in an entry.
 */
export type QuestionId = string;

/**
 * Names a question within a plan and the packs made of it: "q1".
 */
export type QuestionKey = string;

/**
 * Open or answered.
 */
export type QuestionState = "open" | "answered";

/**
 * A look for a title.
 */
export type QuickOpen = { 
/**
 * Part of a title; of an untitled entry part of its first words. Empty: what was edited last.
 */
text: string, 
/**
 * 20 where not said.
 */
limit?: number, };

/**
 * A quoted line.
 */
export type Quote = { 
/**
 * Its identity.
 */
id: QuoteId, 
/**
 * The field it supports.
 */
field: string, 
/**
 * The entry it was taken from; none where that is the loop itself, or gone for good.
 */
source: EntryId | null, 
/**
 * The field it was taken from, where the source is the loop itself.
 */
source_field: string | null, 
/**
 * Its words.
 */
exact: string, 
/**
 * What stood before them.
 */
prefix: string, 
/**
 * What stood after them.
 */
suffix: string, 
/**
 * Whether its words still stand in its source, white space aside.
 */
found: boolean, 
/**
 * When it was quoted.
 */
at: Instant, };

/**
 * A passage that a field of a loop leans on.
 */
export type QuoteId = string;

/**
 * What became of an aim in a loop.
 */
export type RateClaim = { 
/**
 * Which loop.
 */
loop: EntryId, 
/**
 * Which claim.
 */
claim: ClaimId, 
/**
 * `null` takes the rating back.
 */
rating: Rating | null, };

/**
 * What became of an aim in what was done.
 */
export type Rating = "held" | "strained" | "given_up";

/**
 * A name read from a line.
 */
export type ReadName = { 
/**
 * First name first.
 */
name: string, 
/**
 * What stood in brackets or quotes.
 */
aliases: Array<string>, 
/**
 * Whether the list has them already.
 */
known: boolean, };

/**
 * Whether the writer holds the entry for finished.
 */
export type Readiness = "draft" | "ready";

/**
 * Whether it was so, or is expected to be.
 */
export type Reality = "real" | "imagined";

/**
 * Why a version was kept.
 */
export type Reason = "now" | "first" | "interval" | "last" | "kept" | "before_shrink" | "before_restore";

/**
 * A pack of somebody else's.
 */
export type Received = { 
/**
 * What is asked of the reader.
 */
purpose: Purpose, 
/**
 * The same as a sentence.
 */
asked: string, 
/**
 * What may be done with it; may be empty.
 */
licence: string, 
/**
 * Whether the reader is to answer before the author's own analysis opens.
 */
answers_first: boolean, 
/**
 * Whether that is open: answered, or opened by the reader.
 */
is_open: boolean, 
/**
 * By what name the response is signed; may be empty.
 */
name: string, 
/**
 * Its questions.
 */
questions: Array<ReceivedQuestion>, 
/**
 * Its texts.
 */
pieces_read: Array<ReceivedPiece>, 
/**
 * What was written about it here, oldest first.
 */
written: Array<Remark>, 
/**
 * Its identity, given by its author.
 */
id: PackId, 
/**
 * What it is about, in a line.
 */
title: string, 
/**
 * By what name its author goes; may be empty.
 */
author: string, 
/**
 * For whom it was made.
 */
audience: string, 
/**
 * The day it was made.
 */
created: string, 
/**
 * When it was opened here.
 */
added_at: Instant, 
/**
 * The file it came in.
 */
file_name: string, 
/**
 * What its author asks for.
 */
wishes: Wishes, 
/**
 * The same as sentences.
 */
wished: Array<string>, 
/**
 * How many comments and answers were written about it here.
 */
remarks: number, 
/**
 * Its pieces, by title.
 */
pieces: Array<string>, };

/**
 * A piece of it.
 */
export type ReceivedPiece = { 
/**
 * By what its author knows it.
 */
id: PieceId, 
/**
 * One line.
 */
title: string, 
/**
 * When and where; may be empty.
 */
facts: string, 
/**
 * ISO 639-1; empty where it is not known.
 */
language: string, 
/**
 * Its text as sanitised HTML.
 */
html: string, 
/**
 * The first of the elements at the top of its text that is the author's own analysis.
 */
analysis: number | null, };

/**
 * A question of its author.
 */
export type ReceivedQuestion = { 
/**
 * What an answer names.
 */
key: string, 
/**
 * One line or a few.
 */
text: string, 
/**
 * The piece it is about; none: the whole.
 */
piece: PieceId | null, 
/**
 * What was answered here; may be empty.
 */
answer: string, };

/**
 * A pack of somebody else's, in a list.
 */
export type ReceivedRow = { 
/**
 * Its identity, given by its author.
 */
id: PackId, 
/**
 * What it is about, in a line.
 */
title: string, 
/**
 * By what name its author goes; may be empty.
 */
author: string, 
/**
 * For whom it was made.
 */
audience: string, 
/**
 * The day it was made.
 */
created: string, 
/**
 * When it was opened here.
 */
added_at: Instant, 
/**
 * The file it came in.
 */
file_name: string, 
/**
 * What its author asks for.
 */
wishes: Wishes, 
/**
 * The same as sentences.
 */
wished: Array<string>, 
/**
 * How many comments and answers were written about it here.
 */
remarks: number, 
/**
 * Its pieces, by title.
 */
pieces: Array<string>, };

/**
 * A recovery code for a journal that has a passphrase: the first, or another in the place of the one before.
 */
export type Recode = { 
/**
 * That one may.
 */
proof: Proof, 
/**
 * The code.
 */
code: TypedBack, };

/**
 * What is written down of a session.
 */
export type RecordStyle = "full" | "presenter" | "none";

/**
 * Something the presenter will try, to become a test.
 */
export type RecordTest = { 
/**
 * Of which session.
 */
session: SessionId, 
/**
 * What of it.
 */
try: TryKey, 
/**
 * In which loop.
 */
loop: EntryId, 
/**
 * Of which assumption of that loop.
 */
claim?: ClaimId, 
/**
 * What the writer expects.
 */
prediction?: string, 
/**
 * What would prove the writer wrong.
 */
disconfirm?: string, 
/**
 * It is planned, and its prediction sealed.
 */
plan?: boolean, };

/**
 * A question about what comes back.
 */
export type Recurrence = { 
/**
 * What to silence.
 */
subject: string, 
/**
 * The question.
 */
question: string, 
/**
 * Why it is asked, in words.
 */
why: string, 
/**
 * How many times it came up, this one counted.
 */
times: number, 
/**
 * Where, oldest first, this one among them.
 */
entries: Array<EntryRow>, };

/**
 * How often what was done to which kind of thing; nothing of what was found.
 */
export type Redacted = { 
/**
 * "person", "maybe_name", "email", "number", "date", …
 */
kind: string, 
/**
 * "replace", "generalise", "cut", "keep", "not_a_name".
 */
action: string, 
/**
 * In how many places.
 */
count: number, };

/**
 * What trying a backup out came to.
 */
export type Rehearsed = { 
/**
 * Which backup.
 */
id: string, 
/**
 * When it was made.
 */
at: Instant, 
/**
 * Whether everything in it could be read.
 */
sound: boolean, 
/**
 * Entries read, those in the trash too.
 */
entries: number, 
/**
 * Earlier versions read.
 */
versions: number, 
/**
 * Attached files opened and read to their end.
 */
attachments: number, 
/**
 * Sentences of what could not be read.
 */
problems: Array<string>, };

/**
 * What building the index anew did.
 */
export type Reindexed = { 
/**
 * Entries read.
 */
entries: number, 
/**
 * Milliseconds it took.
 */
took_ms: number, };

/**
 * The kinds of tie.
 */
export type Rel = "began_from" | "reopens" | "bears_on";

/**
 * An entry like another.
 */
export type Related = { 
/**
 * The other entry.
 */
entry: EntryRow, 
/**
 * The words they share, as the entry asked about writes them, most telling first.
 */
because: Array<string>, };

/**
 * Asks for entries like one.
 */
export type RelatedTo = { 
/**
 * The entry.
 */
id: EntryId, 
/**
 * How many, 5 where not said, 50 at most.
 */
limit?: number, };

/**
 * What was written about it here.
 */
export type Remark = { 
/**
 * Its identity.
 */
id: CommentId, 
/**
 * The piece it is about; none: the whole.
 */
piece: PieceId | null, 
/**
 * Warm, cool and so on.
 */
kind: CommentKind, 
/**
 * What was written.
 */
text: string, 
/**
 * The passage; none: all of it.
 */
quote: CommentQuote | null, 
/**
 * When it was written.
 */
made_at: Instant, 
/**
 * What the author wrote back; may be empty.
 */
reply: string, };

/**
 * Takes a comment back.
 */
export type RemoveRemark = { 
/**
 * About which pack.
 */
received: PackId, 
/**
 * Which.
 */
id: CommentId, };

/**
 * In what way a session repeats.
 */
export type RepeatKind = "none" | "weekly" | "monthly";

/**
 * How a session repeats.
 */
export type Repeats = { 
/**
 * In what way.
 */
kind: RepeatKind, 
/**
 * Every so many weeks or months.
 */
every: number, };

/**
 * Responses that came back.
 */
export type ResponseFiles = { 
/**
 * Files, or folders of them.
 */
places?: Array<Place>, 
/**
 * Files by their text.
 */
texts?: Array<TextFile>, };

/**
 * A file of comments that came back.
 */
export type ResponseId = string;

/**
 * What is in a file, and what becomes of it.
 */
export type ResponseRow = { 
/**
 * Of the file.
 */
name: string, 
/**
 * Why it is not taken in; empty where it is.
 */
refused: string, 
/**
 * By what name the reader signed; may be empty.
 */
by: string, 
/**
 * What it answers.
 */
pack: PackId | null, 
/**
 * The pack's line, as the reader saw it.
 */
title: string, 
/**
 * For whom the pack was.
 */
audience: string, 
/**
 * An author's answers to what was written here about a pack of theirs.
 */
is_reply: boolean, 
/**
 * Comments and answers in it.
 */
comments: number, 
/**
 * Comments in it that cannot be read, and are passed over.
 */
unread: number, 
/**
 * Those that were not here before.
 */
new: number, 
/**
 * Those that were here in other words.
 */
changed: number, 
/**
 * Of all in it: those whose passage stands where it stood.
 */
exact: number, 
/**
 * Those whose passage stands elsewhere now.
 */
moved: number, 
/**
 * Those whose passage is gone: they are listed with their quote.
 */
orphans: number, };

/**
 * An older text to bring back.
 */
export type Restore = { 
/**
 * Of which entry.
 */
entry: EntryId, 
/**
 * Which of its versions.
 */
version: VersionId, };

/**
 * A backup that is one file under a passphrase, such as one from the second place.
 */
export type RestoreFile = { 
/**
 * The file.
 */
place: Place, 
/**
 * What it was put under.
 */
passphrase: Secret, };

/**
 * What would take the journal's place.
 */
export type RestorePrepared = { 
/**
 * The backup.
 */
restored: Restored, 
/**
 * Entries written or changed since, which would not be in it as they are now.
 */
newer: number, 
/**
 * The first of them.
 */
newer_rows: Array<EntryRow>, };

/**
 * What would take the journal's place, or was brought into a folder of its own.
 */
export type Restored = { 
/**
 * When the backup was made.
 */
at: Instant, 
/**
 * Why.
 */
reason: BackupReason, 
/**
 * What it holds.
 */
holds: Holdings, 
/**
 * Files that the journal had lost already when it was made.
 */
missing: number, 
/**
 * Whether it was opened and read here; else it is under a passphrase, and its bytes are those written.
 */
opened: boolean, };

/**
 * The look back on a test.
 */
export type ReviewTest = { 
/**
 * Which test.
 */
id: TestId, 
/**
 * Whether it came out as predicted.
 */
met: Met, 
/**
 * How sure the writer is of the claim now, 0 to 100; left out: as sure as before.
 */
confidence?: number, };

/**
 * A claim that was put in other words.
 */
export type Revised = { 
/**
 * As it stands now.
 */
claim: ClaimHead, 
/**
 * What it said.
 */
from: string, 
/**
 * What it said then.
 */
to: string, 
/**
 * When.
 */
at: Instant, 
/**
 * What moved the writer.
 */
cause: Cause, 
/**
 * In which loop.
 */
loop: EntryId | null, 
/**
 * Its title; none where that loop is gone or in the trash.
 */
loop_title: string | null, };

/**
 * A question with its answer.
 */
export type RiskAnswer = { 
/**
 * Which.
 */
question: RiskQuestion, 
/**
 * What was answered.
 */
answer: Answered, 
/**
 * Of a yes: why it leaves all the same; else it may be empty.
 */
note: string, };

/**
 * What is asked.
 */
export type RiskQuestion = "recognised" | "only_one" | "upset";

/**
 * Who someone is to the writer: what they are called where their name must not be ("Pupil A").
 */
export type Role = "pupil" | "patient" | "client" | "colleague" | "carer" | "other";

/**
 * What somebody takes care of in a session.
 */
export type RoleName = "facilitator" | "time" | "notes" | "norms";

/**
 * What became of a line.
 */
export type RowKind = "same" | "changed" | "added" | "removed" | "gap";

/**
 * A rule to try out: nothing is deleted by asking.
 */
export type Rule = { 
/**
 * Versions older than this many days would go.
 */
days: number, };

/**
 * What a rule would delete now.
 */
export type RuleEffect = { 
/**
 * Versions.
 */
versions: number, };

/**
 * What is done with a running session.
 */
export type RunAction = "begin" | "next" | "back" | "add" | "again" | "end" | "undo";

/**
 * Something done with a running session.
 */
export type RunSession = { 
/**
 * Which.
 */
id: SessionId, 
/**
 * What.
 */
action: RunAction, };

/**
 * Where a running session is.
 */
export type Running = { 
/**
 * Which step, from 0.
 */
step: number, 
/**
 * Since when.
 */
since: Instant, 
/**
 * Minutes that were added to it.
 */
added: number, };

/**
 * Reading what can be read.
 */
export type Salvage = { 
/**
 * The passphrase or the recovery code, where the key file wants one.
 */
passphrase?: Secret, };

/**
 * What came back, in figures.
 */
export type Salvaged = { 
/**
 * Entries that are known to have been there.
 */
known: number, 
/**
 * As they were.
 */
whole: number, 
/**
 * With an older text of theirs, from their versions.
 */
older: number, 
/**
 * With their text, and without some of what stood beside it: the title, the day, tags.
 */
mended: number, 
/**
 * With the beginning of their text.
 */
cut: number, 
/**
 * Of which nothing could be read.
 */
lost: Array<LostEntry>, 
/**
 * Attached files that came back.
 */
attachments: number, 
/**
 * Attached files that are named and not there.
 */
attachments_missing: number, 
/**
 * Pages of the database, and how many of them could not be read.
 */
pages: number, 
/**
 * Of these, those that were not as they had been written.
 */
damaged_pages: number, 
/**
 * Entries that the last good backup holds and this does not: lost, or deleted since.
 */
only_in_backup: number, };

/**
 * Whether two texts mean the same.
 */
export type Same = { 
/**
 * The same tree of blocks and inlines.
 */
same: boolean, };

/**
 * An entry that would come in.
 */
export type Sample = { 
/**
 * May be empty.
 */
title: string, 
/**
 * The local day it would stand under.
 */
day: string, 
/**
 * Its first words.
 */
excerpt: string, };

/**
 * The sample journal came in.
 */
export type SampleAdded = { 
/**
 * Entries added; 0 where it was here already.
 */
added: number, 
/**
 * The import that it is, to be undone in one step.
 */
import: ImportId, };

/**
 * A point of the agenda.
 */
export type SaveAgendaItem = { 
/**
 * Of one that is there.
 */
id?: AgendaItemId, 
/**
 * What it is.
 */
kind: AgendaKind, 
/**
 * Of a piece: the entry.
 */
entry?: EntryId, 
/**
 * The question it is.
 */
question?: QuestionId, 
/**
 * The commitment it is.
 */
commitment?: CommitmentId, 
/**
 * What it is about; of a question or a commitment that of theirs where not said.
 */
text?: string, 
/**
 * Of a piece: at most five lines.
 */
context?: string, 
/**
 * Of a piece: one line.
 */
focus?: string, 
/**
 * How long; 0: it has no time of its own any more.
 */
minutes?: number, };

/**
 * Whether somebody was there.
 */
export type SaveAttendance = { 
/**
 * Who; none: the writer.
 */
person?: PersonKey, 
/**
 * There, or sent apologies.
 */
present: boolean, };

/**
 * What to change of a look; what is left out stays.
 */
export type SaveAudit = { 
/**
 * Which; a new one where not said.
 */
id?: AuditId, 
/**
 * Of a new one: of which community.
 */
community?: CommunityId, 
/**
 * Where, in a few words.
 */
setting?: string, 
/**
 * The local day of it; today where never said.
 */
day?: string, 
/**
 * Lines to change.
 */
lines?: Array<SaveAuditLine>, 
/**
 * Who is left out of informal talk.
 */
left_out?: string, 
/**
 * What will be tried in the next month.
 */
plan?: string, 
/**
 * By which local day: the plan becomes a commitment of the writer's in the community. Once.
 */
plan_by?: string, };

/**
 * What was seen of a behaviour; all of it.
 */
export type SaveAuditLine = { 
/**
 * Key of the behaviour.
 */
behaviour: string, 
/**
 * How much of it; none: not said.
 */
seen?: Seen, 
/**
 * How one would support it.
 */
support: string, 
/**
 * One of the one or two to work on.
 */
chosen: boolean, 
/**
 * Entries of one's own that show it.
 */
examples: Array<EntryId>, };

/**
 * A case to be saved whole.
 */
export type SaveCase = { 
/**
 * Of which loop.
 */
loop: EntryId, 
/**
 * The case: all of it.
 */
case: Case, };

/**
 * A challenge to be written: a new one, or one that is there.
 */
export type SaveChallenge = { 
/**
 * Of which loop.
 */
loop: EntryId, 
/**
 * Which; none for a new one.
 */
id?: ChallengeId, 
/**
 * Evidence, reading or view.
 */
kind: ChallengeKind, 
/**
 * At most 20,000 characters.
 */
text: string, 
/**
 * Through whose eyes.
 */
lens?: Lens, 
/**
 * At most 500 characters.
 */
who?: string, 
/**
 * At most 500 characters.
 */
how?: string, };

/**
 * Answers to be kept.
 */
export type SaveChecks = { 
/**
 * Which plan.
 */
plan: PlanId, 
/**
 * Those answered.
 */
answers: Array<RiskAnswer>, };

/**
 * A commitment to write down, or to put in other words; what is left out stays.
 */
export type SaveCommitment = { 
/**
 * Which; a new one where not said.
 */
id?: CommitmentId, 
/**
 * Of a new one: in which session.
 */
session?: SessionId, 
/**
 * Of a new one that was made outside of a session: in which community.
 */
community?: CommunityId, 
/**
 * What will be done.
 */
what?: string, 
/**
 * Who promised it; `null`: the writer.
 */
person?: PersonKey | null, 
/**
 * By which local day; `null` for none.
 */
due?: string | null, 
/**
 * How it will be seen.
 */
evidence?: string, };

/**
 * What to change of a community; what is left out stays.
 */
export type SaveCommunity = { 
/**
 * Which; a new one where not said.
 */
id?: CommunityId, 
/**
 * As it is called.
 */
name?: string, 
/**
 * The name the writer chose for it; may be empty.
 */
shown_name?: string, 
/**
 * What we care about.
 */
care?: string, 
/**
 * Who we are.
 */
who?: string, 
/**
 * What we share.
 */
share?: string, 
/**
 * How we are with each other.
 */
norms?: string, 
/**
 * A key of the stages; "" for none.
 */
stage?: string, 
/**
 * A day; "" for none.
 */
stage_since?: string, 
/**
 * Who is a member, all of them.
 */
members?: Array<SaveMember>, };

/**
 * What somebody said, to be kept.
 */
export type SaveConsent = { 
/**
 * In which plan: it is kept for its audience.
 */
plan: PlanId, 
/**
 * Who.
 */
person: PersonKey, 
/**
 * How it stands.
 */
state: ConsentState, 
/**
 * What for; at most 1,000 characters. Wanted where it was given.
 */
scope?: string, 
/**
 * "2026-11-22". Wanted where it was given.
 */
day?: string, };

/**
 * A save: what to change, and the revision the editor started from.
 */
export type SaveEntry = { 
/**
 * Which entry.
 */
id: EntryId, 
/**
 * The revision of title and body that the editor started from. Only a save that gives title or body is compared.
 */
base: string, 
/**
 * What to change.
 */
fields: EntryFields, 
/**
 * Keep this state as a version (Ctrl+S).
 */
keep?: boolean, };

/**
 * A member: someone known, or a name.
 */
export type SaveMember = { 
/**
 * Someone known.
 */
person?: PersonKey, 
/**
 * A name; someone new is put on the list of people as a colleague.
 */
name?: string, 
/**
 * What they are in it; may be empty.
 */
role?: string, };

/**
 * What to know of a person from now on; what is left out stays.
 */
export type SavePerson = { 
/**
 * Who; someone new where not said.
 */
id?: PersonKey, 
/**
 * Their name.
 */
name?: string, 
/**
 * What else they are called.
 */
aliases?: Array<string>, 
/**
 * Who they are to the writer.
 */
role?: Role, };

/**
 * What the reader is told; what is left out stays as it is.
 */
export type SavePlan = { 
/**
 * Which plan.
 */
id: PlanId, 
/**
 * For this community from now on.
 */
community?: CommunityId, 
/**
 * For this reader from now on.
 */
audience?: string, 
/**
 * What is asked of the reader.
 */
purpose?: Purpose, 
/**
 * In the writer's words: one line, at most 1,000 characters.
 */
ask?: string, 
/**
 * All of them, in order, at most 50.
 */
questions?: Array<SaveQuestion>, 
/**
 * At most 1,000 characters.
 */
licence?: string, 
/**
 * All of them.
 */
wishes?: Wishes, 
/**
 * The reader answers first.
 */
answers_first?: boolean, 
/**
 * How exactly dates of entries are told.
 */
dates?: Dates, };

/**
 * A protocol of one's own, to be made or changed.
 */
export type SaveProtocol = { 
/**
 * Which; none makes a new one.
 */
id?: ProtocolId, 
/**
 * As it is to be.
 */
definition: ProtocolDefinition, };

/**
 * A question to the reader.
 */
export type SaveQuestion = { 
/**
 * Of one that is there.
 */
id?: QuestionKey, 
/**
 * At most 2,000 characters.
 */
text: string, 
/**
 * The entry it is about.
 */
entry?: EntryId, };

/**
 * What is kept about a pack besides.
 */
export type SaveReceived = { 
/**
 * Which pack.
 */
received: PackId, 
/**
 * By what name the response is signed.
 */
name?: string, 
/**
 * The author's own analysis is opened before all is answered.
 */
open?: boolean, };

/**
 * What to write down; what is left out stays.
 */
export type SaveRecord = { 
/**
 * Of which session.
 */
session: SessionId, 
/**
 * Everybody who was there or sent apologies.
 */
attendance?: Array<SaveAttendance>, 
/**
 * The question as it was said again.
 */
restated?: string, 
/**
 * What the presenter heard.
 */
heard?: string, 
/**
 * All that the presenter will try.
 */
tries?: Array<SaveTry>, 
/**
 * All.
 */
decisions?: Array<string>, 
/**
 * All.
 */
products?: Array<string>, 
/**
 * All.
 */
takeaways?: Array<SaveTakeaway>, 
/**
 * All.
 */
open_questions?: Array<string>, 
/**
 * The record is finished.
 */
done?: boolean, };

/**
 * A comment or an answer to be written: a new one, or one that is there.
 */
export type SaveRemark = { 
/**
 * About which pack.
 */
received: PackId, 
/**
 * Which; none for a new one.
 */
id?: CommentId, 
/**
 * The piece it is about; none: the whole.
 */
piece?: PieceId, 
/**
 * The question it answers. An answer without words is taken back.
 */
question?: string, 
/**
 * Warm, cool and so on; an answer where a question is named.
 */
kind?: CommentKind, 
/**
 * At most 20,000 characters.
 */
text: string, 
/**
 * The passage, counted in code points of the piece's text.
 */
quote?: CommentQuote, };

/**
 * A role to be given.
 */
export type SaveRole = { 
/**
 * Which.
 */
role: RoleName, 
/**
 * Who; none: the writer.
 */
person?: PersonKey, };

/**
 * What to change of a session; what is left out stays.
 */
export type SaveSession = { 
/**
 * Which; a new one where not said.
 */
id?: SessionId, 
/**
 * Of a new one: of which community.
 */
community?: CommunityId, 
/**
 * As it is called; may be empty.
 */
title?: string, 
/**
 * What the clock on the wall shows when it begins: "2027-03-13T15:40".
 */
start?: string, 
/**
 * IANA name of the zone; that of this computer where not said.
 */
zone?: string, 
/**
 * How long, 5 to 720.
 */
minutes?: number, 
/**
 * Where.
 */
place?: string, 
/**
 * How it repeats.
 */
repeats?: Repeats, 
/**
 * What it is for, in one line.
 */
purpose?: string, 
/**
 * Key or id of a protocol; "" for none. The minutes are divided anew.
 */
protocol?: string, 
/**
 * All steps, with the minutes one wants: from then on the program divides no more.
 */
steps?: Array<SessionStep>, 
/**
 * Whether the program divides the minutes of the protocol.
 */
lay_out?: boolean, 
/**
 * All roles.
 */
roles?: Array<SaveRole>, 
/**
 * How we are with each other; those of the community where never said.
 */
norms?: string, 
/**
 * All points, in order.
 */
agenda?: Array<SaveAgendaItem>, 
/**
 * Copies of the pack, 0 to 60; of a new session one for each member.
 */
copies?: number, };

/**
 * What somebody takes away.
 */
export type SaveTakeaway = { 
/**
 * Who, where it is said.
 */
person?: PersonKey, 
/**
 * In one line.
 */
text: string, };

/**
 * A template of one's own, to be made or changed.
 */
export type SaveTemplate = { 
/**
 * Which; none makes a new one.
 */
id?: string, 
/**
 * As it is to be.
 */
definition: TemplateDefinition, };

/**
 * A test to begin or to change; what is left out stays as it is.
 */
export type SaveTest = { 
/**
 * The loop it belongs to.
 */
loop: EntryId, 
/**
 * Which test; left out: a new one.
 */
id?: TestId, 
/**
 * The claim it tests, one of the loop's; `null` takes that back.
 */
claim?: ClaimId | null, 
/**
 * What the writer will do.
 */
action?: string, 
/**
 * Where.
 */
place?: string, 
/**
 * With whom.
 */
people?: string, 
/**
 * Whether they know and agree.
 */
consent?: string, 
/**
 * By which local day, "2026-11-28"; `null` takes that back.
 */
due?: string | null, 
/**
 * What the writer expects.
 */
prediction?: string, 
/**
 * What would prove the writer wrong.
 */
disconfirm?: string, };

/**
 * What the presenter will try.
 */
export type SaveTry = { 
/**
 * Of one that is there.
 */
id?: TryKey, 
/**
 * In the presenter's words.
 */
text: string, 
/**
 * By which local day.
 */
due?: string, };

/**
 * A query kept by a name.
 */
export type SavedSearch = { 
/**
 * What it is called.
 */
name: string, 
/**
 * As typed.
 */
query: string, };

/**
 * How many of the found entries bear each tag, and so on; most first.
 */
export type SearchFacets = { 
/**
 * Tags.
 */
tags: Array<Count>, 
/**
 * People.
 */
people: Array<Count>, 
/**
 * Templates.
 */
templates: Array<Count>, 
/**
 * Stages of loops.
 */
stages: Array<Count>, 
/**
 * How the writer stands to the claims of loops.
 */
claims: Array<Count>, 
/**
 * Years, newest first.
 */
years: Array<Count>, };

/**
 * A query.
 */
export type SearchFor = { 
/**
 * As typed; see [`super::parse`].
 */
query: string, 
/**
 * Results wanted, 20 where not said, 1,000 at most.
 */
limit?: number, 
/**
 * Results to pass over.
 */
offset?: number, 
/**
 * The last that happened first, instead of what answers best.
 */
newest?: boolean, 
/**
 * Only entries with every word of it: for choosing what is to leave.
 */
strict?: boolean, 
/**
 * Without passages and facets, which cost more than the search: for measuring, and where nobody is to read along.
 */
bare?: boolean, };

/**
 * What was found.
 */
export type SearchResult = { 
/**
 * The query as asked.
 */
query: string, 
/**
 * The query that was answered: the same, or with a word spelled as it is in the journal; places are looked for by it.
 */
asked: string, 
/**
 * Entries found in all: those with all the words, or of a question of more than three words those with half of them
 * or more; where there are none, those that come closest.
 */
total: number, 
/**
 * Entries that have fewer of the words; they come after those found, where these are few.
 */
some: number, 
/**
 * Microseconds it took.
 */
took_us: number, 
/**
 * Best first; where no words were asked for, newest first.
 */
results: Array<Found>, 
/**
 * Assumptions and aims in whose words, now or before, all that was asked for stands; a few, last changed first. None
 * where a filter was asked for, since claims have no tags.
 */
claims: Array<FoundClaim>, 
/**
 * What was looked for, as a sentence; none for plain words.
 */
explained: string | null, 
/**
 * The query with a word spelled as it is in the journal, where nobody wrote it as it was typed. It was asked instead
 * where the query as typed finds nothing; a note says so.
 */
meant: string | null, 
/**
 * Sentences about what was not understood.
 */
notes: Array<string>, 
/**
 * By what the found entries can be narrowed.
 */
facets: SearchFacets, };

/**
 * Where backups are to go besides.
 */
export type SecondPlace = { 
/**
 * A folder, on a stick or another disk.
 */
place: Place, 
/**
 * What they are put under there; it is kept in the journal, so that nobody is asked each time.
 */
passphrase: Secret, };

/**
 * A text that is wiped from memory when dropped, and that no log and no message shows.
 */
export type Secret = string;

/**
 * How much of a behaviour is to be seen.
 */
export type Seen = "not_yet" | "sometimes" | "often";

/**
 * A pack to be handed over.
 */
export type SendPack = { 
/**
 * Which.
 */
id: PackId, 
/**
 * The file to write.
 */
place: Place, 
/**
 * Puts it under a passphrase of at least 8 characters (age); it is kept nowhere.
 */
passphrase?: string, };

/**
 * A session, whole.
 */
export type Session = { 
/**
 * How it repeats.
 */
repeats: Repeats, 
/**
 * What it is for, in one line.
 */
purpose: string, 
/**
 * Key or id of its protocol; "" for none.
 */
protocol: string, 
/**
 * Whose that is.
 */
origin: string, 
/**
 * What is written down of it.
 */
record_style: RecordStyle, 
/**
 * Its steps, with their minutes.
 */
steps: Array<SessionStep>, 
/**
 * Whether the program divides the minutes, at each change.
 */
laid_out: boolean, 
/**
 * How the steps fit.
 */
fit: Fit, 
/**
 * Who takes which role.
 */
roles: Array<SessionRole>, 
/**
 * How we are with each other.
 */
norms: string, 
/**
 * In order.
 */
agenda: Array<AgendaItem>, 
/**
 * Copies of the pack, each with its number; 0: a number is written in by hand.
 */
copies: number, 
/**
 * What it leaves by; none before the first time.
 */
plan: PlanId | null, 
/**
 * The session before.
 */
before: SessionId | null, 
/**
 * While it runs.
 */
running: Running | null, 
/**
 * What was written down of it.
 */
record: SessionRecord, 
/**
 * Its identity.
 */
id: SessionId, 
/**
 * Of which community.
 */
community: CommunityId, 
/**
 * As that is called.
 */
community_name: string, 
/**
 * As it is called; may be empty.
 */
title: string, 
/**
 * What the clock on the wall shows when it begins: "2027-03-13T15:40".
 */
start: string, 
/**
 * IANA name of the zone.
 */
zone: string, 
/**
 * That moment.
 */
at: Instant, 
/**
 * How long.
 */
minutes: number, 
/**
 * Where; may be empty.
 */
place: string, 
/**
 * Name of its protocol; may be empty.
 */
protocol_name: string, 
/**
 * How far it has come.
 */
state: SessionState, };

/**
 * A calendar file of a session.
 */
export type SessionCalendar = { 
/**
 * Name of the file, without the path; empty where none was written.
 */
file_name: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * How many dates are in it.
 */
count: number, 
/**
 * What stands in it: times, and nothing else.
 */
text: string, };

/**
 * A meeting of a community.
 */
export type SessionId = string;

/**
 * What was written down of a session.
 */
export type SessionRecord = { 
/**
 * Who was there and who sent apologies.
 */
attendance: Array<Attendance>, 
/**
 * The question as it was said again.
 */
restated: string, 
/**
 * What the presenter heard.
 */
heard: string, 
/**
 * What the presenter will try.
 */
tries: Array<Try>, 
/**
 * What was decided.
 */
decisions: Array<string>, 
/**
 * What was made.
 */
products: Array<string>, 
/**
 * What each takes away, a line each.
 */
takeaways: Array<Takeaway>, 
/**
 * What stayed open: it stands on the next agenda.
 */
open_questions: Array<string>, 
/**
 * What was promised.
 */
commitments: Array<Commitment>, 
/**
 * When it was finished.
 */
recorded_at: Instant | null, };

/**
 * Who takes a role.
 */
export type SessionRole = { 
/**
 * Which.
 */
role: RoleName, 
/**
 * Who; none: the writer.
 */
person: PersonKey | null, 
/**
 * Their name; of the writer the one chosen for this community, or "me".
 */
name: string, };

/**
 * A session in a list.
 */
export type SessionRow = { 
/**
 * Its identity.
 */
id: SessionId, 
/**
 * Of which community.
 */
community: CommunityId, 
/**
 * As that is called.
 */
community_name: string, 
/**
 * As it is called; may be empty.
 */
title: string, 
/**
 * What the clock on the wall shows when it begins: "2027-03-13T15:40".
 */
start: string, 
/**
 * IANA name of the zone.
 */
zone: string, 
/**
 * That moment.
 */
at: Instant, 
/**
 * How long.
 */
minutes: number, 
/**
 * Where; may be empty.
 */
place: string, 
/**
 * Name of its protocol; may be empty.
 */
protocol_name: string, 
/**
 * How far it has come.
 */
state: SessionState, };

/**
 * How far a session has come.
 */
export type SessionState = "planned" | "running" | "held" | "recorded";

/**
 * A step of a session: one of its protocol's, a point of the agenda, the welcome or the end.
 */
export type SessionStep = { 
/**
 * That of the protocol's step, or "welcome", "item", "close".
 */
key: string, 
/**
 * What is done.
 */
name: string, 
/**
 * As long as it takes here.
 */
minutes: number, 
/**
 * As long as it usually takes.
 */
usual: number, 
/**
 * Shorter than this it makes no sense.
 */
shortest: number, 
/**
 * Who may speak.
 */
speaks: Speaker, 
/**
 * What the facilitator says at its beginning; may be empty.
 */
says: string, 
/**
 * That was written for this session, and stays while the program divides the minutes.
 */
own_words?: boolean, 
/**
 * Whether notes may be taken.
 */
notes: boolean, 
/**
 * Which beginnings of sentences help.
 */
stems: Array<StemKey>, 
/**
 * The point of the agenda it is about.
 */
item: AgendaItemId | null, 
/**
 * What is printed for it beside what everybody has.
 */
sheet?: StepSheet, };

/**
 * What became of a commitment.
 */
export type SetCommitment = { 
/**
 * Which.
 */
id: CommitmentId, 
/**
 * How it stands from now on.
 */
state: CommitmentState, 
/**
 * A word about it.
 */
note?: string, };

/**
 * A value for a field; `null` takes it away.
 */
export type SetField = { 
/**
 * Which entry.
 */
id: EntryId, 
/**
 * Key of the field.
 */
field: string, 
/**
 * A choice, several, a day or a number.
 */
value: FieldValue | null, };

/**
 * What is set beside the texts.
 */
export type SetLoop = { 
/**
 * Which loop.
 */
id: EntryId, 
/**
 * Whose it is.
 */
owner?: Owner, 
/**
 * The riskiest rung of the ladder, 1 to 7; `null` takes it back.
 */
riskiest_rung?: number | null, };

/**
 * All settings.
 */
export type Settings = { 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * Percent, 50 to 300.
 */
zoom: number, 
/**
 * Whether spelling is checked while typing.
 */
spelling: boolean, 
/**
 * Dictionaries, such as "en_GB"; empty means the system's.
 */
spelling_languages: Array<string>, 
/**
 * Width of the list, CSS pixels.
 */
list_width: number, 
/**
 * Whether the list is shown.
 */
list_open: boolean, 
/**
 * What stands beside the page.
 */
beside: Beside, 
/**
 * Versions older than this many days are thinned; none keeps them for ever.
 */
keep_versions_days: number | null, 
/**
 * ISO 639-1, where an entry's own cannot be told.
 */
default_language: string | null, 
/**
 * Paper to print on.
 */
print_paper: Paper, 
/**
 * Templates to begin with; the first rule that fits counts.
 */
template_rules: Array<TemplateRule>, 
/**
 * When the cycles of forms began.
 */
form_cycles: Array<FormCycle>, 
/**
 * Minutes without a sign of life after which a journal with a passphrase is locked: 1, 5, 10, 15, 30; 0 is never.
 */
lock_after_minutes: number, 
/**
 * Queries kept by a name, in the user's order.
 */
saved_searches: Array<SavedSearch>, 
/**
 * Whether results show no passages, for when others can see the screen.
 */
hide_passages: boolean, 
/**
 * How many backups are kept.
 */
keep_backups: KeepBackups, };

/**
 * A question, by its subject.
 */
export type Silence = { 
/**
 * As the question named it.
 */
subject: string, };

/**
 * An entry, as it was read in a pack.
 */
export type SinceRead = { 
/**
 * In which pack.
 */
pack: PackId, 
/**
 * Which entry.
 */
entry: EntryId, };

/**
 * Closed, since the fix was enough.
 */
export type SingleLoop = { 
/**
 * Which loop.
 */
id: EntryId, 
/**
 * What the fix was, at most 2,000 characters.
 */
why: string, };

/**
 * What a field is for, in words that all models share, so that a text can move from one to another.
 */
export type Slot = "describe" | "feel" | "evaluate" | "analyse" | "other_views" | "conclude" | "act";

/**
 * Several entries.
 */
export type SomeEntries = { 
/**
 * Which.
 */
ids: Array<EntryId>, };

/**
 * Some people.
 */
export type SomePeople = { 
/**
 * Who.
 */
ids: Array<PersonKey>, };

/**
 * What the last check of the database found.
 */
export type Soundness = { 
/**
 * When the whole database was last found sound.
 */
checked_at: Instant | null, 
/**
 * Sentences of what is not as it should be; empty where nothing is known to be wrong.
 */
problems: Array<string>, 
/**
 * Sentences about where the journal lives, where that is a danger to it.
 */
places: Array<string>, };

/**
 * Who may speak in a step.
 */
export type Speaker = "presenter" | "group" | "facilitator" | "everyone" | "nobody";

/**
 * The seven stages of a learning log, in order (after Argyris & Schön 1974; domain.md 1.8).
 */
export type Stage = "noticed" | "mapped" | "challenged" | "revised" | "test_planned" | "tested" | "closed";

/**
 * One book's words for how communities grow.
 */
export type StageReading = { 
/**
 * Whose words.
 */
source: string, 
/**
 * In their order.
 */
stages: Array<CommunityStage>, };

/**
 * How the writer stands to it.
 */
export type Standing = "held" | "doubted" | "revised" | "dropped" | "kept";

/**
 * How far the index has come.
 */
export type State = "ready" | "rebuilding";

/**
 * Figures of the journal; of entries that are not in the trash.
 */
export type Stats = { 
/**
 * Entries.
 */
entries: number, 
/**
 * Double-loop learning logs.
 */
loops: number, 
/**
 * Attached files.
 */
attachments: number, 
/**
 * Words of all bodies.
 */
words: number, };

/**
 * Why an entry that was chosen stays all the same.
 */
export type Staying = "trashed" | "draft" | "private" | "nothing_ticked";

/**
 * What was chosen and stays.
 */
export type Stays = { 
/**
 * The entry.
 */
entry: EntryRow, 
/**
 * Why.
 */
why: Staying, };

/**
 * Ways to begin a sentence.
 */
export type Stem = { 
/**
 * By which steps name it.
 */
key: StemKey, 
/**
 * For a person.
 */
name: string, 
/**
 * What they are for.
 */
hint: string, 
/**
 * The beginnings.
 */
begins: Array<string>, };

/**
 * Ways to begin a sentence that help in a step.
 */
export type StemKey = "clarifying" | "probing" | "warm" | "cool" | "challenge" | "offer";

/**
 * How far it is.
 */
export type Step = { 
/**
 * Steps taken.
 */
done: number, 
/**
 * Steps there are.
 */
of: number, };

/**
 * What is printed for a step beside what everybody has, once for all.
 */
export type StepSheet = "table_card" | "harvest";

/**
 * A value with the field it was given in.
 */
export type StoredValue = { 
/**
 * Key of the field.
 */
field: string, 
/**
 * Its label when the value was given.
 */
label: string, 
/**
 * The value.
 */
value: FieldValue, };

/**
 * How hard a passphrase is to guess.
 */
export type Strength = "too_short" | "weak" | "fair" | "good" | "strong";

/**
 * A query that is being typed.
 */
export type SuggestFor = { 
/**
 * As it stands in the box; what is typed last is what is completed.
 */
query: string, };

/**
 * When and where an entry is about to be written.
 */
export type SuggestTemplate = { 
/**
 * The local day, "2026-11-21".
 */
day: string, 
/**
 * Where, if it is known.
 */
setting?: string, };

/**
 * A template to begin with.
 */
export type Suggested = { 
/**
 * Its id; none where no rule fits.
 */
template: string | null, };

/**
 * One way to go on.
 */
export type Suggestion = { 
/**
 * The whole query with it.
 */
query: string, 
/**
 * What is added, as it is typed: `tag:`, `tag:"year 9"`.
 */
part: string, 
/**
 * Entries that bear the value; none where that is not counted.
 */
count: number | null, };

/**
 * What could be brought to a session.
 */
export type Suggestions = { 
/**
 * What was promised and is open, and what came of the promises of last time.
 */
commitments: Array<Commitment>, 
/**
 * What came up again and again.
 */
recurring: Array<Recurrence>, 
/**
 * Assumptions that no test was ever planned of.
 */
untested: Array<ClaimRow>, 
/**
 * Open questions.
 */
questions: Array<Question>, 
/**
 * What is ready, may be shared and was never shared with this community.
 */
unshared: Array<EntryRow>, };

/**
 * A comment taken into a learning log.
 */
export type TakeUp = { 
/**
 * Which comment.
 */
id: CommentId, 
/**
 * Into which learning log.
 */
loop: EntryId, 
/**
 * As evidence where not said otherwise.
 */
kind?: ChallengeKind, 
/**
 * An assumption or aim that it moved, with what is held now.
 */
claim?: MovedClaim, };

/**
 * What somebody takes away.
 */
export type Takeaway = { 
/**
 * Who; none: not said.
 */
person: PersonKey | null, 
/**
 * Their name; may be empty.
 */
name: string, 
/**
 * In one line.
 */
text: string, };

/**
 * All of them, in the writer's order.
 */
export type Telltales = { 
/**
 * Classes, wards, rooms: "9B", "Maple ward".
 */
codes: Array<string>, 
/**
 * Schools, streets, towns.
 */
places: Array<string>, 
/**
 * Words that look like a name and are none.
 */
not_names: Array<string>, };

/**
 * A template in one version.
 */
export type Template = { 
/**
 * Its name in entries and queries.
 */
id: string, 
/**
 * Counts the changes of one's own; 1 for those that come with the program.
 */
version: number, 
/**
 * One's own.
 */
own: boolean, 
/**
 * A form of a profession, or a copy of one.
 */
form: boolean, 
/**
 * Its fields.
 */
definition: TemplateDefinition, };

/**
 * A template: a name, where it comes from, and its fields in order.
 */
export type TemplateDefinition = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Whose it is; may be empty.
 */
author: string, 
/**
 * When it was published; may be empty.
 */
year: string, 
/**
 * Where it can be read about; may be empty.
 */
source: string, 
/**
 * What it is good for, in a line.
 */
about: string, 
/**
 * How long it takes.
 */
minutes: number | null, 
/**
 * Of a copy of a profession's form: the form that its entries count for.
 */
counts_as?: string, 
/**
 * In order.
 */
fields: Array<TemplateField>, };

/**
 * A field of a template.
 */
export type TemplateField = { 
/**
 * Tells it from the others, whatever its label becomes: small letters, digits and underscores.
 */
key: string, 
/**
 * What is read above it; of a text field also its heading in the entry.
 */
label: string, 
/**
 * Questions that may help, asked one at a time.
 */
prompts: Array<string>, 
/**
 * What is written in it.
 */
kind: FieldKind, 
/**
 * What it is for.
 */
slot: Slot | null, 
/**
 * Whether a form counts it as missing where it is empty. It may stay empty all the same.
 */
required: boolean, 
/**
 * A line of help.
 */
hint: string, 
/**
 * Of a choice: what can be chosen.
 */
choices: Array<string>, 
/**
 * Of a choice: whether several can.
 */
many: boolean, 
/**
 * Characters a form has room for.
 */
limit: number | null, };

/**
 * A kind of moment, with ways to write about it.
 */
export type TemplateMoment = { 
/**
 * Its name.
 */
id: string, 
/**
 * As one would say it.
 */
moment: string, 
/**
 * A line of help.
 */
hint: string, 
/**
 * Ids of templates, the aptest first.
 */
templates: Array<string>, };

/**
 * A template, as it is offered.
 */
export type TemplateRow = { 
/**
 * Its name in entries and queries.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Whose it is; may be empty.
 */
author: string, 
/**
 * When it was published; may be empty.
 */
year: string, 
/**
 * What it is good for, in a line.
 */
about: string, 
/**
 * How long it takes.
 */
minutes: number | null, 
/**
 * How many fields it has.
 */
fields: number, 
/**
 * One's own.
 */
own: boolean, 
/**
 * A form of a profession, or a copy of one.
 */
form: boolean, 
/**
 * Offered where there are few minutes.
 */
quick: boolean, 
/**
 * Entries written with it that are not in the trash.
 */
used: number, 
/**
 * Of one's own: when it was removed, so that it is offered no more.
 */
removed_at: Instant | null, };

/**
 * A template to begin with, by weekday or setting; all that is named must hold.
 */
export type TemplateRule = { 
/**
 * 1 is Monday.
 */
weekday: number | null, 
/**
 * Where, as it stands in entries.
 */
setting: string | null, 
/**
 * Id of the template.
 */
template: string, };

/**
 * A test, as much of it as may be seen.
 */
export type Test = { 
/**
 * Its identity.
 */
id: TestId, 
/**
 * The loop it belongs to.
 */
loop: EntryId, 
/**
 * That loop's title.
 */
loop_title: string, 
/**
 * The claim it tests.
 */
claim: ClaimId | null, 
/**
 * What that claim says now.
 */
claim_text: string | null, 
/**
 * What the writer will do.
 */
action: string, 
/**
 * Where.
 */
place: string, 
/**
 * With whom.
 */
people: string, 
/**
 * Whether they know and agree.
 */
consent: string, 
/**
 * By which local day, "2026-11-28".
 */
due: string | null, 
/**
 * Whether it was planned: its prediction can no longer be changed.
 */
sealed: boolean, 
/**
 * What the writer expects; none while it is sealed and nothing has happened.
 */
prediction: string | null, 
/**
 * What would prove the writer wrong; none while it is sealed and nothing has happened.
 */
disconfirm: string | null, 
/**
 * When it was planned.
 */
planned_at: Instant | null, 
/**
 * What was added since, oldest first.
 */
amendments: Array<Amendment>, 
/**
 * What a camera would have seen; may be empty.
 */
happened: string, 
/**
 * The local day it happened.
 */
happened_on: string | null, 
/**
 * When it was written.
 */
happened_at: Instant | null, 
/**
 * Whether it came out as predicted.
 */
met: Met | null, 
/**
 * How sure the writer is of the claim since, 0 to 100.
 */
confidence: number | null, 
/**
 * When it was looked back on.
 */
reviewed_at: Instant | null, 
/**
 * When it was given up.
 */
dropped_at: Instant | null, 
/**
 * Why; may be empty.
 */
drop_reason: string, 
/**
 * How far it has come.
 */
state: TestState, };

/**
 * The result of a test.
 */
export type TestHappened = { 
/**
 * Which test.
 */
id: TestId, 
/**
 * What a camera would have seen.
 */
text: string, 
/**
 * The local day it happened; left out: today.
 */
on?: string, };

/**
 * A test of an assumption.
 */
export type TestId = string;

/**
 * How far a test has come.
 */
export type TestState = "draft" | "planned" | "due" | "happened" | "reviewed" | "dropped";

/**
 * A Markdown text to be shown.
 */
export type Text = { 
/**
 * Markdown.
 */
text: string, };

/**
 * A file whose text is handed over with the call: one that was dropped on the window, or pasted.
 */
export type TextFile = { 
/**
 * Its name.
 */
name: string, 
/**
 * What is in it.
 */
text: string, };

/**
 * Where a text stands that leaves.
 */
export type TextPlace = "title" | "text" | "tag" | "setting" | "value" | "file_name" | "log" | "left_column" | "version" | "ask" | "question" | "licence" | "session";

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * Through whose eyes.
 */
export type Through = "self" | "learners" | "colleagues" | "theory" | "none";

/**
 * A claim that is there already, for a loop.
 */
export type TieClaim = { 
/**
 * Which loop.
 */
loop: EntryId, 
/**
 * Which claim.
 */
claim: ClaimId, 
/**
 * What became of an aim.
 */
rating?: Rating, };

/**
 * Reflection in, on or for action (Schön 1983; "for" after Killion & Todnem 1991).
 */
export type Timing = "in_action" | "on_action" | "for_action";

/**
 * The answers to comments.
 */
export type ToReaders = { 
/**
 * To comments on which pack.
 */
pack: PackId, 
/**
 * To those of one reader only.
 */
response?: ResponseId, };

/**
 * What Today shows.
 */
export type Today = { 
/**
 * Entries of this day in earlier years, newest first.
 */
on_this_day: Array<EntryRow>, 
/**
 * The entry that was open last.
 */
last_open: EntryRow | null, 
/**
 * The last few drafts, newest first.
 */
drafts: Array<EntryRow>, };

/**
 * What came of trying a passphrase or a recovery code.
 */
export type Tried = "right" | "wrong_passphrase" | "wrong_code" | "slip" | "too_soon";

/**
 * What set off a loop.
 */
export type Trigger = { 
/**
 * The loop.
 */
loop: LoopRow, 
/**
 * In the writer's words.
 */
text: string, };

/**
 * What the presenter will try.
 */
export type Try = { 
/**
 * Which.
 */
id: TryKey, 
/**
 * In the presenter's words.
 */
text: string, 
/**
 * By which local day.
 */
due: string | null, 
/**
 * The test it became.
 */
test: TestId | null, 
/**
 * In which loop.
 */
loop: EntryId | null, };

/**
 * Names something the presenter will try.
 */
export type TryKey = number;

/**
 * One turn of the talk.
 */
export type Turn = { 
/**
 * Its identity; none for a new one. It stays through every save.
 */
id: TurnId | null, 
/**
 * Who spoke, by any name the writer gives.
 */
speaker: string, 
/**
 * What was said.
 */
said: string, 
/**
 * What was thought and felt, and not said.
 */
unsaid: string, 
/**
 * What the turn does.
 */
marker: Marker | null, 
/**
 * How it could be said another time.
 */
redesign: string, };

/**
 * A turn of a two-column case.
 */
export type TurnId = string;

/**
 * Two Markdown texts.
 */
export type TwoTexts = { 
/**
 * As stored.
 */
left: string, 
/**
 * As an editor would write it.
 */
right: string, };

/**
 * What kind of assumption a claim is.
 */
export type TypeClaim = { 
/**
 * Which claim.
 */
claim: ClaimId, 
/**
 * `null` takes it back.
 */
type: ClaimType | null, };

/**
 * A recovery code that was made, and as it was typed back from what was written down.
 */
export type TypedBack = { 
/**
 * As `door_code` made it.
 */
code: Secret, 
/**
 * As it was typed back.
 */
typed: Secret, };

/**
 * A picture that leaves and of which the text says nothing.
 */
export type Undescribed = { 
/**
 * The picture.
 */
attachment: AttachmentId, 
/**
 * Its entry.
 */
entry: EntryId, 
/**
 * That entry's title.
 */
title: string, 
/**
 * The name of its file.
 */
name: string, 
/**
 * What was said of it; empty: nothing yet.
 */
text: string, };

/**
 * What an undo did.
 */
export type Undone = { 
/**
 * Entries taken out again.
 */
removed: number, 
/**
 * Entries that were changed or deleted since, and stay.
 */
kept_edited: number, };

/**
 * A claim that is to stand on its own again.
 */
export type UnmergeClaim = { 
/**
 * Which.
 */
claim: ClaimId, };

/**
 * A claim that a loop is not about after all.
 */
export type UntieClaim = { 
/**
 * Which loop.
 */
loop: EntryId, 
/**
 * Which claim.
 */
claim: ClaimId, };

/**
 * What a loop concludes about a claim.
 */
export type Verdict = "keep" | "revise" | "drop";

/**
 * What looking at a backup found.
 */
export type Verified = { 
/**
 * Whether all is as it was written.
 */
sound: boolean, 
/**
 * Whether its database was opened: false where it was sealed with another key than the journal's own.
 */
opened: boolean, 
/**
 * Sentences of what is wrong.
 */
problems: Array<string>, };

/**
 * A kept state of an entry's text.
 */
export type VersionId = string;

/**
 * A version in the list.
 */
export type VersionRow = { 
/**
 * Its identity, or "now".
 */
id: string, 
/**
 * When the text stood so.
 */
at: Instant, 
/**
 * Why it was kept.
 */
reason: Reason, 
/**
 * The title then.
 */
title: string, 
/**
 * Words of the body then.
 */
words: number, 
/**
 * Words more than in the version before.
 */
words_change: number, };

/**
 * What of a session stands on the wall.
 */
export type Wall = { 
/**
 * As it is called; the community's name where that may stand and this may not; else empty.
 */
title: string, 
/**
 * A line for each of its steps.
 */
steps: Array<WallStep>, };

/**
 * What of a step stands on the wall.
 */
export type WallStep = { 
/**
 * What is done.
 */
name: string, 
/**
 * What the facilitator says.
 */
says: string, 
/**
 * Of a step about a piece: the question to the readers.
 */
focus: string, 
/**
 * Something of it names somebody and stays off the wall.
 */
kept_back: boolean, };

/**
 * What stood there.
 */
export type Was = { "kind": "challenge", "state": EarlierChallenge } | { "kind": "value", "state": StoredValue } | { "kind": "case", "state": Case };

/**
 * How much would go, and which packs hold some of it.
 */
export type WhatGoes = { 
/**
 * Packs that were handed over and hold one of these entries: their bytes are kept unless named.
 */
packs: Array<PackRow>, 
/**
 * Answers to comments on one of these entries that went back to readers: the same holds for them.
 */
dispatches: Array<Dispatch>, 
/**
 * Entries that are no learning logs.
 */
entries: number, 
/**
 * Learning logs.
 */
loops: number, 
/**
 * Kept states of their texts, and of what stood beside them.
 */
versions: number, 
/**
 * Their files, those taken off too.
 */
attachments: number, 
/**
 * What readers wrote about them.
 */
comments: number, 
/**
 * Assumptions and aims that no other learning log uses: each is asked about by name, and stays unless named.
 */
claims: Array<ClaimHead>, };

/**
 * What the author asks for. Nothing enforces it; a decent reader does.
 */
export type Wishes = { 
/**
 * Give it back to me.
 */
return_to_me: boolean, 
/**
 * Do not pass it on.
 */
do_not_pass_on: boolean, 
/**
 * Destroy it by this day.
 */
destroy_by: string | null, };

/**
 * An export to a file.
 */
export type Write = { 
/**
 * Id of the format.
 */
format: string, 
/**
 * The file to write.
 */
place: Place, 
/**
 * These entries.
 */
ids?: Array<EntryId>, 
/**
 * Every entry this query finds.
 */
query?: string, 
/**
 * What is ticked.
 */
tray?: boolean, 
/**
 * Drafts too.
 */
include_drafts?: boolean, 
/**
 * Older versions too.
 */
include_versions?: boolean, 
/**
 * Learning logs whose assumptions and aims leave with their earlier wordings.
 */
histories?: Array<EntryId>, 
/**
 * Learning logs whose left-hand column leaves.
 */
left_columns?: Array<EntryId>, };

/**
 * A calendar file to be written.
 */
export type WriteCalendar = { 
/**
 * The file to write.
 */
place: Place, 
/**
 * Of these tests; where not said of all that are planned.
 */
tests?: Array<TestId>, };

/**
 * A change of a claim; what is left out stays as it is.
 */
export type WriteClaim = { 
/**
 * Which claim.
 */
claim: ClaimId, 
/**
 * The loop it is written in.
 */
loop?: EntryId, 
/**
 * In the writer's words, at most 2,000 characters.
 */
text?: string, 
/**
 * 0 to 100.
 */
confidence?: number, 
/**
 * Other words without a standing make it revised.
 */
standing?: Standing, 
/**
 * What moved the writer.
 */
cause?: Cause, 
/**
 * Of the comment, test or session.
 */
cause_id?: string, 
/**
 * Why, in the writer's words.
 */
note?: string, };

/**
 * Texts to be saved.
 */
export type WriteLoop = { 
/**
 * Which loop.
 */
id: EntryId, 
/**
 * The revision of title and body that the editor started from.
 */
base: string, 
/**
 * At most 500 characters, one line.
 */
title?: string, 
/**
 * By key of field; those left out stay, byte for byte.
 */
fields?: { [key in string]: string }, 
/**
 * Keep this state as a version (Ctrl+S).
 */
keep?: boolean, };

/**
 * The answers to comments, as a file for the readers.
 */
export type WriteReply = { 
/**
 * To comments on which pack.
 */
pack: PackId, 
/**
 * To those of one reader only.
 */
response?: ResponseId, 
/**
 * The file to write.
 */
place: Place, 
/**
 * The writer has looked at all that may tell who is meant.
 */
names_checked?: boolean, 
/**
 * What was looked at, as `reply_look` named it: if it is another now, nothing is written.
 */
seen?: string, };

/**
 * The response to a pack of somebody else's, as a file.
 */
export type WriteResponse = { 
/**
 * To which.
 */
id: PackId, 
/**
 * The file to write.
 */
place: Place, 
/**
 * The writer has looked at all that may tell who is meant.
 */
names_checked?: boolean, 
/**
 * What was looked at, as `response_look` named it: if it is another now, nothing is written.
 */
seen?: string, };

/**
 * A calendar file to be written.
 */
export type WriteSessionCalendar = { 
/**
 * Of which session, with what was promised in it.
 */
id: SessionId, 
/**
 * The file to write; none where not said.
 */
place?: Place, };

/**
 * A template, to be written to a file.
 */
export type WriteTemplate = { 
/**
 * Which.
 */
id: string, 
/**
 * Where to.
 */
place: Place, };

/**
 * What to gather.
 */
export type WriteUp = { 
/**
 * The entries, in any order; they stand in the order in which they happened.
 */
ids: Array<EntryId>, 
/**
 * What it is about.
 */
title?: string, };

/**
 * What was written.
 */
export type Written = { 
/**
 * Entries in it.
 */
entries: number, 
/**
 * What stayed.
 */
left_out: LeftOut, 
/**
 * Files of the entries in it that stayed, with the reason.
 */
files_left_out: Array<ExportFile>, 
/**
 * Size of the file.
 */
bytes: number, 
/**
 * Its name, without the path.
 */
file_name: string, };

/**
 * A template that was written to a file.
 */
export type WrittenTemplate = { 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * Its size.
 */
bytes: number, };

/** Every call: its request and its reply. */
export type Calls = {
  door_state: { request: Nothing; reply: DoorState };
  door_unlock: { request: Proof; reply: DoorAnswer };
  door_lock: { request: Nothing; reply: DoorState };
  door_code: { request: Nothing; reply: NewCode };
  door_strength: { request: OnePassphrase; reply: Judged };
  door_protect: { request: Protect; reply: DoorAnswer };
  door_unprotect: { request: Proof; reply: DoorAnswer };
  door_recode: { request: Recode; reply: DoorAnswer };
  door_renew: { request: Protect; reply: DoorAnswer };
  journal_about: { request: Nothing; reply: About };
  journal_stats: { request: Nothing; reply: Stats };
  journal_check: { request: Nothing; reply: Checked };
  journal_soundness: { request: Nothing; reply: Soundness };
  journal_reindex: { request: Nothing; reply: Reindexed };
  backup_list: { request: Nothing; reply: Backups };
  backup_make: { request: Nothing; reply: Backup };
  backup_verify: { request: OneBackup; reply: Verified };
  backup_rehearse: { request: OneBackup; reply: Rehearsed };
  backup_pin: { request: PinBackup; reply: null };
  backup_accept: { request: Nothing; reply: null };
  backup_delete: { request: NamedBackup; reply: null };
  backup_copy: { request: CopyBackup; reply: Backup };
  backup_holding: { request: SomeEntries; reply: Holding };
  backup_clear: { request: ClearBackups; reply: Cleared };
  backup_other_keys: { request: Nothing; reply: OtherKeys };
  backup_forget_other_keys: { request: Nothing; reply: OtherKeys };
  second_place_set: { request: SecondPlace; reply: null };
  second_place_forget: { request: Nothing; reply: null };
  plain_place_set: { request: PlainExitInto; reply: PlainExit };
  plain_place_forget: { request: Nothing; reply: null };
  plain_exit: { request: PlainExitInto; reply: PlainExit };
  restore_prepare: { request: OneBackup; reply: RestorePrepared };
  restore_prepare_file: { request: RestoreFile; reply: RestorePrepared };
  restore_forget: { request: Nothing; reply: null };
  aside_delete: { request: OneAside; reply: null };
  index_status: { request: Nothing; reply: IndexStatus };
  entry_add: { request: EntryFields; reply: Entry };
  entry_get: { request: OneEntry; reply: Entry };
  entry_save: { request: SaveEntry; reply: Entry };
  entry_list: { request: ListEntries; reply: EntryPage };
  entry_neighbours: { request: OneEntry; reply: Neighbours };
  entry_calendar: { request: Days; reply: Array<CalendarDay> };
  entry_today: { request: OneDay; reply: Today };
  entry_opened: { request: OneEntry; reply: null };
  entry_trash: { request: SomeEntries; reply: null };
  entry_restore: { request: SomeEntries; reply: null };
  purge_preview: { request: SomeEntries; reply: WhatGoes };
  entry_purge: { request: Purge; reply: null };
  trash_list: { request: Nothing; reply: Array<EntryRow> };
  quick_open: { request: QuickOpen; reply: Array<EntryRow> };
  facet_list: { request: Nothing; reply: Facets };
  version_list: { request: OfEntry; reply: Array<VersionRow> };
  version_earlier: { request: OfEntry; reply: Array<Earlier> };
  version_compare: { request: Compare; reply: Comparison };
  version_restore: { request: Restore; reply: Entry };
  version_rule: { request: Rule; reply: RuleEffect };
  attachment_add: { request: AddAttachment; reply: Attachment };
  attachment_remove: { request: OneAttachment; reply: null };
  attachment_restore: { request: OneAttachment; reply: Attachment };
  search_run: { request: SearchFor; reply: SearchResult };
  search_passages: { request: PassagesOf; reply: Array<FoundPassage> };
  search_suggest: { request: SuggestFor; reply: Array<Suggestion> };
  related: { request: RelatedTo; reply: Array<Related> };
  loop_begin: { request: BeginLoop; reply: Loop };
  loop_get: { request: OneEntry; reply: Loop };
  loop_list: { request: ListLoops; reply: Array<LoopRow> };
  loop_picture: { request: OneEntry; reply: Picture };
  loop_write: { request: WriteLoop; reply: Loop };
  loop_set: { request: SetLoop; reply: Loop };
  loop_move: { request: MoveLoop; reply: Loop };
  loop_park: { request: ParkLoop; reply: Loop };
  loop_single: { request: SingleLoop; reply: Loop };
  loop_reopen: { request: OneEntry; reply: Loop };
  loop_close: { request: CloseLoop; reply: Loop };
  loop_checks: { request: OneEntry; reply: Array<Check> };
  loop_coach: { request: AskCoach; reply: CoachQuestion };
  loop_recurrence: { request: OneEntry; reply: Recurrence | null };
  silence: { request: Silence; reply: null };
  unsilence: { request: Silence; reply: null };
  quote_add: { request: AddQuote; reply: Loop };
  quote_remove: { request: OneQuote; reply: Loop };
  challenge_save: { request: SaveChallenge; reply: Loop };
  challenge_remove: { request: OneChallenge; reply: Loop };
  challenge_restore: { request: OneChallenge; reply: Loop };
  case_get: { request: CaseOf; reply: Case };
  case_save: { request: SaveCase; reply: Case };
  link_add: { request: LinkEntries; reply: null };
  link_remove: { request: LinkEntries; reply: null };
  claim_add: { request: AddClaim; reply: Loop };
  claim_tie: { request: TieClaim; reply: Loop };
  claim_untie: { request: UntieClaim; reply: Loop };
  claim_rate: { request: RateClaim; reply: Loop };
  claim_list: { request: ListClaims; reply: Array<ClaimRow> };
  claim_get: { request: OneClaim; reply: Claim };
  claim_picture: { request: OneClaim; reply: Picture };
  claim_write: { request: WriteClaim; reply: Claim };
  claim_type: { request: TypeClaim; reply: Claim };
  claim_merge: { request: MergeClaims; reply: Claim };
  claim_unmerge: { request: UnmergeClaim; reply: Claim };
  test_save: { request: SaveTest; reply: Test };
  test_plan: { request: OneTest; reply: Test };
  test_amend: { request: AmendTest; reply: Test };
  test_happened: { request: TestHappened; reply: Test };
  test_review: { request: ReviewTest; reply: Test };
  test_drop: { request: DropTest; reply: Test };
  question_list: { request: ListQuestions; reply: Array<Question> };
  question_answer: { request: AnswerQuestion; reply: Question };
  question_reopen: { request: OneQuestion; reply: Question };
  template_list: { request: Nothing; reply: Array<TemplateRow> };
  template_get: { request: OneVersion; reply: Template };
  template_save: { request: SaveTemplate; reply: Template };
  template_copy: { request: OneTemplate; reply: Template };
  template_remove: { request: OneTemplate; reply: null };
  template_restore: { request: OneTemplate; reply: null };
  template_export: { request: WriteTemplate; reply: WrittenTemplate };
  template_import: { request: FromPlace; reply: Template };
  template_choose: { request: ChooseTemplate; reply: Entry };
  template_suggest: { request: SuggestTemplate; reply: Suggested };
  template_moments: { request: Nothing; reply: Array<TemplateMoment> };
  form_get: { request: OneEntry; reply: Form };
  form_set: { request: SetField; reply: Form };
  form_counters: { request: Nothing; reply: Array<Counter> };
  draft_get: { request: OneDraft; reply: Draft };
  draft_keep: { request: KeepDraft; reply: null };
  due_list: { request: OneDay; reply: Due };
  intention_answer: { request: AnswerIntention; reply: IntentionAnswered };
  calendar_write: { request: WriteCalendar; reply: CalendarWritten };
  look_back: { request: Days; reply: LookBack };
  person_list: { request: Nothing; reply: Array<Person> };
  person_save: { request: SavePerson; reply: Person };
  person_read: { request: PastedList; reply: Array<ReadName> };
  person_add: { request: AddPeople; reply: PeopleAdded };
  person_remove: { request: SomePeople; reply: null };
  person_merge: { request: MergePeople; reply: Person };
  telltale_list: { request: Nothing; reply: Telltales };
  telltale_save: { request: Telltales; reply: Telltales };
  community_list: { request: Nothing; reply: Array<CommunityRow> };
  community_get: { request: OneCommunity; reply: Community };
  community_save: { request: SaveCommunity; reply: Community };
  community_archive: { request: OneCommunity; reply: Community };
  community_restore: { request: OneCommunity; reply: Community };
  community_remove: { request: OneCommunity; reply: null };
  community_stages: { request: Nothing; reply: Array<StageReading> };
  protocol_list: { request: Nothing; reply: Array<Protocol> };
  protocol_get: { request: OneProtocol; reply: Protocol };
  protocol_save: { request: SaveProtocol; reply: Protocol };
  protocol_copy: { request: OneProtocol; reply: Protocol };
  protocol_remove: { request: OneProtocol; reply: Protocol };
  protocol_restore: { request: OneProtocol; reply: Protocol };
  stem_list: { request: Nothing; reply: Array<Stem> };
  session_list: { request: ListSessions; reply: Array<SessionRow> };
  session_get: { request: OneSession; reply: Session };
  session_save: { request: SaveSession; reply: Session };
  session_remove: { request: OneSession; reply: null };
  session_next: { request: NextOf; reply: NextSession };
  session_suggest: { request: OneSession; reply: Suggestions };
  session_run: { request: RunSession; reply: Session };
  session_wall: { request: OneSession; reply: Wall };
  session_record: { request: SaveRecord; reply: Session };
  session_test: { request: RecordTest; reply: Test };
  session_plan: { request: OneSession; reply: Plan };
  session_pack: { request: PackSession; reply: Prepared };
  session_calendar: { request: WriteSessionCalendar; reply: SessionCalendar };
  commitment_list: { request: ListCommitments; reply: Array<Commitment> };
  commitment_save: { request: SaveCommitment; reply: Commitment };
  commitment_set: { request: SetCommitment; reply: Commitment };
  commitment_remove: { request: OneCommitment; reply: null };
  behaviour_list: { request: Nothing; reply: Array<BehaviourShown> };
  audit_list: { request: Nothing; reply: Array<AuditRow> };
  audit_get: { request: OneAudit; reply: Audit };
  audit_save: { request: SaveAudit; reply: Audit };
  audit_remove: { request: OneAudit; reply: null };
  write_up: { request: WriteUp; reply: Entry };
  tray_list: { request: Nothing; reply: Array<EntryRow> };
  tray_add: { request: SomeEntries; reply: null };
  tray_remove: { request: SomeEntries; reply: null };
  tray_clear: { request: Nothing; reply: null };
  export_formats: { request: Nothing; reply: Array<Format> };
  export_preview: { request: Preview; reply: ExportPreview };
  export_write: { request: Write; reply: Written };
  print_html: { request: OnPaper; reply: Page };
  plan_list: { request: Nothing; reply: Array<PlanRow> };
  plan_begin: { request: BeginPlan; reply: Plan };
  plan_get: { request: OnePlan; reply: Plan };
  plan_save: { request: SavePlan; reply: Plan };
  plan_pieces: { request: ChangePieces; reply: Plan };
  plan_blocks: { request: EntryOfPlan; reply: PlanParts };
  plan_names: { request: OnePlan; reply: PlanNames };
  plan_decide: { request: Decide; reply: PlanNames };
  plan_consent: { request: SaveConsent; reply: PlanNames };
  plan_checks: { request: SaveChecks; reply: Plan };
  plan_discard: { request: OnePlan; reply: null };
  cover_get: { request: OneAttachment; reply: Array<PicturePatch> };
  cover_set: { request: CoverPicture; reply: Array<PicturePatch> };
  alt_list: { request: OnePlan; reply: Array<Undescribed> };
  alt_set: { request: DescribePicture; reply: null };
  progress_get: { request: Nothing; reply: Step | null };
  pack_prepare: { request: PreparePack; reply: Prepared };
  pack_text: { request: OnePack; reply: PackText };
  pack_pages: { request: OnePack; reply: PackPages };
  pack_send: { request: SendPack; reply: Given };
  pack_again: { request: GiveAgain; reply: Given };
  pack_list: { request: Nothing; reply: Array<LedgerRow> };
  pack_get: { request: OnePack; reply: Pack };
  pack_withdraw: { request: OnePack; reply: Pack };
  pack_forget: { request: OnePack; reply: null };
  import_preview: { request: From; reply: ImportPreview };
  import_run: { request: From; reply: ImportDone };
  import_list: { request: Nothing; reply: Array<ImportRow> };
  import_undo: { request: OneImport; reply: Undone };
  sample_add: { request: Nothing; reply: SampleAdded };
  response_preview: { request: ResponseFiles; reply: Array<ResponseRow> };
  response_add: { request: ResponseFiles; reply: Array<ResponseRow> };
  comment_list: { request: ListComments; reply: Array<Comment> };
  comment_answer: { request: AnswerComment; reply: Comment };
  comment_heard: { request: HeardComment; reply: Array<Comment> };
  comment_set_aside: { request: OneComment; reply: Comment };
  comment_reopen: { request: OneComment; reply: Comment };
  comment_take_up: { request: TakeUp; reply: Comment };
  comment_changes: { request: SinceRead; reply: Array<ComparisonRow> };
  reply_look: { request: ToReaders; reply: Outgoing };
  reply_write: { request: WriteReply; reply: Dispatch };
  received_open: { request: OpenReceived; reply: Received };
  received_zip: { request: DroppedZip; reply: FromZip };
  received_list: { request: ListReceived; reply: Array<ReceivedRow> };
  received_get: { request: OneReceived; reply: Received };
  received_save: { request: SaveReceived; reply: Received };
  received_remove: { request: OneReceived; reply: null };
  remark_save: { request: SaveRemark; reply: Received };
  remark_remove: { request: RemoveRemark; reply: Received };
  response_look: { request: OneReceived; reply: Outgoing };
  response_write: { request: WriteResponse; reply: Dispatch };
  dispatch_list: { request: ListDispatches; reply: Array<Dispatch> };
  dispatch_text: { request: OneDispatch; reply: Array<OutgoingNote> };
  dispatch_again: { request: DispatchAgain; reply: Dispatch };
  dispatch_forget: { request: OneDispatch; reply: Dispatch };
  markdown_same: { request: TwoTexts; reply: Same };
  markdown_html: { request: Text; reply: Page };
  settings_get: { request: Nothing; reply: Settings };
  settings_save: { request: Patch; reply: Settings };
};

/** What can be asked where the journal cannot be opened. */
export type Rescues = {
  rescue_look: { request: Nothing; reply: Damage };
  rescue_keys: { request: NamedBackup; reply: null };
  rescue_restore: { request: NamedBackup; reply: Restored };
  rescue_file: { request: RestoreFile; reply: Restored };
  rescue_forget: { request: Nothing; reply: null };
  rescue_salvage: { request: Salvage; reply: Salvaged };
  rescue_take: { request: Nothing; reply: null };
};
