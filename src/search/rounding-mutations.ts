/**
 * Rewritings that are identities of real arithmetic and change nothing but the roundings: where products and sums are
 * fused, in which order sums and products are taken, whether a factor is applied before or after a sum, constants in two
 * parts, Horner's scheme and Estrin's, polynomials about other centres, sums with their error carried along. In a finite
 * format they are what is left to improve once the error of the approximation is far below an ulp. All act on a genome in
 * place; what they leave unused is removed by the canonical form. Constants take the values that keep the real function.
 */

import type { RandomStream } from '../numerics/random';
import type { Opcode } from '../program/opcode';
import { INPUT, constantIndex, isConstantOperand, type Operand } from '../program/program';
import { addConstant, genomeOf, insertInstruction, type Genome, type GenomeInstruction } from './genome';
import { recentrings } from './recentring';
import { compensations, leadingTerms, regroupings, type Linear, type Rewrite } from './rounding-schemes';

export interface RewriteContext {
  readonly random: RandomStream;
  readonly opcodes: readonly Opcode[];
  /** Numbers about which a polynomial may be written; none unless told. */
  readonly centres?: readonly number[];
}

/** Bits that the leading part of a split constant keeps, at most. */
const LEADING_BITS = 12;

/** Share of rewritings after which a sum is compensated at once: by itself the first often makes things worse. */
const COMPENSATED = 0.25;

/**
 * Applies one rewriting drawn at random from all that are possible with the opcodes, at times with a compensation after
 * it; false where there is none. Each kind is equally probable, however many places it has.
 */
export function rewriteRoundings(genome: Genome, { random, opcodes, centres = [] }: RewriteContext): boolean {
  const allowed = new Set(opcodes);
  const rewriter = new Rewriter(genome, random, allowed);
  const all = [...rewriter.kinds(), recentrings(genome, allowed, centres)];
  const kinds = all.filter((places) => places.length > 0);
  if (kinds.length === 0) return false;
  random.pick(random.pick(kinds))();
  if (!random.chance(COMPENSATED)) return true;
  const sums = compensations(genome, allowed);
  if (sums.length > 0) random.pick(sums)();
  return true;
}

/**
 * The rewritings of a program, in the order in which they are worth trying: first polynomials about other centres, which are
 * few; then those that leave a sum for the result, each with that sum compensated, since most of the error of a good program
 * is that of its last two roundings; then each rewriting alone. Where a constant can be split in many ways, one is drawn.
 */
export function allRewritings(genome: Genome, { random, opcodes, centres = [] }: RewriteContext): Genome[] {
  const allowed = new Set(opcodes);
  const rewritten = (one: Genome, placesOf: (copy: Genome) => readonly Rewrite[]): Genome[] =>
    Array.from(placesOf(one), (_, place) => {
      const { instructions, constants, result } = one;
      const copy = genomeOf({ instructions, constantCount: constants.length, result }, constants);
      placesOf(copy)[place]!();
      return copy;
    });
  const compensated = (one: Genome): Genome[] =>
    rewritten(one, (copy) => compensations(copy, allowed, copy.result));
  const regrouped = rewritten(genome, (copy) => new Rewriter(copy, random, allowed).regroupings());
  const alone = rewritten(genome, (copy) => new Rewriter(copy, random, allowed).kinds().flat());
  const recentred = rewritten(genome, (copy) => recentrings(copy, allowed, centres));
  return [...recentred, ...[genome, ...regrouped].flatMap(compensated), ...alone];
}

class Rewriter {
  private readonly genome: Genome;
  private readonly random: RandomStream;
  private readonly allowed: ReadonlySet<Opcode>;

  constructor(genome: Genome, random: RandomStream, allowed: ReadonlySet<Opcode>) {
    this.genome = genome;
    this.random = random;
    this.allowed = allowed;
  }

  kinds(): readonly (readonly Rewrite[])[] {
    return [
      this.fusings(),
      this.unfusings(),
      this.sumReorderings(),
      this.productReorderings(),
      this.distributions(),
      this.factorings(),
      this.splitFactors(),
      this.splitTerms(),
      this.regroupings(),
      compensations(this.genome, this.allowed),
    ];
  }

  /** What takes part of a nested sum to the outside. */
  regroupings(): Rewrite[] {
    const linear = (i: Operand): Linear[] => this.linear(i);
    return [
      ...leadingTerms(this.genome, this.allowed, linear),
      ...regroupings(this.genome, this.allowed, linear),
    ];
  }

  /** a b + c, a b - c and c - a b as one fma. */
  private fusings(): Rewrite[] {
    if (!this.allowed.has('fma')) return [];
    return this.each((i, { opcode, operands }) => {
      if (opcode !== 'add' && opcode !== 'sub') return [];
      return [0, 1].flatMap((place) => {
        const product = this.at(operands[place]!, 'mul');
        if (product === undefined) return [];
        const other = operands[1 - place]!;
        const [a, b] = product as [Operand, Operand];
        const subtractsProduct = opcode === 'sub' && place === 1;
        const subtractsOther = opcode === 'sub' && place === 0;
        const constantFactor = [a, b].find(isConstantOperand);
        if (subtractsProduct && constantFactor === undefined) return [];
        if (subtractsOther && !isConstantOperand(other)) return [];
        return [
          () => {
            let factors: Operand[] = [a, b];
            if (subtractsProduct) {
              factors = [a === constantFactor ? b : a, this.negated(constantFactor!)];
            }
            this.put(i, 'fma', ...factors, subtractsOther ? this.negated(other) : other);
          },
        ];
      });
    });
  }

  /** fma(a, b, c) as a b + c. */
  private unfusings(): Rewrite[] {
    if (!this.allowed.has('mul') || !this.allowed.has('add')) return [];
    return this.each((i, { opcode, operands }) => {
      if (opcode !== 'fma') return [];
      const [a, b, c] = operands as [Operand, Operand, Operand];
      return [
        () => {
          const product = this.insert(i, 'mul', a, b);
          this.put(i + 1, 'add', product, c);
        },
      ];
    });
  }

  /** (p + q) + c as p + (q + c), with the signs that subtractions ask for. */
  private sumReorderings(): Rewrite[] {
    const opcodeOf = (sign: number): Opcode => (sign > 0 ? 'add' : 'sub');
    return this.each((i, { opcode, operands }) => {
      if (opcode !== 'add' && opcode !== 'sub') return [];
      return [0, 1].flatMap((place) => {
        const inner = this.genome.instructions[operands[place]!];
        if (operands[place]! < 0 || (inner?.opcode !== 'add' && inner?.opcode !== 'sub')) return [];
        const outer = opcode === 'sub' ? -1 : 1;
        const innerSign = place === 1 ? outer : 1;
        const c = { of: operands[1 - place]!, sign: place === 0 ? outer : 1 };
        const p = { of: inner.operands[0]!, sign: innerSign };
        const q = { of: inner.operands[1]!, sign: inner.opcode === 'sub' ? -innerSign : innerSign };
        return [
          [p, q, c],
          [q, p, c],
        ].flatMap(([alone, first, second]) => {
          const positive = [first!, second!].find(({ sign }) => sign > 0);
          const [head, tail] = positive === second ? [second!, first!] : [first!, second!];
          // Where both are subtracted, their sum is.
          const pairSign = positive === undefined ? -1 : 1;
          const innerOpcode = opcodeOf(pairSign * tail.sign);
          if (alone!.sign < 0 && pairSign < 0) return [];
          const swap = alone!.sign < 0;
          const outerOpcode = opcodeOf(swap ? alone!.sign : pairSign);
          if (!this.allowed.has(innerOpcode) || !this.allowed.has(outerOpcode)) return [];
          return [
            () => {
              const pair = this.insert(i, innerOpcode, head.of, tail.of);
              this.put(i + 1, outerOpcode, ...(swap ? [pair, alone!.of] : [alone!.of, pair]));
            },
          ];
        });
      });
    });
  }

  /** (p q) c as p (q c). */
  private productReorderings(): Rewrite[] {
    if (!this.allowed.has('mul')) return [];
    return this.each((i, { opcode, operands }) => {
      if (opcode !== 'mul') return [];
      return [0, 1].flatMap((place) => {
        const inner = this.at(operands[place]!, 'mul');
        if (inner === undefined) return [];
        const c = operands[1 - place]!;
        return [0, 1].map((kept) => () => {
          const pair = this.insert(i, 'mul', inner[1 - kept]!, c);
          this.put(i + 1, 'mul', inner[kept]!, pair);
        });
      });
    });
  }

  /** c (p + q) as c p + c q. */
  private distributions(): Rewrite[] {
    if (!this.allowed.has('mul')) return [];
    return this.each((i, { opcode, operands }) => {
      if (opcode !== 'mul') return [];
      return [0, 1].flatMap((place) => {
        const inner = this.genome.instructions[operands[place]!];
        if (operands[place]! < 0 || (inner?.opcode !== 'add' && inner?.opcode !== 'sub')) return [];
        const { opcode: sum } = inner;
        const [p, q] = inner.operands as [Operand, Operand];
        const c = operands[1 - place]!;
        return [
          () => {
            const left = this.product(i, c, p);
            const right = this.product(left.next, c, q);
            this.put(right.next, sum, left.of, right.of);
          },
        ];
      });
    });
  }

  /** v p + v q as v (p + q), v + v q as v (1 + q) where the opcodes allow the 1. */
  private factorings(): Rewrite[] {
    if (!this.allowed.has('mul')) return [];
    return this.each((i, { opcode, operands }) => {
      if (opcode !== 'add' && opcode !== 'sub') return [];
      const left = this.factorsOf(operands[0]!);
      const right = this.factorsOf(operands[1]!);
      return left.flatMap(([v, p]) =>
        right
          .filter(([w]) => v === w && !isConstantOperand(v))
          .filter(([, q]) => p !== undefined || q !== undefined)
          .map(([, q]) => () => {
            const sum = this.insert(
              i,
              opcode,
              p ?? addConstant(this.genome, 1),
              q ?? addConstant(this.genome, 1),
            );
            this.put(i + 1, 'mul', v, sum);
          }),
      );
    });
  }

  /** v c as v h + v l with h + l = c, h a power of two or of few bits; as v + v l where h = 1. */
  private splitFactors(): Rewrite[] {
    const { allowed } = this;
    if (!allowed.has('add') && !allowed.has('fma')) return [];
    const split = (i: number, v: Operand, k: Operand): void => {
      const [head, tail] = this.parts(this.genome.constants[constantIndex(k)]!);
      if (tail === 0) return;
      let at = i;
      const high = head === 1 ? v : this.insert(at++, 'mul', v, this.constant(head));
      if (!allowed.has('add') || (allowed.has('fma') && this.random.chance(0.5))) {
        this.put(at, 'fma', v, this.constant(tail), high);
        return;
      }
      const low = this.insert(at++, 'mul', v, this.constant(tail));
      this.put(at, 'add', high, low);
    };
    return this.each((i, { opcode, operands }) => {
      if (opcode !== 'mul' || !allowed.has('mul')) return [];
      const place = operands.findIndex(isConstantOperand);
      const v = operands[1 - place];
      if (place < 0 || v === undefined || isConstantOperand(v)) return [];
      return [() => split(i, v, operands[place]!)];
    });
  }

  /** v (c + w) as v + v ((c - 1) + w), or with a half, quarter or double in place of 1; c + w as h + (l + w). */
  private splitTerms(): Rewrite[] {
    if (!this.allowed.has('add')) return [];
    return this.each((i, { opcode, operands }) => {
      if (opcode === 'add') {
        const place = operands.findIndex(isConstantOperand);
        const w = operands[1 - place];
        if (place < 0 || w === undefined || isConstantOperand(w)) return [];
        return [
          () => {
            const [head, tail] = this.parts(this.genome.constants[constantIndex(operands[place]!)]!);
            if (tail === 0) return;
            const low = this.insert(i, 'add', w, this.constant(tail));
            this.put(i + 1, 'add', this.constant(head), low);
          },
        ];
      }
      if (opcode !== 'mul' || !this.allowed.has('mul')) return [];
      return [0, 1].flatMap((place) => {
        const inner = this.genome.instructions[operands[place]!];
        if (operands[place]! < 0 || (inner?.opcode !== 'add' && inner?.opcode !== 'fma')) return [];
        const term = inner.operands.findLastIndex(isConstantOperand);
        if (term < 0 || (inner.opcode === 'fma' && term !== 2)) return [];
        const v = operands[1 - place]!;
        const rest = inner.operands.slice();
        return [
          () => {
            const [head, tail] = this.parts(this.genome.constants[constantIndex(rest[term]!)]!);
            rest[term] = this.constant(tail);
            let at = i;
            const small = this.insert(at++, inner.opcode, ...rest);
            const low = this.insert(at++, 'mul', v, small);
            const high = head === 1 ? v : this.insert(at++, 'mul', v, this.constant(head));
            this.put(at, 'add', high, low);
          },
        ];
      });
    });
  }

  /** The ways in which an instruction is term + factor * inner. */
  private linear(i: Operand): Linear[] {
    const instruction = this.genome.instructions[i];
    if (instruction === undefined || !this.allowed.has('mul')) return [];
    const { opcode, operands } = instruction;
    if (opcode === 'fma') {
      const [p, q, term] = operands as [Operand, Operand, Operand];
      return [
        { factor: p, inner: q, term },
        { factor: q, inner: p, term },
      ];
    }
    if (opcode !== 'add' || !this.allowed.has('add')) return [];
    return [0, 1].flatMap((place) => {
      const product = this.at(operands[place]!, 'mul');
      if (product === undefined) return [];
      const [p, q] = product as [Operand, Operand];
      const term = operands[1 - place]!;
      return [
        { factor: p, inner: q, term },
        { factor: q, inner: p, term },
      ];
    });
  }

  /** v as v times nothing, and, if it is a product, as either factor times the other. */
  private factorsOf(v: Operand): (readonly [Operand, Operand | undefined])[] {
    const product = this.at(v, 'mul');
    const alone = [v, undefined] as const;
    if (product === undefined) return [alone];
    const [p, q] = product as [Operand, Operand];
    return [alone, [p, q], [q, p]];
  }

  /** c as a leading part and the rest, exactly in binary64 as far as that can be. */
  private parts(c: number): readonly [number, number] {
    const { random } = this;
    const powers = [1, 0.5, 0.25, 2].map((power) => (c < 0 ? -power : power));
    const sign = c < 0 ? -1 : 1;
    if (random.chance(0.6)) {
      const near = powers.filter((power) => sign * c < 2 * sign * power && sign * power < 4 * sign * c);
      if (near.length > 0) {
        const head = random.pick(near);
        return [head, c - head];
      }
    }
    const bits = 1 + random.below(LEADING_BITS);
    const splitter = c * (2 ** (53 - bits) + 1);
    const head = splitter - (splitter - c);
    return [head, c - head];
  }

  private each(find: (i: number, instruction: GenomeInstruction) => Rewrite[]): Rewrite[] {
    return this.genome.instructions.flatMap((instruction, i) => find(i, instruction));
  }

  /** The operands of an instruction of this opcode; undefined for any other operand. */
  private at(operand: Operand, opcode: Opcode): readonly Operand[] | undefined {
    if (operand === INPUT || isConstantOperand(operand)) return undefined;
    const instruction = this.genome.instructions[operand];
    return instruction?.opcode === opcode ? instruction.operands : undefined;
  }

  private constant(value: number): Operand {
    return addConstant(this.genome, value);
  }

  private negated(constant: Operand): Operand {
    return this.constant(-this.genome.constants[constantIndex(constant)]!);
  }

  private insert(position: number, opcode: Opcode, ...operands: Operand[]): Operand {
    return insertInstruction(this.genome, position, { opcode, operands });
  }

  /** p q, folded where both are constants, and where the next instruction goes. */
  private product(position: number, p: Operand, q: Operand): { readonly of: Operand; readonly next: number } {
    if (isConstantOperand(p) && isConstantOperand(q)) {
      const { constants } = this.genome;
      const of = this.constant(constants[constantIndex(p)]! * constants[constantIndex(q)]!);
      return { of, next: position };
    }
    return { of: this.insert(position, 'mul', p, q), next: position + 1 };
  }

  /** Puts another instruction in the place of instruction i: who used its value uses the new one. */
  private put(i: number, opcode: Opcode, ...operands: Operand[]): void {
    this.genome.instructions[i] = { opcode, operands };
  }
}
