import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { EntryId, Passage } from "$lib/api/types";
import { beginLoop } from "$lib/loops/begin";
import { printPage } from "$lib/print";
import { router } from "$lib/routes.svelte";
import { sharePassage } from "$lib/sharing/passage";
import { query } from "$lib/state/query.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";
import type { OpenEntry } from "./page.svelte";

const say = words.entry;

/** What can be done to the entry on the page, by its menu or by a key. `selected`: the passage that is. Made in a component. */
export class Acts {
  readonly neighbours = query(
    async () =>
      this.page.id === null ? { previous: null, next: null } : call("entry_neighbours", { id: this.page.id }),
    ["entries", "trash"],
  );

  constructor(
    private readonly page: OpenEntry,
    private readonly selected: () => Passage | null,
  ) {}

  async keep(): Promise<void> {
    try {
      await this.page.save({ keep: true });
      if (this.page.id !== null) toasts.done(say.kept);
    } catch {
      // SaveState says why.
    }
  }
  step(to: EntryId | null | undefined): void {
    if (to) router.go({ screen: "entry", id: to });
  }
  async print(): Promise<void> {
    try {
      await this.page.save();
      if (this.page.id !== null) await printPage((await call("print_html", { ids: [this.page.id] })).html);
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
  }
  /** A learning log from this entry, and from the words that are selected. */
  async beginLoop(): Promise<void> {
    await this.#withPassage((from, passage) => beginLoop({ from, ...(passage ? { passage } : {}) }));
  }
  /** The paragraphs of what is selected, to what is being prepared for somebody. */
  async share(): Promise<void> {
    await this.#withPassage(sharePassage);
  }
  async #withPassage(step: (entry: EntryId, passage: Passage | null) => Promise<unknown>): Promise<void> {
    const passage = this.selected();
    try {
      await this.page.save();
    } catch {
      return; // SaveState says why.
    }
    if (this.page.id !== null) await step(this.page.id, passage);
  }
  async toTrash(): Promise<void> {
    const id = this.page.id;
    try {
      await this.page.save();
      if (id === null) return;
      await call("entry_trash", { ids: [id] });
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
      return;
    }
    const { previous, next } = this.neighbours.value ?? {};
    if (previous || next) this.step(previous ?? next);
    else router.go({ screen: "journal" });
    toasts.done(say.trashed, { label: words.common.undo, run: () => void this.restore(id) });
  }
  async restore(id: EntryId): Promise<void> {
    try {
      await call("entry_restore", { ids: [id] });
      router.go({ screen: "entry", id });
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
  }
}
