import type { FieldKind, Slot, TemplateDefinition, TemplateField } from "$lib/api/types";
import { words } from "$lib/words";

/** What is written in a part, as it is asked for: some of a list is a kind of its own. */
export type PartKind = FieldKind | "many";

/** One part of a template as it is edited: lists are texts with a line each, and numbers are what was typed. */
export type Part = {
  /** Tells it from the others while it is edited. */
  at: number;
  /** The core's own name for it; "" for a new part. */
  key: string;
  label: string;
  kind: PartKind;
  slot: Slot | "none";
  prompts: string;
  hint: string;
  choices: string;
  required: boolean;
  limit: string;
};
export type Edited = Omit<TemplateDefinition, "minutes" | "fields"> & { minutes: string; parts: Part[] };

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
const whole = (typed: string): number | null => (/^\d+$/.test(typed.trim()) ? Number(typed.trim()) : null);

export function newPart(at: number, given: Partial<Part> = {}): Part {
  return {
    at,
    key: "",
    label: "",
    kind: "text",
    slot: "none",
    prompts: "",
    hint: "",
    choices: "",
    required: false,
    limit: "",
    ...given,
  };
}

export function newTemplate(): Edited {
  return { name: "", author: "", year: "", source: "", about: "", minutes: "", parts: [newPart(1)] };
}

export function toEdit({ minutes, fields, ...rest }: TemplateDefinition): Edited {
  return {
    ...rest,
    minutes: minutes === null ? "" : String(minutes),
    parts: fields.map((field, i) => partOf(field, i + 1)),
  };
}

function partOf(field: TemplateField, at: number): Part {
  return newPart(at, {
    key: field.key,
    label: field.label,
    kind: field.kind === "choice" && field.many ? "many" : field.kind,
    slot: field.slot ?? "none",
    prompts: field.prompts.join("\n"),
    hint: field.hint,
    choices: field.choices.join("\n"),
    required: field.required,
    limit: field.limit === null ? "" : String(field.limit),
  });
}

export function toDefinition({ minutes, parts, ...rest }: Edited): TemplateDefinition {
  return { ...rest, name: rest.name.trim(), minutes: whole(minutes), fields: parts.map(fieldOf) };
}

function fieldOf({ key, label, kind, slot, prompts, hint, choices, required, limit }: Part): TemplateField {
  const isChoice = kind === "choice" || kind === "many";
  return {
    key,
    label: label.trim(),
    prompts: lines(prompts),
    kind: kind === "many" ? "choice" : kind,
    slot: slot === "none" ? null : slot,
    required,
    hint: hint.trim(),
    choices: isChoice ? lines(choices) : [],
    many: kind === "many",
    limit: kind === "text" ? whole(limit) : null,
  };
}

export type Problems = { name: string | null; parts: Readonly<Record<number, { label?: string; choices?: string }>> };

/** What keeps it from being saved, in words, where it is. */
export function problemsOf({ name, parts }: Edited): Problems {
  const say = words.templates.edit;
  const same = (one: Part, other: Part): boolean => one.label.trim().toLowerCase() === other.label.trim().toLowerCase();
  const found = parts.map((part, i) => {
    const twice = parts.slice(0, i).some((before) => same(before, part));
    const label = part.label.trim() === "" ? say.labelMissing : twice ? say.labelTwice : undefined;
    const needs = part.kind === "choice" || part.kind === "many";
    const choices = needs && lines(part.choices).length === 0 ? say.choicesMissing : undefined;
    return [part.at, { ...(label ? { label } : {}), ...(choices ? { choices } : {}) }] as const;
  });
  return {
    name: name.trim() === "" ? say.nameMissing : null,
    parts: Object.fromEntries(found.filter(([, what]) => Object.keys(what).length > 0)),
  };
}

export function isSound({ name, parts }: Problems): boolean {
  return name === null && Object.keys(parts).length === 0;
}
