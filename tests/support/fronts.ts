/** Rows and targets for tests of what is built on them. */

import { parseProgram } from '../../src/program/parse';
import type { BaselinePoint, FrontFamily } from '../../src/protocol/baseline-service';
import type { FrontRow } from '../../src/search/front';
import { measuredError } from './measured-error';
import type { ErrorKind, MeasuredError, Target } from '../../src/targets/target';

export const EXP2: Target = {
  function: { kind: 'catalogue', id: 'exp2' },
  interval: { lower: 0, upper: 1, lowerOpen: true, upperOpen: false },
  format: 'real',
  norm: 'relative',
};

export function measured(value: number, kind: ErrorKind = 'refined'): MeasuredError {
  return measuredError({ kind, value, text: value.toExponential(14) });
}

/** A row of `ops` operations with the given error. */
export function frontRow(ops: number, error: number, kind: ErrorKind = 'refined'): FrontRow {
  const lines = Array.from({ length: ops }, (_, i) => `v${i} = ${i === 0 ? 'x' : `v${i - 1}`} * x`);
  return {
    ops,
    cost: ops,
    program: parseProgram(lines.join('\n'), 'real'),
    error: measured(error, kind),
    foundAt: { evaluation: ops * 100, seconds: ops, island: 0 },
  };
}

/** A baseline of `ops` operations with the given error. */
export function baselinePoint(family: FrontFamily, ops: number, error: number): BaselinePoint {
  const { program } = frontRow(ops, error);
  return {
    family,
    id: `${family} ${ops}`,
    title: `${family} of ${ops} operations`,
    scheme: 'horner',
    ops,
    error: measured(error),
    program,
  };
}
