/**
 * A program as straight-line SIMD code: every value in a local, so that the compiler can keep it in a register. Four
 * points at a time in binary32, two in binary64. Each operation rounds as the law's does.
 */

import { constantToNumber, roundConstant } from '../../program/constant';
import {
  INPUT,
  constantIndex,
  isConstantOperand,
  type Instruction,
  type Operand,
  type Program,
} from '../../program/program';
import type { Local } from './binary-writer';
import type { Emitter, VectorInstruction } from './simd-instructions';

export type CompiledFormat = 'f32' | 'f64';

/** Of binary32. */
const LEAST_NORMAL = 2 ** -126;

type Lanes = 'f32x4' | 'f64x2';
const LANES: Readonly<Record<CompiledFormat, Lanes>> = { f32: 'f32x4', f64: 'f64x2' };

/**
 * How fma is compiled. software: correctly rounded, out of other instructions, in binary32. relaxed: as the instruction
 * `relaxed_madd`, which rounds once or twice as the machine likes (see relaxed-fma.ts).
 */
export type FmaForm = 'software' | 'relaxed';

/** A correctly rounded binary64 fma has no short form in SIMD; all else can be compiled. */
export function canCompile({ instructions }: Program, format: CompiledFormat): boolean {
  return format === 'f32' || instructions.every(({ opcode }) => opcode !== 'fma');
}

/** Emits the evaluation of one program; constants are loaded into locals once, ahead of any loop. */
export class ProgramEmitter {
  private readonly emitter: Emitter;
  private readonly program: Program;
  private readonly lanes: Lanes;
  private readonly constants: readonly Local[];
  private readonly values: readonly Local[];
  private readonly fma: FmaEmitter | null;
  private readonly scratch: Local;

  private readonly flush: boolean;

  /**
   * Emits the loading of the constants.
   * @param flush whether subnormal numbers are zeros, in binary32
   */
  constructor(
    emitter: Emitter,
    program: Program,
    format: CompiledFormat,
    flush = false,
    form: FmaForm = 'software',
  ) {
    if (form === 'software' && !canCompile(program, format))
      throw new RangeError(`${format} programs with fma are not compiled`);
    const { target } = emitter;
    this.flush = flush;
    this.emitter = emitter;
    this.program = program;
    this.lanes = LANES[format];
    this.constants = program.constants.map((constant) => {
      const local = target.local('v128');
      const value = constantToNumber(roundConstant(constant, format));
      const kept = flush && Math.abs(value) < LEAST_NORMAL ? value * 0 : value;
      emitter.splatConstant(kept, this.lanes).set(local);
      return local;
    });
    this.values = program.instructions.map(() => target.local('v128'));
    this.scratch = target.local('v128');
    const fused = form === 'software' && program.instructions.some(({ opcode }) => opcode === 'fma');
    this.fma = fused ? new FmaEmitter(emitter) : null;
  }

  /** Emits the evaluation at the points in the local x; the values are left on the stack. */
  evaluate(x: Local): void {
    if (this.flush) {
      this.emitter.get(x).set(this.scratch);
      this.emitFlush();
      this.emitter.set(x);
    }
    this.program.instructions.forEach((instruction, i) => {
      this.instruction(instruction, x);
      if (this.flush) {
        this.emitter.set(this.scratch);
        this.emitFlush();
      }
      this.emitter.set(this.values[i]!);
    });
    this.emitter.get(this.localOf(this.program.result, x));
  }

  /** Leaves the numbers of `scratch`, subnormal ones as zeros of their sign. */
  private emitFlush(): void {
    const { emitter, scratch } = this;
    emitter.get(scratch).splatConstant(-0, 'f32x4').get(scratch).vector('f32x4.abs');
    emitter.splatConstant(LEAST_NORMAL, 'f32x4').vector('f32x4.lt', 'v128.not', 'v128.or', 'v128.and');
  }

  private instruction({ opcode, operands }: Instruction, x: Local): void {
    const locals = operands.map((operand) => this.localOf(operand, x));
    if (opcode === 'fma') {
      const [a, b, c] = locals;
      if (this.fma === null) this.emitter.get(...locals).vector(`${this.lanes}.relaxed_madd`);
      else this.fma.emit(a!, b!, c!);
      return;
    }
    const name: VectorInstruction = `${this.lanes}.${opcode}`;
    this.emitter.get(...locals).vector(name);
  }

  private localOf(operand: Operand, x: Local): Local {
    if (operand === INPUT) return x;
    return isConstantOperand(operand) ? this.constants[constantIndex(operand)]! : this.values[operand]!;
  }
}

/**
 * The correctly rounded binary32 fma of four points: the product is exact in binary64, the sum is rounded to odd there
 * (Boldo and Melquiond, IEEE Transactions on Computers 57(4), 2008), and then once to binary32.
 */
class FmaEmitter {
  private readonly emitter: Emitter;
  private readonly one: Local;
  private readonly c: Local;
  private readonly product: Local;
  private readonly sum: Local;
  private readonly back: Local;
  private readonly error: Local;

  constructor(emitter: Emitter) {
    const { target } = emitter;
    this.emitter = emitter;
    this.one = target.local('v128');
    this.c = target.local('v128');
    this.product = target.local('v128');
    this.sum = target.local('v128');
    this.back = target.local('v128');
    this.error = target.local('v128');
    emitter.integers64(1n).set(this.one);
  }

  /** Leaves a b + c on the stack. */
  emit(a: Local, b: Local, c: Local): void {
    this.half(a, b, c, false);
    this.half(a, b, c, true);
    this.emitter.shuffle32([0, 1, 4, 5]);
  }

  /** Two of the four points; their results are the low lanes of the vector left on the stack. */
  private half(a: Local, b: Local, c: Local, upper: boolean): void {
    const { emitter, one, product, sum, back, error } = this;
    this.promoted(a, upper);
    this.promoted(b, upper);
    emitter.vector('f64x2.mul').set(product);
    this.promoted(c, upper);
    emitter.set(this.c);
    emitter.get(product, this.c).vector('f64x2.add').tee(sum);
    emitter.get(product).vector('f64x2.sub').set(back);
    // error = (product - (sum - back)) + (c - back), exactly; NaN where the sum is not finite.
    emitter.get(product, sum, back).vector('f64x2.sub', 'f64x2.sub');
    emitter.get(this.c, back).vector('f64x2.sub', 'f64x2.add').set(error);
    // Inexact with an even last bit: moved by one towards the error.
    emitter.get(sum);
    emitter.get(sum, error).vector('v128.xor').spreadSigns().get(one).vector('v128.or');
    emitter.get(sum, one).vector('v128.and').get(one).vector('i64x2.sub', 'v128.and');
    emitter.get(error).vector('f64x2.abs').splatConstant(0, 'f64x2').vector('f64x2.gt', 'v128.and');
    emitter.vector('i64x2.add', 'f32x4.demote_f64x2_zero');
  }

  private promoted(v: Local, upper: boolean): void {
    this.emitter.get(v);
    if (upper) this.emitter.get(v).shuffle32([2, 3, 2, 3]);
    this.emitter.vector('f64x2.promote_low_f32x4');
  }
}
