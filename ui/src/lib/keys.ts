import type { Words } from "$lib/words";

export type CommandId = keyof Words["keys"]["commands"];
export type Platform = "linux" | "macos" | "windows";

export type Shortcut = {
  command: CommandId;
  /** "Mod" is Ctrl, on macOS Cmd. Several: any of them; the first is the one shown. */
  keys: readonly string[];
  group: keyof Words["keys"]["groups"];
  /**
   * Who acts on it. "window": the one handler in the shell. "outside": the same, but while the editor has the focus it
   * is the editor's. "editor": only the editor; listed so that people can find it.
   */
  by: "window" | "outside" | "editor";
  /** Not in the palette: it only makes sense as a key. */
  hidden?: boolean;
};

/** Every shortcut. The handler, the list under F1, the palette and the tooltips all read this table. */
export const shortcuts: readonly Shortcut[] = [
  { command: "entry.new", keys: ["Mod+N"], group: "write", by: "window" },
  { command: "loop.new", keys: ["Mod+Shift+N"], group: "write", by: "window" },
  { command: "loop.from", keys: [], group: "write", by: "window" },
  { command: "share.passage", keys: [], group: "write", by: "window" },
  { command: "entry.keep", keys: ["Mod+S"], group: "write", by: "window" },
  { command: "text.bold", keys: ["Mod+B"], group: "write", by: "editor", hidden: true },
  { command: "text.italic", keys: ["Mod+I"], group: "write", by: "editor", hidden: true },
  { command: "text.link", keys: ["Mod+K"], group: "write", by: "editor", hidden: true },
  { command: "text.undo", keys: ["Mod+Z"], group: "write", by: "editor", hidden: true },
  { command: "text.redo", keys: ["Mod+Shift+Z"], group: "write", by: "editor", hidden: true },
  { command: "text.paste_plain", keys: ["Mod+Shift+V"], group: "write", by: "editor", hidden: true },
  { command: "entry.template", keys: [], group: "write", by: "window" },
  { command: "stage.next", keys: ["Mod+J"], group: "write", by: "window" },
  { command: "stage.previous", keys: ["Mod+Shift+J"], group: "write", by: "window" },
  { command: "stage.question", keys: ["Mod+Shift+A"], group: "write", by: "window" },
  { command: "entry.print", keys: ["Mod+P"], group: "write", by: "window" },

  { command: "search.open", keys: ["Mod+Shift+F"], group: "find", by: "window" },
  { command: "quick.open", keys: ["Mod+O"], group: "find", by: "window" },
  { command: "entry.find", keys: ["Mod+F"], group: "find", by: "window" },
  { command: "palette.open", keys: ["Mod+Shift+P"], group: "find", by: "window", hidden: true },
  { command: "palette.open", keys: ["Mod+K"], group: "find", by: "outside", hidden: true },

  { command: "go.today", keys: ["Mod+T"], group: "go", by: "window" },
  { command: "go.journal", keys: [], group: "go", by: "window" },
  { command: "go.loops", keys: [], group: "go", by: "window" },
  { command: "go.assumptions", keys: [], group: "go", by: "window" },
  { command: "go.questions", keys: [], group: "go", by: "window" },
  { command: "go.insights", keys: [], group: "go", by: "window" },
  { command: "go.templates", keys: [], group: "go", by: "window" },
  { command: "go.date", keys: ["Mod+G"], group: "go", by: "window" },
  { command: "entry.previous", keys: ["Mod+["], group: "go", by: "window" },
  { command: "entry.next", keys: ["Mod+]"], group: "go", by: "window" },
  { command: "comment.next", keys: ["F8"], group: "go", by: "window" },
  { command: "comment.previous", keys: ["Shift+F8"], group: "go", by: "window" },
  { command: "go.share", keys: ["Mod+E"], group: "go", by: "window" },
  { command: "go.packs", keys: [], group: "go", by: "window" },
  { command: "go.communities", keys: [], group: "go", by: "window" },
  { command: "go.sessions", keys: [], group: "go", by: "window" },
  { command: "go.people", keys: [], group: "go", by: "window" },
  { command: "go.import", keys: [], group: "go", by: "window" },
  { command: "go.trash", keys: [], group: "go", by: "window" },
  { command: "go.settings", keys: ["Mod+,"], group: "go", by: "window" },

  { command: "door.lock", keys: ["Mod+L"], group: "see", by: "window" },
  { command: "keys.open", keys: ["F1", "Mod+/"], group: "see", by: "window" },
  { command: "see.larger", keys: ["Mod++", "Mod+="], group: "see", by: "window" },
  { command: "see.smaller", keys: ["Mod+-"], group: "see", by: "window" },
  { command: "see.usual", keys: ["Mod+0"], group: "see", by: "window" },
  { command: "see.full", keys: ["F11"], group: "see", by: "window" },
  { command: "see.close", keys: ["Escape"], group: "see", by: "window", hidden: true },
];

type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** "Mod++" is Mod and the plus key. */
function split(keys: string): { mod: boolean; shift: boolean; key: string } {
  const key = keys.endsWith("++") ? "+" : (keys.split("+").at(-1) ?? keys);
  return { mod: keys.startsWith("Mod+"), shift: keys.includes("Shift+"), key };
}

/**
 * Does this key press mean `keys`? Letters are also known by their place on the keyboard, so that shortcuts work with a
 * Cyrillic or Greek layout; signs such as "+" or "/" need whatever Shift their layout asks for.
 */
export function matches(press: KeyPress, keys: string, platform: Platform): boolean {
  const wanted = split(keys);
  const mod = platform === "macos" ? press.metaKey : press.ctrlKey;
  const otherMod = platform === "macos" ? press.ctrlKey : press.metaKey;
  if (press.altKey || otherMod || mod !== wanted.mod) return false;
  if (/^[A-Z]$/.test(wanted.key)) {
    if (press.shiftKey !== wanted.shift) return false;
    const typed = press.key.toUpperCase();
    return /^[A-Z]$/.test(typed) ? typed === wanted.key : press.code === `Key${wanted.key}`;
  }
  if (/^[0-9]$/.test(wanted.key)) {
    return !press.shiftKey && (press.key === wanted.key || press.code === `Digit${wanted.key}`);
  }
  return press.key === wanted.key;
}

/** The command a key press asks for, or null. */
export function commandFor(press: KeyPress, platform: Platform, inEditor: boolean): CommandId | null {
  for (const { command, keys, by } of shortcuts) {
    if (by === "editor" || (by === "outside" && inEditor)) continue;
    if (keys.some((one) => matches(press, one, platform))) return command;
  }
  return null;
}

const SIGNS = { Escape: "Esc", "[": "[", "]": "]", ",": ",", "/": "/", "-": "−" } as const;

/** As people know it: "Ctrl+Shift+F", on macOS "⇧⌘F". */
export function shown(keys: string, platform: Platform): string {
  const { mod, shift, key } = split(keys);
  const sign = SIGNS[key as keyof typeof SIGNS] ?? key;
  if (platform === "macos") return `${shift ? "⇧" : ""}${mod ? "⌘" : ""}${sign}`;
  return [mod ? "Ctrl" : "", shift ? "Shift" : "", sign].filter(Boolean).join("+");
}

/** The first keys of a command, as people know them; null if it has none. */
export function shownFor(command: CommandId, platform: Platform): string | null {
  const first = shortcuts.find((shortcut) => shortcut.command === command)?.keys[0];
  return first === undefined ? null : shown(first, platform);
}
