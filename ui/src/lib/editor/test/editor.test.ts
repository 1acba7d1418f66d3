import { cleanup, render } from "@testing-library/svelte";
import type { ComponentProps } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type Editor from "../Editor.svelte";
import EditorHost from "./EditorHost.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function show(value: string, more: Partial<ComponentProps<typeof Editor>> = {}) {
  const onchange = vi.fn<(text: string) => void>();
  const onmode = vi.fn<(mode: "rich" | "source") => void>();
  let editor: Editor | undefined;
  const props = {
    value,
    entry: { id: "e", rich: true },
    label: "Text",
    language: "en",
    onchange,
    onattach: () => Promise.resolve([]),
    attachmentUrl: (id: string) => `/attach/${id}`,
    onlink: () => undefined,
    mode: "rich" as const,
    onmode,
    spelling: false,
    ...more,
    onready: (made: Editor) => (editor = made),
  };
  const page = render(EditorHost, { props });
  await vi.advanceTimersByTimeAsync(10);
  const box = page.getByRole("textbox", { name: "Text" });
  if (!editor) throw new Error("The editor was not made.");
  return { ...page, box, editor, onchange, onmode, set: (next: string) => page.rerender({ ...props, value: next }) };
}

describe("the editor of an entry", () => {
  it("tells nothing when a text is opened, left and closed", async () => {
    const { box, onchange, editor, unmount } = await show("*  odd\n\n\n+ text  \n");
    box.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    expect(editor.flush()).toBe("*  odd\n\n\n+ text  \n");
    unmount();
    await vi.advanceTimersByTimeAsync(5000);
    expect(onchange).not.toHaveBeenCalled();
  });

  it("shows a text that is set from outside", async () => {
    const { box, set, editor, onchange } = await show("one");
    await set("two");
    expect(box.textContent).toBe("two");
    expect(editor.flush()).toBe("two");
    expect(onchange).not.toHaveBeenCalled();
  });

  it("opens a text over 1 MB as source and says so", async () => {
    const { onmode, container } = await show("word ".repeat(250_000));
    expect(onmode).toHaveBeenCalledWith("source");
    expect(container.querySelector(".cm-content")).not.toBeNull();
  });

  it("goes to source and back without telling a change", async () => {
    const { container, rerender, onchange } = await show("# a\n\n- b\n");
    await rerender({ mode: "source" });
    expect(container.querySelector(".cm-content")?.textContent).toContain("# a");
    await rerender({ mode: "rich" });
    expect(container.querySelector("h1")?.textContent).toBe("a");
    expect(onchange).not.toHaveBeenCalled();
  });
});
