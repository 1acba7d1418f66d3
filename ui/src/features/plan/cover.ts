/** A rectangle on a picture that is held upright: fractions of its width and height, from its left upper corner. */
export type Patch = { left: number; top: number; width: number; height: number };

/** How far an arrow key moves a rectangle, or its edge: of the picture. */
export const STEP = 0.02;
const LEAST = 0.02;

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
/** To a ten-thousandth, so that what is sent is what is shown. */
const round = (value: number): number => Math.round(value * 10_000) / 10_000;

/** A rectangle inside the picture, of a size that can be seen. */
export function fitted({ left, top, width, height }: Patch): Patch {
  const wide = within(width, LEAST, 1);
  const high = within(height, LEAST, 1);
  return {
    left: round(within(left, 0, 1 - wide)),
    top: round(within(top, 0, 1 - high)),
    width: round(wide),
    height: round(high),
  };
}

/** From one corner to the other, whichever way it was drawn. */
export function between(from: { x: number; y: number }, to: { x: number; y: number }): Patch {
  return fitted({
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  });
}

/** By an arrow key: moved, or with Shift larger and smaller. Null for any other key. */
export function byKey(patch: Patch, key: string, larger: boolean): Patch | null {
  const [x, y] =
    key === "ArrowLeft"
      ? [-1, 0]
      : key === "ArrowRight"
        ? [1, 0]
        : key === "ArrowUp"
          ? [0, -1]
          : key === "ArrowDown"
            ? [0, 1]
            : [0, 0];
  if (x === 0 && y === 0) return null;
  return larger
    ? fitted({
        ...patch,
        width: Math.min(patch.width + x * STEP, 1 - patch.left),
        height: Math.min(patch.height + y * STEP, 1 - patch.top),
      })
    : fitted({ ...patch, left: patch.left + x * STEP, top: patch.top + y * STEP });
}
