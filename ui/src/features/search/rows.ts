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
    const before = [...this.#of].map(([id, row]) => (staying.has(id) || id === held ? null : row));
    // What is new takes the row that stands where it is to stand, if that is free, because then nothing has to be moved.
    const inPlace = ids.map((id, at) => {
      const here = this.#of.get(id) ?? before[at] ?? null;
      if (here !== null && here === before[at]) before[at] = null;
      return here;
    });
    const free = before.filter((row) => row !== null);
    const rows = inPlace.map((row) => row ?? free.shift() ?? this.#next++);
    this.#of = new Map(ids.map((id, at) => [id, rows[at] ?? 0]));
    return rows;
  }
}
