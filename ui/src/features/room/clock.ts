import type { Running, Session, SessionStep } from "$lib/api/types";

/*
 * The clock of a running session. Everything is reckoned from moments ("since", "now"), never from what was counted: a
 * closed lid, a restart, a page that slept and the change to summer time all come out right by themselves.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How the room is told: not at all, that the end comes near, that it is there, that it is past. */
export type Note = "calm" | "soon" | "last" | "over";

/** Where a step is. All in milliseconds. */
export type Moment = {
  /** How long it may take, with what was added. */
  planned: number;
  /** How long it has taken; a clock that was put back never makes it less than nothing. */
  elapsed: number;
  /** What is left; below zero once it is over. */
  left: number;
  /** 0 at its beginning, 1 at its end and after it. */
  part: number;
  note: Note;
};

/** What is left of a step when the room first hears that its end comes near: a quarter of it, two minutes at most. */
export function soonAt(planned: number): number {
  return Math.min(2 * MINUTE, planned / 4);
}
/** And when it is time to finish the sentence: half a minute, less in a short step. */
export function lastAt(planned: number): number {
  return Math.min(30 * SECOND, planned / 8);
}

/** Where the running step is at `now` (milliseconds since 1970). */
export function momentOf(step: Pick<SessionStep, "minutes">, running: Running, now: number): Moment {
  const planned = (step.minutes + running.added) * MINUTE;
  const elapsed = Math.max(0, now - Date.parse(running.since));
  const left = planned - elapsed;
  return {
    planned,
    elapsed,
    left,
    part: planned === 0 ? 1 : Math.min(1, elapsed / planned),
    note: noteAt(left, planned),
  };
}

function noteAt(left: number, planned: number): Note {
  if (left <= 0) return "over";
  if (left <= lastAt(planned)) return "last";
  return left <= soonAt(planned) ? "soon" : "calm";
}

/** Milliseconds until what the clock shows changes. */
export function untilNext(left: number): number {
  const into = ((left % SECOND) + SECOND) % SECOND;
  return into === 0 ? SECOND : into;
}

/** "12:04", rounded up so that a step of five minutes begins at 5:00; past the end "1:20", from an hour on "1:02:09". */
export function shownTime(left: number): string {
  // Up while something is left, so that 0:00 is the end and not the last second before it; down once it is past.
  const seconds = left > 0 ? Math.ceil(left / SECOND) : Math.floor(-left / SECOND);
  const two = (n: number): string => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Whole minutes of what is left (up) or past (down), for words. */
export function minutesOf(left: number): number {
  return left > 0 ? Math.ceil(left / MINUTE) : Math.floor(-left / MINUTE);
}

/** When it would end if every step to come takes its time. */
export function endsAt(steps: readonly Pick<SessionStep, "minutes">[], running: Running, now: number): number {
  const step = steps[running.step];
  const left = step ? Math.max(0, momentOf(step, running, now).left) : 0;
  return now + left + steps.slice(running.step + 1).reduce((sum, { minutes }) => sum + minutes * MINUTE, 0);
}

/** Minutes by which it ends after (below zero: before) the hour it was planned for; null when that is another day's. */
export function offPlan(session: Pick<Session, "at" | "minutes">, ends: number): number | null {
  const off = Math.round((ends - (Date.parse(session.at) + session.minutes * MINUTE)) / MINUTE);
  return Math.abs(off) > 3 * 60 ? null : off;
}

/** Left standing this long after its end, nobody has been here: a lid was closed, or the room went on without us. */
export function isLeft({ left }: Pick<Moment, "left">): boolean {
  return left < -30 * MINUTE;
}

/** What a clock on the wall of that zone shows: "15:47". */
export function wallTime(at: number, zone: string): string {
  const given = { hour: "2-digit", minute: "2-digit" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...given, timeZone: zone }).format(at);
  } catch {
    // A zone that this engine does not know: the clock of this machine.
    return new Intl.DateTimeFormat("en-GB", given).format(at);
  }
}

/** When each step begins if the first begins at `from`. */
export function beginnings(steps: readonly Pick<SessionStep, "minutes">[], from: number): number[] {
  let at = from;
  return steps.map(({ minutes }) => {
    const begins = at;
    at += minutes * MINUTE;
    return begins;
  });
}
