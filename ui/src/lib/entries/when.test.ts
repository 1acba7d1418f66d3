import { describe, expect, it } from "vitest";
import type { Happened } from "$lib/api/types";
import { changed, withDay, withPrecision } from "./when";

const berlin: Happened = {
  precision: "exact",
  local: "2026-07-01T14:30:05",
  zone: "Europe/Berlin",
  offset_minutes: 120,
};
const now = new Date(2026, 10, 21, 17, 40);

describe("changing when it happened", () => {
  it("keeps the zone, and the offset follows the date", () => {
    expect(withDay(berlin, "2026-12-01")).toEqual({ ...berlin, local: "2026-12-01T14:30:05", offset_minutes: 60 });
    expect(changed(berlin, { precision: "exact", local: "2026-12-24T18:00:00" }).zone).toBe("Europe/Berlin");
  });
  it("less exact forgets what it cannot say", () => {
    expect(withPrecision(berlin, "day", now).local).toBe("2026-07-01");
    expect(withPrecision(berlin, "month", now)).toMatchObject({ local: "2026-07", offset_minutes: null });
    expect(withPrecision(berlin, "unknown", now).local).toBe("");
  });
  it("more exact begins with what is most likely", () => {
    const month = withPrecision(berlin, "month", now);
    expect(withPrecision(month, "day", now).local).toBe("2026-07-01");
    expect(withPrecision(withPrecision(berlin, "unknown", now), "day", now).local).toBe("2026-11-21");
    expect(withPrecision(withPrecision(berlin, "day", now), "exact", now).local).toBe("2026-07-01T17:40:00");
  });
});
