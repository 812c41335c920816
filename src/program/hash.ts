/** A name for a structure that all equal structures share. */

import { canonicalForm } from './canonicalize';
import { OPCODE } from './opcode';
import type { Structure } from './program';

/** The seeds and multipliers of the four lanes: odd numbers without pattern (from the square roots of primes). */
const SEEDS = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a] as const;
const MULTIPLIERS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f] as const;

/** 128 bits of a sequence of 32-bit words; not cryptographic. */
export class Digest {
  private a: number = SEEDS[0];
  private b: number = SEEDS[1];
  private c: number = SEEDS[2];
  private d: number = SEEDS[3];

  /** Each lane takes the word in and passes its state on to the next, so that the lanes are one 128-bit state. */
  add(word: number): void {
    this.a = Math.imul(this.a ^ word, MULTIPLIERS[0]);
    this.a ^= this.a >>> 15;
    this.b = Math.imul(this.b ^ (word + this.a), MULTIPLIERS[1]);
    this.b ^= this.b >>> 13;
    this.c = Math.imul(this.c ^ (word + this.b), MULTIPLIERS[2]);
    this.c ^= this.c >>> 16;
    this.d = Math.imul(this.d ^ (word + this.c), MULTIPLIERS[3]);
    this.d ^= this.d >>> 14;
    this.a = (this.a + this.d) | 0;
  }

  hex(): string {
    return hexWord(this.a) + hexWord(this.b) + hexWord(this.c) + hexWord(this.d);
  }
}

function hexWord(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/**
 * 128 bits, as 32 hexadecimal digits, of the canonical form of a structure: equal for structures that differ in
 * dead code, repeated subexpressions, commuting operands, the order of independent instructions and the numbering
 * of constants; otherwise different but for chance. One constant used twice is not two constants. Not
 * cryptographic, and not stable across releases that change the canonical form.
 */
export function structureHash(structure: Structure): string {
  return hashOfCanonical(canonicalForm(structure).structure);
}

/** `structureHash` of a structure that is in canonical form already; meaningless for any other. */
export function hashOfCanonical({ instructions, constantCount, result }: Structure): string {
  const digest = new Digest();
  digest.add(instructions.length);
  digest.add(constantCount);
  digest.add(result);
  for (const { opcode, operands } of instructions) {
    digest.add(OPCODE[opcode].code);
    for (const operand of operands) digest.add(operand);
  }
  // The last words pass through all lanes.
  for (let i = 0; i < 4; i++) digest.add(i);
  return digest.hex();
}
