const holders = new Set<() => Promise<void>>();

/**
 * Whoever holds text that may not be saved yet says how to save it; it is asked before the window closes or the journal is
 * locked. `save` rejects with the reason if it cannot. Returns the way to take it back: `$effect(() => beforeLeaving(save))`.
 */
export function beforeLeaving(save: () => Promise<void>): () => void {
  holders.add(save);
  return () => void holders.delete(save);
}

/** Saves all there is, everything even if one part of it fails; rejects with the first reason. */
export async function saveEverything(): Promise<void> {
  const done = await Promise.allSettled([...holders].map((save) => save()));
  const failed = done.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}
