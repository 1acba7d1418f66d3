import { call } from "$lib/api/call";
import type { Calls, CommentQuote, PackId, PieceId, Received, Remark } from "$lib/api/types";
import { Draft } from "$lib/state/draft.svelte";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";

type SaveRemark = Calls["remark_save"]["request"];

/** The kinds of comment, in the order in which they are offered. */
export const KINDS = ["warm", "cool", "question", "challenge", "suggestion"] as const;
export type Kind = (typeof KINDS)[number];

/** A comment that is being written: on what, and its words so far. */
type Half = { piece: PieceId | null; quote: CommentQuote | null; kind: Kind; text: string };

/** One pack of somebody else's, and what is written about it. Made in a component. */
export class Reading extends Steps {
  readonly pack;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- each is made once, when its form opens
  readonly #halves = new Map<string, Draft<Half>>();

  constructor(private readonly id: () => PackId) {
    super();
    this.pack = query(() => call("received_get", { id: id() }), ["received"]);
  }

  /** What is written of a comment, or of a new one, and not kept as one yet: it is there again when the pack is opened. */
  half(given?: Remark): Draft<Half> {
    const kept = this.#halves.get(given?.id ?? "");
    if (kept) return kept;
    const kind = KINDS.find((one) => one === given?.kind) ?? "question";
    const blank = { piece: null, quote: null, kind, text: given?.text ?? "" };
    const half = new Draft<Half>(`received:${this.id()}:remark:${given?.id ?? "new"}`, blank);
    this.#halves.set(given?.id ?? "", half);
    return half;
  }

  /** True once it stands. */
  save(remark: Omit<SaveRemark, "received">): Promise<boolean> {
    return this.#put(() => call("remark_save", { ...remark, received: this.id() }));
  }
  remove(id: string): Promise<boolean> {
    return this.#put(() => call("remark_remove", { received: this.id(), id }));
  }
  sign(name: string): Promise<boolean> {
    return this.#put(() => call("received_save", { received: this.id(), name }));
  }
  open(): Promise<boolean> {
    return this.#put(() => call("received_save", { received: this.id(), open: true }));
  }
  #put(step: () => Promise<Received | undefined>): Promise<boolean> {
    return this.take(async () => {
      const now = await step();
      if (now) this.pack.took(now);
    });
  }
}
