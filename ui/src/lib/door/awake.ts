/** Who keeps the journal from being locked because nobody types: a room that reads a running session types nothing. */
const holding = new Set<object>();

/** Keeps it open; returns the way to let go. It is locked all the same when the computer sleeps or somebody asks for it. */
export function stayOpen(): () => void {
  const mine = {};
  holding.add(mine);
  return () => void holding.delete(mine);
}

/** Does anybody keep it open now? */
export function isHeldOpen(): boolean {
  return holding.size > 0;
}
