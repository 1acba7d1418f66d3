import {
  asApiError,
  type CallName,
  type FirstStart,
  type Host,
  type NewLocks,
  type Reply,
  type Request,
  type SampleIs,
} from "./host";
import type { ApiError, Attachment, Changes, Rescues } from "./types";

/** Browser tests put the token of a file here before they press a button that would open a dialog. */
const TEST_KEYS = {
  open: "loopbook.test.pickOpen",
  save: "loopbook.test.pickSave",
  folder: "loopbook.test.pickFolder",
  /** The folder that the first start is to offer; without it there is a journal already. */
  firstStart: "loopbook.test.firstStart",
} as const;

/** Browser tests say with this event of the window that the computer is being locked. */
const TEST_LOCK = "loopbook.test.lock";

const unavailable = (message: string): ApiError => ({ code: "unavailable", message });

async function post(path: string, body: BodyInit, type: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, { method: "POST", body, headers: { "content-type": type } });
  } catch {
    throw unavailable("The journal does not answer.");
  }
  const text = await response.text();
  let reply: unknown;
  try {
    reply = text === "" ? null : JSON.parse(text);
  } catch {
    throw { code: "internal", message: text } satisfies ApiError;
  }
  if (!response.ok) throw asApiError(reply);
  return reply;
}

/**
 * Talks to the program `serve` (tests/serve), which serves these pages and the same table of calls
 * on one loopback port. For browser tests only; it has no native dialogs.
 */
class HttpHost implements Host {
  readonly platform = "linux";
  #listeners = new Set<(changes: Changes) => void>();
  /** Resolves once changes are heard: before that one could be missed. */
  readonly listening: Promise<void>;

  constructor() {
    const stream = new EventSource("changes");
    this.listening = new Promise((resolve) => stream.addEventListener("open", () => resolve(), { once: true }));
    stream.onmessage = (event: MessageEvent<string>) => {
      const changes = JSON.parse(event.data) as Changes;
      for (const listener of this.#listeners) listener(changes);
    };
  }

  async call<K extends CallName>(name: K, request: Request<K>): Promise<Reply<K>> {
    return (await post(`call/${name}`, JSON.stringify(request), "application/json")) as Reply<K>;
  }
  onChanges(fn: (changes: Changes) => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }
  async stage(bytes: Blob): Promise<string> {
    const reply = (await post("stage", bytes, "application/octet-stream")) as { staged: string };
    return reply.staged;
  }
  attachmentUrl(id: string): string {
    return `attach/${encodeURIComponent(id)}`;
  }
  packPageUrl(pack: string, page: number): string {
    return `preview/${encodeURIComponent(pack)}/page/${page}`;
  }
  async openPreview(pack: string): Promise<void> {
    window.open(`preview/${encodeURIComponent(pack)}`, "_blank", "noopener");
  }
  async pickOpen(): Promise<string | null> {
    return localStorage.getItem(TEST_KEYS.open);
  }
  async pickSave(): Promise<string | null> {
    return localStorage.getItem(TEST_KEYS.save);
  }
  async pickFolder(): Promise<{ place: string; shown: string; begun: boolean } | null> {
    const place = localStorage.getItem(TEST_KEYS.folder);
    return place === null ? null : { place, shown: place, begun: false };
  }
  async pickAttachments(): Promise<Attachment[]> {
    return [];
  }
  async openAttachment(id: string): Promise<void> {
    window.open(this.attachmentUrl(id), "_blank", "noopener");
  }
  async saveAttachment(id: string, suggestedName: string): Promise<boolean> {
    const link = document.createElement("a");
    link.href = this.attachmentUrl(id);
    link.download = suggestedName;
    link.click();
    return true;
  }
  async openLink(url: string): Promise<void> {
    window.open(url, "_blank", "noopener");
  }
  async reveal(): Promise<void> {
    throw unavailable("There is no file manager in a browser.");
  }
  async print(): Promise<void> {
    window.print();
  }
  async setZoom(percent: number): Promise<void> {
    document.documentElement.style.setProperty("zoom", String(percent / 100));
  }
  async setSpelling(): Promise<void> {
    // A browser checks spelling by its own settings.
  }
  async spellingLanguages(): Promise<string[]> {
    return [];
  }
  async setFullScreen(on: boolean): Promise<void> {
    if (on) await document.documentElement.requestFullscreen();
    else if (document.fullscreenElement) await document.exitFullscreen();
  }
  async isFullScreen(): Promise<boolean> {
    return document.fullscreenElement !== null;
  }
  onCloseRequested(fn: () => Promise<void>): () => void {
    const leave = (): void => void fn();
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }
  async firstStart(): Promise<FirstStart> {
    const folder = localStorage.getItem(TEST_KEYS.firstStart);
    const opened = post("open", "null", "application/json");
    // At a first start there may be nothing to open.
    await (folder === null ? opened : opened.catch(() => undefined));
    const { sample, locked } = (await (await fetch("sample")).json()) as { sample: SampleIs; locked: boolean };
    return { needed: folder !== null, folder: folder ?? "", sample, locked };
  }
  async begin(_folder: string, protect: NewLocks | null): Promise<void> {
    await post("begin", JSON.stringify(protect), "application/json");
    localStorage.removeItem(TEST_KEYS.firstStart);
  }
  onLockRequested(fn: () => Promise<void>): () => void {
    const lock = (): void => void fn();
    window.addEventListener(TEST_LOCK, lock);
    return () => window.removeEventListener(TEST_LOCK, lock);
  }
  async openSample(): Promise<void> {
    await post("sample/open", "", "application/json");
  }
  async closeSample(): Promise<void> {
    await post("sample/close", "", "application/json");
  }
  async deleteSample(): Promise<void> {
    await post("sample/delete", "", "application/json");
  }
  async takeOver(from: string | null): Promise<void> {
    await post("take-over", JSON.stringify({ from }), "application/json");
  }
  async rescue<K extends keyof Rescues>(name: K, request: Rescues[K]["request"]): Promise<Rescues[K]["reply"]> {
    if (name === "rescue_take") localStorage.removeItem(TEST_KEYS.firstStart);
    return (await post(`rescue/${name}`, JSON.stringify(request), "application/json")) as Rescues[K]["reply"];
  }
  restart(at: string): void {
    history.replaceState(null, "", location.pathname + at);
    location.reload();
  }
}

export async function openHost(): Promise<Host> {
  const host = new HttpHost();
  await host.listening;
  return host;
}
