import { words } from "$lib/words";

/** The three parts of an assumption that can be tested. */
export type Parts = { when: string; then: string; because: string };

const bare = (text: string): string =>
  text
    .trim()
    .replace(/[\s.,;]+$/u, "")
    .replace(/\s+/gu, " ");

/** One sentence of whatever parts there are: "I assume that if …, then …, because …". Empty if there are none. */
export function compose(parts: Parts): string {
  const [when, then, because] = [bare(parts.when), bare(parts.then), bare(parts.because)];
  const { assume, ifPart, thenPart, becausePart, thatPart } = words.loop.compose;
  if (!when && !then && !because) return "";
  const pieces = [
    when ? ifPart(when) : "",
    then ? (when ? thenPart(then) : thatPart(then)) : "",
    because ? becausePart(because) : "",
  ].filter(Boolean);
  return `${assume} ${pieces.join(", ")}.`;
}
