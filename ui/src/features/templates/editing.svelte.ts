import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, Template, TemplateDefinition } from "$lib/api/types";
import { Draft } from "$lib/state/draft.svelte";
import {
  isSound,
  moved,
  newPart,
  newTemplate,
  problemsOf,
  toDefinition,
  toEdit,
  type Edited,
  type Part,
} from "./parts";

/**
 * A template of one's own while it is edited. It is saved when its writer says so, because a saved change is a version;
 * until then every change is kept as a draft, so that nothing typed is lost.
 */
export class Editing {
  /** Somebody wanted to save: from now on what is missing is said where it is. */
  tried = $state(false);
  saving = $state(false);
  error = $state.raw<ApiError | null>(null);
  readonly draft: Draft<Edited>;
  readonly edited: Edited = $derived.by(() => this.draft.value);
  readonly problems = $derived(problemsOf(this.edited));

  /** `stored`: what it is so far; null for a new one. */
  constructor(
    readonly id: string | null,
    stored: TemplateDefinition | null,
  ) {
    this.draft = new Draft(`template:${id ?? "new"}`, stored ? toEdit(stored) : newTemplate());
  }

  static async open(id: string | null): Promise<Editing> {
    return new Editing(id, id === null ? null : (await call("template_get", { id })).definition);
  }

  set(change: Partial<Edited>): void {
    this.draft.set(change);
  }
  setPart(at: number, change: Partial<Part>): void {
    this.set({ parts: this.edited.parts.map((part) => (part.at === at ? { ...part, ...change } : part)) });
  }
  add(): void {
    const { parts } = this.edited;
    this.set({ parts: [...parts, newPart(1 + Math.max(0, ...parts.map(({ at }) => at)))] });
  }
  remove(at: number): void {
    this.set({ parts: this.edited.parts.filter((part) => part.at !== at) });
  }
  move(at: number, by: 1 | -1): void {
    const index = this.edited.parts.findIndex((part) => part.at === at);
    this.set({ parts: moved(this.edited.parts, index, by) });
  }

  /** Back to what is stored. */
  async discard(): Promise<void> {
    this.tried = false;
    try {
      await this.draft.clear();
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  /** The template as it was saved; null if something is missing or went wrong, which is then said. */
  async save(): Promise<Template | null> {
    this.tried = true;
    if (!isSound(this.problems) || this.saving) return null;
    this.saving = true;
    try {
      const definition = toDefinition(this.edited);
      const saved = await call("template_save", this.id === null ? { definition } : { id: this.id, definition });
      await this.draft.clear();
      this.error = null;
      return saved;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return null;
    } finally {
      this.saving = false;
    }
  }
}
