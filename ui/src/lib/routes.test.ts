import { describe, expect, it } from "vitest";
import { href, readRoute, type Route } from "./routes.svelte";

describe("an address", () => {
  it.each<Route>([
    { screen: "today" },
    { screen: "assumptions" },
    { screen: "entry", id: "a/b" },
    { screen: "loop", id: "0193-x" },
    { screen: "entry", id: "0193-x", line: "Who else / sees this? 100 %" },
    { screen: "loop", id: "0193-x", line: "zebra", nth: 3 },
    { screen: "claim", id: "c 1" },
    { screen: "session", id: "0193-x" },
    { screen: "plan", id: "0193-p", session: "0193-s" },
    { screen: "protocol", id: "success_analysis" },
    { screen: "new", template: "visit" },
  ])("is read back as it was written: %o", (route) => {
    expect(readRoute(href(route))).toEqual(route);
  });

  it("that nobody knows is Today, and so is a page without its name", () => {
    for (const hash of ["", "#/nowhere", "#/loop", "#/claim/", "#/entry"]) {
      expect(readRoute(hash)).toEqual({ screen: "today" });
    }
  });
});
