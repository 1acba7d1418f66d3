/** Moves the focus there, if it is still where it was. */
export type GoOn = (to: HTMLElement | null | undefined) => void;

/**
 * Remembers where the focus is while something is waited for. What it returns moves it on, unless somebody has gone on to
 * something else meanwhile: the next key would fall on what they did not mean.
 */
export function fromHere(): GoOn {
  const before = document.activeElement;
  return (to) => {
    const now = document.activeElement;
    // What goes away, or is out of use while it is busy, leaves the focus to the page.
    if (now === before || now === null || now === document.body) to?.focus();
  };
}
