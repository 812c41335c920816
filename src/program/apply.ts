/** One instruction in binary64, for what is fitted or differentiated anyway; the law is in interpret.ts. */

import type { Opcode } from './opcode';

/** The value of an instruction; operands that the opcode does not have are ignored. fma rounds twice here. */
export function applyOpcode(opcode: Opcode, a: number, b: number, c: number): number {
  switch (opcode) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    case 'fma':
      return a * b + c;
    case 'sqrt':
      return Math.sqrt(a);
    case 'neg':
      return -a;
  }
}
