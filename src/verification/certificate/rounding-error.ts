/**
 * A bound on what rounding does to a program's result over a piece: each operation's rounding error is a symbol that later
 * operations carry along with an enclosed weight, so that errors of a value used twice may cancel (affine
 * arithmetic: L. H. de Figueiredo and J. Stolfi, "Affine arithmetic: concepts and applications", Numerical Algorithms 37,
 * 2004; E. Darulova and V. Kuncak, "Trustworthy numerical computation in Scala", OOPSLA 2011).
 */

import {
  add,
  type Ball,
  divide,
  isZero,
  multiply,
  negate,
  squareRoot,
  subtract,
  ZERO,
} from '../../numerics/ball/ball';
import { holdsZero, sizeAbove, symmetric } from '../../numerics/ball/interval';
import { exponentOf } from '../../numerics/bits';
import { FORMAT_PARAMETERS, type FiniteFormat } from '../../numerics/format';
import { largestFinite } from '../../numerics/rounding';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../../program/program';
import { COARSE_BITS, type ModelSetting, NoModel, rangeOf, type TaylorModel } from '../taylor-model';
import { NoProgramModel, type ProgramModels } from '../taylor-model-program';

/** Weights of the symbols, by instruction; each symbol stands for some number of [-1, 1]. */
type Affine = readonly Ball[];

interface Value {
  /** Of the value in exact arithmetic. */
  readonly range: Ball;
  readonly error: Affine;
}

const BITS = COARSE_BITS;

/**
 * |computed result - result in exact arithmetic| for every number x of the format on the piece, as an exact ball. x and
 * constants are numbers of the format.
 *
 * @throws NoProgramModel where a value may overflow, or the rounding of a divisor or radicand may change its sign
 */
export function boundRounding(
  program: Program,
  format: FiniteFormat,
  { values: models, constants }: ProgramModels,
  x: Ball,
  setting: ModelSetting,
): Ball {
  const count = program.instructions.length;
  const none: Affine = Array<Ball>(count).fill(ZERO);
  const ranges = new Map<TaylorModel, Ball>();
  const rangeOfModel = (model: TaylorModel): Ball => {
    let range = ranges.get(model);
    if (range === undefined) ranges.set(model, (range = rangeOf(model, setting)));
    return range;
  };
  const values: Value[] = [];
  const read = (operand: Operand | undefined): Value => {
    if (operand === undefined) throw new RangeError('an operand is missing');
    if (operand === INPUT) return { range: x, error: none };
    if (isConstantOperand(operand))
      return { range: rangeOfModel(constants[constantIndex(operand)]!), error: none };
    return values[operand]!;
  };
  program.instructions.forEach(({ opcode, operands }, i) => {
    try {
      const range = rangeOfModel(models[i]!);
      const [a, b, c] = operands.map(read) as [Value, Value, Value];
      let carried: Affine;
      let extra: Ball = ZERO;
      let exact = false;
      switch (opcode) {
        case 'add':
          carried = combine(a.error, b.error, add);
          break;
        case 'sub':
          carried = combine(a.error, b.error, subtract);
          break;
        case 'mul':
          ({ carried, extra } = productError(a, b));
          exact = isPowerOfTwo(a) || isPowerOfTwo(b);
          break;
        case 'fma': {
          const product = productError(a, b);
          carried = combine(product.carried, c.error, add);
          extra = product.extra;
          break;
        }
        case 'div': {
          const divisor = add(b.range, sum(b.error), BITS);
          if (holdsZero(divisor)) throw new NoModel('division by zero');
          // a'/b' - a/b = (da - (a/b) db) / b'
          carried = combine(a.error, b.error, (da, db) =>
            isZero(da) && isZero(db)
              ? ZERO
              : divide(subtract(da, multiply(range, db, BITS), BITS), divisor, BITS),
          );
          exact = isPowerOfTwo(b);
          break;
        }
        case 'sqrt': {
          const moved = add(a.range, sum(a.error), BITS);
          if (!(moved.mid > moved.rad)) throw new NoModel('root of a negative number');
          // sqrt(a') - sqrt(a) = da / (sqrt(a') + sqrt(a))
          const divisor = add(squareRoot(moved, BITS), squareRoot(a.range, BITS), BITS);
          carried = a.error.map((da) => (isZero(da) ? ZERO : divide(da, divisor, BITS)));
          break;
        }
        case 'neg':
          carried = a.error.map(negate);
          exact = true;
          break;
      }
      const before = add(add(range, sum(carried), BITS), symmetric(extra), BITS);
      const rounding = largestRounding(before, format, exact);
      const error = carried.slice();
      // The symbol's weight is a number, so that the symbol may cancel; no earlier value carries it.
      error[i] = add(weightOf(extra), weightOf(rounding), BITS);
      values.push({ range, error });
    } catch (failure) {
      if (failure instanceof NoModel) throw new NoProgramModel(failure, i);
      throw failure;
    }
  });
  const total = sum(read(program.result).error);
  return { mid: total.rad, rad: 0n, exp: total.exp };
}

function combine(a: Affine, b: Affine, operation: (a: Ball, b: Ball, bits: number) => Ball): Affine {
  return a.map((weight, k) => (isZero(weight) && isZero(b[k]!) ? ZERO : operation(weight, b[k]!, BITS)));
}

/** a' b' - a b = a db + b da + da db. */
function productError(a: Value, b: Value): { carried: Affine; extra: Ball } {
  const carried = combine(a.error, b.error, (da, db) =>
    add(multiply(b.range, da, BITS), multiply(a.range, db, BITS), BITS),
  );
  return { carried, extra: multiply(sum(a.error), sum(b.error), BITS) };
}

/** The largest absolute value. */
function weightOf(a: Ball): Ball {
  const { rad, exp } = symmetric(a);
  return { mid: rad, rad: 0n, exp };
}

/** The values that the error takes: a ball around 0. */
function sum(error: Affine): Ball {
  let total = ZERO;
  for (const weight of error) if (!isZero(weight)) total = add(total, symmetric(weight), BITS);
  return total;
}

/** Multiplication and division by a power of two round nothing but subnormal results. */
function isPowerOfTwo({ range: { mid, rad }, error }: Value): boolean {
  const size = mid < 0n ? -mid : mid;
  return rad === 0n && size !== 0n && (size & (size - 1n)) === 0n && error.every(isZero);
}

/** Half an ulp of the largest number that is rounded, as a ball around 0. */
function largestRounding(value: Ball, format: FiniteFormat, exact: boolean): Ball {
  const size = sizeAbove(value);
  if (size > largestFinite(format)) throw new NoModel('overflow');
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  if (exact) return { mid: 0n, rad: 1n, exp: minExponent - precision };
  if (size === 0) return ZERO;
  const exponent = Math.max(exponentOf(size), minExponent);
  return { mid: 0n, rad: 1n, exp: exponent - precision };
}
