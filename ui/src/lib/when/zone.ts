const pad = (n: number, digits = 2): string => String(n).padStart(digits, "0");

/** The zone of this machine, e.g. "Europe/London". */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A moment as the clocks of this machine show it: "2026-11-21T17:40:05". */
export function localTime(at: Date): string {
  return `${localDay(at)}T${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
}

/** The day of a moment on this machine: "2026-11-21". */
export function localDay(at: Date): string {
  return `${pad(at.getFullYear(), 4)}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** A local day as a date at midnight of this machine; null if there is no such day. */
export function dateOf(day: string): Date | null {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  if (!year || !month || !date) return null;
  const at = new Date(2000, 0, 1);
  at.setFullYear(year, month - 1, date);
  return at.getMonth() === month - 1 && at.getDate() === date ? at : null;
}

/** The same day, `by` days later. */
export function addDays(day: string, by: number): string {
  const at = dateOf(day);
  if (!at) return day;
  at.setDate(at.getDate() + by);
  return localDay(at);
}

/**
 * How many minutes the clocks of `zone` are ahead of UTC when they show `local`; null for a zone nobody knows. In the
 * hour that is skipped or comes twice it is one of the two.
 */
export function offsetMinutes(local: string, zone: string): number | null {
  const asUtc = Date.parse(`${local.slice(0, 19)}Z`);
  if (Number.isNaN(asUtc)) return null;
  const shownAt = (instant: number): number => {
    const parts = new Intl.DateTimeFormat("en-GB-u-ca-gregory", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    }).formatToParts(instant);
    const get = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
    return Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
  };
  try {
    // Twice: the first guess may lie on the other side of a change of clocks.
    const first = shownAt(asUtc) - asUtc;
    return Math.round((shownAt(asUtc - first) - (asUtc - first)) / 60_000);
  } catch {
    return null;
  }
}
