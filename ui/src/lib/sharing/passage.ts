import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { EntryId, Passage, PlanPart } from "$lib/api/types";
import { router } from "$lib/routes.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.sharing.passage;

/** Words alone: neither marks of Markdown nor how the lines are broken. */
const bare = (text: string): string =>
  text
    .replace(/…$/, "")
    .replace(/[*_`~\\]/g, "")
    .replace(/[#>|[\]()-]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** The paragraphs in which a passage stands: those that one of its lines is a part of, or that it holds. */
export function keysOf(parts: readonly PlanPart[], passage: string): string[] {
  const lines = passage.split(/\n+/).map(bare).filter(Boolean);
  return parts
    .filter(({ kind }) => kind === "block" || kind === "heading")
    .filter(({ text }) => {
      const here = bare(text);
      return here !== "" && lines.some((line) => here.includes(line) || line.includes(here));
    })
    .map(({ key }) => key);
}

/**
 * Adds the paragraphs of a passage to what was worked on last for somebody; without a passage, the whole entry. Says what
 * became of it, with the way there or back.
 */
export async function sharePassage(entry: EntryId, passage: Passage | null): Promise<void> {
  try {
    const [newest] = await call("plan_list", {});
    if (!newest) {
      await call("tray_add", { ids: [entry] });
      toasts.done(say.noPlan, { label: say.begin, run: () => router.go({ screen: "share" }) });
      return;
    }
    const plan = newest.id;
    const there = { label: say.look, run: (): void => router.go({ screen: "plan", id: plan }) };
    const before = (await call("plan_get", { id: plan })).pieces.find((piece) => piece.entry.id === entry);
    if (before?.whole) {
      toasts.done(say.already(newest.audience), there);
      return;
    }
    if (!passage) {
      await call("plan_pieces", { plan, set: [{ entry, whole: true, ticks: before?.ticks ?? [] }] });
      toasts.done(say.whole(newest.audience), there);
      return;
    }
    if (!before) await call("plan_pieces", { plan, set: [{ entry, whole: false, ticks: [] }] });
    const { parts } = await call("plan_blocks", { plan, entry });
    const keys = keysOf(parts, passage.exact);
    const ticks = [...(before?.ticks ?? []), ...keys];
    await call("plan_pieces", { plan, set: [{ entry, whole: false, ticks: [...new Set(ticks)] }] });
    toasts.done(keys.length > 0 ? say.added(keys.length, newest.audience) : say.notFound(newest.audience), there);
  } catch (thrown) {
    toasts.problem(asApiError(thrown).message);
  }
}
