/** A rate over the last seconds, for display. */

const WINDOW_MILLISECONDS = 3000;

export class Rate {
  private readonly now: () => number;
  private samples: { readonly at: number; readonly count: number }[] = [];

  constructor(now: () => number) {
    this.now = now;
  }

  add(count: number): void {
    const at = this.now();
    this.samples.push({ at, count });
    this.samples = this.samples.filter((sample) => at - sample.at <= WINDOW_MILLISECONDS);
  }

  /** Forgets the past, so that a pause does not count as slowness. */
  reset(): void {
    this.samples = [];
  }

  /** Per second; 0 until two samples are there. */
  perSecond(): number {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.at === first.at) return 0;
    const counted = this.samples.slice(1).reduce((total, { count }) => total + count, 0);
    return (counted / (last.at - first.at)) * 1000;
  }
}
