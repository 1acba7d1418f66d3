import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { Community, CommunityId, SaveCommunity } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { Saver } from "$lib/state/saver.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.communities;

/** What is typed into the page of a community. */
export type Typed = Required<
  Pick<SaveCommunity, "name" | "shown_name" | "care" | "who" | "share" | "norms" | "stage" | "stage_since">
>;
export type MemberLine = { person: number | null; name: string; role: string };

const typedOf = (community: Community): Typed => ({
  name: community.name,
  shown_name: community.shown_name,
  care: community.care,
  who: community.who,
  share: community.share,
  norms: community.norms,
  stage: community.stage ?? "",
  stage_since: community.stage_since ?? "",
});

/** The page of one community: what is typed is kept within a second. Made in a component. */
export class OpenCommunity extends Steps {
  readonly id: CommunityId;
  readonly read;
  readonly stages = query(() => call("community_stages", {}), []);
  typed = $state.raw<Typed | null>(null);
  members = $state.raw<readonly MemberLine[]>([]);
  readonly saver = new Saver(() => this.#keep());
  #changed: Partial<SaveCommunity> = {};

  constructor(id: CommunityId) {
    super();
    this.id = id;
    this.read = query(() => call("community_get", { id }), ["communities"]);
    $effect(() => {
      const community = this.read.value;
      // What is being typed is not replaced by what was read before.
      if (community && !this.saver.dirty) this.#show(community);
    });
  }

  #show(community: Community): void {
    this.typed = typedOf(community);
    this.members = community.members.map(({ person, name, role }) => ({ person, name, role }));
  }

  set(change: Partial<Typed>): void {
    if (!this.typed) return;
    this.typed = { ...this.typed, ...change };
    // A name that is just being typed anew is empty for a moment; the one before stays until there is another.
    const { name, ...rest } = change;
    this.#changed = { ...this.#changed, ...rest, ...(name === undefined || name.trim() === "" ? {} : { name }) };
    if (Object.keys(this.#changed).length > 0) this.saver.touch();
  }

  setMembers(members: readonly MemberLine[]): void {
    this.members = members;
    this.#changed = {
      ...this.#changed,
      members: members.map(({ person, name, role }) => (person === null ? { name, role } : { person, role })),
    };
    this.saver.touch();
  }

  /** Someone new; one who is a member already stays where they are. */
  async addMember(name: string): Promise<void> {
    if (name.trim() === "") return;
    this.setMembers([...this.members, { person: null, name: name.trim(), role: "" }]);
    await this.saver.flush().catch(() => undefined);
    if (this.read.value && !this.saver.dirty) this.#show(this.read.value);
  }

  async #keep(): Promise<void> {
    const change = this.#changed;
    this.#changed = {};
    try {
      this.read.took(await call("community_save", { id: this.id, ...change }));
    } catch (thrown) {
      this.#changed = { ...change, ...this.#changed };
      throw thrown;
    }
  }

  putAway(): Promise<boolean> {
    return this.take(async () => {
      await this.saver.flush();
      const away = await call("community_archive", { id: this.id });
      this.read.took(away);
      toasts.done(say.putAwayDone(away.name), {
        label: words.common.undo,
        run: () => void this.bringBack(),
      });
    });
  }
  bringBack(): Promise<boolean> {
    return this.take(async () => {
      this.read.took(await call("community_restore", { id: this.id }));
    });
  }
  /** True once it is gone. */
  remove(): Promise<boolean> {
    return this.take(async () => {
      await this.saver.flush();
      await call("community_remove", { id: this.id });
      if (!this.typed) return;
      const again = {
        ...this.typed,
        members: this.members.map(({ name, role }) => ({ name, role })),
      };
      toasts.done(say.removed(again.name), {
        label: words.common.undo,
        // Nothing referred to it: it comes back the same under another id.
        run: () => void call("community_save", again).catch((thrown) => toasts.problem(asApiError(thrown).message)),
      });
    });
  }
}
