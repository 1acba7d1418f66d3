import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type { Attachment } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";
import type { OpenEntry } from "./page.svelte";

/**
 * Adds dropped, pasted or chosen files to an entry, one after the other. One that fails is named and does not stop the
 * rest. Returns those that were added.
 */
export async function attach(page: OpenEntry, files: readonly File[]): Promise<Attachment[]> {
  const added: Attachment[] = [];
  for (const file of files) {
    try {
      const entry = await page.ensureStored();
      const staged = await host().stage(file);
      added.push(await call("attachment_add", { entry, staged, name: file.name || "picture" }));
    } catch (thrown) {
      toasts.problem(words.entry.attachFailed(file.name, asApiError(thrown).message));
    }
  }
  return added;
}
