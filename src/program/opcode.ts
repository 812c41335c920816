/**
 * The instruction set. The numeric code of an opcode is part of the stored and transmitted form of a
 * program and of the WASM and WGSL kernels: it never changes, new opcodes take new numbers.
 */

export const OPCODES = ['add', 'sub', 'mul', 'div', 'fma', 'sqrt', 'neg'] as const;
export type Opcode = (typeof OPCODES)[number];

export interface OpcodeDescription {
  readonly code: number;
  readonly arity: 1 | 2 | 3;
  /** Infix or prefix symbol of the text form; an opcode without one is written as a call. */
  readonly symbol?: string;
  /** Whether exchanging the first two operands leaves the value unchanged, in every format. */
  readonly commutative: boolean;
}

export const OPCODE: Readonly<Record<Opcode, OpcodeDescription>> = {
  add: { code: 0, arity: 2, symbol: '+', commutative: true },
  sub: { code: 1, arity: 2, symbol: '-', commutative: false },
  mul: { code: 2, arity: 2, symbol: '*', commutative: true },
  div: { code: 3, arity: 2, symbol: '/', commutative: false },
  /** fma(a, b, c) = a * b + c, rounded once. */
  fma: { code: 4, arity: 3, commutative: true },
  sqrt: { code: 5, arity: 1, commutative: false },
  neg: { code: 6, arity: 1, symbol: '-', commutative: false },
};

export function isOpcode(name: string): name is Opcode {
  return (OPCODES as readonly string[]).includes(name);
}
