import type { ProtocolDefinition, ProtocolStep, RecordStyle, Speaker, StemKey, StepSheet } from "$lib/api/types";
import { words } from "$lib/words";

/** A step as it stands in the form. `at` tells it from the others while it is edited. */
export type StepDraft = {
  at: number;
  key: string;
  name: string;
  minutes: string;
  shortest: string;
  speaks: Speaker;
  says: string;
  notes: boolean;
  stems: StemKey[];
  each: boolean;
  sheet?: StepSheet;
};
/** A protocol as it stands in the form. */
export type ProtocolDraft = {
  name: string;
  author: string;
  year: string;
  about: string;
  exposes: string;
  from: string;
  to: string;
  exposure: string;
  record: RecordStyle;
  framed: boolean;
  steps: readonly StepDraft[];
};

export const EXPOSURES = ["10", "30", "50", "70", "90"] as const;
export const SPEAKERS = [
  "everyone",
  "presenter",
  "group",
  "facilitator",
  "nobody",
] as const satisfies readonly Speaker[];
export const SHEETS = ["table_card", "harvest"] as const satisfies readonly StepSheet[];
export const RECORDS = ["full", "presenter", "none"] as const satisfies readonly RecordStyle[];

export function blankStep(at: number): StepDraft {
  return {
    at,
    key: "",
    name: "",
    minutes: "10",
    shortest: "5",
    speaks: "everyone",
    says: "",
    notes: true,
    stems: [],
    each: false,
  };
}

export const blank: ProtocolDraft = {
  name: "",
  author: "",
  year: "",
  about: "",
  exposes: "",
  from: "3",
  to: "10",
  exposure: "50",
  record: "full",
  framed: true,
  steps: [blankStep(1)],
};

/** The nearest of the five places in the list. */
function nearest(exposure: number): string {
  const away = (one: string): number => Math.abs(Number(one) - exposure);
  return [...EXPOSURES].sort((one, other) => away(one) - away(other))[0] ?? "50";
}

export function draftOf(definition: ProtocolDefinition): ProtocolDraft {
  const { name, author, year, about, exposes, record, framed } = definition;
  return {
    name,
    author,
    year,
    about,
    exposes,
    record,
    framed,
    from: String(definition.from),
    to: String(definition.to),
    exposure: nearest(definition.exposure),
    steps: definition.steps.map((step, index) => ({
      ...step,
      at: index + 1,
      minutes: String(step.minutes),
      shortest: String(step.shortest),
      stems: [...step.stems],
    })),
  };
}

const whole = (typed: string): number => (/^\d{1,4}$/.test(typed.trim()) ? Number(typed) : Number.NaN);

function stepOf({ at: _, minutes, shortest, ...step }: StepDraft): ProtocolStep {
  return { ...step, name: step.name.trim(), minutes: whole(minutes), shortest: whole(shortest) };
}

/** What the core is asked to keep. `exposure`: what it was, as long as its place in the list was not changed. */
export function definitionOf(draft: ProtocolDraft, exposure: number | null): ProtocolDefinition {
  const { name, author, year, about, exposes, record, framed } = draft;
  const kept = exposure !== null && nearest(exposure) === draft.exposure;
  return {
    name: name.trim(),
    author,
    year,
    about,
    exposes,
    record,
    framed,
    from: whole(draft.from),
    to: whole(draft.to),
    exposure: kept ? exposure : Number(draft.exposure),
    steps: draft.steps.map(stepOf),
  };
}

export type Problems = {
  name: string | null;
  people: string | null;
  steps: Readonly<Record<number, { name?: string; minutes?: string }>>;
};

/** What keeps it from being saved, in words, where it is. */
export function problemsOf(draft: ProtocolDraft): Problems {
  const say = words.protocols.form;
  const [from, to] = [whole(draft.from), whole(draft.to)];
  const found = draft.steps.map((step) => {
    const [minutes, shortest] = [whole(step.minutes), whole(step.shortest)];
    const fits = minutes >= 1 && minutes <= 240 && shortest >= 1 && shortest <= minutes;
    return [
      step.at,
      {
        ...(step.name.trim() === "" ? { name: say.stepNameMissing } : {}),
        ...(fits ? {} : { minutes: say.minutesWrong }),
      },
    ] as const;
  });
  return {
    name: draft.name.trim() === "" ? say.nameMissing : null,
    people: from >= 1 && to <= 1000 && from <= to ? null : say.peopleWrong,
    steps: Object.fromEntries(found.filter(([, what]) => Object.keys(what).length > 0)),
  };
}

export function isSound({ name, people, steps }: Problems): boolean {
  return name === null && people === null && Object.keys(steps).length === 0;
}

/** The minutes of all steps, as far as they are numbers. */
export function total(draft: ProtocolDraft): number {
  return draft.steps.reduce((sum, { minutes }) => sum + (whole(minutes) || 0), 0);
}
