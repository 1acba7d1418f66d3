import { toasts } from "$lib/ui/toasts.svelte";

/** What somebody asked for themselves, or what the door says already. */
const EXPECTED: readonly unknown[] = ["cancelled", "locked"];

/** Says what the core refused where nothing on the screen waits for its answer. Returns how to stop. */
export function tellTheUnheard(): () => void {
  const tell = (event: PromiseRejectionEvent): void => {
    const thrown: unknown = event.reason;
    if (typeof thrown !== "object" || thrown === null || !("code" in thrown) || !("message" in thrown)) return;
    // Errors of the browser have a number there.
    if (typeof thrown.code !== "string" || EXPECTED.includes(thrown.code)) return;
    event.preventDefault();
    toasts.problem(String(thrown.message));
  };
  addEventListener("unhandledrejection", tell);
  return () => removeEventListener("unhandledrejection", tell);
}
