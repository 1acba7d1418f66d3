import type { Calls, Entry, EntryId, EntryRow, ImportId, Instant, Nothing, Place } from "./generated/calls";

/*
 * The shapes agreed for learning logs, until the core's own table of calls names them: `types.ts` takes a call from here
 * only while the generated table lacks it. This file goes when the last of them has come.
 */
type Revision = Entry["revision"];
/** A local day, "2026-11-21". */
export type Day = string;

export type Stage = "noticed" | "mapped" | "challenged" | "revised" | "test_planned" | "tested" | "closed";
export type Exit = "none" | "parked" | "single";
export type Verdict = "keep" | "revise" | "drop";
export type ClaimKind = "assumption" | "aim";
export type ClaimType = "causal" | "prescriptive" | "paradigmatic";
export type Standing = "held" | "doubted" | "revised" | "dropped" | "kept";
export type Rating = "held" | "strained" | "given_up";
export type Cause = "self" | "comment" | "test" | "session";
export type Lens = "self" | "learners" | "colleagues" | "theory";
export type Met = "yes" | "partly" | "no";
export type ClaimId = string;
export type TestId = string;
export type QuoteId = string;
export type ChallengeId = string;
export type QuestionId = string;

// ---- templates ----
export type FieldKind = "text" | "choice" | "date" | "number";
export type Slot = "describe" | "feel" | "evaluate" | "analyse" | "other_views" | "conclude" | "act";
export type TemplateField = {
  key: string;
  label: string;
  prompts: string[];
  kind: FieldKind;
  slot: Slot | null;
  required: boolean;
  hint: string;
  choices: string[];
  many: boolean;
  limit: number | null;
};
export type TemplateDefinition = {
  name: string;
  author: string;
  year: string;
  source: string;
  about: string;
  minutes: number | null;
  fields: TemplateField[];
};
export type TemplateRow = {
  id: string;
  name: string;
  author: string;
  year: string;
  about: string;
  minutes: number | null;
  fields: number;
  own: boolean;
  form: boolean;
  quick: boolean;
  used: number;
  removed_at: Instant | null;
};
export type Template = { id: string; version: number; own: boolean; form: boolean; definition: TemplateDefinition };
export type TemplateMoment = { id: string; moment: string; hint: string; templates: string[] };
export type FieldValue = string | number | string[] | null;
export type FormField = {
  field: TemplateField;
  text: string;
  present: boolean;
  characters: number;
  value: FieldValue;
  start: number | null;
};
export type Form = {
  template: string;
  name: string;
  author: string;
  year: string;
  fields: FormField[];
  preamble: string;
  missing: string[];
};
export type Counter = {
  template: string;
  name: string;
  from: Day | null;
  to: Day | null;
  years: number;
  needed: number;
  have: number;
  missing: string[];
  entries: EntryRow[];
};

// ---- loops ----
export type ClaimHead = {
  id: ClaimId;
  kind: ClaimKind;
  type: ClaimType | null;
  text: string;
  confidence: number | null;
  standing: Standing;
  since: Instant;
  merged_into: ClaimId | null;
};
export type ClaimVersion = {
  /** Another than the one asked for where that one was merged into it. */
  claim: ClaimId;
  n: number;
  text: string;
  confidence: number | null;
  standing: Standing;
  at: Instant;
  cause: Cause;
  cause_id: string | null;
  loop: EntryId | null;
  /** Null although `loop` is set: from a deleted loop. */
  loop_title: string | null;
  note: string;
};
export type LoopClaim = { claim: ClaimHead; rating: Rating | null; versions: ClaimVersion[] };
export type Quote = {
  id: QuoteId;
  field: string;
  source: EntryId | null;
  source_field: string | null;
  exact: string;
  prefix: string;
  suffix: string;
  found: boolean;
  at: Instant;
};
export type Challenge = {
  id: ChallengeId;
  kind: "evidence" | "reading" | "view";
  text: string;
  lens: Lens | null;
  who: string;
  how: string;
  cause: Cause;
  cause_id: string | null;
  made_at: Instant;
  edited_at: Instant;
};
export type TestState = "draft" | "planned" | "due" | "happened" | "reviewed" | "dropped";
export type Test = {
  id: TestId;
  loop: EntryId;
  loop_title: string;
  claim: ClaimId | null;
  claim_text: string | null;
  action: string;
  place: string;
  people: string;
  consent: string;
  due: Day | null;
  sealed: boolean;
  prediction: string | null;
  disconfirm: string | null;
  planned_at: Instant | null;
  amendments: { text: string; at: Instant }[];
  happened: string;
  happened_on: Day | null;
  happened_at: Instant | null;
  met: Met | null;
  confidence: number | null;
  reviewed_at: Instant | null;
  dropped_at: Instant | null;
  drop_reason: string;
  state: TestState;
};
export type Move = { at: Instant; from: Stage; to: Stage; exit: Exit; note: string };
export type Rel = "began_from" | "reopens" | "bears_on";
export type Link = { rel: Rel; entry: EntryRow; back: boolean };
export type LoopField = {
  key: string;
  stage: Stage | null;
  label: string;
  hint: string;
  prompts: string[];
  text: string;
};
export type Loop = {
  entry: Entry;
  stage: Stage;
  exit: Exit;
  exit_reason: string;
  revisit: Day | null;
  owner: "me" | "group";
  verdict: Verdict | null;
  riskiest_rung: number | null;
  opened_at: Instant;
  closed_at: Instant | null;
  fields: LoopField[];
  aims: LoopClaim[];
  assumptions: LoopClaim[];
  quotes: Quote[];
  challenges: Challenge[];
  tests: Test[];
  moves: Move[];
  links: Link[];
  has_case: boolean;
  missing: { stage: Stage; sentences: string[] }[];
  next: Stage | null;
  can_move_on: boolean;
  complete: boolean;
};
export type LoopRow = {
  id: EntryId;
  title: string;
  stage: Stage;
  exit: Exit;
  verdict: Verdict | null;
  trigger: string;
  assumption: string | null;
  opened_at: Instant;
  edited_at: Instant;
  closed_at: Instant | null;
  revisit: Day | null;
  due: Day | null;
  missing: string[];
};
export type Marker = "advocacy" | "inquiry" | "evaluation" | "attribution" | "easing_in" | "bypass" | "trigger";
export type CaseTurn = {
  id: string | null;
  speaker: string;
  said: string;
  unsaid: string;
  marker: Marker | null;
  redesign: string;
};
export type Case = {
  real: "real" | "imagined";
  context: string;
  purpose: string;
  block: string;
  feared: string;
  turns: CaseTurn[];
};
export type Check = { subject: string; id: string; question: string; why: string };
export type Recurrence = { subject: string; question: string; why: string; times: number; entries: EntryRow[] };
export type PictureBox = {
  role: string;
  x: number;
  y: number;
  width: number;
  height: number;
  heading: string;
  lines: string[];
  lit: boolean;
};
export type PictureArrow = {
  role: string;
  path: string;
  label: string;
  label_x: number;
  label_y: number;
  lit: boolean;
};
export type PicturePoint = { x: number; y: number; label: string; note: string };
export type Picture = {
  width: number;
  height: number;
  title: string;
  text: string;
  boxes: PictureBox[];
  arrows: PictureArrow[];
  points: PicturePoint[];
};
export type Related = { entry: EntryRow; because: string[] };

// ---- claims ----
export type ClaimRow = ClaimHead & {
  versions: number;
  loops: number;
  challenges: number;
  first_confidence: number | null;
  due: Day | null;
};
export type ClaimChallenge = Challenge & { loop: EntryId; loop_title: string };
export type Claim = ClaimHead & {
  versions: ClaimVersion[];
  loops: LoopRow[];
  challenges: ClaimChallenge[];
  tests: Test[];
  entries: EntryRow[];
  merged: ClaimHead[];
};

// ---- questions, intentions, due ----
export type Question = {
  id: QuestionId;
  entry: EntryRow;
  position: number;
  text: string;
  asked_at: Instant;
  answer: string;
  answer_entry: EntryRow | null;
  answered_at: Instant | null;
  gone: boolean;
};
export type Intention = { entry: EntryRow; field: string; label: string; text: string };
export type Due = { tests: Test[]; parked: LoopRow[]; intention: Intention | null };
export type Revised = {
  claim: ClaimHead;
  from: string;
  to: string;
  at: Instant;
  cause: Cause;
  loop: EntryId | null;
  loop_title: string | null;
};
export type LookBack = {
  entries: number;
  loops_opened: LoopRow[];
  loops_closed: LoopRow[];
  revised: Revised[];
  kept: ClaimHead[];
  dropped: ClaimHead[];
  by_lens: { lens: Lens | "none"; count: number; loops: LoopRow[] }[];
  by_person: { who: string; count: number; loops: LoopRow[] }[];
  triggers: { loop: LoopRow; text: string }[];
  stopped: LoopRow[];
};
export type PurgePreview = {
  entries: number;
  loops: number;
  versions: number;
  attachments: number;
  claims: ClaimHead[];
};

type Passage = { exact: string; prefix: string; suffix: string };

export type Coming = {
  template_list: { request: Nothing; reply: TemplateRow[] };
  template_get: { request: { id: string; version?: number }; reply: Template };
  template_save: { request: { id?: string; definition: TemplateDefinition }; reply: Template };
  template_copy: { request: { id: string }; reply: Template };
  template_remove: { request: { id: string }; reply: null };
  template_restore: { request: { id: string }; reply: null };
  template_export: { request: { id: string; place: Place }; reply: { file_name: string; bytes: number } };
  template_import: { request: { place: Place }; reply: Template };
  template_choose: { request: { id: EntryId; base: Revision; template: string }; reply: Entry };
  template_suggest: { request: { day: Day; setting?: string }; reply: { template: string | null } };
  template_moments: { request: Nothing; reply: TemplateMoment[] };
  form_get: { request: { id: EntryId }; reply: Form };
  form_set: { request: { id: EntryId; field: string; value: FieldValue }; reply: Form };
  form_counters: { request: Nothing; reply: Counter[] };
  draft_get: { request: { name: string }; reply: { value: unknown } };
  draft_keep: { request: { name: string; value: unknown }; reply: null };
  loop_begin: { request: { title?: string; from?: EntryId; passage?: Passage }; reply: Loop };
  loop_get: { request: { id: EntryId }; reply: Loop };
  loop_list: {
    request: { stages?: Stage[]; exits?: Exit[]; open?: boolean; text?: string };
    reply: LoopRow[];
  };
  loop_write: {
    request: { id: EntryId; base: Revision; title?: string; fields?: Record<string, string>; keep?: boolean };
    reply: Loop;
  };
  loop_set: { request: { id: EntryId; owner?: "me" | "group"; riskiest_rung?: number | null }; reply: Loop };
  loop_move: { request: { id: EntryId; to: Stage; note?: string }; reply: Loop };
  loop_park: { request: { id: EntryId; why: string; revisit?: Day }; reply: Loop };
  loop_single: { request: { id: EntryId; why: string }; reply: Loop };
  loop_reopen: { request: { id: EntryId }; reply: Loop };
  loop_close: {
    request: { id: EntryId; verdict: Verdict; claim: ClaimId; instead?: string; confidence?: number };
    reply: Loop;
  };
  quote_add: {
    request: Passage & { loop: EntryId; field: string; source?: EntryId; source_field?: string };
    reply: Loop;
  };
  quote_remove: { request: { id: QuoteId }; reply: Loop };
  challenge_save: {
    request: {
      loop: EntryId;
      id?: ChallengeId;
      kind: Challenge["kind"];
      text: string;
      lens?: Lens | null;
      who?: string;
      how?: string;
    };
    reply: Loop;
  };
  challenge_remove: { request: { id: ChallengeId }; reply: Loop };
  challenge_restore: { request: { id: ChallengeId }; reply: Loop };
  test_save: {
    request: {
      loop: EntryId;
      id?: TestId;
      claim?: ClaimId | null;
      action?: string;
      place?: string;
      people?: string;
      consent?: string;
      due?: Day | null;
      prediction?: string;
      disconfirm?: string;
    };
    reply: Test;
  };
  test_plan: { request: { id: TestId }; reply: Test };
  test_amend: { request: { id: TestId; text: string }; reply: Test };
  test_happened: { request: { id: TestId; text: string; on?: Day }; reply: Test };
  test_review: { request: { id: TestId; met: Met; confidence: number }; reply: Test };
  test_drop: { request: { id: TestId; why: string }; reply: Test };
  case_get: { request: { loop: EntryId }; reply: Case };
  case_save: { request: { loop: EntryId; case: Case }; reply: Case };
  link_add: { request: { entry: EntryId; rel: Rel; other: EntryId }; reply: null };
  link_remove: { request: { entry: EntryId; rel: Rel; other: EntryId }; reply: null };
  loop_checks: { request: { id: EntryId }; reply: Check[] };
  silence: { request: { subject: string }; reply: null };
  unsilence: { request: { subject: string }; reply: null };
  loop_coach: { request: { id: EntryId; after?: number }; reply: { number: number; question: string } };
  loop_recurrence: { request: { id: EntryId }; reply: Recurrence | null };
  loop_picture: { request: { id: EntryId }; reply: Picture };
  claim_picture: { request: { id: ClaimId }; reply: Picture };
  related: { request: { id: EntryId; limit?: number }; reply: Related[] };
  claim_list: { request: { standings?: Standing[]; kinds?: ClaimKind[]; text?: string }; reply: ClaimRow[] };
  claim_get: { request: { id: ClaimId }; reply: Claim };
  claim_add: {
    request: {
      loop: EntryId;
      kind: ClaimKind;
      text: string;
      confidence?: number | null;
      type?: ClaimType | null;
      rating?: Rating | null;
    };
    reply: Loop;
  };
  claim_tie: { request: { loop: EntryId; claim: ClaimId; rating?: Rating | null }; reply: Loop };
  claim_untie: { request: { loop: EntryId; claim: ClaimId }; reply: Loop };
  claim_rate: { request: { loop: EntryId; claim: ClaimId; rating: Rating }; reply: Loop };
  claim_type: { request: { claim: ClaimId; type: ClaimType | null }; reply: Claim };
  claim_write: {
    request: {
      claim: ClaimId;
      loop?: EntryId;
      text?: string;
      confidence?: number;
      standing?: Standing;
      cause?: Cause;
      cause_id?: string;
      note?: string;
    };
    reply: Claim;
  };
  claim_merge: { request: { claim: ClaimId; into: ClaimId }; reply: Claim };
  claim_unmerge: { request: { claim: ClaimId }; reply: Claim };
  question_list: { request: { state?: "open" | "answered" }; reply: Question[] };
  question_answer: { request: { id: QuestionId; answer: string; entry?: EntryId }; reply: Question };
  question_reopen: { request: { id: QuestionId }; reply: Question };
  due_list: { request: { day: Day }; reply: Due };
  intention_answer: {
    request: { entry: EntryId; field: string; answer: "done" | "carried" | "dropped" | "assumption" };
    reply: { loop: EntryId | null };
  };
  calendar_write: {
    request: { place: Place; tests?: TestId[] };
    reply: { file_name: string; bytes: number; count: number };
  };
  look_back: { request: { from: Day; to: Day }; reply: LookBack };
  purge_preview: { request: { ids: EntryId[] }; reply: PurgePreview };
  entry_purge: { request: { ids: EntryId[]; claims: ClaimId[] }; reply: null };
  sample_add: { request: Nothing; reply: { added: number; import: ImportId } };
};

/** Every call: the generated table's word goes before this file's. */
export type AllCalls = Calls & Omit<Coming, keyof Calls>;
/** What a line of a list will tell of a loop. */
export type LoopSigns = { kind?: "entry" | "loop"; stage?: Stage | null; exit?: Exit | null };
