import { call } from "$lib/api/call";
import type { Doing } from "./doing.svelte";
import type { OpenLoop } from "./page.svelte";
import { passageOf } from "$lib/passage";
import { words } from "$lib/words";

/** Where quotes come from, and what they are evidence for. */
export const SOURCE = "account";
export const EVIDENCE_FOR = "in_use";

/** Takes what is selected in the account as evidence for what the actions say. Says so if nothing is selected. */
export async function useAsEvidence(page: OpenLoop, doing: Doing, box: HTMLTextAreaElement | null): Promise<void> {
  const passage = box && passageOf(box.value, box.selectionStart, box.selectionEnd);
  if (!passage) {
    doing.failed = words.loop.quotes.none;
    return;
  }
  await doing.run(
    page,
    () => call("quote_add", { loop: page.id, field: EVIDENCE_FOR, source_field: SOURCE, ...passage }),
    words.loop.quotes.used,
  );
}
