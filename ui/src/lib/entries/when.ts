import type { Happened, Precision } from "$lib/api/types";
import { inZone } from "$lib/when/happened";
import type { Read } from "$lib/when/read";
import { localTime, ownZone } from "$lib/when/zone";

/** What was read or picked, in the zone the entry has; one that has none gets this machine's. */
export function changed({ zone }: Happened, { precision, local }: Read): Happened {
  const kept = zone ?? ownZone();
  if (precision === "exact") return inZone(local, kept);
  return { precision, local, zone: kept, offset_minutes: null };
}

/** Another day; the time of day stays. */
export function withDay(happened: Happened, day: string): Happened {
  if (happened.precision === "exact")
    return changed(happened, { precision: "exact", local: day + happened.local.slice(10) });
  return changed(happened, { precision: "day", local: day });
}

/** Known more or less exactly. Less forgets what it cannot say; more begins with what is most likely. */
export function withPrecision(happened: Happened, precision: Precision, now = new Date()): Happened {
  const here = localTime(now);
  const { local } = happened;
  const month = local.slice(0, 7) || here.slice(0, 7);
  const day = local.length >= 10 ? local.slice(0, 10) : month === here.slice(0, 7) ? here.slice(0, 10) : `${month}-01`;
  switch (precision) {
    case "exact":
      return changed(happened, { precision, local: local.length > 10 ? local : `${day}T${here.slice(11, 16)}:00` });
    case "day":
      return changed(happened, { precision, local: day });
    case "month":
      return changed(happened, { precision, local: month });
    case "unknown":
      return changed(happened, { precision, local: "" });
  }
}
