/** Lines of the benchmark's output. */

import { stdout } from 'node:process';
import type { Timing } from './measure';

/** A rate with the slowest and fastest window; `scale` is what one run of the measured work counts for. */
export function report(name: string, timing: Timing, scale: number, unit: string): void {
  const number = (value: number): string => (value * scale).toExponential(3);
  const line = `${name.padEnd(44)} ${number(timing.perSecond)} ${unit}  (${number(timing.slowest)} to ${number(timing.fastest)})`;
  stdout.write(`${line}\n`);
}

export function ratio(name: string, a: Timing, b: Timing): void {
  stdout.write(`${name.padEnd(44)} ${(a.perSecond / b.perSecond).toFixed(1)} x\n`);
}

/** The timing of one of `factor` equal parts of the measured work. */
export function scaled(timing: Timing, factor: number): Timing {
  return {
    perSecond: timing.perSecond * factor,
    slowest: timing.slowest * factor,
    fastest: timing.fastest * factor,
  };
}
