/**
 * Which row of the screen shows what: what stays keeps its row, and what is new takes the row of something that went, so that
 * a key press fills rows anew instead of making them anew.
 */
export class Rows {
  #of = new Map<string, number>();
  #next = 0;

  /** The row of each of `ids`, in their order. `held` has the focus: its row is never given to another. */
  place(ids: readonly string[], held: string | null = null): number[] {
    const staying = new Set(ids);
    const free = [...this.#of].filter(([id]) => !staying.has(id) && id !== held).map(([, row]) => row);
    const rows = ids.map((id) => this.#of.get(id) ?? free.shift() ?? this.#next++);
    this.#of = new Map(ids.map((id, at) => [id, rows[at] ?? 0]));
    return rows;
  }
}
