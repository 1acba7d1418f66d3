import type { Component } from "svelte";
import type { PlainScreen, Route } from "$lib/routes.svelte";
import { fetchSlanted } from "$lib/ui/faces";
import Today from "../features/today/View.svelte";
import { Later } from "./later.svelte";

type Screen = Later<Component>;
type PageOfOne = Later<Component<{ id: string }>>;

/** Those that lie beside or in the list: Page.svelte knows them. */
type Listed = "journal" | "search" | "new";

/**
 * The screens that are a page of their own. One that is not in here is not in the navigation, and its address is Today's,
 * which comes with the program; the others are fetched after it is painted.
 */
export const screens: Partial<Record<Exclude<PlainScreen, Listed>, Screen>> & { today: Screen } = {
  today: new Later(() => Promise.resolve({ default: Today }), Today),
  loops: new Later(() => import("../features/loops/View.svelte")),
  assumptions: new Later(() => import("../features/assumptions/View.svelte")),
  questions: new Later(() => import("../features/questions/View.svelte")),
  share: new Later(() => import("../features/share/View.svelte")),
  copy: new Later(() => import("../features/share/Copy.svelte")),
  packs: new Later(() => import("../features/packs/View.svelte")),
  comments: new Later(() => import("../features/comments/View.svelte")),
  communities: new Later(() => import("../features/communities/View.svelte")),
  sessions: new Later(() => import("../features/sessions/View.svelte")),
  protocols: new Later(() => import("../features/protocols/View.svelte")),
  commitments: new Later(() => import("../features/record/Commitments.svelte")),
  behaviours: new Later(() => import("../features/audit/View.svelte")),
  received: new Later(() => import("../features/received/View.svelte")),
  people: new Later(() => import("../features/people/View.svelte")),
  insights: new Later(() => import("../features/insights/View.svelte")),
  templates: new Later(() => import("../features/templates/View.svelte")),
  import: new Later(() => import("../features/import/View.svelte")),
  trash: new Later(() => import("../features/trash/View.svelte")),
  settings: new Later(() => import("../features/settings/View.svelte")),
};

/** May the navigation and the commands lead there? */
export function hasScreen(screen: PlainScreen): boolean {
  return screen === "journal" || screen === "search" || screen === "new" || screens[screen] !== undefined;
}

/** The pages of one thing, by its id. */
export const pagesOf: Partial<Record<Exclude<Route["screen"], PlainScreen | "entry" | "loop">, PageOfOne>> = {
  claim: new Later(() => import("../features/assumptions/Claim.svelte")),
  community: new Later(() => import("../features/communities/Community.svelte")),
  plan: new Later(() => import("../features/plan/View.svelte")),
  reading: new Later(() => import("../features/received/One.svelte")),
  session: new Later(() => import("../features/sessions/Session.svelte")),
  print: new Later(() => import("../features/sessions/Print.svelte")),
  protocol: new Later(() => import("../features/protocols/One.svelte")),
  run: new Later(() => import("../features/room/View.svelte")),
  record: new Later(() => import("../features/record/View.svelte")),
  audit: new Later(() => import("../features/audit/Audit.svelte")),
};

/** What is written: the page of an entry and of a learning log, what stands in the margin of it and beside it. */
export const entry = new Later(() => import("../features/entry/View.svelte"));
export const loop = new Later(() => import("../features/loop/View.svelte"));
export const margin = new Later(() => import("../features/comments/Margin.svelte"));
export const beside = new Later(() => import("./Beside.svelte"));

/** What has to be there before this place can be shown; null where it came with the program. */
export function partOf(route: Route): Later<unknown> | null {
  if (route.screen === "entry" || route.screen === "new") return entry;
  if (route.screen === "loop") return loop;
  if (route.screen === "journal" || route.screen === "search") return null;
  return ("id" in route ? pagesOf[route.screen] : screens[route.screen]) ?? null;
}

/** All of it, what is likely to be wanted first at the beginning. */
export const parts: readonly Later<unknown>[] = [
  entry,
  margin,
  beside,
  new Later(fetchSlanted),
  loop,
  ...Object.values(screens),
  ...Object.values(pagesOf),
];
