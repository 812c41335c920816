/** Keys and counts of the structures an island has fitted. */

import { OPCODE } from '../program/opcode';
import type { Structure } from '../program/program';

/** Operands are shifted to be positive character codes. */
const OPERAND_BIAS = 0x400;

/** A string that two canonical structures share exactly when they are the same. */
export function structureKey({ instructions, result }: Structure): string {
  const codes: number[] = [];
  for (const { opcode, operands } of instructions) {
    codes.push(OPCODE[opcode].code);
    for (const operand of operands) codes.push(operand + OPERAND_BIAS);
  }
  codes.push(result + OPERAND_BIAS);
  return String.fromCharCode(...codes);
}

const CAPACITY = 200_000;

/** How often each structure was fitted, for the structures met last: the oldest are forgotten beyond a bound. */
export class FitCounts {
  private counts = new Map<string, number>();
  private older = new Map<string, number>();

  get(key: string): number {
    return this.counts.get(key) ?? this.older.get(key) ?? 0;
  }

  increment(key: string): void {
    this.counts.set(key, this.get(key) + 1);
    if (this.counts.size < CAPACITY / 2) return;
    this.older = this.counts;
    this.counts = new Map();
  }
}
