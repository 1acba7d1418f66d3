import { monthAndYear, monthInYear, weekday } from "$lib/words/dates";
import { ownLanguage } from "./language";
import { addDays, localDay } from "./zone";

const pad = (n: number): string => String(n).padStart(2, "0");

/** "2026-11" of a day, a time or a month. */
export const monthOf = (local: string): string => local.slice(0, 7);

/** The month `by` months later. */
export function addMonths(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const whole = year * 12 + number - 1 + by;
  return `${String(Math.floor(whole / 12)).padStart(4, "0")}-${pad((whole % 12) + 1)}`;
}

export function lastDay(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** 1 (Monday) to 7: what people here call the first day of a week. */
export function firstWeekday(language = navigator.language): number {
  type Info = { firstDay: number };
  const locale = new Intl.Locale(ownLanguage(language)) as Intl.Locale & { getWeekInfo?: () => Info; weekInfo?: Info };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** The days of a month in weeks; days of its neighbours are null. */
export function weeksOf(month: string, first = firstWeekday()): (string | null)[][] {
  const days: (string | null)[] = [];
  const [year = 0, number = 1] = month.split("-").map(Number);
  const weekday = new Date(year, number - 1, 1).getDay() || 7;
  for (let i = 0; i < (weekday - first + 7) % 7; i++) days.push(null);
  const end = lastDay(month);
  for (let day = `${month}-01`; day <= end; day = addDays(day, 1)) days.push(day);
  while (days.length % 7) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** Names of the weekdays in their order here. */
export function weekdays(first = firstWeekday()): { short: string; long: string }[] {
  const monday = new Date(2024, 0, 1);
  return Array.from({ length: 7 }, (_, at) => {
    const day = new Date(monday);
    day.setDate(monday.getDate() + first - 1 + at);
    const long = weekday(day);
    return { short: long.slice(0, 1), long };
  });
}

export function monthName(month: string, { year = true } = {}): string {
  const [number = 0, at = 1] = month.split("-").map(Number);
  const first = new Date(number, at - 1, 1);
  return year ? monthAndYear(first) : monthInYear(first);
}

export const thisMonth = (now = new Date()): string => monthOf(localDay(now));
