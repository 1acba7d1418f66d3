import { call } from "$lib/api/call";
import type { Comment, CommentId, EntryId } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.comments;

/** The first words of a comment, for the names of its buttons. */
export function startOf(text: string, limit = 40): string {
  const letters = [...text.replace(/\s+/gu, " ").trim()];
  return letters.length > limit
    ? `${letters
        .slice(0, limit - 1)
        .join("")
        .trimEnd()}…`
    : letters.join("");
}

/** A line of a passage that an editor can go to: it finds words within one block. */
export function lineOf({ place }: Pick<Comment, "place">): string {
  return (
    place.words
      .split("\n")
      .map((line) => line.trim())
      .find((line) => line !== "") ?? ""
  );
}

/** Comments of one entry, or all of them; what is made of each. Made in a component. */
export class Comments extends Steps {
  readonly all;

  constructor(entry: () => EntryId | undefined = () => undefined) {
    super();
    this.all = query(async () => {
      const id = entry();
      if (id === "") return [];
      return call("comment_list", id === undefined ? {} : { entry: id });
    }, ["comments", "entries", "loops"]);
  }

  readonly rows: Comment[] = $derived.by(() => this.all.value ?? []);
  readonly open: Comment[] = $derived(this.rows.filter((one) => one.state === "open"));

  answer(id: CommentId, answer: string): Promise<boolean> {
    return this.take(async () => {
      this.#put(await call("comment_answer", { id, answer: answer.trim() }));
      toasts.done(say.answerSaved);
    });
  }
  aside(id: CommentId): Promise<boolean> {
    return this.take(async () => {
      this.#put(await call("comment_set_aside", { id }));
      toasts.done(say.asideDone, { label: words.common.undo, run: () => void this.reopen(id) });
    });
  }
  reopen(id: CommentId): Promise<boolean> {
    return this.take(async () => this.#put(await call("comment_reopen", { id })));
  }
  #put(changed: Comment): void {
    this.all.took(this.rows.map((one) => (one.id === changed.id ? changed : one)));
  }
}
