import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeEntry } from "$lib/api/host.fake";
import type { Entry, Form, TemplateField, TemplateRow } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { OpenEntry } from "../page.svelte";
import { PageTemplate } from "./template.svelte";
import { Values } from "./values.svelte";

const settled = async (): Promise<void> => {
  for (let i = 0; i < 5; i += 1) {
    await tick();
    await new Promise((resolve) => setTimeout(resolve));
    flushSync();
  }
};

const field = (label: string, given: Partial<TemplateField> = {}): TemplateField => ({
  key: label.toLowerCase().replace(/\W/g, ""),
  label,
  prompts: [`${label} first?`, `${label} second?`],
  kind: "text",
  slot: null,
  required: false,
  hint: "",
  choices: [],
  many: false,
  limit: null,
  ...given,
});
const row = (id: string, name: string): TemplateRow => ({
  id,
  name,
  author: "",
  year: "",
  about: "",
  minutes: null,
  fields: 2,
  own: false,
  form: false,
  quick: true,
  used: 0,
  removed_at: null,
});
const FIELDS: Record<string, TemplateField[]> = {
  www: [field("What?"), field("So what?"), field("Now what?")],
  gibbs: [field("Description"), field("Feelings")],
  form: [field("Account", { required: true }), field("Kind", { kind: "choice", choices: ["One", "Two"] })],
};
const HEADINGS = "## What?\n\n## So what?\n\n## Now what?\n";

describe("the template of an open entry", () => {
  let fake: FakeHost;
  let page: OpenEntry;
  let template: PageTemplate;
  let stored: Entry;
  let leave: () => void;

  const formOf = (): Form => ({
    template: stored.template,
    name: stored.template,
    author: "",
    year: "",
    fields: (FIELDS[stored.template] ?? []).map((one) => ({
      field: one,
      text: "",
      present: true,
      characters: 0,
      value: null,
      start: null,
    })),
    preamble: "",
    missing: stored.template === "form" ? ["Account"] : [],
  });

  async function open(entry: Entry | null): Promise<void> {
    stored = entry ?? fakeEntry({ template: "free" });
    const save = (fields: Partial<Entry>): Entry =>
      (stored = { ...stored, ...fields, revision: `${stored.revision}+` });
    fake = new FakeHost({
      entry_get: () => stored,
      entry_add: (fields) => save(fields as Partial<Entry>),
      entry_save: ({ fields }) => save(fields as Partial<Entry>),
      template_list: () => [row("free", "Blank page"), row("www", "What? So what? Now what?"), row("gibbs", "Gibbs")],
      template_get: ({ id }) => ({
        id,
        version: 1,
        own: false,
        form: false,
        definition: { name: id, author: "", year: "", source: "", about: "", minutes: null, fields: FIELDS[id] ?? [] },
      }),
      template_suggest: () => ({ template: "www" }),
      template_choose: ({ template: to }) => save({ template: to, body: `## ${to}\n\n${stored.body}` }),
      form_get: formOf,
      form_set: formOf,
    });
    useHost(fake);
    page = entry ? await OpenEntry.read(entry.id) : OpenEntry.blank(() => undefined);
    leave = $effect.root(() => {
      template = new PageTemplate(page);
    });
    flushSync();
    await settled();
  }

  beforeEach(() => {
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });
  afterEach(() => leave());

  it("what the person's rule says is there at once, and stored only with the first words", async () => {
    await open(null);
    await template.suggest();
    await settled();
    expect(page.text).toBe(HEADINGS);
    expect(template.labels).toEqual(["What?", "So what?", "Now what?"]);
    expect(page.untouched).toBe(true);
    await page.save();
    expect(fake.requests("entry_add")).toEqual([]);
    page.change({ body: `${HEADINGS}\nWords.` });
    await page.save();
    expect(fake.requests("entry_add")).toMatchObject([{ template: "www", body: `${HEADINGS}\nWords.` }]);
  });

  it("a title alone is stored with the headings that stand under it", async () => {
    await open(null);
    await template.suggest();
    page.change({ title: "Marking" });
    await page.save();
    expect(fake.requests("entry_add")).toMatchObject([{ title: "Marking", template: "www", body: HEADINGS }]);
  });

  it("goes away again by one choice, and leaves nothing behind", async () => {
    await open(null);
    await template.suggest();
    await template.choose("free");
    expect(page.text).toBe("");
    expect(page.autosave.saving.state).toBe("saved");
    await page.save();
    expect(fake.requests("entry_add")).toEqual([]);
    expect(toasts.shown).toEqual([]);
  });

  it("a rule for the setting is offered once the setting is known, and never over words", async () => {
    await open(null);
    page.change({ setting: "Year 9" });
    await page.save();
    await template.suggestFor("Year 9");
    expect(fake.requests("template_suggest").at(-1)).toMatchObject({ setting: "Year 9" });
    expect([template.offered, page.text]).toEqual(["www", ""]);
    page.change({ body: "Words." });
    await template.suggestFor("Year 9");
    expect(template.offered).toBeNull();
  });

  it("nothing is put over words that were quicker", async () => {
    await open(null);
    page.change({ body: "Already writing." });
    await template.suggest();
    expect(page.text).toBe("Already writing.");
  });

  it("on a written entry the text is saved first, and the core carries it over from there", async () => {
    await open(fakeEntry({ template: "www", body: "Old." }));
    page.change({ body: "Old. New." });
    await template.choose("gibbs");
    expect(fake.requests("entry_save")).toMatchObject([{ fields: { body: "Old. New." } }]);
    expect(fake.requests("template_choose")).toEqual([{ id: "e1", base: "r1+", template: "gibbs" }]);
    expect(page.text).toBe("## gibbs\n\nOld. New.");
    expect(toasts.shown.at(-1)?.text).toContain("nothing is lost");
  });

  it("undo brings back the former template with its very text", async () => {
    await open(fakeEntry({ template: "www", body: "Old." }));
    await template.choose("gibbs");
    toasts.shown.at(-1)?.action?.run();
    await settled();
    expect(stored).toMatchObject({ template: "www", body: "Old." });
    expect(page.text).toBe("Old.");
  });

  it("undo after more has been written keeps what was written", async () => {
    await open(fakeEntry({ template: "www", body: "Old." }));
    await template.choose("gibbs");
    page.change({ body: `${page.text} More.` });
    toasts.shown.at(-1)?.action?.run();
    await settled();
    expect(stored.template).toBe("www");
    expect(stored.body).toContain("More.");
  });

  it("asks one question of the stage the cursor is in, and another on request", async () => {
    await open(fakeEntry({ template: "www", body: HEADINGS }));
    expect(template.prompt).toBeNull();
    template.standing = { at: "So what?", present: [], written: [] };
    expect(template.prompt).toBe("So what? first?");
    template.anotherQuestion();
    expect(template.prompt).toBe("So what? second?");
    template.anotherQuestion();
    expect(template.prompt).toBe("So what? first?");
    expect([template.beside(-1), template.beside(1)]).toEqual(["What?", "Now what?"]);
  });

  it("says what a form also asks for only once it is marked ready", async () => {
    await open(fakeEntry({ template: "form", body: "x" }));
    expect(template.missing).toEqual([]);
    await template.marked("ready");
    expect(template.missing).toEqual(["Account"]);
    await template.marked("draft");
    expect(template.missing).toEqual([]);
  });

  it("of two quick changes to a field the later one is stored last, and a failure keeps the value", async () => {
    await open(fakeEntry({ template: "form", body: "x" }));
    const values = new Values(page, (form) => (template.form.value = form));
    const [kind] = template.typed;
    if (!kind) throw new Error("There is no typed field.");
    values.set("kind", "One");
    values.set("kind", "Two");
    await settled();
    expect(fake.requests("form_set").at(-1)).toEqual({ id: "e1", field: "kind", value: "Two" });
    fake.answers.form_set = () => {
      throw { code: "disk_full", message: "The disk is full." };
    };
    values.set("kind", "One");
    await settled();
    expect(values.saving).toEqual({ state: "failed", why: "The disk is full." });
    expect(values.of(kind)).toBe("One");
  });
});
