/** Scans by the law: for the formats of 16 bits, whose numbers are few, and to check compiled scans by. */

import { fromOrdinal } from '../numerics/ordinals';
import { compileLaw } from '../program/interpret';
import type { Program } from '../program/program';
import { validateProgram } from '../program/validate';
import { ScanReference } from './scan-reference';
import type { Scan, ScanResult } from './scan-result';
import { scanUnit, type ScanTarget, type ScanUnit } from './scan-target';

export class LawScan implements Scan {
  private readonly reference: ScanReference;
  private readonly law: (x: number) => number;
  private readonly unit: ScanUnit;

  /** As CompiledScan, in any of the formats. */
  constructor(program: Program, target: ScanTarget) {
    this.reference = new ScanReference(target.function, target.format);
    this.law = compileLaw(validateProgram(program), target);
    this.unit = scanUnit(target);
  }

  scan(first: number, last: number): ScanResult {
    const { reference, law } = this;
    const { blockLength, format, x } = reference;
    reference.checkRange(first, last);
    const decidedByOracle: number[] = [];
    let maxError = -1;
    let argmax = 0;
    let misrounded = 0;
    for (let from = first; from <= last; from += blockLength) {
      const count = Math.min(blockLength, last - from + 1);
      for (let i = 0; i < count; i++) x[i] = fromOrdinal(BigInt(from + i), format);
      for (const place of reference.round(count)) decidedByOracle.push(x[place]!);
      for (let i = 0; i < count; i++) {
        if (Number.isNaN(reference.rounded[i]!)) reference.decide(i);
        const value = law(x[i]!);
        if (value !== reference.rounded[i]!) misrounded++;
        const error = this.errorAt(i, value);
        if (!(error > maxError)) continue;
        maxError = error;
        argmax = x[i]!;
      }
    }
    return { count: last - first + 1, maxError, argmax, misrounded, decidedByOracle };
  }

  /** The arithmetic of ScanExports.compare. */
  private errorAt(i: number, value: number): number {
    const rounded = this.reference.rounded[i]!;
    const tail = this.reference.tail[i]!;
    const perUlp = this.reference.perUlp[i]!;
    let error = value === rounded ? Math.abs(tail) : Math.abs((value - rounded) * perUlp - tail);
    if (this.unit === 'relative') {
      if (error !== 0) error /= Math.abs(rounded * perUlp + tail);
    } else if (this.unit !== 'ulp') {
      error = Math.abs(error / (perUlp * this.unit));
    }
    return Number.isNaN(error) ? Infinity : error;
  }
}
