/**
 * A structure as straight-line WGSL, its constants left open: the part of shaders/evaluate-structure.wgsl that differs
 * from one structure to the next. Four constant vectors go through it at a time, one in each component.
 */

import { OPCODE } from '../../program/opcode';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Structure } from '../../program/program';
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
 * fn `name`(x, Constants) -> Run: the value, every operation's behind a barrier that compilers cannot see through, and
 * the oddities of x and of all that was computed.
 */
export function runSource(name: string, structure: Structure): string {
  const lines = [
    `fn ${name}(x: vec4<f32>, bound: Constants) -> Run {`,
    '  var oddities = oddity(x);',
    ...structure.instructions.flatMap((_, i) => {
      const { opcode, a, statement } = instructionText(structure, i);
      if (opcode === 'neg') return [statement];
      const watched = `  oddities |= oddity(v${i});`;
      const rooted = `  oddities |= select(vec4(0u), vec4(SIGN), is_negative(${a}));`;
      return opcode === 'sqrt' ? [statement, watched, rooted] : [statement, watched];
    }),
    `  return Run(${operandText(structure.result)}, oddities);`,
    '}',
    '',
  ];
  return lines.join('\n');
}

/** fn examine(x, Constants) -> vec4<u32>: the flags of each of the four programs at x. */
function examineSource(structure: Structure): string {
  return [
    'fn examine(x: vec4<f32>, bound: Constants) -> vec4<u32> {',
    '  var flags = flags_of_input(x);',
    ...structure.instructions.flatMap((_, i) => {
      const { opcode, a, b, c, statement } = instructionText(structure, i);
      return [statement, `  flags |= flags_of(${OPCODE[opcode].code}u, ${a}, ${b}, ${c}, v${i});`];
    }),
    '  return flags;',
    '}',
    '',
  ].join('\n');
}

/** What stands before shaders/evaluate-structure.wgsl. */
export function specialisedSource(structure: Structure, ordinaryLabels: boolean): string {
  return [
    `const ORDINARY_LABELS = ${ordinaryLabels};`,
    constantsSource(structure.constantCount),
    runSource('run', structure),
    examineSource(structure),
  ].join('\n');
}

function operandText(operand: Operand): string {
  if (operand === INPUT) return 'x';
  return isConstantOperand(operand) ? `bound.c${constantIndex(operand)}` : `v${operand}`;
}

function instructionText(structure: Structure, i: number) {
  const { opcode, operands } = structure.instructions[i]!;
  // What an instruction does not have is not looked at; a value is needed all the same.
  const [a = 'x', b = a, c = a] = operands.map(operandText);
  const expression = (): string => {
    switch (opcode) {
      case 'neg':
        return `bitcast<vec4<f32>>(bitcast<vec4<u32>>(${a}) ^ vec4(SIGN))`;
      case 'fma':
        return `opaque(fma(${a}, ${b}, ${c}))`;
      case 'sqrt':
        return `opaque(sqrt(${a}))`;
      default:
        return `opaque(${a} ${OPCODE[opcode].symbol ?? ''} ${b})`;
    }
  };
  return { opcode, a, b, c, statement: `  let v${i} = ${expression()};` };
}
