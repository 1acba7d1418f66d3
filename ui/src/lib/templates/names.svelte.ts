import { call } from "$lib/api/call";
import { query } from "$lib/state/query.svelte";
import { words } from "$lib/words";
import { isBlank } from "./kinds";

/** What templates are called, for lists and filters that know only their ids. Made in a component. */
export class TemplateNames {
  readonly #rows = query(() => call("template_list", {}), ["templates"]);
  /** Its name; of a template that is not in this journal its id. */
  of(id: string): string {
    return isBlank(id) ? words.templates.blank : (this.#rows.value?.find((row) => row.id === id)?.name ?? id);
  }
  /** What is typed after "template:" to find what is written in it: one's own go by name, nobody reads their ids. */
  typed(id: string): string {
    const row = this.#rows.value?.find((one) => one.id === id);
    return row?.own ? row.name : id;
  }
}
