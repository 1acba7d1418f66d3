import type { Route } from "$lib/routes.svelte";
import { words } from "$lib/words";

type Key = keyof typeof words.behaviours.go;

/** Where one does it here; what is written is begun in the form that asks about it. */
const PLACES: Record<Key, Route> = {
  problem_solving: { screen: "new", template: "rolfe" },
  information: { screen: "questions" },
  experience: { screen: "search" },
  reuse: { screen: "share" },
  coordination: { screen: "assumptions" },
  developments: { screen: "new", template: "development" },
  documentation: { screen: "loops" },
  visit: { screen: "new", template: "visit" },
  mapping: { screen: "sessions" },
};

/** The gesture of a behaviour: its place and its name; none for one that was added since. */
export function gestureOf(key: string): { route: Route; label: string } | null {
  if (!(key in PLACES)) return null;
  return { route: PLACES[key as Key], label: words.behaviours.go[key as Key] };
}
