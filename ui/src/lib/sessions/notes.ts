import type { SessionId } from "$lib/api/types";

/** Where the notes that are taken while a session runs wait until somebody has made its record of them. */
export const notesName = (id: SessionId): string => `session/${id}/notes`;
/** Nothing noted. */
export const NO_NOTES = { text: "" };
