/** The ways to look at a learning log beside its stages. */
export type Way = "columns" | "ladder" | "map";
export const WAYS: readonly Way[] = ["columns", "ladder", "map"];
/** Those that need more room than a page of text. */
export const isWide = (way: Way | null): boolean => way === "columns" || way === "map";
