import { untrack } from "svelte";
import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type { ApiError, Given, Layout, Place, Plan, PlanNames, Prepared, Session, SessionId } from "$lib/api/types";
import { Far } from "$lib/state/far.svelte";
import { query } from "$lib/state/query.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";
import { wholeFrom } from "./time";

export type PackFormat = "pdf" | "docx";
type Looked = { session: Session; plan: Plan; names: PlanNames };

/** What is asked once a pause has come: nobody wants pages set anew for each key. */
const PAUSE_MS = 500;

/** The pack of one session: made as soon as nothing stands in its way, and again when it is wanted otherwise. */
export class Printing {
  readonly id: SessionId;
  readonly read;
  readonly settings = query(() => call("settings_get", {}), ["settings"]);
  format = $state<PackFormat>("pdf");
  /** What was chosen here; the paper is that of the settings until then. */
  chosen = $state.raw<Partial<Layout>>({});
  copies = $state("");
  prepared = $state.raw<Prepared | null>(null);
  given = $state.raw<(Given & { place: Place }) | null>(null);
  making = $state(false);
  saving = $state(false);
  error = $state.raw<ApiError | null>(null);
  readonly far = new Far();
  /** Nothing was made yet: once it can be, it is, without being asked. */
  #first = true;
  #asked = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(id: SessionId) {
    this.id = id;
    this.read = query(() => this.#look(), []);
    $effect(() => {
      if (this.ready && this.settings.value && this.#first) {
        this.#first = false;
        untrack(() => void this.make());
      }
    });
    $effect(() => () => {
      clearTimeout(this.#pause);
      this.#asked++;
    });
  }

  async #look(): Promise<Looked> {
    const plan = await call("session_plan", { id: this.id });
    const [session, names] = await Promise.all([
      call("session_get", { id: this.id }),
      call("plan_names", { id: plan.id }),
    ]);
    this.copies = String(session.copies);
    return { session, plan, names };
  }

  get looked(): Looked | null {
    return this.read.value ?? null;
  }
  /** Nothing stands in the way. */
  get ready(): boolean {
    const names = this.looked?.names;
    return names !== undefined && names.open === 0 && names.blocked.length === 0;
  }
  get isRecord(): boolean {
    return this.looked?.session.state === "recorded";
  }
  get layout(): Layout {
    return {
      paper: this.settings.value?.print_paper ?? "a4",
      large_print: false,
      line_numbers: false,
      wide_margin: false,
      ...this.chosen,
    };
  }

  want(change: Partial<Layout>): void {
    this.chosen = { ...this.chosen, ...change };
    void this.make();
  }
  wantFormat(format: PackFormat): void {
    this.format = format;
    void this.make();
  }
  wantCopies(typed: string): void {
    this.copies = typed;
    clearTimeout(this.#pause);
    const copies = wholeFrom(typed, 0, 60);
    if (copies === null) return;
    this.#pause = setTimeout(() => {
      call("session_save", { id: this.id, copies })
        .then(() => this.make())
        .catch((thrown: unknown) => (this.error = asApiError(thrown)));
    }, PAUSE_MS);
  }

  async make(): Promise<void> {
    const mine = ++this.#asked;
    this.error = null;
    this.making = true;
    this.given = null;
    try {
      const prepared = await this.far.during(() =>
        call("session_pack", { id: this.id, format: this.format, layout: this.layout }),
      );
      if (mine === this.#asked) this.prepared = prepared;
    } catch (thrown) {
      if (mine !== this.#asked) return;
      this.prepared = null;
      this.error = asApiError(thrown);
    } finally {
      if (mine === this.#asked) this.making = false;
    }
  }

  /** Hands over exactly the file that is shown. */
  async save(): Promise<void> {
    const pack = this.prepared?.pack;
    if (!pack || this.saving) return;
    this.error = null;
    this.saving = true;
    try {
      const place = await host().pickSave(pack.file_name);
      if (place === null) toasts.done(words.sessions.pack.cancelled);
      else {
        // The same file once more: its line in the list of what left is there already.
        const again = this.given !== null || this.prepared?.already_sent !== null;
        this.given = { ...(await call(again ? "pack_again" : "pack_send", { id: pack.id, place })), place };
      }
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.saving = false;
    }
  }

  async reveal(): Promise<void> {
    if (!this.given) return;
    try {
      await host().reveal(this.given.place);
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
  }
}
