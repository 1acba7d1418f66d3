/** Minutes of a day. */
const DAY = 24 * 60;

/** "15:40" and 65 minutes: "16:45". Past midnight it begins anew. */
export function clockAfter(time: string, minutes: number): string {
  const [hour, minute] = time.split(":").map(Number);
  if (hour === undefined || minute === undefined || Number.isNaN(hour + minute)) return time;
  const at = (((hour * 60 + minute + minutes) % DAY) + DAY) % DAY;
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}

/** The times at which steps of so many minutes begin. */
export function beginnings(time: string, minutes: readonly number[]): string[] {
  let passed = 0;
  return minutes.map((one) => {
    const at = clockAfter(time, passed);
    passed += one;
    return at;
  });
}

/** A day and a time as the core wants them; null where one of them is missing. */
export function startOf(day: string, time: string): string | null {
  return /^\d{4}-\d\d-\d\d$/.test(day) && /^\d\d:\d\d/.test(time) ? `${day}T${time.slice(0, 5)}` : null;
}

/** A whole number from `least` to `most`, as it is typed; null where it is none. */
export function wholeFrom(typed: string, least: number, most: number): number | null {
  const text = typed.trim();
  if (!/^\d{1,4}$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}
