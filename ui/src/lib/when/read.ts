import type { Happened } from "$lib/api/types";
import { ownLanguage } from "./language";
import { addDays, dateOf, localDay, localTime } from "./zone";

/** What was read: how exact, and the local day, time or month. */
export type Read = Pick<Happened, "precision" | "local">;

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const DAYS = "sun mon tue wed thu fri sat".split(" ");
const NUMBERS: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7 };

const pad = (n: number, digits = 2): string => String(n).padStart(digits, "0");
const monthOf = (word: string): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;

function dayOf(year: number, month: number, date: number): string | null {
  const day = `${pad(year, 4)}-${pad(month)}-${pad(date)}`;
  return dateOf(day) ? day : null;
}

/** Two digits are this century up to next year, else the one before. */
function fullYear(text: string, now: Date): number {
  const year = Number(text);
  if (text.length > 2) return year;
  const century = Math.floor(now.getFullYear() / 100) * 100;
  return century + year > now.getFullYear() + 1 ? century - 100 + year : century + year;
}

/** Without a year it is the last one there was: what is written about has happened. */
function lastSuch(month: number, date: number, now: Date): string | null {
  const today = localDay(now);
  for (let year = now.getFullYear(); year > now.getFullYear() - 8; year--) {
    const day = dayOf(year, month, date);
    if (day && day <= today) return day;
  }
  return null;
}

/** Splits off a time of day at the end: "17:40", "5.40 pm", "5pm". */
function splitTime(text: string): { rest: string; time: string | null } | null {
  const found =
    /(?:^|[\s,t])(?:at\s+)?(\d{1,2})(?:(?::|(?<=\s\d{1,2})\.)(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(am|pm)?|\s*(am|pm))$/.exec(
      text,
    );
  if (!found) return { rest: text, time: null };
  const half = found[4] ?? found[5];
  let hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  const second = Number(found[3] ?? 0);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half === "pm" && hour < 12) hour += 12;
  if (half === "am" && hour === 12) hour = 0;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return {
    rest: text
      .slice(0, found.index)
      .replace(/[\s,]+(at)?$/, "")
      .trim(),
    time: `${pad(hour)}:${pad(minute)}:${pad(second)}`,
  };
}

function readDay(text: string, now: Date, monthFirst: boolean): string | null {
  const today = localDay(now);
  if (text === "today") return today;
  if (text === "yesterday") return addDays(today, -1);

  let found = /^(\d+|[a-z]+) (day|week)s? ago$/.exec(text);
  if (found) {
    const many = NUMBERS[found[1] ?? ""] ?? Number(found[1]);
    return Number.isInteger(many) ? addDays(today, -many * (found[2] === "week" ? 7 : 1)) : null;
  }
  found = /^(last |on |this )?(sun|mon|tue|wed|thu|fri|sat)[a-z]*$/.exec(text);
  if (found) {
    const back = (now.getDay() - DAYS.indexOf(found[2] ?? "") + 7) % 7 || 7;
    // "Tuesday" is the one within the last week; "last Tuesday" the one of the week before, as the lists say it.
    return addDays(today, found[1] === "last " && back < 7 ? -back - 7 : -back);
  }
  found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (found) return dayOf(Number(found[1]), Number(found[2]), Number(found[3]));
  found = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(text);
  if (found) {
    const [first, second] = [Number(found[1]), Number(found[2])];
    const [month, date] = monthFirst && text.includes("/") ? [first, second] : [second, first];
    return dayOf(fullYear(found[3] ?? "", now), month, date);
  }
  const weekday = text.replace(/^(sun|mon|tue|wed|thu|fri|sat)[a-z]*,? /, "");
  found = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,})\.?,?(?: (\d{4}|\d{2}))?$/.exec(weekday);
  if (!found) {
    const american = /^([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/.exec(weekday);
    if (american) found = [weekday, american[2] ?? "", american[1] ?? "", american[3]] as unknown as RegExpExecArray;
  }
  if (found) {
    const month = monthOf(found[2] ?? "");
    if (month === 0) return null;
    return found[3] ? dayOf(fullYear(found[3], now), month, Number(found[1])) : lastSuch(month, Number(found[1]), now);
  }
  return null;
}

function readMonth(text: string, now: Date): string | null {
  let found = /^(\d{4})-(\d{1,2})$/.exec(text);
  let year = Number(found?.[1]);
  let month = Number(found?.[2]);
  if (!found) {
    found = /^([a-z]{3,})\.?,?(?: (\d{4}))?$/.exec(text);
    if (!found) return null;
    month = monthOf(found[1] ?? "");
    year = found[2] ? Number(found[2]) : month > now.getMonth() + 1 ? now.getFullYear() - 1 : now.getFullYear();
  }
  return month >= 1 && month <= 12 ? `${pad(year, 4)}-${pad(month)}` : null;
}

/**
 * Reads what someone types about when it happened: "yesterday", "last Tuesday 14:30", "3 May", "21.11.2026", "May 2019".
 * Nothing at all is "not known when". Null if it cannot be read.
 */
export function readWhen(typed: string, now = new Date(), monthFirst = usesMonthFirst()): Read | null {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/(\d)t(\d)/, "$1 $2")
    .replace(/\s+/g, " ");
  if (text === "" || text === "unknown" || text === "not known") return { precision: "unknown", local: "" };
  if (text === "now") return { precision: "exact", local: localTime(now) };
  const whole = readDay(text, now, monthFirst);
  if (whole) return { precision: "day", local: whole };
  const month = readMonth(text, now);
  if (month) return { precision: "month", local: month };
  const split = splitTime(text);
  if (!split?.time) return null;
  const day = split.rest === "" ? localDay(now) : readDay(split.rest, now, monthFirst);
  return day ? { precision: "exact", local: `${day}T${split.time}` } : null;
}

/** Does 3/4 mean 4 March here? */
function usesMonthFirst(): boolean {
  const parts = new Intl.DateTimeFormat(ownLanguage()).formatToParts(new Date(2026, 10, 21));
  return parts.find((part) => part.type === "month" || part.type === "day")?.type === "month";
}
