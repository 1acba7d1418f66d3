import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { Form, FormField, TemplateField } from "$lib/api/types";
import { nowhere, type Standing } from "$lib/editor/stages";
import { beginLoop } from "$lib/loops/begin";
import { query } from "$lib/state/query.svelte";
import { BLANK, LOOP, headingsOf, isBlank, stagesOf } from "$lib/templates/kinds";
import { toasts } from "$lib/ui/toasts.svelte";
import { happenedNow } from "$lib/when/happened";
import { words } from "$lib/words";
import type { OpenEntry } from "../page.svelte";

const say = words.templates;

/** A form nobody has written in yet: what a new page shows before it is stored. */
function unwritten(field: TemplateField): FormField {
  return { field, text: "", present: true, characters: 0, value: null, start: null };
}

/** The template of one open entry: its stages and their questions, its fields, and the change to another. Made in a component. */
export class PageTemplate {
  /** Where the cursor is among the stages. */
  standing = $state.raw<Standing>(nowhere);
  /** A change to another template is under way. */
  choosing = $state(false);
  /** A rule of the person's put this template here, and nothing has been written yet. */
  suggested = $state<string | null>(null);
  /** A rule of the person's would have put this one here, had it known the setting; it is offered, not put. */
  offered = $state<string | null>(null);
  /** Labels of what a form asks for and does not have, once its entry has been marked ready. */
  missing = $state.raw<readonly string[]>([]);

  readonly rows = query(() => call("template_list", {}), ["templates"]);
  /** Null for a blank page. */
  readonly form = query(() => this.#read(), ["templates"]);
  readonly fields: readonly FormField[] = $derived.by(() => this.form.value?.fields ?? []);
  readonly stages: readonly TemplateField[] = $derived(stagesOf(this.fields.map(({ field }) => field)));
  readonly labels: readonly string[] = $derived(this.stages.map(({ label }) => label));
  /** Fields that are not words: a choice, a day, a number. */
  readonly typed: readonly FormField[] = $derived(this.fields.filter(({ field }) => field.kind !== "text"));

  /** How often another question was asked for, by stage. */
  #turns = $state.raw<Readonly<Record<string, number>>>({});
  #page: OpenEntry;

  constructor(page: OpenEntry) {
    this.#page = page;
  }

  get id(): string {
    return this.#page.shown.template || BLANK;
  }
  readonly name: string = $derived.by(() => this.nameOf(this.id));
  readonly isForm: boolean = $derived.by(() => this.rows.value?.find((row) => row.id === this.id)?.form ?? false);

  nameOf(id: string): string {
    if (isBlank(id)) return say.blank;
    const listed = this.rows.value?.find((row) => row.id === id)?.name;
    return listed ?? (this.form.value?.template === id ? this.form.value.name : id);
  }

  async #read(): Promise<Form | null> {
    const template = this.#page.shown.template;
    const id = this.#page.id;
    if (isBlank(template)) return null;
    if (id !== null) return call("form_get", { id });
    const { definition } = await call("template_get", { id: template });
    const { name, author, year, fields } = definition;
    return { template, name, author, year, fields: fields.map(unwritten), preamble: "", missing: [] };
  }

  // ---- stages and their questions ----

  /** The stage the cursor is in. */
  readonly stage: TemplateField | null = $derived(this.stages.find(({ label }) => label === this.standing.at) ?? null);
  readonly prompt: string | null = $derived.by(() => {
    const prompts = this.stage?.prompts ?? [];
    return prompts[this.#turn % Math.max(1, prompts.length)] ?? null;
  });
  get #turn(): number {
    return this.#turns[this.standing.at ?? ""] ?? 0;
  }

  anotherQuestion(): void {
    const at = this.standing.at;
    if (at !== null) this.#turns = { ...this.#turns, [at]: this.#turn + 1 };
  }

  /** The stage before or after the one the cursor is in. */
  beside(by: 1 | -1): string | null {
    if (this.standing.at === null) return by === 1 ? (this.labels[0] ?? null) : null;
    return this.labels[this.labels.indexOf(this.standing.at) + by] ?? null;
  }

  // ---- another template ----

  /** What the person wants for new entries on this day, put in at once; it goes away by one key. */
  async suggest(): Promise<void> {
    if (!this.#page.untouched) return;
    try {
      const { template } = await call("template_suggest", { day: happenedNow().local.slice(0, 10) });
      if (template === null || isBlank(template) || !this.#page.untouched) return;
      await this.#lay(template);
      this.suggested = template;
    } catch {
      // Nobody asked for it: a blank page is a page.
    }
  }

  /** The setting became known. A rule for it is offered while there are no words yet that would have to move. */
  async suggestFor(setting: string): Promise<void> {
    this.offered = null;
    if (setting.trim() === "" || this.standing.written.length > 0) return;
    const bare = this.#page.text.trim();
    if (bare !== "" && bare !== headingsOf(this.stages).trim()) return;
    try {
      const { template } = await call("template_suggest", { day: happenedNow().local.slice(0, 10), setting });
      this.offered = template === this.id || (template !== null && isBlank(template)) ? null : template;
    } catch {
      // Nobody asked for it.
    }
  }

  async #lay(template: string): Promise<void> {
    const headings = isBlank(template)
      ? ""
      : headingsOf((await call("template_get", { id: template })).definition.fields);
    if (this.#page.untouched) this.#page.lay(template, headings);
  }

  /** Changes to another template. Says what became of the words, and offers the way back. */
  async choose(template: string): Promise<void> {
    if (template === this.id || this.choosing) return;
    this.choosing = true;
    this.suggested = this.offered = null;
    this.missing = [];
    try {
      if (template === LOOP) await this.#beginLoop();
      else if (this.#page.untouched) await this.#lay(template);
      else await this.#carry(template);
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    } finally {
      this.choosing = false;
    }
  }

  /** A learning log has pages of its own: it begins from this entry, or from nothing. */
  async #beginLoop(): Promise<void> {
    if (!this.#page.untouched) await this.#page.save();
    await beginLoop(this.#page.id === null ? {} : { from: this.#page.id });
  }

  async #carry(template: string): Promise<void> {
    const before = { template: this.id, body: this.#page.text };
    await this.#page.choose(template);
    const after = this.#page.text;
    const { chosen, chosenMoved, chosenBlank } = say.chooser;
    const name = this.nameOf(template);
    const moved = before.body.trim() !== "";
    const text = isBlank(template) ? chosenBlank : moved ? chosenMoved(name) : chosen(name);
    toasts.done(text, { label: words.common.undo, run: () => void this.#undo(before, after) });
  }

  /** Back to the template of before: to its very text, unless something has been written since. */
  async #undo(before: { template: string; body: string }, after: string): Promise<void> {
    try {
      await this.#page.save();
      const asLeft = this.#page.text === after;
      await this.#page.choose(before.template);
      if (asLeft) await this.#page.putBack(before.body);
      toasts.done(say.chooser.undone(this.nameOf(before.template)));
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
  }

  // ---- ready ----

  /** What the form asks for and does not have: said once it is marked ready, never before. */
  async marked(readiness: "draft" | "ready"): Promise<void> {
    this.missing = [];
    if (readiness === "draft" || isBlank(this.id)) return;
    try {
      const id = await this.#page.ensureStored();
      await this.#page.save();
      this.missing = (await call("form_get", { id })).missing;
    } catch {
      // The save says why it failed.
    }
  }
}
