import type { PlanPart, PlanParts } from "$lib/api/types";
import { words } from "$lib/words";

/** Parts under the stage or section they stand in, in their order. */
export function bySection(parts: readonly PlanPart[]): { section: string | null; parts: PlanPart[] }[] {
  const found: { section: string | null; parts: PlanPart[] }[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last && last.section === part.section) last.parts.push(part);
    else found.push({ section: part.section, parts: [part] });
  }
  return found;
}

/** Of ticks those that never go without one of their own, in words. */
export function besides(ticks: readonly string[]): string[] {
  const say = words.plan.goes.besides;
  const files = ticks.filter((key) => key.startsWith("file:")).length;
  const readers = ticks.filter((key) => key.startsWith("reader:")).length;
  return [
    ...(ticks.includes("left_column") ? [say.leftColumn] : []),
    ...(ticks.includes("history") ? [say.history] : []),
    ...(ticks.includes("versions") ? [say.versions] : []),
    ...(readers > 0 ? [say.readers(readers)] : []),
    ...(files > 0 ? [say.files(files)] : []),
  ];
}

/**
 * What is ticked once this part is, or is no more. Whoever takes one part out of a whole entry keeps all the others; the
 * entry is whole again when every ordinary part is ticked.
 */
export function ticksAfter(known: PlanParts, key: string, on: boolean): { whole: boolean; ticks: string[] } {
  const after = known.parts.map((part) => (part.key === key ? { ...part, ticked: on } : part));
  const ordinary = after.filter((part) => !part.alone);
  const own = after.filter((part) => part.alone && part.ticked).map((part) => part.key);
  const whole = known.parts.find((part) => part.key === key)?.alone
    ? known.whole
    : ordinary.length > 0 && ordinary.every((part) => part.ticked);
  return { whole, ticks: whole ? own : [...ordinary.filter((part) => part.ticked).map((part) => part.key), ...own] };
}
