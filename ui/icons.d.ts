import type { PreprocessorGroup } from "svelte/compiler";

export function still(source: string): string;
export const icons: PreprocessorGroup;
