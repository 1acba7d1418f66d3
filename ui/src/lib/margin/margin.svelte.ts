import type { MarkedPassage, PassageText } from "$lib/editor/passages";

/**
 * Between the text and what stands beside it: which passages are marked, which of them is pointed at from either side. One
 * for the window, since one page is open at a time; page and margin know each other only through it.
 */
class Margin {
  /** Set by what stands beside the text. */
  passages = $state.raw<readonly MarkedPassage[]>([]);
  /** How many cards stand beside the text. */
  cards = $state(0);
  /** The comment that is pointed at, here or there. */
  pointed = $state<string | null>(null);
  /** The one that is read. */
  chosen = $state<string | null>(null);
  /** Counts up whenever the text may stand elsewhere on the screen. */
  moved = $state(0);
  /** Set by the page. */
  text = $state.raw<PassageText | null>(null);

  /** The one that stands out. */
  readonly now: string | null = $derived(this.pointed ?? this.chosen);

  /** Shows these passages and says how many cards there are; returns the way to take them away. */
  show(passages: readonly MarkedPassage[], cards: number): () => void {
    this.passages = passages;
    this.cards = cards;
    return () => {
      if (this.passages !== passages) return;
      this.passages = [];
      this.cards = 0;
      this.chosen = this.pointed = null;
    };
  }
  /** A passage in the text is pointed at, or chosen by a click. */
  point(id: string | null, chosen: boolean): void {
    this.pointed = id;
    if (chosen) this.chosen = id;
  }
  /** Goes to the next (1) or previous (-1) of these, in the order of the text. */
  step(ids: readonly string[], by: 1 | -1): void {
    if (ids.length === 0) return;
    const at = this.chosen === null ? -1 : ids.indexOf(this.chosen);
    const next = at < 0 ? ids.at(by === 1 ? 0 : -1) : ids[(at + by + ids.length) % ids.length];
    if (next === undefined) return;
    this.chosen = next;
    document.getElementById(cardId(next))?.focus();
  }
}
export const margin = new Margin();

/** By what a card is found. */
export const cardId = (id: string): string => `comment-${id}`;

/**
 * Where cards stand below each other: each as near to its passage as those above let it. The one that is read stands at its
 * passage, and those before it make room; many of them out of sight, until it is left.
 */
export function stacked(
  cards: readonly { readonly wanted: number; readonly height: number; readonly now: boolean }[],
  gap: number,
): number[] {
  const tops: number[] = [];
  let free = 0;
  for (const { wanted, height } of cards) {
    const top = Math.max(wanted, free);
    tops.push(top);
    free = top + height + gap;
  }
  const at = cards.findIndex(({ now }) => now);
  const pushed = (tops[at] ?? 0) - (cards[at]?.wanted ?? 0);
  if (at < 0 || pushed <= 0) return tops;
  let limit = cards[at]?.wanted ?? 0;
  for (let i = at; i >= 0; i -= 1) {
    const top = Math.min(tops[i] ?? 0, limit);
    tops[i] = top;
    limit = top - gap - (cards[i - 1]?.height ?? 0);
  }
  return tops;
}
