/** Expressions that rewriting puts in the place of an instruction. */

import type { Opcode } from '../program/opcode';
import type { Operand } from '../program/program';
import { addConstant, insertInstruction, type Genome } from './genome';

/** A value to be computed: an operand, a number, or an operation on two values. One object is computed once. */
export type Term =
  { readonly value: Operand } | { readonly number: number } | readonly [opcode: Opcode, a: Term, b: Term];

export const value = (operand: Operand): Term => ({ value: operand });
export const number = (n: number): Term => ({ number: n });
export const add = (a: Term, b: Term): Term => ['add', a, b];
export const sub = (a: Term, b: Term): Term => ['sub', a, b];
export const mul = (a: Term, b: Term): Term => ['mul', a, b];
export const div = (a: Term, b: Term): Term => ['div', a, b];

export function isAllowed(term: Term, allowed: ReadonlySet<Opcode>): boolean {
  if ('value' in term || 'number' in term) return true;
  const [opcode, a, b] = term;
  return allowed.has(opcode) && isAllowed(a, allowed) && isAllowed(b, allowed);
}

/** Puts the term in the place of instruction i; what that leaves without a use is dead code. Returns the genome. */
export function replaceInstruction(genome: Genome, i: number, term: Term): Genome {
  let position = i;
  const written = new Map<Term, Operand>();
  const write = (part: Term): Operand => {
    const known = written.get(part);
    if (known !== undefined) return known;
    const operand = writeNew(part);
    written.set(part, operand);
    return operand;
  };
  const writeNew = (part: Term): Operand => {
    if ('value' in part) return part.value;
    if ('number' in part) return addConstant(genome, part.number);
    const [opcode, a, b] = part;
    const operands = [write(a), write(b)];
    return insertInstruction(genome, position++, { opcode, operands });
  };
  const result = write(term);
  for (const { operands } of genome.instructions.slice(position + 1)) {
    operands.forEach((operand, slot) => {
      if (operand === position) operands[slot] = result;
    });
  }
  if (genome.result === position) genome.result = result;
  return genome;
}

/** How often each instruction is used, the result's use included. */
export function countUses({ instructions, result }: Pick<Genome, 'instructions' | 'result'>): number[] {
  const uses = new Array<number>(instructions.length).fill(0);
  const use = (operand: Operand): void => {
    if (operand >= 0) uses[operand]!++;
  };
  for (const { operands } of instructions) operands.forEach(use);
  use(result);
  return uses;
}
