import type { EntryId } from "$lib/api/types";

/** Where someone is. Kept in the address after "#", so that back and forward work. */
export type Route =
  | { screen: "today" | "journal" | "search" | "new" | "share" | "import" | "trash" | "settings" }
  | { screen: "entry"; id: EntryId };

const PLAIN = ["today", "journal", "search", "new", "share", "import", "trash", "settings"] as const;

/** Reads an address such as "#/entry/0193…"; anything unknown is Today. */
export function readRoute(hash: string): Route {
  const [screen = "", id = ""] = hash.replace(/^#\/?/, "").split("/");
  if (screen === "entry" && id !== "") return { screen, id: decodeURIComponent(id) };
  const plain = PLAIN.find((name) => name === screen);
  return { screen: plain ?? "today" };
}

/** The address of a place, for links. */
export function href(route: Route): string {
  return route.screen === "entry" ? `#/entry/${encodeURIComponent(route.id)}` : `#/${route.screen}`;
}

class Router {
  now = $state.raw<Route>(readRoute(location.hash));

  constructor() {
    window.addEventListener("hashchange", () => (this.now = readRoute(location.hash)));
  }

  /** `replace`: the way back leads past it, e.g. when a new entry gets its id. */
  go(route: Route, { replace = false } = {}): void {
    const address = href(route);
    if (replace) history.replaceState(null, "", address);
    else if (location.hash !== address) history.pushState(null, "", address);
    this.now = route;
  }
}

/** One address, one router. */
export const router = new Router();
