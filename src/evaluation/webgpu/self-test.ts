/**
 * The self-test of an adapter: a battery of programs whose values, flags and scores are compared with the law word
 * for word, on the kernel that is then used. What it has not found exact is not left to the GPU.
 */

import type { LabelTable } from '../../oracle/labels';
import { constantFromNumber, constantToNumber } from '../../program/constant';
import { OPCODES, type Opcode } from '../../program/opcode';
import { scoreByLaw } from '../law-evaluator';
import { prepareScoreTable } from '../score';
import {
  contractionBattery,
  moderatePoints,
  opcodeBattery,
  overflowBattery,
  reassociationBattery,
  underflowBattery,
  widePoints,
  zeroBattery,
} from './battery';
import {
  allFlagged,
  allScoresEqual,
  allValuesEqual,
  opcodeVerdict,
  subnormalsVerdict,
  zerosVerdict,
  type Bench,
} from './comparison';
import { straightLineVerdict } from './straight-line';
import { createGpuEvaluator, FLAG_NOT_FINITE, FLAG_TINY } from './evaluator';
import type { BatchKernel } from './kernel';
import { randomPrograms } from './random-programs';
import { createSpecialisedEvaluator } from './specialised-evaluator';
import { createSpecialisedKernel, type SpecialisedKernel } from './specialised-kernel';
import { exactInStructures } from './structure-traps';

const SPECIALISED_LENGTH = 12;
const SPECIALISED_VECTORS = 16;

export interface SelfTest {
  /** A word or two per feature: every opcode, and contraction, reassociation, subnormals and so on. */
  readonly verdicts: Readonly<Record<string, string>>;
  /** Programs made of these alone have exactly the law's score on the GPU wherever their flags are 0. */
  readonly exactOpcodes: ReadonlySet<Opcode>;
  /** The same for structures that are compiled into kernels of their own. */
  readonly exactWhenSpecialised: ReadonlySet<Opcode>;
}

/** Takes a few tenths of a second on an adapter that runs on the CPU. @throws GpuError where the device fails. */
export async function selfTest(
  kernel: BatchKernel,
  specialised: SpecialisedKernel = createSpecialisedKernel(kernel.connection),
): Promise<SelfTest> {
  const wide = await openBench(kernel, widePoints());
  try {
    const moderate = await openBench(kernel, moderatePoints());
    try {
      const { connection } = kernel;
      const { verdicts, exactOpcodes } = await examine(wide, moderate);
      const exactWhenSpecialised = await examineSpecialised(specialised, wide, moderate);
      return {
        verdicts: {
          ...verdicts,
          'specialised kernels': specialisedVerdict(exactWhenSpecialised),
          'straight-line code': await straightLineVerdict(connection, moderate.points),
        },
        exactOpcodes,
        exactWhenSpecialised,
      };
    } finally {
      moderate.evaluator.destroy();
    }
  } finally {
    wide.evaluator.destroy();
  }
}

async function openBench(kernel: BatchKernel, points: Float32Array): Promise<Bench> {
  const table = prepareScoreTable(madeUpLabels(Float64Array.from(points)));
  return { points, table, evaluator: await createGpuEvaluator(kernel, table) };
}

/** Labels for which every step of the error's arithmetic rounds. */
function madeUpLabels(x: Float64Array): LabelTable {
  const hi = x.map((v) => Math.fround(v * 0.7));
  return {
    x,
    hi,
    lo: hi.map((v, i) => v * 2 ** -25 * (((i * 37) % 64) / 64 - 0.5)),
    scale: hi.map((v, i) => (i % 2 === 0 || Math.abs(v) < 2 ** -120 ? 1 : 1 / Math.abs(v))),
  };
}

/** The opcodes that are exact in specialised kernels; none where a whole score is not the law's. */
async function examineSpecialised(
  kernel: SpecialisedKernel,
  wide: Bench,
  moderate: Bench,
): Promise<ReadonlySet<Opcode>> {
  const exact = await exactInStructures(kernel.connection, wide.points);
  if (exact.size === 0) return exact;
  const structure = randomPrograms(6, 1, SPECIALISED_LENGTH, [...exact])[0]!;
  const evaluator = await createSpecialisedEvaluator(kernel, moderate.table);
  try {
    const centre = Float32Array.from(structure.constants, constantToNumber);
    const vectors = Array.from({ length: SPECIALISED_VECTORS }, (_, v) =>
      centre.map((c) => c * (1 + v / 64)),
    );
    const { maxError, argmax, flags } = await evaluator.score(structure, vectors);
    const equal = vectors.every((vector, v) => {
      if (flags[v] !== 0) return true;
      const program = { ...structure, constants: Array.from(vector, constantFromNumber) };
      const law = scoreByLaw(program, moderate.table);
      return law.maxError === maxError[v] && law.argmax === argmax[v];
    });
    return equal && flags.some((flag) => flag === 0) ? exact : new Set();
  } finally {
    evaluator.destroy();
  }
}

function specialisedVerdict(exact: ReadonlySet<Opcode>): string {
  const inexact = OPCODES.filter((opcode) => !exact.has(opcode));
  if (inexact.length === OPCODES.length) return 'inexact';
  return inexact.length === 0 ? 'exact' : `exact but for ${inexact.join(', ')}`;
}

async function examine(wide: Bench, moderate: Bench): Promise<Pick<SelfTest, 'verdicts' | 'exactOpcodes'>> {
  const verdicts: Record<string, string> = {};
  const exact: Opcode[] = [];
  for (const opcode of OPCODES) {
    const verdict = await opcodeVerdict(wide, opcodeBattery(opcode));
    verdicts[opcode] = verdict;
    if (verdict === 'exact') exact.push(opcode);
  }
  const conditions: readonly (readonly [string, string, string, Promise<boolean>])[] = [
    ['contraction', 'none', 'found', allValuesEqual(wide, contractionBattery())],
    ['reassociation', 'none', 'found', allValuesEqual(wide, reassociationBattery())],
    ['underflow', 'detected', 'missed', allFlagged(wide, underflowBattery(), FLAG_TINY)],
    ['overflow', 'detected', 'missed', allFlagged(wide, overflowBattery(), FLAG_NOT_FINITE)],
    ['scores', 'exact', 'inexact', allScoresEqual(moderate, scoreBattery(exact))],
    ['long programs', 'exact', 'inexact', allScoresEqual(moderate, longBattery(exact))],
  ];
  let sound = true;
  for (const [feature, good, bad, condition] of conditions) {
    const holds = await condition;
    verdicts[feature] = holds ? good : bad;
    sound &&= holds;
  }
  return {
    verdicts: {
      ...verdicts,
      subnormals: await subnormalsVerdict(wide, underflowBattery()),
      'negative zero': await zerosVerdict(wide, zeroBattery()),
    },
    exactOpcodes: new Set(sound ? exact : []),
  };
}

function scoreBattery(exact: readonly Opcode[]) {
  return [3, 6, 12].flatMap((length, stream) => randomPrograms(stream, 48, length, exact));
}

function longBattery(exact: readonly Opcode[]) {
  return [24, 40, 64].flatMap((length, stream) => randomPrograms(3 + stream, 24, length, exact));
}
