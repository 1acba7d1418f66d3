import { RichView, type RichOptions } from "../rich-view";
import { noMarks } from "../passages";

/** A rich editor in a page of its own; whoever asks for it destroys it. */
export function show(text: string, options: Partial<RichOptions> = {}): RichView {
  return new RichView(document.createElement("div"), text, {
    label: "Text",
    language: "en",
    spelling: true,
    attachmentUrl: (id) => `/attach/${id}`,
    stages: [],
    onstages: () => undefined,
    ontouch: () => undefined,
    ontools: () => undefined,
    onhover: () => undefined,
    onlink: () => undefined,
    oneditlink: () => undefined,
    onfiles: () => undefined,
    onhuge: () => undefined,
    marks: noMarks,
    ...options,
  });
}
