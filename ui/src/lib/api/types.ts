/**
 * The only place where the shapes on the wire are named: everything else imports them from here,
 * so that where they come from is one line.
 */
export type * from "./contract";
