import { dayInWords } from "$lib/words/when";
import { localDay } from "./zone";

/** The day of an instant as it is said near now: "Tuesday", "3 February". In the time zone of this machine. */
export function dayOf(instant: string, now = new Date()): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? instant : dayInWords(localDay(at), now);
}

/** Is this day over? */
export function isPast(day: string, now = new Date()): boolean {
  return day < localDay(now);
}
