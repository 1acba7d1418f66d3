import { asApiError } from "$lib/api/host";
import type { ApiError, EntryId } from "$lib/api/types";
import { router, type Route } from "$lib/routes.svelte";
import { OpenEntry } from "../features/entry/page.svelte";
import { OpenLoop } from "../features/loop/page.svelte";

/**
 * The entry, or the learning log, on the page. Whoever leaves one leaves it saved; one that could not be saved is kept, goes on trying, and is
 * there again with its text when someone comes back to it.
 */
export class Pages {
  current = $state.raw<OpenEntry | null>(null);
  loop = $state.raw<OpenLoop | null>(null);
  error = $state.raw<ApiError | null>(null);
  #unsaved = $state.raw<readonly (OpenEntry | OpenLoop)[]>([]);
  /** Raised whenever another one is wanted, so that a slow answer never takes the page. */
  #asked = 0;

  /** Follows the address. */
  async show(route: Route): Promise<void> {
    if (route.screen === "entry" && this.current?.id === route.id) return;
    if (route.screen === "loop" && this.loop?.id === route.id) return;
    if (route.screen === "new" && this.current && this.current.id === null && !this.current.autosave.dirty) return;
    const mine = ++this.#asked;
    this.error = null;
    this.#leave();
    if (route.screen === "new") this.current = OpenEntry.blank((id) => this.#added(id));
    else if (route.screen === "entry" || route.screen === "loop") {
      try {
        const left = this.#unsaved.find((one) => one.id === route.id);
        const page = left ?? (await (route.screen === "loop" ? OpenLoop : OpenEntry).read(route.id));
        if (mine !== this.#asked) return;
        if (page instanceof OpenLoop) this.loop = page;
        // A learning log has a page of its own, whoever leads here.
        else if (page.stored?.kind === "loop") router.go({ screen: "loop", id: route.id }, { replace: true });
        else this.current = page;
      } catch (thrown) {
        if (mine === this.#asked) this.error = asApiError(thrown);
      }
    }
  }

  /** Saves all of it; rejects with the first reason if something could not be. */
  async saveAll(): Promise<void> {
    await this.current?.save();
    await this.loop?.save();
    await Promise.all(this.#unsaved.map((one) => one.save()));
  }

  #leave(): void {
    const left = this.current ?? this.loop;
    this.current = this.loop = null;
    if (!left) return;
    this.#unsaved = [...this.#unsaved.filter((one) => one !== left), left];
    const settle = async (): Promise<void> => {
      if (left.dirty) return;
      this.#unsaved = this.#unsaved.filter((one) => one !== left);
      if (left instanceof OpenLoop && left.empty) await left.discard();
    };
    // What could not be saved says so, and goes on trying.
    left
      .save()
      .then(settle)
      .catch(() => undefined);
  }

  #added(id: EntryId): void {
    if (router.now.screen === "new" && this.current?.id === id) router.go({ screen: "entry", id }, { replace: true });
  }
}
