/** Scans of binary32 programs, compiled to WebAssembly: tens of millions of points per second and core. */

import { fromBinary32Bits } from '../numerics/bits';
import type { Program } from '../program/program';
import { validateProgram } from '../program/validate';
import { ScanReference } from './scan-reference';
import { scanUnit, type ScanTarget } from './scan-target';
import { mergeScans, type Scan, type ScanResult } from './scan-result';
import { emitScan, type ScanExports } from './wasm/compile-scan';

const NEGATIVE_ZERO_BITS = 0x80000000;
/** Points of a step of the compiled code. */
const STEP = 4;

export class CompiledScan implements Scan {
  private readonly reference: ScanReference;
  private readonly compiled: ScanExports;

  /**
   * @param target in binary32
   * @param reference one of the target's function in binary32, where scans of several programs may share it
   * @throws OracleError for a target without a function
   * @throws ProgramError for what is no valid program
   */
  constructor(
    program: Program,
    target: ScanTarget,
    reference: ScanReference = new ScanReference(target.function, 'f32'),
  ) {
    this.reference = reference;
    const module = new WebAssembly.Module(emitScan(validateProgram(program), scanUnit(target), target.flush));
    const { memory } = this.reference;
    const instance = new WebAssembly.Instance(module, { environment: { memory } });
    this.compiled = instance.exports as object as ScanExports;
  }

  scan(first: number, last: number): ScanResult {
    this.reference.checkRange(first, last);
    if (first >= 0 || last < 0) return this.scanOneSign(first, last);
    return mergeScans(this.scanOneSign(first, -1), this.scanOneSign(0, last));
  }

  /**
   * Compares at the numbers whose ordinals are first, first + stride, ... up to `last`. Errors as `scan`.
   * @param stride a positive integer
   */
  sample(first: number, last: number, stride: number): ScanResult {
    this.reference.checkRange(first, last);
    if (first >= 0 || last < 0) return this.scanOneSign(first, last, stride);
    const below = first + stride * Math.floor((-1 - first) / stride);
    const result = this.scanOneSign(first, below, stride);
    return below + stride > last
      ? result
      : mergeScans(result, this.scanOneSign(below + stride, last, stride));
  }

  private scanOneSign(first: number, last: number, stride = 1): ScanResult {
    const { reference, compiled } = this;
    const { blockLength } = reference;
    const [x, rounded, tail, perUlp] = [
      reference.x.byteOffset,
      reference.rounded.byteOffset,
      reference.tail.byteOffset,
      reference.perUlp.byteOffset,
    ];
    // Among negative numbers the bits fall as the ordinals rise.
    const step = first < 0 ? -stride : stride;
    const firstBits = first < 0 ? NEGATIVE_ZERO_BITS - first : first;
    const numberAt = (place: number): number => fromBinary32Bits(firstBits + step * place);
    const decidedByOracle: number[] = [];
    let maxError = -1;
    let argmax = 0;
    let misrounded = 0;
    const total = Math.floor((last - first) / stride) + 1;
    for (let done = 0; done < total; done += blockLength) {
      const count = Math.min(blockLength, total - done);
      compiled.fill(x, firstBits + step * done, step, count);
      for (const place of reference.round(Math.ceil(count / STEP) * STEP)) {
        if (place < count) decidedByOracle.push(numberAt(done + place));
      }
      const error = compiled.compare(x, rounded, tail, perUlp, count);
      misrounded += compiled.misrounded();
      if (!(error > maxError)) continue;
      const place = compiled.argmax();
      if (Number.isNaN(reference.rounded[place]!)) reference.decide(place);
      maxError = error;
      argmax = numberAt(done + place);
    }
    return { count: total, maxError, argmax, misrounded, decidedByOracle };
  }
}
