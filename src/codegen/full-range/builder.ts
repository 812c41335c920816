/** Writes a `Dataflow`, step by step, with its types checked. */

import type { Program } from '../../program/program';
import type { Dataflow, FloatType, KernelFunction, Operation, Step, ValueType } from './dataflow';

/** A step of the function that is being written. */
export interface Value {
  readonly index: number;
  readonly type: ValueType;
}

/** Where a number stands for a constant of the type that is wanted. */
export type Operand = Value | number;

export interface BuilderOptions {
  readonly format: FloatType;
  /** In which the kernels and the reduction are computed: f64 may serve f32. */
  readonly compute: FloatType;
  readonly programs: readonly Program[];
  /** Without them guards are left out, and the function with them. */
  readonly specialCases: boolean;
  /**
   * For languages that may cancel what is added and taken away, and replace subnormal numbers by 0: integers are rounded
   * to by an instruction, and subnormal arguments are taken from their encoding. The values are the same.
   */
  readonly forShaders?: boolean;
}

export class DataflowBuilder {
  readonly format: FloatType;
  readonly compute: FloatType;
  readonly specialCases: boolean;
  readonly forShaders: boolean;
  /** The argument. */
  readonly x: Value;
  private readonly steps: Step[] = [];
  private readonly kernels: readonly KernelFunction[];

  constructor({ format, compute, programs, specialCases, forShaders = false }: BuilderOptions) {
    this.format = format;
    this.compute = compute;
    this.specialCases = specialCases;
    this.forShaders = forShaders;
    this.kernels = programs.map((program) => ({ program, type: compute }));
    this.x = this.step('input', format, []);
  }

  finish(result: Value): Dataflow {
    this.expect(result, this.format);
    return { format: this.format, kernels: this.kernels, steps: this.steps, result: result.index };
  }

  /** The value under a name of its own. */
  named(name: string, value: Value): Value {
    const step = this.steps[value.index];
    if (step !== undefined && step.name === undefined) this.steps[value.index] = { ...step, name };
    return value;
  }

  /** The value, whose rounding is meant. */
  kept(value: Value): Value {
    const step = this.steps[value.index];
    if (step !== undefined) this.steps[value.index] = { ...step, kept: true };
    return value;
  }

  /** A constant, rounded to its type. */
  constant(number: number, type: ValueType = this.compute, name?: string): Value {
    const rounded = type === 'f32' ? Math.fround(number) : number;
    return this.step('constant', type, [], { number: rounded, ...(name === undefined ? {} : { name }) });
  }

  /** Returns `value` where `condition` holds; left out of functions without special cases. */
  guard(condition: Value, value: Operand): void {
    if (!this.specialCases) return;
    this.expect(condition, 'bool');
    const lifted = this.lift(value, this.format);
    this.expect(lifted, this.format);
    this.step('guard', this.format, [condition, lifted]);
  }

  /** The kernel with this number at an argument of the type of computation. */
  kernel(number: number, argument: Value): Value {
    this.expect(argument, this.compute);
    return this.step('kernel', this.compute, [argument], { number });
  }

  add(a: Operand, b: Operand): Value {
    return this.binary('add', a, b);
  }

  sub(a: Operand, b: Operand): Value {
    return this.binary('sub', a, b);
  }

  mul(a: Operand, b: Operand): Value {
    return this.binary('mul', a, b);
  }

  div(a: Operand, b: Operand): Value {
    return this.binary('div', a, b);
  }

  neg(a: Value): Value {
    return this.step('neg', a.type, [a]);
  }

  abs(a: Value): Value {
    return this.step('abs', a.type, [a]);
  }

  /** To the type of computation. */
  toCompute(a: Value): Value {
    return a.type === 'f32' && this.compute === 'f64' ? this.step('widen', 'f64', [a]) : a;
  }

  /** To the format of the function. */
  toFormat(a: Value): Value {
    return a.type === 'f64' && this.format === 'f32' ? this.step('narrow', 'f32', [a]) : a;
  }

  bits32(a: Value): Value {
    this.expect(a, 'f32');
    return this.step('bits32', 'i32', [a]);
  }

  fromBits32(a: Value): Value {
    this.expect(a, 'i32');
    return this.step('fromBits32', 'f32', [a]);
  }

  highWord(a: Value): Value {
    this.expect(a, 'f64');
    return this.step('highWord', 'i32', [a]);
  }

  lowWord(a: Value): Value {
    this.expect(a, 'f64');
    return this.step('lowWord', 'i32', [a]);
  }

  fromWords(high: Value, low: Operand): Value {
    return this.step('fromWords', 'f64', [high, this.lift(low, 'i32')]);
  }

  /** An integer as a number of the type of computation. */
  toFloat(a: Value): Value {
    this.expect(a, 'i32');
    return this.step('toFloat', this.compute, [a]);
  }

  /** The nearest integer, ties to even, for |a| below 2^22. */
  nearest(a: Value): Value {
    this.expect(a, 'f32');
    return this.step('nearest', 'f32', [a]);
  }

  /** A number that is an integer of 32 bits. */
  toInteger(a: Value): Value {
    this.expect(a, 'f32');
    return this.step('toInteger', 'i32', [a]);
  }

  iadd(a: Operand, b: Operand): Value {
    return this.integer('iadd', a, b);
  }

  isub(a: Operand, b: Operand): Value {
    return this.integer('isub', a, b);
  }

  imul(a: Operand, b: Operand): Value {
    return this.integer('imul', a, b);
  }

  and(a: Operand, b: Operand): Value {
    return this.integer('and', a, b);
  }

  shl(a: Value, count: number): Value {
    this.expect(a, 'i32');
    return this.step('shl', 'i32', [a], { number: count });
  }

  shr(a: Value, count: number): Value {
    this.expect(a, 'i32');
    return this.step('shr', 'i32', [a], { number: count });
  }

  lt(a: Operand, b: Operand): Value {
    return this.comparison('lt', a, b);
  }

  le(a: Operand, b: Operand): Value {
    return this.comparison('le', a, b);
  }

  eq(a: Operand, b: Operand): Value {
    return this.comparison('eq', a, b);
  }

  isNaN(a: Value): Value {
    return this.comparison('ne', a, a);
  }

  nonzero(a: Value): Value {
    this.expect(a, 'i32');
    return this.step('nonzero', 'bool', [a]);
  }

  select(condition: Value, ifTrue: Operand, ifFalse: Operand): Value {
    this.expect(condition, 'bool');
    const [a, b] = this.pair(ifTrue, ifFalse);
    return this.step('select', a.type, [condition, a, b]);
  }

  private binary(operation: Operation, a: Operand, b: Operand): Value {
    const [first, second] = this.pair(a, b);
    return this.step(operation, first.type, [first, second]);
  }

  private integer(operation: Operation, a: Operand, b: Operand): Value {
    const [first, second] = this.pair(a, b);
    this.expect(first, 'i32');
    return this.step(operation, 'i32', [first, second]);
  }

  private comparison(operation: Operation, a: Operand, b: Operand): Value {
    const [first, second] = this.pair(a, b);
    return this.step(operation, 'bool', [first, second]);
  }

  /** Two operands of one type. */
  private pair(a: Operand, b: Operand): readonly [Value, Value] {
    const type = typeof a !== 'number' ? a.type : typeof b !== 'number' ? b.type : this.compute;
    const first = this.lift(a, type);
    const second = this.lift(b, type);
    this.expect(first, type);
    this.expect(second, type);
    return [first, second];
  }

  private lift(operand: Operand, type: ValueType): Value {
    return typeof operand === 'number' ? this.constant(operand, type) : operand;
  }

  private step(
    operation: Operation,
    type: ValueType,
    operands: readonly Value[],
    extra: { readonly number?: number; readonly name?: string } = {},
  ): Value {
    this.steps.push({ operation, type, operands: operands.map(({ index }) => index), ...extra });
    return { index: this.steps.length - 1, type };
  }

  private expect(value: Value, type: ValueType): void {
    if (value.type !== type) throw new TypeError(`a value of ${type} is needed, not of ${value.type}`);
  }
}
