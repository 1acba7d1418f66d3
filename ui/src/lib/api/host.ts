import type {
  ApiError,
  Attachment,
  AttachmentId,
  Calls,
  Changes,
  EntryId,
  PackId,
  Place,
  Rescues,
  TypedBack,
} from "./types";

export type CallName = keyof Calls;
export type Request<K extends CallName> = Calls[K]["request"];
export type Reply<K extends CallName> = Calls[K]["reply"];

/** Where the sample is: not made (or deleted), in its folder, or open in the place of the person's own journal. */
export type SampleIs = "none" | "kept" | "open";
/** `locked`: there is a journal, and it wants its passphrase. */
export type FirstStart = { needed: boolean; folder: string; sample: SampleIs; locked: boolean };
/** What a new journal is locked with; the code with what was typed back from paper. */
export type NewLocks = { passphrase: string; code: TypedBack | null };

/** What the pages need from whatever they run in: the desktop shell, or the test server. The one seam. */
export interface Host {
  readonly platform: "linux" | "macos" | "windows";
  /** Asks the core. Rejects with an {@link ApiError}. */
  call<K extends CallName>(name: K, request: Request<K>): Promise<Reply<K>>;
  /** Tells what each write changed. Returns the way to stop listening. */
  onChanges(fn: (changes: Changes) => void): () => void;

  /** Hands raw bytes (200 MB at most) to the core's staging folder; returns their staged id. */
  stage(bytes: Blob): Promise<string>;
  /** For `<img src>`; the host serves raster images only. */
  attachmentUrl(id: AttachmentId): string;

  /** For `<img src>`: a page of paper of a pack, drawn from its sealed bytes; the first is 1. */
  packPageUrl(pack: PackId, page: number): string;
  /** Shows a pack that is a page as its reader will have it, in a window of its own that can reach nothing. */
  openPreview(pack: PackId): Promise<void>;

  pickOpen(kind: "import-file" | "import-folder"): Promise<Place | null>;
  pickSave(suggestedName: string): Promise<Place | null>;
  /** `begun`: a journal is in it already. */
  pickFolder(): Promise<{ place: Place; shown: string; begun: boolean } | null>;
  /** The system's own dialog, several files, larger ones than {@link Host.stage} takes too. */
  pickAttachments(entry: EntryId): Promise<Attachment[]>;
  /** Asks outside the page, then opens it in the system's program. */
  openAttachment(id: AttachmentId): Promise<void>;
  saveAttachment(id: AttachmentId, suggestedName: string): Promise<boolean>;
  /** https:, http: and mailto: only. The page has shown the whole link before it calls this. */
  openLink(url: string): Promise<void>;
  /** Shows a written file in the file manager. */
  reveal(place: Place): Promise<void>;
  print(): Promise<void>;

  /** Zoom in percent, 50 to 300. */
  setZoom(percent: number): Promise<void>;
  setSpelling(on: boolean, languages: string[]): Promise<void>;
  /** Dictionaries present on this machine, e.g. "en_GB". */
  spellingLanguages(): Promise<string[]>;
  setFullScreen(on: boolean): Promise<void>;
  isFullScreen(): Promise<boolean>;
  /** The window is about to close: it does once `fn` has put everything away, and stays if `fn` rejects. */
  onCloseRequested(fn: () => Promise<void>): () => void;

  /** Is there no journal of the person's own yet? `folder` is the place we would offer. */
  firstStart(): Promise<FirstStart>;
  /** Creates the journal, locked or not, or opens the one that is there. */
  begin(folder: "default" | Place, protect: NewLocks | null): Promise<void>;
  /** The computer is being locked or put to sleep: `fn` puts everything away and locks the journal. */
  onLockRequested(fn: () => Promise<void>): () => void;
  /** Opens the sample in the place of what is open, and makes it where it is missing. After it comes {@link Host.restart}. */
  openSample(): Promise<void>;
  /** Closes the sample; after {@link Host.restart} the person's own journal is open, or the first start is there. */
  closeSample(): Promise<void>;
  /** Deletes the sample, and closes it first where it is open. */
  deleteSample(): Promise<void>;
  /**
   * Puts what `restore_prepare` made ready in the journal's place, or what had once been put aside (by its id). After it
   * comes {@link Host.restart}.
   */
  takeOver(from: string | null): Promise<void>;
  /** Asks about a journal that cannot be opened, or brings one back where there is none yet: in the folder named. Rejects with an {@link ApiError}. */
  rescue<K extends keyof Rescues>(
    name: K,
    request: Rescues[K]["request"],
    folder?: "default" | Place,
  ): Promise<Rescues[K]["reply"]>;
  /** Begins the page anew at this place ("#/journal"), so that nothing of the journal before is left in it. */
  restart(at: string): void;
}

let chosen: Host | undefined;

/** Whether the page runs in the desktop shell, which puts this on the window before any page script runs. */
export const inShell = (): boolean => "__TAURI_INTERNALS__" in window;

/** Says what the page runs in. Once, before anything is drawn; unit tests bring their own. */
export function useHost(host: Host): void {
  chosen = host;
}

/** The host of this page. */
export function host(): Host {
  if (!chosen) throw new Error("host() was asked for before useHost()");
  return chosen;
}

/** Makes an {@link ApiError} of whatever was thrown, so that a person always gets a sentence. */
export function asApiError(thrown: unknown): ApiError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    return { code: thrown.code as ApiError["code"], message: String(thrown.message) };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", message };
}
