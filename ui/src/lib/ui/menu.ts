import type { Component } from "svelte";
import type { CommandId } from "$lib/keys";

/** A line of a menu; null is a dividing line. */
export type MenuItem = {
  id: string;
  label: string;
  icon?: Component<{ size?: number | string }>;
  /** Shows its keys at the end of the line. */
  command?: CommandId;
  /** Makes it a line that is on or off. */
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  run: () => void;
} | null;
