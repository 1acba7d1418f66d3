import { dayAndYear, dayOfYear, timeOfDay, toTheSecond, weekday, weekdayAndDay } from "./dates";

const DAY_MS = 86_400_000;

/** Midnight as if it were UTC, so that days can be counted whatever summer time does. */
const dayNumber = (at: Date): number => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / DAY_MS;

function near(at: Date, now: Date): string {
  const ago = dayNumber(now) - dayNumber(at);
  if (ago === 0) return "today";
  if (ago === 1) return "yesterday";
  if (ago > 1 && ago < 7) return weekday(at);
  if (ago >= 7 && ago < 14) return `last ${weekday(at)}`;
  return at.getFullYear() === now.getFullYear() ? dayOfYear(at) : dayAndYear(at);
}

/** A local day "2026-11-21" as it is said near now: "today", "Tuesday", "last Tuesday", "3 May", "3 May 2019". */
export function dayInWords(day: string, now = new Date()): string {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return day;
  return near(new Date(year, month - 1, date), now);
}

/** A local day of a meeting: "today", "tomorrow", "Thursday 26 November", and its year where that is not this one. */
export function daySoon(day: string, now = new Date()): string {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return day;
  const at = new Date(year, month - 1, date);
  const ahead = dayNumber(at) - dayNumber(now);
  if (ahead === 0) return "today";
  if (ahead === 1) return "tomorrow";
  const said = weekdayAndDay(at);
  return year === now.getFullYear() ? said : `${said} ${year}`;
}

/** The same with its year whenever it is not this one, for spans: "3 May 2019". */
export function dayExactly(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return day;
  return dayAndYear(new Date(year, month - 1, date));
}

/** An instant as it is said near now: "today at 17:40", "3 May 2019 at 09:05". In the time zone of this machine. */
export function momentInWords(instant: string, now = new Date()): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  return `${near(at, now)} at ${timeOfDay(at)}`;
}

/** An instant to the second, for those who point at it. */
export function momentExactly(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? instant : toTheSecond(at);
}
