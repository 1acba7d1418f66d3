/**
 * Tells the parent what was written, a moment after the last key and at the latest after a second of steady typing. The text
 * is only put together when it is told.
 */
export class Outbox {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private since = 0;
  private send: ((text: string) => void) | null = null;
  private known: string[] = [];

  /**
   * @param read puts the text together
   * @param pause milliseconds without a key after which it is told
   * @param latest milliseconds after the first untold key at which it is told in any case
   */
  constructor(
    private readonly read: () => string,
    private readonly pause: number,
    private readonly latest: number,
  ) {}

  /** Something was changed; `send` is who shall be told about it, even if another entry is shown by then. */
  touch(send: (text: string) => void): void {
    const now = Date.now();
    if (this.send === null) this.since = now;
    this.send ??= send;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.max(0, Math.min(this.pause, this.since + this.latest - now)));
  }

  /** Tells now, if there is something untold. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const send = this.send;
    this.send = null;
    if (send === null) return;
    const text = this.read();
    // Undone, or taken back: nothing to tell.
    if (text === this.known.at(-1)) return;
    this.remember(text);
    send(text);
  }

  get pending(): boolean {
    return this.send !== null;
  }

  /** Remembers a text that the parent has, so that its coming back is not taken for news. */
  remember(text: string): void {
    this.known = [...this.known.filter((one) => one !== text), text].slice(text.length > 1_000_000 ? -3 : -20);
  }

  /** Did the parent get this text from here, or give it? */
  knows(text: string): boolean {
    return this.known.includes(text);
  }

  /** Forgets what is untold. */
  drop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.send = null;
  }
}
