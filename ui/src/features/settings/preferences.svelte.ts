import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, Settings } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";

/** Rules on offer for how long versions are kept, in days. */
export const VERSION_RULES = [90, 365, 3 * 365, 5 * 365] as const;

/** Zoom goes in these steps, in percent. */
export const ZOOM_STEPS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;

/** The languages whose word forms search knows. */
const SEARCH_LANGUAGES = "ar da de el en es fi fr hu it ja ko nl no pt ro ru sv ta tr zh".split(" ");

/** The user's settings, shown as they were just changed even before the core has answered. Made in a component. */
export class Preferences {
  error = $state.raw<ApiError | null>(null);
  /** Counts what was kept since the screen opened, so that "Saved" can be said again. */
  kept = $state(0);
  readonly settings = query(() => call("settings_get", {}), ["settings"]);
  #pending = $state.raw<Partial<Settings>>({});
  readonly now: Settings | undefined = $derived(
    this.settings.value ? { ...this.settings.value, ...this.#pending } : undefined,
  );
  /** One after the other, so that of two quick changes the later one stays. */
  #queue: Promise<void> = Promise.resolve();

  set(patch: Partial<Settings>): Promise<void> {
    this.#pending = { ...this.#pending, ...patch };
    this.#queue = this.#queue.then(() => this.#keep(patch));
    return this.#queue;
  }

  async #keep(patch: Partial<Settings>): Promise<void> {
    try {
      this.settings.took(await call("settings_save", patch));
      this.error = null;
      this.kept += 1;
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
    // What failed goes back to what is kept; what was changed again meanwhile waits for its own answer.
    this.#pending = Object.fromEntries(
      Object.entries(this.#pending).filter(
        ([name, value]) => !(name in patch) || patch[name as keyof Settings] !== value,
      ),
    );
  }
}

/** Would this rule delete versions that the rule in force keeps? Then it is asked about first. */
export function deletesMore(now: number | null, next: number | null): boolean {
  return next !== null && (now === null || next < now);
}

/** The next zoom step up or down; the ends stay. */
export function nextZoom(now: number, by: 1 | -1): number {
  const steps: readonly number[] = by === 1 ? ZOOM_STEPS : [...ZOOM_STEPS].reverse();
  return steps.find((step) => (by === 1 ? step > now : step < now)) ?? now;
}

/** "en_GB" as "British English". */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code.replace("_", "-")) ?? code;
  } catch {
    return code; // A dictionary may have any name.
  }
}

/** Languages an entry can have, by name. `chosen` is among them even if search knows no forms of it. */
export function languageChoices(chosen: string | null): { value: string; label: string }[] {
  const codes = chosen && !SEARCH_LANGUAGES.includes(chosen) ? [...SEARCH_LANGUAGES, chosen] : SEARCH_LANGUAGES;
  return codes
    .map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, "en"));
}
