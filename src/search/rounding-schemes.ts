/**
 * Rewritings that need more than two neighbouring instructions: sums with their rounding error carried along, and
 * products taken out of nested sums. As those of rounding-mutations.ts they are identities of real arithmetic.
 */

import type { Opcode } from '../program/opcode';
import { constantIndex, isConstantOperand, type Operand } from '../program/program';
import { addConstant, insertInstruction, type Genome, type GenomeInstruction } from './genome';

/** A place at which a genome can be rewritten: does it, given that the genome is as it was when the place was found. */
export type Rewrite = () => void;

/** p + q or p - q, and what is added to it. */
interface NestedSum {
  readonly p: Operand;
  readonly q: Operand;
  readonly opcode: 'add' | 'sub';
  /** Puts the instruction that adds the rest to a value in the place of the sum; the sum of both is then the result. */
  readonly addRest: (position: number, value: Operand) => Operand;
  /** Whether the result is the rest less the sum. */
  readonly flipped: boolean;
}

/**
 * (p + q) + t as s + ((q - (s - p)) + t) with s = p + q: where p is the larger, the error of s is found exactly and makes
 * the rest more accurate (Dekker, "A floating-point technique for extending the available precision", Numer. Math. 18,
 * 1971). t may be a product that is fused, and may have been added to p or q first.
 *
 * @param only the instruction whose sum is meant, where it is not any
 */
export function compensations(genome: Genome, allowed: ReadonlySet<Opcode>, only?: Operand): Rewrite[] {
  if (!allowed.has('add') || !allowed.has('sub')) return [];
  return genome.instructions.flatMap((instruction, i) =>
    (only === undefined || only === i ? nestedSums(genome, instruction) : []).flatMap((sum) => {
      const orders: (readonly [Operand, Operand])[] =
        sum.opcode === 'add'
          ? [
              [sum.p, sum.q],
              [sum.q, sum.p],
            ]
          : [[sum.p, sum.q]];
      return orders
        .filter(([p, q]) => p !== q)
        .map(([p, q]) => () => {
          const insert = (position: number, opcode: Opcode, ...operands: Operand[]): Operand =>
            insertInstruction(genome, position, { opcode, operands });
          const s = insert(i, sum.opcode, p, q);
          const moved = insert(s + 1, 'sub', s, p);
          const error =
            sum.opcode === 'add'
              ? insert(moved + 1, 'sub', q, moved)
              : // s - p is about -q, and the error of s is -(q + (s - p)).
                insert(moved + 1, 'add', q, moved);
          const rest = sum.addRest(error + 1, error);
          const operands = sum.flipped ? [rest, s] : [s, rest];
          genome.instructions[rest + 1] = { opcode: sum.flipped ? 'sub' : 'add', operands };
        });
    }),
  );
}

/** The ways in which an instruction is a sum of three. */
function nestedSums(genome: Genome, { opcode, operands }: GenomeInstruction): NestedSum[] {
  const put = (position: number, code: Opcode, ...of: Operand[]): Operand =>
    insertInstruction(genome, position, { opcode: code, operands: of });
  const sumAt = (operand: Operand): (GenomeInstruction & { opcode: 'add' | 'sub' }) | undefined => {
    const found = operand >= 0 ? genome.instructions[operand] : undefined;
    return found?.opcode === 'add' || found?.opcode === 'sub'
      ? { opcode: found.opcode, operands: found.operands }
      : undefined;
  };
  const [a, b, c] = operands as [Operand, Operand?, Operand?];
  if (opcode === 'fma' && b !== undefined && c !== undefined) {
    const sum = sumAt(c);
    if (sum === undefined) return [];
    const [p, q] = sum.operands as [Operand, Operand];
    const addRest =
      sum.opcode === 'add'
        ? (position: number, error: Operand) => put(position, 'fma', a, b, error)
        : undefined;
    return addRest === undefined ? [] : [{ p, q, opcode: sum.opcode, addRest, flipped: false }];
  }
  if ((opcode !== 'add' && opcode !== 'sub') || b === undefined) return [];
  const found: NestedSum[] = [];
  for (const [inner, t, isFirst] of [
    [a, b, true],
    [b, a, false],
  ] as const) {
    const sum = sumAt(inner);
    if (sum !== undefined) {
      const [p, q] = sum.operands as [Operand, Operand];
      const flipped = opcode === 'sub' && !isFirst;
      const errorIsNegated = sum.opcode === 'sub';
      // The rest is t + e, e - t or t - e, where e is the error of the sum, given with its sign turned after p - q.
      const addRest = (position: number, error: Operand): Operand => {
        if (opcode === 'add') return put(position, errorIsNegated ? 'sub' : 'add', t, error);
        if (flipped) return put(position, errorIsNegated ? 'add' : 'sub', t, error);
        return put(position, 'sub', error, t);
      };
      // -(e + t) would take a negation.
      if (!(opcode === 'sub' && isFirst && errorIsNegated))
        found.push({ p, q, opcode: sum.opcode, addRest, flipped });
    }
    if (opcode !== 'add') continue;
    // p + fma(a, b, q), where the fused sum is small beside p.
    const fused = inner >= 0 ? genome.instructions[inner] : undefined;
    if (fused?.opcode !== 'fma') continue;
    const [factor, other, q] = fused.operands as [Operand, Operand, Operand];
    const addRest = (position: number, error: Operand): Operand => put(position, 'fma', factor, other, error);
    found.push({ p: t, q, opcode: 'add', addRest, flipped: false });
  }
  return found;
}

/** term + factor * inner. */
export interface Linear {
  readonly factor: Operand;
  readonly inner: Operand;
  readonly term: Operand;
}

/**
 * a + v (b + w t) as (a + v b) + (v w) t or (a + v b) + v (w t), fused where fma is allowed: with v = w one step from
 * Horner to Estrin.
 */
export function regroupings(
  genome: Genome,
  allowed: ReadonlySet<Opcode>,
  linear: (i: Operand) => readonly Linear[],
): Rewrite[] {
  if (!allowed.has('mul')) return [];
  const insert = (position: number, opcode: Opcode, ...operands: Operand[]): Operand =>
    insertInstruction(genome, position, { opcode, operands });
  const isOne = (operand: Operand): boolean =>
    isConstantOperand(operand) && genome.constants[constantIndex(operand)] === 1;
  const areConstant = (...operands: Operand[]): boolean => operands.every(isConstantOperand);
  const regrouped = (i: number, { factor: v, term: a }: Linear, { factor: w, inner: t, term: b }: Linear) =>
    [true, false]
      .filter((together) => !areConstant(v, b) && !(together ? areConstant(v, w) : areConstant(w, t)))
      .map((together) => () => {
        let at = i;
        const pair = together ? insert(at++, 'mul', v, w) : insert(at++, 'mul', w, t);
        const [first, second] = together ? [pair, t] : [v, pair];
        let low: Operand;
        if (isOne(b) && allowed.has('add')) low = insert(at++, 'add', v, a);
        else if (allowed.has('fma')) low = insert(at++, 'fma', v, b, a);
        else {
          const product = insert(at++, 'mul', v, b);
          low = insert(at++, 'add', product, a);
        }
        if (allowed.has('fma')) {
          genome.instructions[at] = { opcode: 'fma', operands: [first, second, low] };
          return;
        }
        const high = insert(at++, 'mul', first, second);
        genome.instructions[at] = { opcode: 'add', operands: [low, high] };
      });
  return genome.instructions.flatMap((_, i) =>
    linear(i).flatMap((outer) =>
      outer.inner < 0 ? [] : linear(outer.inner).flatMap((inner) => regrouped(i, outer, inner)),
    ),
  );
}

/** Numbers by which a product costs no rounding. */
const HEADS = [2, 1, 0.5, 0.25];

/**
 * a + v (c + w) as (a + h v) + v ((c - h) + w), h a power of two near c: what is rounded beside the exact h v is small.
 * With a compensation of the sum in front, little more than the last rounding is left.
 */
export function leadingTerms(
  genome: Genome,
  allowed: ReadonlySet<Opcode>,
  linear: (i: Operand) => readonly Linear[],
): Rewrite[] {
  const insert = (position: number, opcode: Opcode, ...operands: Operand[]): Operand =>
    insertInstruction(genome, position, { opcode, operands });
  const split = (
    i: number,
    { factor: v, term: a }: Linear,
    inner: GenomeInstruction,
    slot: number,
    h: number,
  ) => {
    const rest = inner.operands.slice();
    rest[slot] = addConstant(genome, genome.constants[constantIndex(rest[slot]!)]! - h);
    const fused = allowed.has('fma');
    let at = i;
    const small = insert(at++, inner.opcode, ...rest);
    let low: Operand;
    if (h === 1 && allowed.has('add')) low = insert(at++, 'add', v, a);
    else if (h === -1 && allowed.has('sub')) low = insert(at++, 'sub', a, v);
    else if (fused) low = insert(at++, 'fma', v, addConstant(genome, h), a);
    else {
      const high = insert(at++, 'mul', v, addConstant(genome, h));
      low = insert(at++, 'add', high, a);
    }
    if (fused) {
      genome.instructions[at] = { opcode: 'fma', operands: [v, small, low] };
      return;
    }
    const product = insert(at++, 'mul', v, small);
    genome.instructions[at] = { opcode: 'add', operands: [low, product] };
  };
  return genome.instructions.flatMap((_, i) =>
    linear(i).flatMap((outer) => {
      const inner = genome.instructions[outer.inner];
      if (inner === undefined || isConstantOperand(outer.factor)) return [];
      if (inner.opcode !== 'add' && inner.opcode !== 'fma') return [];
      const slot = inner.operands.findLastIndex(isConstantOperand);
      if (slot < 0 || (inner.opcode === 'fma' && slot !== 2)) return [];
      const c = genome.constants[constantIndex(inner.operands[slot]!)]!;
      const size = Math.abs(c);
      return HEADS.filter((head) => size < 2 * head && head < 4 * size && head !== size).map((head) => () => {
        split(i, outer, inner, slot, c < 0 ? -head : head);
      });
    }),
  );
}
