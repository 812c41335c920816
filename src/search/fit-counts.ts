const CAPACITY = 200_000;

/** How often each structure was fitted, by its hash, for those met last: the oldest are forgotten beyond a bound. */
export class FitCounts {
  private counts = new Map<string, number>();
  private older = new Map<string, number>();

  get(hash: string): number {
    return this.counts.get(hash) ?? this.older.get(hash) ?? 0;
  }

  increment(hash: string): void {
    this.counts.set(hash, this.get(hash) + 1);
    if (this.counts.size < CAPACITY / 2) return;
    this.older = this.counts;
    this.counts = new Map();
  }
}
