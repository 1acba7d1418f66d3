import { count } from "../plural";

export const common = {
  app: "Loopbook",
  close: "Close",
  cancel: "Cancel",
  undo: "Undo",
  retry: "Try again",
  remove: (what: string) => `Remove ${what}`,
  loading: "One moment…",
  stop: "Stop",
  more: "More",
  untitled: "No title yet",
  draft: "Draft",
  ready: "Ready",
  private: "Private",
  shareable: "Shareable",
  entries: (n: number) => count(n, "entry", "entries"),
  words: (n: number) => count(n, "word", "words"),
  attachments: (n: number) => count(n, "attachment", "attachments"),
  dismiss: "Dismiss this message",
};
