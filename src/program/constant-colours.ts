/**
 * An order of a graph's constants that depends on nothing but their places in it.
 *
 * Each constant is coloured by a hash of its surroundings, and the colours are refined until no class splits any
 * more. While constants still share a colour, one of them is singled out and refinement goes on (B. D. McKay,
 * Practical graph isomorphism, Congressus Numerantium 30, 1981). Of the candidates to single out, the one is taken
 * whose refined colours hash lowest; candidates that hash alike are nearly always symmetric, and then any will do.
 */

import { ABSENT } from './live-graph';
import type { LiveGraph } from './live-graph';
import { isConstantOperand, constantIndex } from './program';
import type { Operand } from './program';

/** Beyond this many constants one of a class is singled out without trials, to bound the time. */
const MAX_TRIALS = 24;

const INPUT_COLOUR = 0x2545f491;
const CONSTANT_COLOUR = 0x1b873593;
const SINGLED_OUT = 0x5bd1e995;
/** Salts of the operand positions; commuting operands share the first. */
const POSITION_SALTS: readonly [number, number, number] = [0x3c6ef372, 0x78dde6e4, 0x510e527f];

/** The finaliser of MurmurHash3 (A. Appleby, public domain): a bijection of 32-bit words in which every bit matters. */
export function mixWord(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

class Refinement {
  private readonly graph: LiveGraph;
  /** Of each instruction: the colour of its value, and of the uses made of it. */
  private readonly above: number[] = [];
  private readonly below: number[] = [];
  private readonly uses: number[] = [];

  constructor(graph: LiveGraph) {
    this.graph = graph;
    for (let i = 0; i < graph.count; i++) {
      this.below.push(0);
      this.above.push(0);
    }
    for (let k = 0; k < graph.constants.length; k++) this.uses.push(0);
  }

  /** Refines the colours in place until their classes are stable; returns the number of classes. */
  refine(colours: number[], classesBefore: number): number {
    const all = colours.length;
    let classes = classesBefore;
    for (;;) {
      this.round(colours);
      const now = countClasses(colours);
      if (now === all || now === classes) return now;
      classes = now;
    }
  }

  private round(colours: number[]): void {
    const { graph, below, above, uses } = this;
    const { count, codes, commutes, operands } = graph;
    const colourOf = (operand: Operand): number => {
      if (operand >= 0) return below[operand]!;
      return isConstantOperand(operand) ? colours[constantIndex(operand)]! : INPUT_COLOUR;
    };
    for (let i = 0; i < count; i++) {
      const a = operands[3 * i]!;
      const b = operands[3 * i + 1]!;
      const c = operands[3 * i + 2]!;
      let sum = mixWord(colourOf(a) ^ POSITION_SALTS[0]);
      if (b !== ABSENT) sum += mixWord(colourOf(b) ^ POSITION_SALTS[commutes[i] === 1 ? 0 : 1]);
      if (c !== ABSENT) sum += mixWord(colourOf(c) ^ POSITION_SALTS[2]);
      below[i] = mixWord((sum | 0) ^ Math.imul(codes[i]! + 1, 0x9e3779b1));
      above[i] = 0;
    }
    for (let k = 0; k < uses.length; k++) uses[k] = 0;
    for (let i = count - 1; i >= 0; i--) {
      const place = mixWord(above[i]! ^ mixWord(below[i]!));
      for (let position = 0; position < 3; position++) {
        const operand = operands[3 * i + position]!;
        if (operand === ABSENT) break;
        const salt = POSITION_SALTS[position === 1 && commutes[i] === 1 ? 0 : (position as 0 | 1 | 2)];
        if (operand >= 0) above[operand] = (above[operand]! + mixWord(place ^ salt)) | 0;
        else if (isConstantOperand(operand)) {
          const k = constantIndex(operand);
          uses[k] = (uses[k]! + mixWord(place ^ salt)) | 0;
        }
      }
    }
    for (let k = 0; k < uses.length; k++) colours[k] = mixWord(Math.imul(colours[k]!, 0x9e3779b1) ^ uses[k]!);
  }
}

function countClasses(colours: readonly number[]): number {
  let classes = 0;
  for (let k = 0; k < colours.length; k++) {
    if (colours.indexOf(colours[k]!) === k) classes++;
  }
  return classes;
}

/** The constants of the class, among those of more than one, that has the lowest colour. */
function firstSharedClass(colours: readonly number[]): number[] {
  let lowest = Infinity;
  for (let k = 0; k < colours.length; k++) {
    const colour = colours[k]!;
    if (colour < lowest && colours.includes(colour, k + 1)) lowest = colour;
  }
  const members: number[] = [];
  for (let k = 0; k < colours.length; k++) if (colours[k] === lowest) members.push(k);
  return members;
}

function lowestBy(members: readonly number[], valueHash: ((k: number) => number) | undefined): number {
  if (valueHash === undefined) return members[0]!;
  return members.reduce((lowest, k) => (valueHash(k) < valueHash(lowest) ? k : lowest));
}

function summary(colours: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < colours.length; k++) sum = (sum + mixWord(colours[k]!)) | 0;
  return sum;
}

/** The refined colours of a singled-out constant, and what they are compared by. */
interface Trial {
  readonly colours: number[];
  readonly classes: number;
  readonly byPlace: number;
  readonly byValue: number;
}

/**
 * A different colour for every constant of the graph. `valueHash` gives a hash of the value of the graph's k-th
 * constant where it has one: it decides between constants in symmetric places and nothing else.
 */
export function colourConstants(graph: LiveGraph, valueHash?: (k: number) => number): readonly number[] {
  const all = graph.constants.length;
  let colours: number[] = [];
  for (let k = 0; k < all; k++) colours.push(CONSTANT_COLOUR);
  if (all < 2) return colours;
  const refinement = new Refinement(graph);
  let classes = refinement.refine(colours, 1);
  while (classes < all) {
    const members = firstSharedClass(colours);
    let best: Trial | null = null;
    for (const member of all > MAX_TRIALS ? [lowestBy(members, valueHash)] : members) {
      const trial = singleOut(refinement, colours, classes, member, valueHash);
      if (
        best === null ||
        trial.byPlace < best.byPlace ||
        (trial.byPlace === best.byPlace && trial.byValue < best.byValue)
      ) {
        best = trial;
      }
    }
    if (best === null) throw new RangeError('a class of shared colour has members');
    ({ colours, classes } = best);
  }
  return colours;
}

function singleOut(
  refinement: Refinement,
  colours: readonly number[],
  classes: number,
  member: number,
  valueHash: ((k: number) => number) | undefined,
): Trial {
  const refined = colours.slice();
  refined[member] = mixWord(refined[member]! ^ SINGLED_OUT);
  let byValue = 0;
  if (valueHash !== undefined) {
    const valued = refined.map((colour, k) => mixWord(colour ^ valueHash(k)));
    refinement.refine(valued, countClasses(valued));
    byValue = summary(valued);
  }
  const refinedClasses = refinement.refine(refined, classes + 1);
  return { colours: refined, classes: refinedClasses, byPlace: summary(refined), byValue };
}
