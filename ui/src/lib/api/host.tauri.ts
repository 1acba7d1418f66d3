import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { asApiError, type CallName, type FirstStart, type Host, type NewLocks, type Reply, type Request } from "./host";
import type { Attachment, Changes, Place, Rescues } from "./types";

declare global {
  interface Window {
    /** What the shell asked before it had a page (src-tauri/src/window.rs). */
    firstStart?: Promise<FirstStart>;
  }
}

/** Every command answers with a value or an ApiError; nothing else gets past this function. */
function ask<T>(command: string, args?: Record<string, unknown> | Uint8Array): Promise<T> {
  return answered(invoke<T>(command, args));
}
async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    throw asApiError(thrown);
  }
}

/** `listen` answers later; stopping before it has answered must still stop it. */
function subscribe<T>(event: string, fn: (payload: T) => void): () => void {
  let stopped = false;
  let stop: (() => void) | undefined;
  void listen<T>(event, ({ payload }) => fn(payload)).then((off) => {
    if (stopped) off();
    else stop = off;
  });
  return () => {
    stopped = true;
    stop?.();
  };
}

function platformOf(agent: string): Host["platform"] {
  if (agent.includes("Windows")) return "windows";
  return agent.includes("Macintosh") ? "macos" : "linux";
}

/** The desktop shell (src-tauri). The only file that knows Tauri. */
class TauriHost implements Host {
  readonly platform = platformOf(navigator.userAgent);

  call<K extends CallName>(name: K, request: Request<K>): Promise<Reply<K>> {
    return ask("call", { name, request });
  }
  onChanges(fn: (changes: Changes) => void): () => void {
    return subscribe("changes", fn);
  }
  async stage(bytes: Blob): Promise<string> {
    return ask("stage", new Uint8Array(await bytes.arrayBuffer()));
  }
  attachmentUrl(id: string): string {
    return convertFileSrc(id, "attach");
  }
  packPageUrl(pack: string, page: number): string {
    // Not one name but a path: `convertFileSrc` would write its strokes as %2F.
    return `${convertFileSrc("", "preview")}${pack}/page/${page}`;
  }
  openPreview(pack: string): Promise<void> {
    return ask("open_preview", { id: pack });
  }
  pickOpen(kind: "import-file" | "import-folder"): Promise<string | null> {
    return ask("pick_open", { kind });
  }
  pickSave(suggestedName: string): Promise<string | null> {
    return ask("pick_save", { name: suggestedName });
  }
  pickFolder(): Promise<{ place: string; shown: string; begun: boolean } | null> {
    return ask("pick_folder");
  }
  pickAttachments(entry: string): Promise<Attachment[]> {
    return ask("pick_attachments", { entry });
  }
  openAttachment(id: string): Promise<void> {
    return ask("open_attachment", { id });
  }
  saveAttachment(id: string, suggestedName: string): Promise<boolean> {
    return ask("save_attachment", { id, name: suggestedName });
  }
  openLink(url: string): Promise<void> {
    return ask("open_link", { url });
  }
  reveal(place: string): Promise<void> {
    return ask("reveal", { place });
  }
  print(): Promise<void> {
    return ask("print_page");
  }
  setZoom(percent: number): Promise<void> {
    return ask("set_zoom", { percent });
  }
  setSpelling(on: boolean, languages: string[]): Promise<void> {
    return ask("set_spelling", { on, languages });
  }
  spellingLanguages(): Promise<string[]> {
    return ask("spelling_languages");
  }
  setFullScreen(on: boolean): Promise<void> {
    return ask("set_full_screen", { on });
  }
  isFullScreen(): Promise<boolean> {
    return ask("is_full_screen");
  }
  onCloseRequested(fn: () => Promise<void>): () => void {
    return subscribe("close-requested", () => {
      // From here on the window waits for us, however long a person thinks about it.
      void ask("close_heard").catch(() => undefined);
      // Rejected means: something is not saved and the person chose to stay.
      void fn()
        .then(
          () => ask("close_now"),
          () => ask("close_stays"),
        )
        .catch(() => undefined);
    });
  }
  firstStart(): Promise<FirstStart> {
    const early = window.firstStart;
    // Only of this moment: whoever asks again wants to know how it is now.
    delete window.firstStart;
    return early ? answered(early) : ask("first_start");
  }
  begin(folder: string, protect: NewLocks | null): Promise<void> {
    return ask("begin", { place: folder, protect });
  }
  onLockRequested(fn: () => Promise<void>): () => void {
    return subscribe("lock-requested", () => {
      // Whatever came of it, the computer need not wait for us any longer.
      void fn()
        .catch(() => undefined)
        .then(() => ask("lock_done"))
        .catch(() => undefined);
    });
  }
  openSample(): Promise<void> {
    return ask("sample_open");
  }
  closeSample(): Promise<void> {
    return ask("sample_close");
  }
  deleteSample(): Promise<void> {
    return ask("sample_delete");
  }
  takeOver(from: string | null): Promise<void> {
    return ask("take_over", { from });
  }
  rescue<K extends keyof Rescues>(
    name: K,
    request: Rescues[K]["request"],
    folder: "default" | Place = "default",
  ): Promise<Rescues[K]["reply"]> {
    return ask("rescue", { name, request, place: folder });
  }
  restart(at: string): void {
    history.replaceState(null, "", location.pathname + at);
    location.reload();
  }
}

export async function openHost(): Promise<Host> {
  return new TauriHost();
}
