import { untrack } from "svelte";
import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import { USUAL } from "$lib/api/settings";
import type { Settings } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { whenKeysRest } from "$lib/state/rest";
import { afterPaint } from "$lib/ui/painted";
import { toasts } from "$lib/ui/toasts.svelte";
import { dictionariesFor } from "./dictionaries";
import { nextZoom } from "../features/settings/preferences.svelte";

/** Longer entries take time to be read; fewer words tell no language. */
const LONG_WORDS = 5_000;
const FEW_WORDS = 5;

/** The language of the last entry of some words, if it has one. */
async function lastLanguage(): Promise<string | null> {
  const { rows } = await call("entry_list", { filter: {}, limit: 5 });
  const last = rows.find(({ words }) => words >= FEW_WORDS && words <= LONG_WORDS);
  return last ? (await call("entry_get", { id: last.id })).language : null;
}

/** Calls `fn` once the cursor stands in something to write in, now or later. Returns the way to call it off. */
function onceWriting(fn: () => void): () => void {
  const look = (): void => {
    if (!document.activeElement?.matches("textarea, [contenteditable], input[type=text], input:not([type])")) return;
    leave();
    fn();
  };
  const leave = (): void => removeEventListener("focusin", look);
  addEventListener("focusin", look);
  look();
  return leave;
}

/** How the window is to be, kept in the settings and put into force here. Made in a component. */
export class WindowSettings {
  #stored = query(() => call("settings_get", {}), ["settings"]);
  #soon = $state.raw<Partial<Settings>>({});
  readonly now: Settings = $derived({ ...USUAL, ...this.#stored.value, ...this.#soon });

  #installed = $state.raw<readonly string[]>([]);
  /** The first page is painted, the settings are read, somebody is about to write: dictionaries are wanted. */
  #ready = $state(false);
  /**
   * The language of the page before, at first of the last entry. A new entry has none yet and is likely written in the same; reading
   * another dictionary between its first words would keep the window waiting.
   */
  #before = $state<string | null>(null);

  /** `language` is that of the page that is open. */
  constructor(language: () => string | null) {
    // Reading a dictionary keeps the whole window waiting, and each takes megabytes: not before one is wanted, and not twice.
    $effect(() => {
      if (this.#ready || !(this.#stored.value || this.#stored.error)) return;
      let leave = (): void => undefined;
      const callOff = afterPaint(() => (leave = onceWriting(() => void this.#begin())));
      return () => {
        callOff();
        leave();
      };
    });
    $effect(() => {
      const { theme } = this.now;
      if (theme === "system") delete document.documentElement.dataset["theme"];
      else document.documentElement.dataset["theme"] = theme;
    });
    // A host that cannot do one of these still shows the pages.
    const zoom = $derived(this.#stored.value || this.#stored.error ? this.now.zoom : null);
    $effect(() => {
      if (zoom !== null)
        void host()
          .setZoom(zoom)
          .catch(() => undefined);
    });
    $effect(() => {
      this.#before = language() ?? untrack(() => this.#before);
    });
    const spelling = $derived(
      JSON.stringify([
        this.now.spelling,
        dictionariesFor(
          language() ?? this.#before ?? this.now.default_language,
          this.now.spelling_languages,
          this.#installed,
        ),
      ]),
    );
    $effect(() => {
      if (!this.#ready) return;
      const [on, languages] = JSON.parse(spelling) as [boolean, string[]];
      const set = (): unknown =>
        host()
          .setSpelling(on, languages)
          .catch(() => undefined);
      return whenKeysRest(() => void set());
    });
  }

  async #begin(): Promise<void> {
    const installed = host()
      .spellingLanguages()
      .catch(() => []);
    const last = lastLanguage().catch(() => null);
    this.#installed = await installed;
    this.#before ??= await last;
    this.#ready = true;
  }

  /** Shown at once, kept in the journal. */
  async set(patch: Partial<Settings>): Promise<void> {
    this.#soon = { ...this.#soon, ...patch };
    try {
      this.#stored.took(await call("settings_save", patch));
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
    this.#soon = Object.fromEntries(
      Object.entries(this.#soon).filter(([name, value]) => patch[name as keyof Settings] !== value),
    );
  }
  zoomBy(by: 1 | -1): void {
    void this.set({ zoom: nextZoom(this.now.zoom, by) });
  }
}
