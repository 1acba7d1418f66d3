import type { AgendaItem, SaveAgendaItem, SaveSession, Session } from "$lib/api/types";
import { startOf, wholeFrom } from "./time";

/** What is typed into the page of a session, as it stands in the boxes. */
export type Typed = {
  title: string;
  day: string;
  time: string;
  minutes: string;
  place: string;
  purpose: string;
  norms: string;
};
/** A point of the agenda, as it stands in the boxes. */
export type Point = { item: AgendaItem; text: string; context: string; focus: string; minutes: string };

export const CONTEXT_LINES = 5;

const oneLine = (text: string): string => text.split(/\s+/).filter(Boolean).join(" ");
const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** What was kept, where it is the same but for spaces at its ends: whoever is typing keeps theirs. */
const keep = (mine: string | undefined, theirs: string, plain: (text: string) => string): string =>
  mine !== undefined && plain(mine) === theirs ? mine : theirs;

export function typedOf(session: Session, before: Typed | null): Typed {
  return {
    title: keep(before?.title, session.title, oneLine),
    day: session.start.slice(0, 10),
    time: session.start.slice(11, 16),
    minutes: String(session.minutes),
    place: keep(before?.place, session.place, oneLine),
    purpose: keep(before?.purpose, session.purpose, oneLine),
    norms: keep(before?.norms, session.norms, (text) => text.trim()),
  };
}

/** The points of the agenda in their order, while somebody types: what stands in a box stays in it. */
export function pointsBeside(session: Session, before: readonly Point[]): Point[] {
  return pointsOf(session, []).map((point) => {
    const mine = before.find(({ item }) => item.id === point.item.id);
    return mine ? { ...mine, item: point.item } : point;
  });
}

export function pointsOf(session: Session, before: readonly Point[]): Point[] {
  return session.agenda.map((item) => {
    const mine = before.find((point) => point.item.id === item.id);
    return {
      item,
      text: keep(mine?.text, item.text, oneLine),
      context: keep(mine?.context, item.context, (text) => lines(text).join("\n")),
      focus: keep(mine?.focus, item.focus, oneLine),
      minutes: item.minutes === null ? "" : String(item.minutes),
    };
  });
}

/** What of it can be kept; what is half typed stays in its box until it is whole. */
export function changeOf(change: Partial<Typed>, typed: Typed): SaveSession {
  const { day, time, minutes, ...rest } = change;
  const start = day === undefined && time === undefined ? null : startOf(typed.day, typed.time);
  const long = minutes === undefined ? null : wholeFrom(minutes, 5, 720);
  return { ...rest, ...(start === null ? {} : { start }), ...(long === null ? {} : { minutes: long }) };
}

export const tooManyLines = (context: string): boolean => lines(context).length > CONTEXT_LINES;
/** Nothing, or 1 to 240. */
export const minutesWrong = (minutes: string): boolean => minutes.trim() !== "" && wholeFrom(minutes, 1, 240) === null;

/** A point as it is kept: what cannot be is left as it was. */
export function savedOf({ item, text, context, focus, minutes }: Point): SaveAgendaItem {
  if (item.kind === "piece") {
    return { id: item.id, kind: item.kind, text, focus, ...(tooManyLines(context) ? {} : { context }) };
  }
  return {
    id: item.id,
    kind: item.kind,
    ...(text.trim() === "" ? {} : { text }),
    ...(minutesWrong(minutes) ? {} : { minutes: wholeFrom(minutes, 1, 240) ?? 0 }),
  };
}

/** A point that was taken away, to be put back. */
export function anew(point: Point): SaveAgendaItem {
  const { id: _, ...saved } = savedOf(point);
  const { entry, question, commitment } = point.item;
  return {
    ...saved,
    ...(entry ? { entry: entry.id } : {}),
    ...(question === null ? {} : { question }),
    ...(commitment === null ? {} : { commitment }),
  };
}
