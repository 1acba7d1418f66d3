import type { Format } from "$lib/api/types";

/** What someone who gives it to others wants first; the rest follows as it is offered. */
const FIRST = ["packet", "pdf", "docx", "html"];

export function offered(formats: readonly Format[]): Format[] {
  const place = ({ id }: Format): number => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);
  return [...formats].sort((a, b) => place(a) - place(b));
}

/** Is it laid out on paper? */
/** Whether its pages are laid out by us: print size, line numbers and margin are chosen for these alone. */
export const isLaidOut = (format: string): boolean => ["pdf", "docx"].includes(format);
export const hasPages = (format: string): boolean => ["pdf", "docx", "html", "packet"].includes(format);
