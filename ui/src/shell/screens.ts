import type { Component } from "svelte";
import type { PlainScreen, Route } from "$lib/routes.svelte";
import Claim from "../features/assumptions/Claim.svelte";
import Assumptions from "../features/assumptions/View.svelte";
import Audit from "../features/audit/Audit.svelte";
import Behaviours from "../features/audit/View.svelte";
import Community from "../features/communities/Community.svelte";
import Comments from "../features/comments/View.svelte";
import Communities from "../features/communities/View.svelte";
import Copy from "../features/share/Copy.svelte";
import Insights from "../features/insights/View.svelte";
import Loops from "../features/loops/View.svelte";
import Import from "../features/import/View.svelte";
import Packs from "../features/packs/View.svelte";
import People from "../features/people/View.svelte";
import Plan from "../features/plan/View.svelte";
import Reading from "../features/received/One.svelte";
import Received from "../features/received/View.svelte";
import Print from "../features/sessions/Print.svelte";
import Protocol from "../features/protocols/One.svelte";
import Protocols from "../features/protocols/View.svelte";
import Questions from "../features/questions/View.svelte";
import Session from "../features/sessions/Session.svelte";
import Sessions from "../features/sessions/View.svelte";
import Commitments from "../features/record/Commitments.svelte";
import RecordOf from "../features/record/View.svelte";
import Run from "../features/room/View.svelte";
import Settings from "../features/settings/View.svelte";
import Share from "../features/share/View.svelte";
import Templates from "../features/templates/View.svelte";
import Today from "../features/today/View.svelte";
import Trash from "../features/trash/View.svelte";

/** Those that lie beside or in the list: Page.svelte knows them. */
type Listed = "journal" | "search" | "new";

/** The screens that are a page of their own. One that is not in here is not in the navigation, and its address is Today's. */
export const screens: Partial<Record<Exclude<PlainScreen, Listed>, Component>> & { today: Component } = {
  today: Today,
  loops: Loops,
  assumptions: Assumptions,
  questions: Questions,
  share: Share,
  copy: Copy,
  packs: Packs,
  comments: Comments,
  communities: Communities,
  sessions: Sessions,
  protocols: Protocols,
  commitments: Commitments,
  behaviours: Behaviours,
  received: Received,
  people: People,
  insights: Insights,
  templates: Templates,
  import: Import,
  trash: Trash,
  settings: Settings,
};

/** May the navigation and the commands lead there? */
export function hasScreen(screen: PlainScreen): boolean {
  return screen === "journal" || screen === "search" || screen === "new" || screens[screen] !== undefined;
}

/** The pages of one thing, by its id. */
export const pagesOf: Partial<
  Record<Exclude<Route["screen"], PlainScreen | "entry" | "loop">, Component<{ id: string }>>
> = {
  claim: Claim,
  community: Community,
  plan: Plan,
  reading: Reading,
  session: Session,
  print: Print,
  protocol: Protocol,
  run: Run,
  record: RecordOf,
  audit: Audit,
};
