/**
 * Calls `fn` once what is there now has been painted: for what takes the window's time and can wait until it shows something.
 * Returns the way to call it off.
 */
export function afterPaint(fn: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The frame's own callbacks come before its painting, and what they set off after it.
  const frame = requestAnimationFrame(() => (timer = setTimeout(fn)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
