import type { Happened } from "$lib/api/types";
import { words } from "$lib/words";
import { dayAndYear, fullDay, monthAndYear } from "$lib/words/dates";
import { dayInWords } from "$lib/words/when";
import { dateOf, localTime, offsetMinutes, ownZone } from "./zone";

/** What a new entry says: this second, on this machine. */
export function happenedNow(now = new Date()): Happened {
  const zone = ownZone();
  return { precision: "exact", local: localTime(now), zone, offset_minutes: -now.getTimezoneOffset() };
}

/** The same moment in a zone: the clocks' local time stays, the offset follows. */
export function inZone(local: string, zone: string | null): Happened {
  return { precision: "exact", local, zone, offset_minutes: zone === null ? null : offsetMinutes(local, zone) };
}

/** "16:40", or null if the time of day is not known. */
export function timeOf({ precision, local }: Happened): string | null {
  return precision === "exact" ? local.slice(11, 16) : null;
}

function monthInWords(local: string): string {
  const at = dateOf(`${local}-01`);
  return at ? monthAndYear(at) : local;
}

/** As it is said near now: "yesterday at 16:40", "last Tuesday", "November 2019", "not known when". */
export function inWords(happened: Happened, now = new Date()): string {
  switch (happened.precision) {
    case "exact":
      return words.entry.when.at(dayInWords(happened.local.slice(0, 10), now), happened.local.slice(11, 16));
    case "day":
      return dayInWords(happened.local, now);
    case "month":
      return monthInWords(happened.local);
    case "unknown":
      return words.entry.when.unknownShort;
  }
}

/** To the second and with its zone, for those who point at it. */
export function exactly(happened: Happened): string {
  const at = dateOf(happened.local);
  const day = at ? fullDay(at) : happened.local;
  switch (happened.precision) {
    case "exact":
      return `${words.entry.when.at(day, happened.local.slice(11, 19))}${happened.zone ? `, ${happened.zone}` : ""}`;
    case "day":
      return day;
    case "month":
      return monthInWords(happened.local);
    case "unknown":
      return words.entry.when.unknown;
  }
}

/** As someone would type it, for the text field: read back by `readWhen` as the same. */
export function asTyped({ precision, local }: Happened): string {
  const at = dateOf(local);
  if (precision === "unknown") return "";
  if (precision === "month") return monthInWords(local);
  const day = at ? dayAndYear(at) : local;
  return precision === "exact" ? `${day} ${local.slice(11, 16)}` : day;
}
