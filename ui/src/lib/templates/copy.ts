/**
 * Puts a text on the clipboard. Where a web view does not let a page do that, through a selection, as Ctrl+C would.
 * False if neither works.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const before = document.activeElement;
  const box = document.createElement("textarea");
  box.className = "unseen";
  box.value = text;
  // Inside the open dialog, which would otherwise take the focus back before anything is selected.
  (before?.closest('[role="dialog"]') ?? document.body).append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
