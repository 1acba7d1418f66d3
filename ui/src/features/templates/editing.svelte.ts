import { call } from "$lib/api/call";
import type { Template, TemplateDefinition } from "$lib/api/types";
import { moved } from "$lib/moved";
import { Edited as Editable } from "$lib/state/editing.svelte";
import { isSound, newPart, newTemplate, problemsOf, toDefinition, toEdit, type Edited, type Part } from "./parts";

/** A template of one's own while it is edited. A saved change is a version. */
export class Editing extends Editable<Edited, Template> {
  readonly problems = $derived(problemsOf(this.typed));

  /** `stored`: what it is so far; null for a new one. */
  constructor(
    readonly id: string | null,
    stored: TemplateDefinition | null,
  ) {
    super(`template:${id ?? "new"}`, stored ? toEdit(stored) : newTemplate());
  }

  static async open(id: string | null): Promise<Editing> {
    return new Editing(id, id === null ? null : (await call("template_get", { id })).definition);
  }

  setPart(at: number, change: Partial<Part>): void {
    this.set({ parts: this.typed.parts.map((part) => (part.at === at ? { ...part, ...change } : part)) });
  }
  add(): void {
    const { parts } = this.typed;
    this.set({ parts: [...parts, newPart(1 + Math.max(0, ...parts.map(({ at }) => at)))] });
  }
  remove(at: number): void {
    this.set({ parts: this.typed.parts.filter((part) => part.at !== at) });
  }
  move(at: number, by: 1 | -1): void {
    const index = this.typed.parts.findIndex((part) => part.at === at);
    this.set({ parts: moved(this.typed.parts, index, by) });
  }

  protected get isSound(): boolean {
    return isSound(this.problems);
  }
  protected store(): Promise<Template> {
    const definition = toDefinition(this.typed);
    return call("template_save", this.id === null ? { definition } : { id: this.id, definition });
  }
}
