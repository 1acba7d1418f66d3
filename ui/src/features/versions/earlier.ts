import type { Earlier } from "$lib/api/types";
import { words } from "$lib/words";

const say = words.versions.beside;

/** A state as it is read: what it is of, and its texts with what each was for. */
export type Told = { name: string; lines: { label: string; text: string }[] };

/** In words what stood there; texts that were empty are left out. */
export function toldOf(was: Earlier["was"]): Told {
  switch (was.kind) {
    case "value": {
      const { label, value } = was.state;
      return { name: label, lines: [{ label: "", text: Array.isArray(value) ? value.join(", ") : String(value) }] };
    }
    case "challenge": {
      const { kind, text, lens, who, how } = was.state;
      const lines = [
        { label: "", text },
        { label: say.who, text: who },
        { label: say.how, text: how },
        { label: say.lens, text: lens === null ? "" : words.learning.lenses[lens] },
      ];
      return { name: say.challenge[kind], lines: written(lines) };
    }
    case "case": {
      const { context, purpose, block, feared, turns } = was.state;
      const columns = words.views.columns;
      const lines = [
        { label: columns.context, text: context },
        { label: columns.purpose, text: purpose },
        { label: columns.block, text: block },
        { label: columns.feared, text: feared },
        ...turns.flatMap(({ speaker, said, unsaid, redesign }) => [
          { label: speaker.trim() || say.someone, text: said },
          { label: say.unsaid, text: unsaid },
          { label: say.redesign, text: redesign },
        ]),
      ];
      return { name: say.columns, lines: written(lines) };
    }
  }
}

const written = (lines: Told["lines"]): Told["lines"] => lines.filter(({ text }) => text.trim() !== "");
