import type { Attachment } from "svelte/attachments";
import type { Piece } from "$lib/api/types";

const nodeOf = ({ text, hit }: Piece): string | HTMLElement => {
  if (!hit) return text;
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
};

/**
 * Text with the places that were looked for marked, in an element that holds nothing else. Written at once and as plain text: a
 * list of results has some two hundred pieces, and all of them are others after each key.
 */
export function pieces(list: readonly Piece[]): Attachment<HTMLElement> {
  return (element) => element.replaceChildren(...list.map(nodeOf));
}
