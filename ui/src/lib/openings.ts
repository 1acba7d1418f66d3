/** What is open and can be closed with Esc, oldest first. Dialogs and menus look after themselves. */
const open: (() => void)[] = [];

/** Says that something has opened; returns the way to say that it is closed. */
export function opened(close: () => void): () => void {
  open.push(close);
  return () => {
    const at = open.lastIndexOf(close);
    if (at >= 0) open.splice(at, 1);
  };
}

/** Closes what opened last. */
export function closeLast(): void {
  open.at(-1)?.();
}
