import type { Calls, Entry } from "./generated/calls";

/**
 * The only place where the shapes on the wire are named: everything else imports them from here, so that where they come
 * from is one line. They are made from the core's table of calls.
 */
export type * from "./generated/calls";

/** Says which state of an entry it is; another after every save. */
export type Revision = Entry["revision"];

/** What is chosen for sharing. */
export type Selection = Omit<Calls["export_preview"]["request"], "format">;
