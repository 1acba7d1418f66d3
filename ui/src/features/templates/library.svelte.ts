import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type { ApiError, TemplateRow } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { isBlank } from "$lib/templates/kinds";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.templates.own;

/** All templates: one's own, and those that come with the program. Made in a component. */
export class Library {
  error = $state.raw<ApiError | null>(null);
  readonly rows = query(() => call("template_list", {}), ["templates", "entries", "trash"]);
  readonly own: readonly TemplateRow[] = $derived(this.#where((row) => row.own && row.removed_at === null));
  readonly removed: readonly TemplateRow[] = $derived(this.#where((row) => row.own && row.removed_at !== null));
  readonly builtIn: readonly TemplateRow[] = $derived(this.#where((row) => !row.own && !isBlank(row.id)));

  #where(fits: (row: TemplateRow) => boolean): TemplateRow[] {
    return (this.rows.value ?? []).filter(fits);
  }

  /** An own copy. Its id, or null where it could not be made. */
  copy({ id }: TemplateRow): Promise<string | null> {
    return this.#try(async () => (await call("template_copy", { id })).id);
  }

  remove({ id, name }: TemplateRow): Promise<unknown> {
    return this.#try(async () => {
      await call("template_remove", { id });
      toasts.done(say.removed(name), {
        label: words.common.undo,
        run: () => void this.#try(() => call("template_restore", { id })),
      });
    });
  }

  restore({ id, name }: TemplateRow): Promise<unknown> {
    return this.#try(async () => {
      await call("template_restore", { id });
      toasts.done(say.restored(name));
    });
  }

  send({ id, name }: TemplateRow): Promise<unknown> {
    return this.#try(async () => {
      const place = await host().pickSave(`${fileName(name)}.toml`);
      if (place === null) return;
      const { file_name } = await call("template_export", { id, place });
      toasts.done(say.sent(file_name));
    });
  }

  bring(): Promise<unknown> {
    return this.#try(async () => {
      const place = await host().pickOpen("import-file");
      if (place === null) return;
      const { definition } = await call("template_import", { place });
      toasts.done(say.brought(definition.name));
    });
  }

  async #try<T>(run: () => Promise<T>): Promise<T | null> {
    this.error = null;
    try {
      return await run();
    } catch (thrown) {
      this.error = asApiError(thrown);
      return null;
    }
  }
}

/** A name that every system takes for a file. */
export function fileName(name: string): string {
  const plain = name
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+|\.+$/g, "");
  return plain === "" ? "template" : plain.slice(0, 80).trim();
}
