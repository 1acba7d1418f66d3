/** Milliseconds after the last letter after which somebody is taken not to be typing. */
const REST = 250;
/** Milliseconds after which nothing waits any longer, however somebody types. */
const MOST = 2_000;

let last = -Infinity;
if (typeof addEventListener === "function") {
  const typed = ({ target }: Event): void => {
    // Only of a long text: who fills in a field looks at what comes of it.
    if (target instanceof HTMLElement && target.isContentEditable) last = performance.now();
  };
  // What a letter sets off is asked about before the letter's own event comes.
  for (const event of ["beforeinput", "input"]) addEventListener(event, typed, { capture: true, passive: true });
}

/**
 * Calls `fn` now, or, while somebody writes in a text, when the keys rest: what is only beside the text must not keep its
 * letters waiting. Returns what calls it off.
 */
export function whenKeysRest(fn: () => void): () => void {
  const begun = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    const now = performance.now();
    const wait = Math.min(last + REST, begun + MOST) - now;
    if (wait <= 0) fn();
    else timer = setTimeout(look, wait);
  };
  look();
  return () => clearTimeout(timer);
}
