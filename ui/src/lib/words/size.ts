const STEPS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A file's size as people know it: "1 byte", "34 kB", "2.4 MB". Steps of 1000, as file managers count. */
export function size(bytes: number): string {
  let step = 0;
  let value = bytes;
  while (value >= 999.5 && step < STEPS.length - 1) {
    value /= 1000;
    step += 1;
  }
  return new Intl.NumberFormat("en", {
    style: "unit",
    unit: STEPS[step],
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step > 1 && value < 10 ? 1 : 0,
  }).format(value);
}
