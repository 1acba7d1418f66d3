import { call } from "$lib/api/call";
import { asApiError, type Reply } from "$lib/api/host";
import type { ApiError } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { words } from "$lib/words";

const say = words.settings.journal;

/** Where the journal lives, what is in it, and whether it is sound. Made in a component. */
export class Care {
  readonly about = query(() => call("journal_about", {}), []);
  readonly stats = query(() => call("journal_stats", {}), ["entries", "trash", "attachments", "imports"]);
  readonly index = query(() => call("index_status", {}), ["index"]);

  checking = $state(false);
  checked = $state.raw<Reply<"journal_check"> | null>(null);
  reindexing = $state(false);
  reindexed = $state.raw<Reply<"journal_reindex"> | null>(null);
  error = $state.raw<ApiError | null>(null);

  async check(): Promise<void> {
    if (this.checking) return;
    this.error = null;
    this.checked = null;
    this.checking = true;
    try {
      this.checked = await call("journal_check", {});
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.checking = false;
    }
  }

  async reindex(): Promise<void> {
    if (this.reindexing) return;
    this.error = null;
    this.reindexed = null;
    this.reindexing = true;
    try {
      this.reindexed = await call("journal_reindex", {});
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.reindexing = false;
    }
  }
}

/** What a check found, as its first sentence. */
export function checkedInWords(found: Reply<"journal_check">): string {
  if (!found.sound) return say.unsound(found.problems.length);
  if (found.mended !== undefined) return found.mended;
  return found.indexed < found.entries
    ? say.soundBehind(found.entries, found.indexed)
    : say.sound(found.entries, found.attachments);
}

/** "0.4 seconds", "12 seconds". */
export function seconds(ms: number): string {
  return new Intl.NumberFormat("en", {
    style: "unit",
    unit: "second",
    unitDisplay: "long",
    maximumFractionDigits: ms < 10_000 ? 1 : 0,
  }).format(ms / 1000);
}
