/** The longest that is waited for the very first paint, in milliseconds: a window out of sight is not painted. */
const PATIENCE = 1_000;

/** The engine's own word for the first time that it painted anything. */
const FIRST = "first-contentful-paint";

/**
 * Calls `fn` once what is there now has been painted: for what takes the window's time and can wait until it shows something.
 * Returns the way to call it off.
 */
export function afterPaint(fn: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left: (() => void) | undefined;
  // The frame's own callbacks come before its painting, and what they set off after it.
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(() => (left = onceAnythingIsPainted(fn)));
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    left?.();
  };
}

/** The first frames can be empty, because the faces are not there yet: a page is painted when the engine says so. */
function onceAnythingIsPainted(fn: () => void): (() => void) | undefined {
  const told = typeof PerformanceObserver === "function" && PerformanceObserver.supportedEntryTypes.includes("paint");
  if (!told || performance.getEntriesByName(FIRST).length > 0) {
    fn();
    return undefined;
  }
  const done = (): void => {
    stop();
    fn();
  };
  const observer = new PerformanceObserver((seen) => {
    if (seen.getEntriesByName(FIRST).length > 0) done();
  });
  const patience = setTimeout(done, PATIENCE);
  const stop = (): void => {
    observer.disconnect();
    clearTimeout(patience);
  };
  observer.observe({ type: "paint", buffered: true });
  return stop;
}
