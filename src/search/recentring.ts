/**
 * A polynomial about another centre: in t = x - h, whose powers are small where those of x are not, so that what is rounded
 * on the way to the result counts for less there. The subtraction is exact over much of the interval (Sterbenz), and where
 * the function vanishes at h the result is t times a polynomial and loses no accuracy near it.
 */

import type { Opcode } from '../program/opcode';
import { constantIndex, INPUT, isConstantOperand, type Operand } from '../program/program';
import { addConstant, insertInstruction, replaceUses, type Genome, type GenomeInstruction } from './genome';
import type { Rewrite } from './rounding-schemes';

const MOST_DEGREE = 12;
/** A constant term below this part of all coefficients may be meant to vanish. */
const VANISHING = 2 ** -10;

/** Ascending. */
type Coefficients = readonly number[];

/**
 * Writes a value that is a polynomial in x of degree 2 to 12, in whatever scheme, by Horner's about each of the centres: the
 * result or what it is made of; once more without its constant term where that is next to nothing. What else uses parts of
 * the old scheme keeps them.
 */
export function recentrings(
  genome: Genome,
  allowed: ReadonlySet<Opcode>,
  centres: readonly number[],
): Rewrite[] {
  const fused = allowed.has('fma');
  if (!allowed.has('sub') || !(fused || (allowed.has('mul') && allowed.has('add')))) return [];
  return polynomialsOf(genome)
    .flatMap((polynomial, i) =>
      polynomial === undefined || polynomial.length < 3 || !polynomial.every(Number.isFinite)
        ? []
        : centres
            .filter((centre) => centre !== 0)
            .map((centre) => ({ i, centre, shifted: shiftedBy(polynomial, centre) })),
    )
    .flatMap(({ i, centre, shifted }) => {
      const total = shifted.reduce((sum, c) => sum + Math.abs(c), 0);
      const vanishes = allowed.has('mul') && Math.abs(shifted[0]!) <= VANISHING * total;
      return (vanishes ? [false, true] : [false]).map((dropped) => () => {
        writeHorner(genome, i, shifted, centre, fused, dropped);
      });
    })
    .reverse();
}

/** In place of instruction i. */
function writeHorner(
  genome: Genome,
  i: number,
  coefficients: Coefficients,
  centre: number,
  fused: boolean,
  dropped: boolean,
): void {
  let at = i;
  const put = (opcode: Opcode, ...operands: Operand[]): Operand =>
    insertInstruction(genome, at++, { opcode, operands });
  const t = put('sub', INPUT, addConstant(genome, centre));
  let value = addConstant(genome, coefficients.at(-1)!);
  for (let k = coefficients.length - 2; k >= 0; k--) {
    if (k === 0 && dropped) value = put('mul', value, t);
    else if (fused) value = put('fma', value, t, addConstant(genome, coefficients[k]!));
    else value = put('add', put('mul', value, t), addConstant(genome, coefficients[k]!));
  }
  replaceUses(genome, at, value);
}

/** The coefficients of p(t + centre) in t, by repeated synthetic division. */
function shiftedBy(polynomial: Coefficients, centre: number): Coefficients {
  const c = polynomial.slice();
  for (let low = 0; low < c.length - 1; low++)
    for (let k = c.length - 2; k >= low; k--) c[k] = c[k]! + centre * c[k + 1]!;
  return c;
}

/** Of each instruction; undefined for what is no polynomial of a degree up to 12. */
function polynomialsOf(genome: Genome): (Coefficients | undefined)[] {
  const values: (Coefficients | undefined)[] = [];
  const of = (operand: Operand): Coefficients | undefined => {
    if (operand === INPUT) return [0, 1];
    return isConstantOperand(operand) ? [genome.constants[constantIndex(operand)]!] : values[operand];
  };
  for (const instruction of genome.instructions) values.push(valueOf(instruction, of));
  return values;
}

function valueOf(
  { opcode, operands }: GenomeInstruction,
  of: (operand: Operand) => Coefficients | undefined,
): Coefficients | undefined {
  const [a, b, c] = operands.map(of);
  if (a === undefined) return undefined;
  if (opcode === 'neg') return a.map((v) => -v);
  if (b === undefined) return undefined;
  if (opcode === 'add') return sum(a, b, 1);
  if (opcode === 'sub') return sum(a, b, -1);
  if (opcode !== 'mul' && opcode !== 'fma') return undefined;
  if (a.length + b.length - 2 > MOST_DEGREE) return undefined;
  const product = new Array<number>(a.length + b.length - 1).fill(0);
  a.forEach((p, i) => {
    b.forEach((q, j) => (product[i + j] = product[i + j]! + p * q));
  });
  if (opcode === 'mul') return product;
  return c && sum(product, c, 1);
}

function sum(a: Coefficients, b: Coefficients, sign: number): Coefficients {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, k) => (a[k] ?? 0) + sign * (b[k] ?? 0));
}
