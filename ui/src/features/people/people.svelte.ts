import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { Person, PersonKey, Role, SavePerson, Telltales } from "$lib/api/types";
import { folded } from "$lib/fold";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.people;
export const ROLES = ["pupil", "patient", "client", "colleague", "carer", "other"] as const satisfies readonly Role[];

/** Does anything they are called hold these words? */
export function isCalled(person: Person, text: string): boolean {
  const wanted = folded(text.trim());
  return wanted === "" || [person.name, ...person.aliases].some((name) => folded(name).includes(wanted));
}

/** Lines as a list, and back. */
export const listOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
export const textOf = (list: readonly string[]): string => list.join("\n");

/** The people the journal knows. Made in a component. */
export class People extends Steps {
  readonly all = query(() => call("person_list", {}), ["people"]);
  readonly telltales = query(() => call("telltale_list", {}), ["people"]);
  text = $state("");
  roles = $state.raw<readonly Role[]>([]);

  readonly shown: Person[] = $derived(
    (this.all.value ?? []).filter(
      (person) => (this.roles.length === 0 || this.roles.includes(person.role)) && isCalled(person, this.text),
    ),
  );

  ofRole(role: Role): number {
    return (this.all.value ?? []).filter((person) => person.role === role).length;
  }

  save(change: SavePerson): Promise<boolean> {
    return this.take(async () => {
      const { name } = await call("person_save", change);
      toasts.done(say.saved(name));
    });
  }

  /** `person` becomes one more name of `into`. */
  merge(person: PersonKey, into: PersonKey): Promise<boolean> {
    return this.take(async () => {
      const { name } = await call("person_merge", { person, into });
      toasts.done(say.merged(name));
    });
  }

  /** Off the list; the way back puts all that was known of them there again. */
  remove(person: Person): Promise<boolean> {
    return this.take(async () => {
      await call("person_remove", { ids: [person.id] });
      const { name, aliases, role } = person;
      toasts.done(say.removed(name), {
        label: words.common.undo,
        run: () =>
          void call("person_save", { name, aliases, role }).catch((thrown) =>
            toasts.problem(asApiError(thrown).message),
          ),
      });
    });
  }

  saveTelltales(telltales: Telltales): Promise<boolean> {
    return this.take(async () => {
      this.telltales.took(await call("telltale_save", telltales));
      toasts.done(say.telltalesSaved);
    });
  }
}

/** A class list while it is pasted: what is read from it, and who of it is new. Made in a component. */
export class Pasted extends Steps {
  text = $state("");
  role = $state<Role>("pupil");

  readonly read = query(async () => {
    const text = this.text;
    return text.trim() === "" ? [] : call("person_read", { text });
  }, ["people"]);
  readonly fresh = $derived((this.read.value ?? []).filter((one) => !one.known));
  readonly known: number = $derived((this.read.value ?? []).length - this.fresh.length);

  /** Puts exactly those on the list that are shown as new. True once they are there. */
  async add(): Promise<boolean> {
    if (this.fresh.length === 0) return false;
    return this.take(async () => {
      const people = this.fresh.map(({ name, aliases }) => ({ name, aliases }));
      const { added } = await call("person_add", { people, role: this.role });
      toasts.done(say.added(added.length));
      this.text = "";
    });
  }
}
