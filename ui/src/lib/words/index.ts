import { en } from "./en";

/**
 * Every sentence a person reads. `words.journal.title`, `words.journal.count(3)`: plain strings, and functions where
 * something is filled in. A second language is a second object of this type; the compiler names what it lacks.
 *
 * One file an area in `en/`, one line for it in `en.ts`. Say what happened, then what is safe, then what can be done.
 */
export type Words = typeof en;
export const words: Words = en;
