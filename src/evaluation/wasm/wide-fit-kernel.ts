/**
 * The WASM kernel that fits in double-double, one instance per worker. What it computes is deterministic: the same inputs
 * give the same bits on every machine, with SIMD and without.
 */

import type { LabelTable } from '../../oracle/labels';
import type { Structure } from '../../program/program';
import type { WideFitSettings } from '../fit-engine';
import { MAX_TRAINING_POINTS, storeColumnOrder, storeTable } from '../table-rows';
import { compileBase64 } from './load-module';
import {
  KERNEL_MAX_CONSTANTS,
  KERNEL_MAX_INSTRUCTIONS,
  WORDS_PER_INSTRUCTION,
  storeCode,
} from './program-code';
import { hasWasmSimd } from './simd';
import { SCALAR_WIDE_KERNEL_BASE64, WIDE_KERNEL_BASE64 } from './wide-kernel.generated';

interface WideFitExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  codeAddress(): number;
  constantsAddress(): number;
  orderAddress(): number;
  trainingAddress(): number;
  fit(
    instructions: number,
    constants: number,
    affine: number,
    result: number,
    points: number,
    steps: number,
    extendBelow: number,
    extendedSteps: number,
    lawsonBelow: number,
    lawsonSteps: number,
  ): number;
  stepsOfLastFit(): number;
}

/** How many points a step of the kernel's loops works on. */
export type WideKernelLanes = 'simd' | 'scalar';

const compiled = new Map<WideKernelLanes, WebAssembly.Module>();

function instantiate(lanes: WideKernelLanes): WideFitExports {
  let module = compiled.get(lanes);
  if (module === undefined) {
    module = compileBase64(lanes === 'simd' ? WIDE_KERNEL_BASE64 : SCALAR_WIDE_KERNEL_BASE64);
    compiled.set(lanes, module);
  }
  return new WebAssembly.Instance(module, {}).exports as object as WideFitExports;
}

/** See WideFitEngine in ../wide-fit-engine.ts for what its methods do. */
export class WideFitKernel {
  private readonly kernel: WideFitExports;
  private readonly code: Int32Array;
  private readonly heads: Float64Array;
  private readonly tails: Float64Array;
  private readonly order: Int32Array;
  private readonly training: Float64Array;
  private trainingPoints = 0;

  constructor(lanes: WideKernelLanes = hasWasmSimd() ? 'simd' : 'scalar') {
    this.kernel = instantiate(lanes);
    const { buffer } = this.kernel.memory;
    this.code = new Int32Array(
      buffer,
      this.kernel.codeAddress(),
      WORDS_PER_INSTRUCTION * KERNEL_MAX_INSTRUCTIONS,
    );
    const constants = this.kernel.constantsAddress();
    this.heads = new Float64Array(buffer, constants, KERNEL_MAX_CONSTANTS);
    this.tails = new Float64Array(buffer, constants + this.heads.byteLength, KERNEL_MAX_CONSTANTS);
    this.order = new Int32Array(buffer, this.kernel.orderAddress(), KERNEL_MAX_CONSTANTS);
    this.training = new Float64Array(buffer, this.kernel.trainingAddress(), 4 * MAX_TRAINING_POINTS);
  }

  setTraining(table: LabelTable): void {
    this.trainingPoints = storeTable(this.training, MAX_TRAINING_POINTS, table, 'training');
  }

  fit(
    structure: Structure,
    heads: Float64Array,
    tails: Float64Array,
    affine: readonly number[],
    settings: WideFitSettings,
  ): number {
    const result = storeCode(this.code, structure);
    this.heads.set(heads);
    this.tails.set(tails);
    storeColumnOrder(this.order, affine, heads.length);
    const error = this.kernel.fit(
      structure.instructions.length,
      heads.length,
      affine.length,
      result,
      this.trainingPoints,
      settings.steps,
      settings.extendBelow,
      settings.extendedSteps,
      settings.lawsonBelow,
      settings.lawsonSteps,
    );
    heads.set(this.heads.subarray(0, heads.length));
    tails.set(this.tails.subarray(0, heads.length));
    return error;
  }

  get stepsOfLastFit(): number {
    return this.kernel.stepsOfLastFit();
  }
}
