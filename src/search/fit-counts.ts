const CAPACITY = 200_000;
const FEWEST_SLOTS = 1024;
const MOST = 0xffff;

/** Counts by key: two words per key, and as many counts as keys. */
export interface CountTableState {
  readonly keys: Uint32Array;
  readonly counts: Uint16Array;
}

export interface FitCountsState {
  readonly current: CountTableState;
  readonly older: CountTableState;
}

/**
 * How often each structure was fitted, by its hash, for those met last: the oldest are forgotten beyond a bound. Kept as
 * numbers in typed arrays, of a hash 64 bits, so that a search that runs for hours stays small and can be stored.
 */
export class FitCounts {
  private current = new CountTable();
  private older = new CountTable();

  /** @param hash of 16 hexadecimal digits at least */
  get(hash: string): number {
    const [high, low] = keyOf(hash);
    return this.current.get(high, low) || this.older.get(high, low);
  }

  increment(hash: string): void {
    const [high, low] = keyOf(hash);
    const count = this.current.get(high, low) || this.older.get(high, low);
    this.current.set(high, low, Math.min(count + 1, MOST));
    if (this.current.size < CAPACITY / 2) return;
    this.older = this.current;
    this.current = new CountTable();
  }

  state(): FitCountsState {
    return { current: this.current.state(), older: this.older.state() };
  }

  /** @throws RangeError for more entries than are ever kept, or lists that do not fit one another */
  static from({ current, older }: FitCountsState): FitCounts {
    const counts = new FitCounts();
    counts.current = CountTable.from(current);
    counts.older = CountTable.from(older);
    return counts;
  }
}

function keyOf(hash: string): readonly [high: number, low: number] {
  return [parseInt(hash.slice(0, 8), 16), parseInt(hash.slice(8, 16), 16)];
}

/** Open addressing with linear probing; a count of 0 marks a free slot. */
class CountTable {
  size = 0;
  private keys = new Uint32Array(2 * FEWEST_SLOTS);
  private counts = new Uint16Array(FEWEST_SLOTS);

  get(high: number, low: number): number {
    return this.counts[this.slotOf(high, low)]!;
  }

  /** @param count at least 1 */
  set(high: number, low: number, count: number): void {
    let slot = this.slotOf(high, low);
    if (this.counts[slot] === 0) {
      this.size++;
      if (2 * this.size > this.counts.length) {
        this.grow();
        slot = this.slotOf(high, low);
      }
      this.keys[2 * slot] = high;
      this.keys[2 * slot + 1] = low;
    }
    this.counts[slot] = count;
  }

  state(): CountTableState {
    const state = { keys: new Uint32Array(2 * this.size), counts: new Uint16Array(this.size) };
    let n = 0;
    this.counts.forEach((count, slot) => {
      if (count === 0) return;
      state.keys[2 * n] = this.keys[2 * slot]!;
      state.keys[2 * n + 1] = this.keys[2 * slot + 1]!;
      state.counts[n++] = count;
    });
    return state;
  }

  static from({ keys, counts }: CountTableState): CountTable {
    if (keys.length !== 2 * counts.length || counts.length > CAPACITY / 2)
      throw new RangeError('counts of fits that do not belong together');
    const table = new CountTable();
    counts.forEach((count, i) => {
      if (count > 0) table.set(keys[2 * i]!, keys[2 * i + 1]!, count);
    });
    return table;
  }

  /** The slot that holds the key, or the free one where it belongs. */
  private slotOf(high: number, low: number): number {
    const mask = this.counts.length - 1;
    let slot = high & mask;
    while (this.counts[slot] !== 0 && (this.keys[2 * slot] !== high || this.keys[2 * slot + 1] !== low))
      slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keys, counts } = this;
    this.keys = new Uint32Array(2 * keys.length);
    this.counts = new Uint16Array(2 * counts.length);
    counts.forEach((count, old) => {
      if (count === 0) return;
      const slot = this.slotOf(keys[2 * old]!, keys[2 * old + 1]!);
      this.keys[2 * slot] = keys[2 * old]!;
      this.keys[2 * slot + 1] = keys[2 * old + 1]!;
      this.counts[slot] = count;
    });
  }
}
