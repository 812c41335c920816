/**
 * The law of a full-range function: what it computes, bit for bit, as every emitted form must. Steps are carried out one
 * after the other on blocks of arguments, in loops that the engine compiles well; f32 operations are those of binary64
 * rounded by Math.fround, which is exact for them (see program/interpret).
 */

import { fma, fmaToFormat } from '../../numerics/fma';
import { constantToNumber, roundConstants } from '../../program/constant';
import { constantIndex, INPUT, isConstantOperand, type Operand } from '../../program/program';
import type { BulkFunction } from '../../verification/full-range';
import { instructionAt, liveInstructions } from '../live';
import { liveSteps, type Dataflow, type FloatType, type KernelFunction, type Step } from './dataflow';

/** Small enough for the rows of all steps to stay near the processor. */
const BLOCK = 128;

type Row = Float64Array | Int32Array;
/** Carries a step out on the first `count` arguments of a block. */
type Action = (count: number) => void;

/** Which of the two words of a binary64 in memory carries the sign. */
const HIGH = new Uint32Array(new Float64Array([-0]).buffer)[1] === 0x80000000 ? 1 : 0;

/** Adding it rounds a number of binary32 below 2^22 to an integer. */
const SHIFT = 1.5 * 2 ** 23;

const scratch32 = new Float32Array(BLOCK);
const scratch32Words = new Int32Array(scratch32.buffer);

/** The function of the description. Calls allocate nothing; the functions of two calls share nothing but scratch. */
export function compileFullRangeLaw(dataflow: Dataflow): BulkFunction {
  const { steps, kernels, result } = dataflow;
  const rows: Row[] = steps.map(({ type }) =>
    type === 'i32' || type === 'bool' ? new Int32Array(BLOCK) : new Float64Array(BLOCK),
  );
  const actions: Action[] = [];
  const guards: (readonly [condition: Int32Array, value: Float64Array])[] = [];
  const input = new Float64Array(BLOCK);
  const float = (index: number | undefined): Float64Array => {
    const row = rows[index ?? -1];
    if (!(row instanceof Float64Array)) throw new TypeError('a step of floating-point numbers is needed');
    return row;
  };
  const integer = (index: number | undefined): Int32Array => {
    const row = rows[index ?? -1];
    if (!(row instanceof Int32Array)) throw new TypeError('a step of integers is needed');
    return row;
  };
  for (const index of liveSteps(dataflow)) {
    const step = steps[index]!;
    const [a, b] = step.operands;
    if (step.operation === 'input') rows[index] = input;
    else if (step.operation === 'constant') rows[index]?.fill(step.number ?? NaN);
    else if (step.operation === 'guard') guards.unshift([integer(a), float(b)]);
    else if (step.operation === 'kernel') {
      const kernel = kernels[step.number ?? -1];
      if (kernel === undefined) throw new RangeError(`there is no kernel ${String(step.number)}`);
      actions.push(kernelAction(kernel, float(a), float(index)));
    } else actions.push(stepAction(step, index, float, integer));
  }
  const value = float(result);
  return (x, y) => {
    for (let from = 0; from < x.length; from += BLOCK) {
      const count = Math.min(BLOCK, x.length - from);
      for (let i = 0; i < count; i++) input[i] = x[from + i]!;
      for (const action of actions) action(count);
      for (let i = 0; i < count; i++) y[from + i] = value[i]!;
      // The first guard that holds has the last word.
      for (const [condition, instead] of guards) {
        for (let i = 0; i < count; i++) if (condition[i] !== 0) y[from + i] = instead[i]!;
      }
    }
  };
}

function stepAction(
  { operation, type, operands, number = 0 }: Step,
  index: number,
  float: (index: number | undefined) => Float64Array,
  integer: (index: number | undefined) => Int32Array,
): Action {
  const [first, second, third] = operands;
  switch (operation) {
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
      return arithmeticAction(operation, type, float(first), float(second), float(index));
    case 'neg':
      return mapFloats(float(first), float(index), (v) => -v);
    case 'abs':
      return mapFloats(float(first), float(index), Math.abs);
    case 'widen':
      return mapFloats(float(first), float(index), (v) => v);
    case 'narrow':
      return mapFloats(float(first), float(index), Math.fround);
    case 'bits32': {
      const [a, to] = [float(first), integer(index)];
      return (count) => {
        for (let i = 0; i < count; i++) scratch32[i] = a[i]!;
        for (let i = 0; i < count; i++) to[i] = scratch32Words[i]!;
      };
    }
    case 'fromBits32': {
      const [a, to] = [integer(first), float(index)];
      return (count) => {
        for (let i = 0; i < count; i++) scratch32Words[i] = a[i]!;
        for (let i = 0; i < count; i++) to[i] = scratch32[i]!;
      };
    }
    case 'highWord':
    case 'lowWord': {
      const [words, to] = [new Int32Array(float(first).buffer), integer(index)];
      const offset = operation === 'highWord' ? HIGH : 1 - HIGH;
      return (count) => {
        for (let i = 0; i < count; i++) to[i] = words[2 * i + offset]!;
      };
    }
    case 'fromWords': {
      const [high, low, to] = [integer(first), integer(second), new Int32Array(float(index).buffer)];
      return (count) => {
        for (let i = 0; i < count; i++) {
          to[2 * i + HIGH] = high[i]!;
          to[2 * i + 1 - HIGH] = low[i]!;
        }
      };
    }
    case 'nearest':
      return mapFloats(float(first), float(index), (v) => Math.fround(Math.fround(v + SHIFT) - SHIFT));
    case 'toInteger': {
      const [a, to] = [float(first), integer(index)];
      return (count) => {
        for (let i = 0; i < count; i++) to[i] = a[i]!;
      };
    }
    case 'toFloat': {
      const [a, to] = [integer(first), float(index)];
      return (count) => {
        for (let i = 0; i < count; i++) to[i] = a[i]!;
      };
    }
    case 'iadd':
      return mapIntegers(integer(first), integer(second), integer(index), (a, b) => a + b);
    case 'isub':
      return mapIntegers(integer(first), integer(second), integer(index), (a, b) => a - b);
    case 'imul':
      return mapIntegers(integer(first), integer(second), integer(index), Math.imul);
    case 'and':
      return mapIntegers(integer(first), integer(second), integer(index), (a, b) => a & b);
    case 'shl':
      return mapIntegers(integer(first), integer(first), integer(index), (a) => a << number);
    case 'shr':
      return mapIntegers(integer(first), integer(first), integer(index), (a) => a >> number);
    case 'nonzero':
      return mapIntegers(integer(first), integer(first), integer(index), (a) => (a !== 0 ? 1 : 0));
    case 'lt':
      return compareFloats(float(first), float(second), integer(index), (a, b) => a < b);
    case 'le':
      return compareFloats(float(first), float(second), integer(index), (a, b) => a <= b);
    case 'eq':
      return compareFloats(float(first), float(second), integer(index), (a, b) => a === b);
    case 'ne':
      return compareFloats(float(first), float(second), integer(index), (a, b) => a !== b);
    case 'select': {
      const condition = integer(first);
      if (type === 'i32' || type === 'bool') {
        const [a, b, to] = [integer(second), integer(third), integer(index)];
        return (count) => {
          for (let i = 0; i < count; i++) to[i] = condition[i] !== 0 ? a[i]! : b[i]!;
        };
      }
      const [a, b, to] = [float(second), float(third), float(index)];
      return (count) => {
        for (let i = 0; i < count; i++) to[i] = condition[i] !== 0 ? a[i]! : b[i]!;
      };
    }
    case 'input':
    case 'constant':
    case 'kernel':
    case 'guard':
      throw new RangeError(`${operation} is no operation on rows`);
  }
}

function mapFloats(a: Float64Array, to: Float64Array, f: (value: number) => number): Action {
  return (count) => {
    for (let i = 0; i < count; i++) to[i] = f(a[i]!);
  };
}

function mapIntegers(
  a: Int32Array,
  b: Int32Array,
  to: Int32Array,
  f: (a: number, b: number) => number,
): Action {
  return (count) => {
    for (let i = 0; i < count; i++) to[i] = f(a[i]!, b[i]!);
  };
}

function compareFloats(
  a: Float64Array,
  b: Float64Array,
  to: Int32Array,
  holds: (a: number, b: number) => boolean,
): Action {
  return (count) => {
    for (let i = 0; i < count; i++) to[i] = holds(a[i]!, b[i]!) ? 1 : 0;
  };
}

// One loop an operation and a type: these are most of the work, and must call nothing.

function arithmeticAction(
  operation: 'add' | 'sub' | 'mul' | 'div',
  type: Step['type'],
  a: Float64Array,
  b: Float64Array,
  to: Float64Array,
): Action {
  if (type === 'f32') {
    switch (operation) {
      case 'add':
        return (count) => {
          for (let i = 0; i < count; i++) to[i] = Math.fround(a[i]! + b[i]!);
        };
      case 'sub':
        return (count) => {
          for (let i = 0; i < count; i++) to[i] = Math.fround(a[i]! - b[i]!);
        };
      case 'mul':
        return (count) => {
          for (let i = 0; i < count; i++) to[i] = Math.fround(a[i]! * b[i]!);
        };
      case 'div':
        return (count) => {
          for (let i = 0; i < count; i++) to[i] = Math.fround(a[i]! / b[i]!);
        };
    }
  }
  switch (operation) {
    case 'add':
      return (count) => {
        for (let i = 0; i < count; i++) to[i] = a[i]! + b[i]!;
      };
    case 'sub':
      return (count) => {
        for (let i = 0; i < count; i++) to[i] = a[i]! - b[i]!;
      };
    case 'mul':
      return (count) => {
        for (let i = 0; i < count; i++) to[i] = a[i]! * b[i]!;
      };
    case 'div':
      return (count) => {
        for (let i = 0; i < count; i++) to[i] = a[i]! / b[i]!;
      };
  }
}

function rootAction(type: FloatType, a: Float64Array, to: Float64Array): Action {
  if (type === 'f32') {
    return (count) => {
      for (let i = 0; i < count; i++) to[i] = Math.fround(Math.sqrt(a[i]!));
    };
  }
  return (count) => {
    for (let i = 0; i < count; i++) to[i] = Math.sqrt(a[i]!);
  };
}

function fmaAction(
  type: FloatType,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  to: Float64Array,
): Action {
  return (count) => {
    for (let i = 0; i < count; i++) {
      to[i] = type === 'f64' ? fma(a[i]!, b[i]!, c[i]!) : fmaToFormat(a[i]!, b[i]!, c[i]!, 'f32');
    }
  };
}

/** The program of a kernel on rows, as the law of programs has it (program/interpret). */
function kernelAction({ program, type }: KernelFunction, argument: Float64Array, to: Float64Array): Action {
  const constants = roundConstants(program, type).constants.map((constant) =>
    new Float64Array(BLOCK).fill(constantToNumber(constant)),
  );
  const values = new Map<number, Float64Array>();
  const rowOf = (operand: Operand | undefined): Float64Array => {
    if (operand === INPUT) return argument;
    const row =
      operand !== undefined && isConstantOperand(operand)
        ? constants[constantIndex(operand)]
        : values.get(operand ?? NaN);
    if (row === undefined) throw new RangeError(`no operand ${String(operand)}`);
    return row;
  };
  const actions = liveInstructions(program).map((index): Action => {
    const { opcode, operands } = instructionAt(program, index);
    const [a, b, c] = operands;
    const row = new Float64Array(BLOCK);
    values.set(index, row);
    switch (opcode) {
      case 'add':
      case 'sub':
      case 'mul':
      case 'div':
        return arithmeticAction(opcode, type, rowOf(a), rowOf(b), row);
      case 'fma':
        return fmaAction(type, rowOf(a), rowOf(b), rowOf(c), row);
      case 'sqrt':
        return rootAction(type, rowOf(a), row);
      case 'neg':
        return mapFloats(rowOf(a), row, (v) => -v);
    }
  });
  const result = rowOf(program.result);
  return (count) => {
    for (const action of actions) action(count);
    for (let i = 0; i < count; i++) to[i] = result[i]!;
  };
}
