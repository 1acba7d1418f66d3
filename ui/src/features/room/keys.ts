/** What a key does in front of a room. No key here needs two hands; a presenter's clicker sends the page keys. */
export type RoomKey = "begin" | "next" | "back" | "add" | "notes" | "full" | "end" | "leave";

const KEYS: Record<string, RoomKey> = {
  Enter: "begin",
  ArrowRight: "next",
  PageDown: "next",
  ArrowLeft: "back",
  PageUp: "back",
  "+": "add",
  "=": "add",
  n: "notes",
  f: "full",
  e: "end",
  l: "leave",
};

/** As they stand on the buttons. */
export const SHOWN: Record<RoomKey, string> = {
  begin: "Enter",
  next: "→",
  back: "←",
  add: "+",
  notes: "N",
  full: "F",
  end: "E",
  leave: "L",
};

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "target" | "repeat">;

/** What a press asks for; nothing while somebody types, and Enter on a button is that button's. */
export function roomKey(press: Press): RoomKey | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return null;
  const at = press.target instanceof Element ? press.target : null;
  if (at?.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]')) return null;
  if (press.key === "Enter" && at?.closest("a, button")) return null;
  return KEYS[press.key.length === 1 ? press.key.toLowerCase() : press.key] ?? null;
}
