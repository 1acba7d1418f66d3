import type { AuditId, ClaimId, CommunityId, EntryId, PackId, PlanId, SessionId } from "$lib/api/types";

const PLAIN = [
  "today",
  "journal",
  "loops",
  "assumptions",
  "questions",
  "insights",
  "templates",
  "search",
  "new",
  "share",
  "copy",
  "packs",
  "comments",
  "received",
  "communities",
  "sessions",
  "protocols",
  "commitments",
  "behaviours",
  "people",
  "import",
  "trash",
  "settings",
] as const;

/** A place that needs no more than its name. */
export type PlainScreen = (typeof PLAIN)[number];
/** Where someone is. Kept in the address after "#", so that back and forward work. */
export type Route =
  | { screen: PlainScreen }
  /** `template`: a new entry in it. */
  | { screen: "new"; template?: string }
  /** `line`: words in its text to go to; `nth`: so many times they stand there before, if they do. */
  | { screen: "entry" | "loop"; id: EntryId; line?: string; nth?: number }
  | { screen: "claim"; id: ClaimId }
  | { screen: "community"; id: CommunityId }
  /** `session`: the plan by which a session leaves; the way goes on to its pack. */
  | { screen: "plan"; id: PlanId; session?: SessionId }
  | { screen: "reading"; id: PackId }
  /** A session, its pack, its run and its record. */
  | { screen: "session" | "print" | "run" | "record"; id: SessionId }
  /** A look at which of the nine behaviours are to be seen. */
  | { screen: "audit"; id: AuditId }
  /** A way to hold a session, by its key or id. */
  | { screen: "protocol"; id: string };

/** The places that are of one thing, by its id. */
const OF_ONE = [
  "entry",
  "loop",
  "claim",
  "community",
  "plan",
  "reading",
  "session",
  "print",
  "run",
  "record",
  "protocol",
  "audit",
] as const;

/** Reads an address such as "#/entry/0193…"; anything unknown is Today. */
export function readRoute(hash: string): Route {
  const [screen = "", id = "", more = "", nth = ""] = hash.replace(/^#\/?/, "").split("/");
  const ofOne = OF_ONE.find((name) => name === screen);
  if (ofOne && id !== "") {
    const one = { screen: ofOne, id: decodeURIComponent(id) };
    if (more === "") return one;
    if (one.screen === "entry" || one.screen === "loop") {
      const line = { screen: one.screen, id: one.id, line: decodeURIComponent(more) };
      return /^[1-9]\d*$/.test(nth) ? { ...line, nth: Number(nth) } : line;
    }
    return one.screen === "plan" ? { screen: one.screen, id: one.id, session: decodeURIComponent(more) } : one;
  }
  if (screen === "new" && id !== "") return { screen, template: decodeURIComponent(id) };
  const plain = PLAIN.find((name) => name === screen);
  return { screen: plain ?? "today" };
}

/** The address of a place, for links. */
export function href(route: Route): string {
  if ("template" in route && route.template) return `#/${route.screen}/${encodeURIComponent(route.template)}`;
  if (!("id" in route)) return `#/${route.screen}`;
  const more = "line" in route ? route.line : "session" in route ? route.session : undefined;
  const nth = more && "nth" in route && route.nth ? `/${route.nth}` : "";
  return `#/${route.screen}/${encodeURIComponent(route.id)}${more ? `/${encodeURIComponent(more)}` : ""}${nth}`;
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
    // Always another one, so that whoever is sent to where they are is brought there, too.
    this.now = { ...route };
  }

  /** Back to an address that was left, such as when the journal was locked. */
  resume(address: string): void {
    history.replaceState(null, "", address);
    this.now = readRoute(address);
  }
}

/** One address, one router. */
export const router = new Router();
