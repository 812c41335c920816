/** What a WGSL snippet has to say of the freedoms that WGSL implementations have. */

import { OPCODE } from '../program/opcode';
import type { Program } from '../program/program';
import { shortestText } from '../program/shortest-text';
import type { Target } from '../targets/target';
import { ulpDefinition } from './describe';
import { samplePoints32 } from './sample-points';
import { summariseDeviation, wgslGuarantees } from './wgsl-guarantees';

/** Points by value, and as many by ordinal, at which the deviation bound is taken. */
const BOUND_POINTS = 256;
/** Beyond this, where the value may all but vanish, the bound is stated as it is. */
const MAX_ULPS = 10_000;

/** Sentences: the promised accuracy of the operations in use, and the bound that follows for this program. */
export function wgslNotes(program: Program, target: Target): string[] {
  const symbols = new Map<string, string[]>();
  for (const { opcode, accuracy } of wgslGuarantees(program)) {
    if (opcode === 'neg') continue;
    symbols.set(accuracy, [...(symbols.get(accuracy) ?? []), OPCODE[opcode].symbol ?? opcode]);
  }
  if (symbols.size === 0) return [];
  return [
    ...[...symbols].map(([accuracy, names]) => `Accuracy of ${names.join(' ')} in WGSL: ${accuracy}.`),
    'WGSL lets implementations fuse and reassociate operations and replace subnormal numbers by zero; what ' +
      'overflows is indeterminate.',
    ...wgslBoundSentences(program, target),
  ];
}

/** How far an implementation may lie from the law, where that can be bounded on the target's interval. */
export function wgslBoundSentences(program: Program, target: Target): string[] {
  const points = samplePoints32(target.interval, BOUND_POINTS);
  const { ulps, absolute, unbounded } = summariseDeviation(program, points);
  const bounded = points.length - unbounded.length;
  const sentences: string[] = [];
  if (bounded > 0) {
    const inUlps = ulps <= MAX_ULPS;
    const distance = inUlps ? `${roundUp(ulps)} ulp` : roundUp(absolute);
    const known = !inUlps || (target.norm === 'ulp' && target.format === 'f32');
    sentences.push(
      `Where nothing is reassociated, the value is within ${distance} of that in IEEE 754 binary32 ` +
        `(running error analysis at ${bounded} points of the interval).${known ? '' : ` ${ulpDefinition('f32')}`}`,
    );
  }
  const [first] = unbounded;
  if (first !== undefined) {
    sentences.push(
      `No bound holds at ${unbounded.length} of the ${points.length} points examined, from x = ${shortestText(first, 'f32')} to ` +
        `x = ${shortestText(unbounded.at(-1) ?? first, 'f32')}: a value may overflow there, or an operand may be one for which WGSL promises nothing.`,
    );
  }
  return sentences;
}

/** Two significant digits, not below the value. */
function roundUp(value: number): string {
  const nearest = Number(value.toPrecision(2));
  return String(nearest >= value ? nearest : Number((value * 1.05).toPrecision(2)));
}
