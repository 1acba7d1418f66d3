import { host } from "$lib/api/host";
import type { Change, Changes } from "$lib/api/types";

/** Calls `fn` after each write that touched one of `kinds`. Returns the way to stop. */
export function onChange(kinds: readonly Change[], fn: (changes: Changes) => void): () => void {
  return host().onChanges((changes) => {
    if (changes.kinds.some((kind) => kinds.includes(kind))) fn(changes);
  });
}
