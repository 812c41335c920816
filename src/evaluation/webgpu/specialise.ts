/**
 * A structure as straight-line WGSL, its constants left open: the part of shaders/evaluate-structure.wgsl that differs
 * from one structure to the next. Four constant vectors go through it at a time, one in each component.
 */

import { OPCODE } from '../../program/opcode';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Structure } from '../../program/program';
import type { ShortFormat } from './arithmetic';
import { MAX_PACKED_CONSTANTS, MAX_PACKED_INSTRUCTIONS } from './packing';

/** Why no kernel is made for the structure, or undefined: compilers take long over long functions. */
export function refusedStructure({ instructions, constantCount }: Structure): string | undefined {
  if (instructions.length > MAX_PACKED_INSTRUCTIONS) {
    return `more than ${MAX_PACKED_INSTRUCTIONS} instructions`;
  }
  return constantCount > MAX_PACKED_CONSTANTS ? `more than ${MAX_PACKED_CONSTANTS} constants` : undefined;
}

/** `struct Constants` with c0, c1 ..., and `load_constants`, which reads them from the planes of `constants`. */
export function constantsSource(constantCount: number): string {
  // A struct of WGSL has at least one member.
  const count = Math.max(constantCount, 1);
  const indices = Array.from({ length: count }, (_, k) => k);
  return [
    'struct Constants {',
    ...indices.map((k) => `  c${k}: vec4<f32>,`),
    '}',
    'fn load_constants(quad: u32, quads: u32) -> Constants {',
    `  return Constants(${indices.map((k) => `constants[${k}u * quads + quad]`).join(', ')});`,
    '}',
    '',
  ].join('\n');
}

/**
 * fn `name`(x, Constants) -> Run: the value, every operation's behind a barrier that compilers cannot see through and
 * rounded to the format, and the oddities of x and of all that was computed.
 */
export function runSource(name: string, structure: Structure, format: ShortFormat): string {
  const lines = [
    `fn ${name}(x: vec4<f32>, bound: Constants) -> Run {`,
    '  var oddities = oddity(x);',
    ...structure.instructions.flatMap((_, i) => {
      const { opcode, a, b, c, exact, statements } = instructionText(structure, i, format);
      if (opcode === 'neg') return statements;
      const lines = [...statements, `  oddities |= oddity(${exact});`];
      if (format !== 'f32') lines.push(`  oddities |= overflow(v${i});`);
      if (opcode === 'sqrt') lines.push(`  oddities |= select(vec4(0u), vec4(SIGN), is_negative(${a}));`);
      if (opcode === 'fma' && format === 'bf16')
        lines.push(`  oddities |= select(vec4(0u), vec4(SIGN), is_small_fma(${a}, ${b}, ${c}));`);
      return lines;
    }),
    `  return Run(${operandText(structure.result)}, oddities);`,
    '}',
    '',
  ];
  return lines.join('\n');
}

/** fn `name`(x, Constants) -> vec4<u32>: the flags of each of the four programs at x. */
export function examineSource(name: string, structure: Structure, format: ShortFormat): string {
  return [
    `fn ${name}(x: vec4<f32>, bound: Constants) -> vec4<u32> {`,
    '  var flags = flags_of_input(x);',
    ...structure.instructions.flatMap((_, i) => {
      const { opcode, a, b, c, exact, statements } = instructionText(structure, i, format);
      const operands = `${OPCODE[opcode].code}u, ${a}, ${b}, ${c}`;
      return [...statements, `  flags |= flags_of_rounded(${operands}, ${exact}, v${i});`];
    }),
    '  return flags;',
    '}',
    '',
  ].join('\n');
}

/** What stands before shaders/evaluate-structure.wgsl. */
export function specialisedSource(
  structure: Structure,
  ordinaryLabels: boolean,
  format: ShortFormat = 'f32',
): string {
  return [
    `const ORDINARY_LABELS = ${ordinaryLabels};`,
    constantsSource(structure.constantCount),
    runSource('run', structure, format),
    examineSource('examine', structure, format),
  ].join('\n');
}

function operandText(operand: Operand): string {
  if (operand === INPUT) return 'x';
  return isConstantOperand(operand) ? `bound.c${constantIndex(operand)}` : `v${operand}`;
}

/** The statements that define v`i`, the instruction's value, and the name of that before it is rounded to the format. */
function instructionText(structure: Structure, i: number, format: ShortFormat) {
  const { opcode, operands } = structure.instructions[i]!;
  // What an instruction does not have is not looked at; a value is needed all the same.
  const [a = 'x', b = a, c = a] = operands.map(operandText);
  const expression = (): string => {
    switch (opcode) {
      case 'neg':
        return `bitcast<vec4<f32>>(bitcast<vec4<u32>>(${a}) ^ vec4(SIGN))`;
      case 'fma':
        return `opaque(fused(${a}, ${b}, ${c}))`;
      case 'sqrt':
        return `opaque(sqrt(${a}))`;
      default:
        return `opaque(${a} ${OPCODE[opcode].symbol ?? ''} ${b})`;
    }
  };
  if (format === 'f32' || opcode === 'neg') {
    return { opcode, a, b, c, exact: `v${i}`, statements: [`  let v${i} = ${expression()};`] };
  }
  const statements = [`  let e${i} = ${expression()};`, `  let v${i} = rounded(e${i});`];
  return { opcode, a, b, c, exact: `e${i}`, statements };
}
