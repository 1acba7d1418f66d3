import type { Node } from "prosemirror-model";
import type { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { words } from "$lib/words";
import { attachmentId } from "./links";

/** How tasks and pictures are shown. */

export type Shown = {
  /** Where the bytes of an attached picture are. */
  attachmentUrl: (id: string) => string;
};

export function nodeViews({ attachmentUrl }: Shown): Record<string, NodeViewConstructor> {
  return {
    list_item: (node, view, getPos) => (node.attrs["checked"] === null ? plainItem() : taskItem(node, view, getPos)),
    image: (node) => picture(node, attachmentUrl),
  };
}

function plainItem(): NodeView {
  const dom = document.createElement("li");
  return { dom, contentDOM: dom, update: (node) => node.type.name === "list_item" && node.attrs["checked"] === null };
}

/** An item with a box to tick. By keyboard the box is ticked with Ctrl+Enter, so it is no stop of its own for Tab. */
function taskItem(node: Node, view: EditorView, getPos: () => number | undefined): NodeView {
  const dom = document.createElement("li");
  dom.className = "task";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.tabIndex = -1;
  box.contentEditable = "false";
  const contentDOM = document.createElement("div");
  dom.append(box, contentDOM);
  const show = (checked: boolean) => {
    box.checked = checked;
    dom.dataset["checked"] = String(checked);
    box.setAttribute("aria-label", checked ? words.editor.done : words.editor.open);
  };
  show(Boolean(node.attrs["checked"]));
  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("click", (event) => {
    // The document says what is ticked, not the box.
    event.preventDefault();
    const pos = getPos();
    const now = pos === undefined ? null : view.state.doc.nodeAt(pos);
    if (!view.editable || pos === undefined || !now) return;
    const checked = !now.attrs["checked"];
    // The browser puts the box back after a prevented click, so it is shown afterwards.
    setTimeout(() => view.dispatch(view.state.tr.setNodeAttribute(pos, "checked", checked)));
  });
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type.name !== "list_item" || next.attrs["checked"] === null) return false;
      show(Boolean(next.attrs["checked"]));
      return true;
    },
    stopEvent: (event) => event.target === box,
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
  };
}

/** An attached picture; any other is a placeholder with its description and address, because nothing is loaded from elsewhere. */
function picture(node: Node, attachmentUrl: (id: string) => string): NodeView {
  const { src, alt } = node.attrs as { src: string; alt: string };
  const id = attachmentId(src);
  const placeholder = (why: string): HTMLElement => {
    const dom = document.createElement("span");
    dom.className = "picture-elsewhere";
    dom.setAttribute("role", "img");
    dom.setAttribute("aria-label", alt || words.editor.picture);
    const name = document.createElement("span");
    name.textContent = alt || words.editor.picture;
    const address = document.createElement("span");
    address.className = "address";
    address.textContent = why;
    dom.append(name, address);
    return dom;
  };
  if (id === null) return { dom: placeholder(src) };
  const dom = document.createElement("span");
  dom.className = "picture";
  const image = document.createElement("img");
  image.alt = alt;
  image.draggable = false;
  image.addEventListener("error", () => dom.replaceChildren(placeholder(words.editor.pictureMissing)));
  image.src = attachmentUrl(id);
  dom.append(image);
  return { dom };
}
