/** What a key asks of the search in a text: to begin it (0), or to go on from place to place. */
export function findKey(event: KeyboardEvent): -1 | 0 | 1 | null {
  if (event.key === "F3") return event.shiftKey ? -1 : 1;
  const held = (event.ctrlKey || event.metaKey) && !event.shiftKey;
  return held && event.key.toLowerCase() === "f" ? 0 : null;
}
