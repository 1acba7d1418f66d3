import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type { Attachment, EntryId } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.attachments;

/** Adding files to an entry and taking them away again. The entry is asked for when it is needed: it may be a blank page. */
export class Attaching {
  /** Files of a drop that are done and that there are; null when nothing is under way. */
  progress = $state.raw<{ done: number; total: number } | null>(null);
  /** The system's dialog is open, or what was chosen in it is being copied. */
  picking = $state(false);
  /** What could not be added, in sentences. */
  problems = $state.raw<string[]>([]);

  async pick(entry: () => Promise<EntryId>): Promise<void> {
    if (this.picking) return;
    this.problems = [];
    this.picking = true;
    try {
      const added = await host().pickAttachments(await entry());
      if (added.length > 0) toasts.done(say.added(added.length));
    } catch (thrown) {
      this.problems = [asApiError(thrown).message];
    } finally {
      this.picking = false;
    }
  }

  /** Adds dropped files one after the other. One that fails is named and does not stop the rest. */
  async add(entry: () => Promise<EntryId>, files: readonly File[]): Promise<void> {
    if (files.length === 0 || this.progress) return;
    this.problems = [];
    let added = 0;
    for (const [at, file] of files.entries()) {
      this.progress = { done: at, total: files.length };
      try {
        const staged = await host().stage(file);
        await call("attachment_add", { entry: await entry(), staged, name: file.name });
        added += 1;
      } catch (thrown) {
        this.problems = [...this.problems, `${say.failed(file.name)} ${asApiError(thrown).message}`];
      }
    }
    this.progress = null;
    if (added > 0) toasts.done(say.added(added));
  }

  async remove({ id, name }: Attachment): Promise<void> {
    const failed = (thrown: unknown): void => toasts.problem(asApiError(thrown).message);
    try {
      await call("attachment_remove", { id });
    } catch (thrown) {
      failed(thrown);
      return;
    }
    toasts.done(say.removed(name), {
      label: say.undo,
      run: () => void call("attachment_restore", { id }).then(() => toasts.done(say.restored(name)), failed),
    });
  }

  async open({ id }: Attachment): Promise<void> {
    try {
      await host().openAttachment(id);
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
  }

  async save({ id, name }: Attachment): Promise<void> {
    try {
      if (await host().saveAttachment(id, name)) toasts.done(say.saved(name));
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
  }
}
