/**
 * Sums of several terms and products of several factors, whose order is free: what occurs on both sides of a subtraction
 * or division is dropped, the rest written in one order, as (a + b + c) - (d + e) or (a * b * c) / (d * e).
 */

import { structureHash } from '../program/hash';
import type { Opcode } from '../program/opcode';
import { isConstantOperand, type Instruction, type Operand, type Structure } from '../program/program';
import { genomeOf, type Genome } from './genome';
import type { Candidate } from './simplify';
import { countUses, div, isAllowed, mul, number, replaceInstruction, value, type Term } from './term';

interface Chain {
  readonly join: Opcode;
  readonly part: Opcode;
  /** The chain of nothing. */
  readonly neutral: number;
  /** What is left where all is on the second side. */
  readonly inverse: (rest: Term) => Term;
}

const CHAINS: readonly Chain[] = [
  { join: 'add', part: 'sub', neutral: 0, inverse: (rest) => mul(rest, number(-1)) },
  { join: 'mul', part: 'div', neutral: 1, inverse: (rest) => div(number(1), rest) },
];

/** Writes one chain anew that is not in order; null where all are. */
export function orderChain(candidate: Candidate, allowed: ReadonlySet<Opcode>): Genome | null {
  const orderer = new Orderer(candidate.structure);
  for (const i of candidate.structure.instructions.keys()) {
    const term = orderer.ordered(i);
    if (term !== null && isAllowed(term, allowed))
      return replaceInstruction(genomeOf(candidate.structure, candidate.constants), i, term);
  }
  return null;
}

class Orderer {
  private readonly structure: Structure;
  private readonly uses: readonly number[];
  private readonly hashes = new Map<Operand, string>();

  constructor(structure: Structure) {
    this.structure = structure;
    this.uses = countUses({ ...genomeOf(structure, []), result: structure.result });
  }

  /** The chain that ends in instruction i in order; null where there is none, or it is in order. */
  ordered(i: number): Term | null {
    const chain = CHAINS.find((one) => this.isLink(i, one));
    if (chain === undefined) return null;
    const first: Operand[] = [];
    const second: Operand[] = [];
    this.gather(i, chain, first, second);
    const cancelled = cancelCommon(first, second);
    if (!cancelled && first.length + second.length < 3) return null;
    const byHash = (a: Operand, b: Operand): number => {
      const [one, other] = [this.hashOf(a), this.hashOf(b)];
      return Number(one > other) - Number(one < other);
    };
    const term = joined(chain, first.sort(byHash), second.sort(byHash));
    return this.isWritten(i, term) ? null : term;
  }

  private instructionAt(operand: Operand): Instruction | undefined {
    return operand >= 0 ? this.structure.instructions[operand] : undefined;
  }

  private isLink(operand: Operand, { join, part }: Chain): boolean {
    const instruction = this.instructionAt(operand);
    if (instruction === undefined || (instruction.opcode !== join && instruction.opcode !== part))
      return false;
    return !instruction.operands.some(isConstantOperand);
  }

  private gather(i: Operand, chain: Chain, first: Operand[], second: Operand[]): void {
    const { opcode, operands } = this.structure.instructions[i]!;
    operands.forEach((operand, slot) => {
      const turned = opcode === chain.part && slot === 1;
      const [near, far] = turned ? [second, first] : [first, second];
      if (this.isLink(operand, chain) && this.uses[operand] === 1) this.gather(operand, chain, near, far);
      else near.push(operand);
    });
  }

  private hashOf(operand: Operand): string {
    let hash = this.hashes.get(operand);
    if (hash === undefined) {
      hash = structureHash({ ...this.structure, result: operand });
      this.hashes.set(operand, hash);
    }
    return hash;
  }

  /** Whether the operand is computed as the term says, but for the order of what commutes and of values alike. */
  private isWritten(operand: Operand, term: Term): boolean {
    if ('value' in term) return operand === term.value || this.hashOf(operand) === this.hashOf(term.value);
    const instruction = this.instructionAt(operand);
    if ('number' in term || instruction === undefined) return false;
    const [opcode, left, right] = term;
    const [a, b] = instruction.operands as [Operand, Operand];
    if (instruction.opcode !== opcode) return false;
    if (this.isWritten(a, left) && this.isWritten(b, right)) return true;
    const commutes = opcode === 'add' || opcode === 'mul';
    return commutes && this.isWritten(b, left) && this.isWritten(a, right);
  }
}

/** Takes out in pairs what occurs in both lists; whether anything did. */
function cancelCommon(first: Operand[], second: Operand[]): boolean {
  const before = first.length;
  for (let k = first.length - 1; k >= 0; k--) {
    const at = second.indexOf(first[k]!);
    if (at < 0) continue;
    first.splice(k, 1);
    second.splice(at, 1);
  }
  return first.length < before;
}

function joined(chain: Chain, first: readonly Operand[], second: readonly Operand[]): Term {
  const { join, part, neutral, inverse } = chain;
  const all = (operands: readonly Operand[]): Term | null =>
    operands.map(value).reduce<Term | null>((sum, term) => (sum === null ? term : [join, sum, term]), null);
  const [over, under] = [all(first), all(second)];
  if (under === null) return over ?? number(neutral);
  return over === null ? inverse(under) : [part, over, under];
}
