import type { Settings } from "./types";

/** As the core has them at first: what holds until they have been read. */
export const USUAL: Settings = {
  theme: "system",
  zoom: 100,
  spelling: true,
  spelling_languages: [],
  list_width: 340,
  list_open: true,
  beside: "none",
  keep_versions_days: null,
  default_language: null,
  print_paper: "a4",
  template_rules: [],
  form_cycles: [],
  lock_after_minutes: 10,
  saved_searches: [],
  hide_passages: false,
  keep_backups: { days: 7, weeks: 5, months: 12 },
};
