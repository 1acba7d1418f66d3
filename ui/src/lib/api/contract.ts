// The contract between ui/ and the core (issue 2). The Rust table generates ui/src/lib/api/generated/*.ts with EXACTLY
// these shapes; until it exists, code against this file. All numbers < 2^53. Ids and revisions are strings.
// "null" is used for absent in replies; in requests every field marked ? may be left out.

// ---------- shared ----------
export type EntryId = string;
export type VersionId = string;
export type AttachmentId = string;
export type ImportId = string;
export type Revision = string; // opaque; changes at every save
export type Instant = string; // RFC 3339 UTC "2026-11-21T17:40:05.123Z"
export type Precision = "exact" | "day" | "month" | "unknown";
/** When it happened. local: exact "2026-11-21T17:40:05", day "2026-11-21", month "2026-11", unknown "". */
export type Happened = { precision: Precision; local: string; zone: string | null; offset_minutes: number | null };
export type Timing = "in_action" | "on_action" | "for_action";
export type Readiness = "draft" | "ready";
export type Audience = "private" | "shareable";

// ---------- entries ----------
export type Attachment = {
  id: AttachmentId;
  entry: EntryId;
  name: string;
  media_type: string;
  bytes: number;
  added_at: Instant;
  is_image: boolean;
};
export type Entry = {
  id: EntryId;
  revision: Revision;
  title: string;
  body: string;
  happened: Happened;
  written_at: Instant;
  edited_at: Instant;
  timing: Timing | null;
  setting: string;
  template: string;
  language: string | null; // "en", "de" … in use (detected or chosen)
  language_chosen: boolean; // true: the user chose it
  tags: string[];
  people: string[];
  readiness: Readiness;
  audience: Audience;
  starred: boolean;
  trashed_at: Instant | null;
  words: number;
  attachments: Attachment[];
  rich: boolean; // what the core knows: text small enough for the rich editor (<= 1 MB)
};
/** A line of a list. day: local date "2026-11-21" the entry is shown under (for unknown: the day it was written). */
export type EntryRow = {
  id: EntryId;
  revision: Revision;
  title: string;
  excerpt: string;
  day: string;
  happened: Happened;
  edited_at: Instant;
  tags: string[];
  people: string[];
  setting: string;
  timing: Timing | null;
  template: string;
  readiness: Readiness;
  audience: Audience;
  starred: boolean;
  attachments: number;
  words: number;
  trashed_at: Instant | null;
  in_tray: boolean;
};
export type EntryFields = {
  // every field optional: only those given are changed
  title?: string;
  body?: string;
  happened?: Happened;
  timing?: Timing | null /* null clears */;
  setting?: string;
  language?: string | null /* null = detect */;
  tags?: string[];
  people?: string[];
  readiness?: Readiness;
  audience?: Audience;
  starred?: boolean;
};
export type Filter = {
  // all given parts must hold; lists: any of
  tags?: string[];
  people?: string[];
  settings?: string[];
  timings?: Timing[];
  templates?: string[];
  readiness?: Readiness;
  audience?: Audience;
  starred?: boolean;
  has_attachment?: boolean;
  after?: string;
  before?: string; /* local days, both inclusive */
};

export type Calls = {
  // journal
  journal_about: {
    request: {};
    reply: {
      version: string;
      folder: string;
      journal_id: string;
      created_at: Instant;
      sqlite: string;
      cipher: string;
      healed?: string | null;
    };
  };
  journal_stats: { request: {}; reply: { entries: number; loops: number; attachments: number; words: number } };
  journal_check: {
    request: {};
    reply: { sound: boolean; problems: string[]; entries: number; indexed: number; attachments: number };
  };
  journal_reindex: { request: {}; reply: { entries: number; took_ms: number } };
  index_status: {
    request: {};
    reply: { state: "ready" | "rebuilding"; done: number; total: number; note: string | null };
  };

  // entries
  entry_add: { request: EntryFields; reply: Entry }; // a new entry: draft, private, happened = now unless given
  entry_get: { request: { id: EntryId }; reply: Entry };
  // base: the revision the editor started from. Different on disk -> error code "stale" (nothing saved).
  // keep: true = Ctrl+S, keep this state as a version.
  entry_save: { request: { id: EntryId; base: Revision; fields: EntryFields; keep?: boolean }; reply: Entry };
  entry_list: {
    request: { filter?: Filter; cursor?: string | null; limit?: number };
    reply: { rows: EntryRow[]; next: string | null; total: number };
  }; // newest first, trash excluded
  entry_neighbours: { request: { id: EntryId }; reply: { previous: EntryId | null; next: EntryId | null } }; // in time order: previous = older
  entry_calendar: { request: { from: string; to: string }; reply: { day: string; count: number }[] };
  entry_today: {
    request: { day: string };
    reply: { on_this_day: EntryRow[]; last_open: EntryRow | null; drafts: EntryRow[] };
  };
  entry_opened: { request: { id: EntryId }; reply: null }; // remembers "what was last open"
  entry_trash: { request: { ids: EntryId[] }; reply: null };
  entry_restore: { request: { ids: EntryId[] }; reply: null };
  trash_list: { request: {}; reply: EntryRow[] };
  quick_open: { request: { text: string; limit?: number }; reply: EntryRow[] }; // titles, best first; "" = recently edited
  facet_list: {
    request: {};
    reply: {
      tags: Count[];
      people: Count[];
      settings: Count[];
      templates: Count[];
      first_day: string | null;
      last_day: string | null;
    };
  };

  // versions
  version_list: { request: { entry: EntryId }; reply: VersionRow[] }; // newest first; the first row is the text as it is now (reason "now")
  version_compare: { request: { entry: EntryId; left: VersionId; right: VersionId }; reply: Comparison }; // id "now" = current text
  version_restore: { request: { entry: EntryId; version: VersionId }; reply: Entry };
  version_rule: { request: { days: number }; reply: { versions: number } }; // how many versions a rule would delete now

  // attachments. Upload first: POST /stage (browser host) or invoke("stage", raw bytes) (tauri) -> staged id (see host below)
  attachment_add: { request: { entry: EntryId; staged: string; name: string }; reply: Attachment };
  attachment_remove: { request: { id: AttachmentId }; reply: null }; // kept in the trash with the entry's versions; undo = attachment_restore
  attachment_restore: { request: { id: AttachmentId }; reply: Attachment };

  // search
  search_run: {
    request: { query: string; limit?: number; offset?: number };
    reply: {
      query: string;
      total: number;
      took_us: number;
      results: { entry: EntryRow; score: number; passage: Piece[]; title: Piece[] }[];
      notes: string[]; // sentences: "I don't know the filter colour:. …", "A quotation mark is not closed …"
      facets: { tags: Count[]; people: Count[]; templates: Count[]; years: Count[] };
    };
  };

  // the tray (selection)
  tray_list: { request: {}; reply: EntryRow[] };
  tray_add: { request: { ids: EntryId[] }; reply: null };
  tray_remove: { request: { ids: EntryId[] }; reply: null };
  tray_clear: { request: {}; reply: null };

  // share
  export_formats: { request: {}; reply: { id: string; name: string; hint: string; extension: string }[] }; // html, markdown, json
  export_preview: { request: Selection & { format: string }; reply: ExportPreview };
  export_write: {
    request: Selection & { format: string; place: Place };
    reply: { entries: number; left_out: LeftOut; bytes: number; file_name: string };
  };
  print_html: { request: { ids: EntryId[] }; reply: { html: string } }; // a complete, light, script-free page; given to an <iframe sandbox srcdoc> or new window

  // import
  import_preview: {
    request: { place: Place };
    reply: {
      format: string;
      format_name: string;
      new_entries: number;
      already_here: number;
      attachments: number;
      tags: string[];
      first_day: string | null;
      last_day: string | null;
      sample: { title: string; day: string; excerpt: string }[];
      problems: Problem[];
    };
  };
  import_run: {
    request: { place: Place };
    reply: { id: ImportId; added: number; skipped: number; attachments: number; problems: Problem[] };
  };
  import_list: {
    request: {};
    reply: {
      id: ImportId;
      at: Instant;
      format_name: string;
      source: string;
      added: number;
      undone_at: Instant | null;
    }[];
  };
  import_undo: { request: { id: ImportId }; reply: { removed: number; kept_edited: number } };

  // markdown: the core decides whether what the rich editor would write back means the same
  markdown_same: { request: { left: string; right: string }; reply: { same: boolean } };
  markdown_html: { request: { text: string; entry?: EntryId | null }; reply: { html: string } }; // sanitised

  // settings
  settings_get: { request: {}; reply: Settings };
  settings_save: { request: Partial<Settings>; reply: Settings };
};
export type Count = { value: string; count: number };
export type Piece = { text: string; hit: boolean };
export type Problem = { path: string; why: string };
export type VersionRow = {
  id: VersionId;
  at: Instant;
  reason: "now" | "first" | "interval" | "last" | "kept" | "before_shrink" | "before_restore";
  title: string;
  words: number;
  words_change: number;
};
export type Comparison = {
  left: VersionRow;
  right: VersionRow;
  rows: {
    left: Piece[] | null;
    right: Piece[] | null;
    kind: "same" | "changed" | "added" | "removed" | "gap";
    hidden: number;
  }[];
}; // hit = changed words; "gap" = `hidden` equal lines left out
export type Selection = {
  ids?: EntryId[];
  query?: string;
  tray?: boolean;
  include_drafts?: boolean;
  include_versions?: boolean;
};
export type LeftOut = { drafts: number; trashed: number };
export type ExportPreview = {
  entries: EntryRow[];
  left_out: LeftOut;
  left_out_rows: EntryRow[];
  words: number;
  files: { name: string; bytes: number; note: string }[];
  page: string /* exactly what leaves, as HTML for a sandboxed frame; for json/markdown: the text in a <pre> page */;
  names: string[] /* people known to the journal whose name stands in the text */;
  file_name: string;
};
/** A place on disk, never a path from JavaScript: a token got from host.pickSave / host.pickOpen / host.stage. */
export type Place = string;
export type Settings = {
  theme: "system" | "light" | "dark";
  zoom: number /* percent, 50..300 */;
  spelling: boolean;
  spelling_languages: string[] /* e.g. ["en_GB","nl_NL"]; empty = system */;
  list_width: number;
  list_open: boolean;
  beside: "none" | "versions" | "attachments" | "details";
  keep_versions_days: number | null /* null = for ever */;
  default_language: string | null;
  print_paper: "a4" | "letter";
};

/** Announced after each write; a read re-runs when a kind it depends on is announced. */
export type Change = "entries" | "versions" | "attachments" | "trash" | "tray" | "imports" | "settings" | "index";
export type Changes = { op: string; kinds: Change[]; entries: EntryId[] };

/** Errors: { code, message }. message is a sentence for a person; show it as it is. */
export type ApiError = {
  code:
    | "not_found"
    | "stale"
    | "bad_input"
    | "disk_full"
    | "read_only"
    | "damaged"
    | "busy"
    | "too_big"
    | "cancelled"
    | "unavailable"
    | "internal";
  message: string;
};
