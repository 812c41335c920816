import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/numerics/format';
import { canonicalize, operationCount } from '../../src/program/canonicalize';
import { mergeEqualConstants } from '../../src/program/constant';
import { parseProgram, ProgramSyntaxError } from '../../src/program/parse';
import { printProgram } from '../../src/program/print';
import { constantIndex, isConstantOperand } from '../../src/program/program';
import type { Program } from '../../src/program/program';
import { validateProgram } from '../../src/program/validate';
import golden from '../golden/exp2_frontier.json';
import { programArbitrary } from '../support/program-arbitrary';

/** Operands with constants in place of their numbers. */
function resolved(program: Program): unknown {
  const operand = (o: number): unknown => (isConstantOperand(o) ? program.constants[constantIndex(o)] : o);
  return {
    instructions: program.instructions.map((i) => ({ opcode: i.opcode, operands: i.operands.map(operand) })),
    result: operand(program.result),
  };
}

describe.each(FORMATS)('text of %s programs', (format) => {
  const programs = programArbitrary({ format });

  it('is valid', () => {
    fc.assert(
      fc.property(programs, (program) => {
        expect(validateProgram(program, format)).toEqual(program);
      }),
    );
  });

  it.each(['hexadecimal', 'decimal'] as const)('reads back to the same program: listing, %s', (constants) => {
    fc.assert(
      fc.property(programs, fc.constantFrom('\n' as const, '; ' as const), (program, separator) => {
        const text = printProgram(program, { constants, format, separator });
        expect(resolved(parseProgram(text, format))).toEqual(resolved(program));
      }),
      { numRuns: 300 },
    );
  });

  it.each(['hexadecimal', 'decimal'] as const)('reads back to the same program: inlined, %s', (constants) => {
    fc.assert(
      fc.property(programs, (program) => {
        const text = printProgram(program, { layout: 'inlined', constants, format });
        const parsed = parseProgram(text, format);
        expect(canonicalize(parsed)).toEqual(canonicalize(mergeEqualConstants(program)));
        expect(parsed.instructions).toHaveLength(operationCount(program));
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile text', () => {
  it('is a program or a syntax error with a place inside the text', () => {
    const fragment = fc.constantFrom(
      ...['x', 'y', 'a', '=', '+', '-', '*', '/', '(', ')', ',', ';', '\n', ' ', '1', '0.5e', '0x1p', 'p1'],
      ...[
        'fma(',
        'sqrt(',
        'neg',
        'inf',
        'nan',
        'nan:0x',
        '7ff8000000000000',
        '#',
        '//',
        '.',
        '\t',
        '\r',
        '\u00e9',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fragment).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...FORMATS), (hostile, format) => {
        try {
          validateProgram(parseProgram(hostile, format), format);
        } catch (error) {
          if (!(error instanceof ProgramSyntaxError)) throw error;
          const lines = hostile.split(/\r\n?|\n/);
          expect(lines.length).toBeGreaterThanOrEqual(error.line);
          expect((lines[error.line - 1] ?? '').length + 1).toBeGreaterThanOrEqual(error.column);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('golden programs', () => {
  it.each([...golden.bestKnown, ...golden.published])('$ops operations', (row) => {
    const program = parseProgram(row.program, 'real');
    expect(operationCount(program)).toBe(row.ops);
    expect(operationCount(canonicalize(program))).toBe(row.ops);
    if ('constants' in row) expect(program.constantCount).toBe(row.constants);
    expect(parseProgram(printProgram(program), 'real')).toEqual(program);
  });
});
