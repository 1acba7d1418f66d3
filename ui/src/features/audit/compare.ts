import type { AuditLine, Seen } from "$lib/api/types";
import { words } from "$lib/words";

const HOW_MUCH: Record<Seen, number> = { not_yet: 0, sometimes: 1, often: 2 };

/** What is seen of a behaviour held against the last time, in words; nothing where there was no last time. */
export function compared({ seen, seen_before }: Pick<AuditLine, "seen" | "seen_before">, hasBefore: boolean): string {
  const say = words.audit.compared;
  if (!hasBefore) return "";
  if (seen_before === null) return seen === null ? "" : say.fresh;
  const was = words.audit.before[seen_before];
  if (seen === null) return say.unsaid(was);
  const step = HOW_MUCH[seen] - HOW_MUCH[seen_before];
  if (step === 0) return say.same(was);
  return step > 0 ? say.more(was) : say.less(was);
}

/** Which are seen otherwise than last time. */
export function changed(lines: readonly AuditLine[]): AuditLine[] {
  return lines.filter(({ seen, seen_before }) => seen !== null && seen_before !== null && seen !== seen_before);
}
