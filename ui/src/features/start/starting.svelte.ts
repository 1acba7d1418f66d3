import { asApiError, host } from "$lib/api/host";
import type { ApiError, Place } from "$lib/api/types";

/** The first start asks one thing: where the journal shall live. */
export class Starting {
  /** The folder as it is shown. */
  shown = $state("");
  /** Not the suggested one. */
  place = $state<Place | null>(null);
  loading = $state(true);
  beginning = $state(false);
  error = $state.raw<ApiError | null>(null);
  #suggested = "";

  async look(): Promise<void> {
    this.loading = true;
    this.error = null;
    try {
      this.#suggested = (await host().firstStart()).folder;
      if (this.place === null) this.shown = this.#suggested;
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.loading = false;
    }
  }

  async other(): Promise<void> {
    this.error = null;
    try {
      const picked = await host().pickFolder();
      if (!picked) return;
      this.place = picked.place;
      this.shown = picked.shown;
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  suggested(): void {
    this.error = null;
    this.place = null;
    this.shown = this.#suggested;
  }

  /** True when the journal is there. */
  async begin(): Promise<boolean> {
    if (this.beginning) return false;
    this.error = null;
    this.beginning = true;
    try {
      await host().begin(this.place ?? "default");
      return true;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.beginning = false;
    }
  }
}
