import type { Comment } from "$lib/api/types";
import { commands } from "$lib/commands.svelte";
import type { MarkedPassage } from "$lib/editor/passages";
import { margin } from "$lib/margin/margin.svelte";
import { words } from "$lib/words";

const say = words.comments;

/** The passages that still stand in the text, of comments that were not set aside. */
export function passagesOf(comments: readonly Comment[]): MarkedPassage[] {
  return comments
    .filter(({ state, place }) => state !== "set_aside" && (place.standing === "exact" || place.standing === "moved"))
    .map(({ id, by, kind, place }) => ({
      id,
      words: place.words,
      before: place.before,
      behind: place.behind,
      said: say.markSaid(say.kinds[kind], say.by(by)),
    }));
}

/** Marks what these comments are about in the text of the open page, and goes through them by key. In a component. */
export function standBeside(comments: () => readonly Comment[]): void {
  $effect(() => {
    const shown = comments();
    return margin.show(passagesOf(shown), shown.length);
  });
  $effect(() => {
    const ids = comments().map(({ id }) => id);
    if (ids.length === 0) return;
    return commands.provide({
      "comment.next": () => margin.step(ids, 1),
      "comment.previous": () => margin.step(ids, -1),
    });
  });
}
