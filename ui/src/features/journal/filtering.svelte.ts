import type { Filter } from "$lib/api/types";

/** What the timeline is filtered by; it stays while someone goes elsewhere and comes back. */
class FilterState {
  now = $state.raw<Filter>({});
}
export const filter = new FilterState();
