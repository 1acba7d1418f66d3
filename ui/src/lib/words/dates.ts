/**
 * Dates in words, in the zone of this machine. Ours and not the system's, because a first page is made of dates: what formats them
 * in the window's engine takes some ten milliseconds to be ready, before anything can be painted.
 */

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const two = (n: number): string => String(n).padStart(2, "0");

/** "Saturday". */
export const weekday = (at: Date): string => WEEKDAYS[at.getDay()] ?? "";
/** "November". */
export const monthInYear = (at: Date): string => MONTHS[at.getMonth()] ?? "";
/** "November 2026". */
export const monthAndYear = (at: Date): string => `${monthInYear(at)} ${at.getFullYear()}`;
/** "21 November". */
export const dayOfYear = (at: Date): string => `${at.getDate()} ${monthInYear(at)}`;
/** "21 November 2026". */
export const dayAndYear = (at: Date): string => `${dayOfYear(at)} ${at.getFullYear()}`;
/** "Saturday 21 November". */
export const weekdayAndDay = (at: Date): string => `${weekday(at)} ${dayOfYear(at)}`;
/** "Saturday 21 November 2026". */
export const fullDay = (at: Date): string => `${weekday(at)} ${dayAndYear(at)}`;
/** "17:05". */
export const timeOfDay = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;
/** "Saturday 21 November 2026 at 17:05:09". */
export const toTheSecond = (at: Date): string => `${fullDay(at)} at ${timeOfDay(at)}:${two(at.getSeconds())}`;
