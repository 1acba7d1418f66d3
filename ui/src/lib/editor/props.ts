import type { Snippet } from "svelte";
import type { Attachment, Entry } from "$lib/api/types";
import type { PassageMarks } from "./passages";
import type { Standing } from "./stages";

/** What the editor is given by the page it stands on. */
export type EditorProps = {
  /** The Markdown. */
  value: string;
  entry: Pick<Entry, "id" | "rich">;
  /** What the text box is called. */
  label: string;
  /** Language of the text, "en"; null if it is not known. */
  language: string | null;
  onchange: (markdown: string) => void;
  /** Something was changed that onchange has not told yet. */
  ontouch?: () => void;
  onattach: (files: File[]) => Promise<Attachment[]>;
  attachmentUrl: (id: string) => string;
  onlink: (url: string) => void;
  mode: "rich" | "source";
  /** The user asks for the other way of editing; the parent sets `mode`. */
  onmode: (mode: "rich" | "source") => void;
  /** Check the spelling as it is typed. */
  spelling: boolean;
  /** Labels of the template's stages: headings of the second level under which their words stand. */
  stages?: readonly string[];
  /** The cursor came into another stage, or a stage got its first words or lost its last. */
  onstages?: (standing: Standing) => void;
  /** What was commented on: marked in the rich editor, never written into the text. */
  marks?: PassageMarks;
  /** Stays in sight with the tools, above the text. */
  guide?: Snippet;
};
