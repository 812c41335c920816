/**
 * The self-test of an adapter: a battery of programs whose values, flags and scores are compared with the law word
 * for word, on the kernel that is then used. What it has not found exact is not left to the GPU.
 */

import { roundToFormat } from '../../numerics/rounding';
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
import { createBatchKernel, type BatchKernel } from './kernel';
import { randomPrograms } from './random-programs';
import { createSpecialisedEvaluator } from './specialised-evaluator';
import { createSpecialisedKernel, type SpecialisedKernel } from './specialised-kernel';
import { examineStructures } from './structure-traps';

const SPECIALISED_LENGTH = 12;
const SPECIALISED_VECTORS = 16;

export interface SelfTest {
  /** A word or two per feature: every opcode, and contraction, reassociation, subnormals and so on. */
  readonly verdicts: Readonly<Record<string, string>>;
  /** The same for structures that are compiled into kernels of their own. */
  readonly specialisedVerdicts: Readonly<Record<string, string>>;
  /** Programs made of these alone have exactly the law's score on the GPU wherever their flags are 0. */
  readonly exactOpcodes: ReadonlySet<Opcode>;
  /** The same for structures that are compiled into kernels of their own. */
  readonly exactWhenSpecialised: ReadonlySet<Opcode>;
}

/**
 * Of kernels for one format. For a shorter format than binary32 an opcode is exact only where it is so in binary32 too,
 * since it is computed there: what rounding to the format hides in the battery might show elsewhere. fma alone is made of
 * additions and products.
 *
 * Takes a few tenths of a second on an adapter that runs on the CPU. @throws GpuError where the device fails.
 */
export async function selfTest(
  kernel: BatchKernel,
  specialised: SpecialisedKernel = createSpecialisedKernel(kernel.connection, kernel.format),
): Promise<SelfTest> {
  const { connection, format } = kernel;
  return withBench(kernel, widePoints(format), (wide) =>
    withBench(kernel, moderatePoints(format), async (moderate) => {
      const inexact = await inexactIn32(kernel);
      const interpreted = await examine(wide, moderate, inexact);
      const compiled = await examineSpecialised(specialised, wide, moderate, inexact);
      return {
        verdicts: {
          ...interpreted.verdicts,
          'specialised kernels': summary(compiled.exact),
          'straight-line code': await straightLineVerdict(connection, moderatePoints()),
        },
        specialisedVerdicts: compiled.verdicts,
        exactOpcodes: interpreted.exact,
        exactWhenSpecialised: compiled.exact,
      };
    }),
  );
}

async function withBench<T>(
  kernel: BatchKernel,
  points: Float32Array,
  use: (bench: Bench) => Promise<T>,
): Promise<T> {
  const table = prepareScoreTable(madeUpLabels(Float64Array.from(points)));
  const evaluator = await createGpuEvaluator(kernel, table);
  try {
    return await use({ format: kernel.format, points, table, evaluator });
  } finally {
    evaluator.destroy();
  }
}

/** Opcodes that a kernel for a shorter format gets wrong in binary32, with their verdicts there. */
async function inexactIn32({ connection, format }: BatchKernel): Promise<ReadonlyMap<Opcode, string>> {
  const inexact = new Map<Opcode, string>();
  if (format === 'f32') return inexact;
  await withBench(createBatchKernel(connection), widePoints(), async (wide) => {
    for (const opcode of OPCODES) {
      if (opcode === 'fma') continue;
      const verdict = await opcodeVerdict(wide, opcodeBattery(opcode, 'f32'));
      if (verdict !== 'exact') inexact.set(opcode, `${verdict} in f32`);
    }
  });
  return inexact;
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

interface Examined {
  readonly verdicts: Readonly<Record<string, string>>;
  readonly exact: ReadonlySet<Opcode>;
}

/** The opcodes that are exact in specialised kernels; none where a whole score is not the law's. */
async function examineSpecialised(
  kernel: SpecialisedKernel,
  wide: Bench,
  moderate: Bench,
  inexact: ReadonlyMap<Opcode, string>,
): Promise<Examined> {
  const { connection, format } = kernel;
  const { verdicts, exact } = await examineStructures(connection, format, wide.points);
  const sound = [...exact].filter((opcode) => !inexact.has(opcode));
  const equal = sound.length > 0 && (await areScoresEqual(kernel, moderate, sound));
  return {
    verdicts: { ...verdicts, ...Object.fromEntries(inexact), scores: equal ? 'exact' : 'inexact' },
    exact: new Set(equal ? sound : []),
  };
}

/** Whether the scores of a structure of such opcodes are the law's for several vectors of constants. */
async function areScoresEqual(
  kernel: SpecialisedKernel,
  { table, format }: Bench,
  opcodes: readonly Opcode[],
): Promise<boolean> {
  const structure = randomPrograms(6, 1, SPECIALISED_LENGTH, opcodes)[0]!;
  const evaluator = await createSpecialisedEvaluator(kernel, table);
  try {
    const centre = Float32Array.from(structure.constants, constantToNumber);
    const vectors = Array.from({ length: SPECIALISED_VECTORS }, (_, v) =>
      centre.map((c) => roundToFormat(c * (1 + v / 64), format)),
    );
    const { maxError, argmax, flags } = await evaluator.score(structure, vectors);
    const equal = vectors.every((vector, v) => {
      if (flags[v] !== 0) return true;
      const program = { ...structure, constants: Array.from(vector, constantFromNumber) };
      const law = scoreByLaw(program, table, format);
      return law.maxError === maxError[v] && law.argmax === argmax[v];
    });
    return equal && flags.some((flag) => flag === 0);
  } finally {
    evaluator.destroy();
  }
}

function summary(exact: ReadonlySet<Opcode>): string {
  const inexact = OPCODES.filter((opcode) => !exact.has(opcode));
  if (inexact.length === OPCODES.length) return 'inexact';
  return inexact.length === 0 ? 'exact' : `exact but for ${inexact.join(', ')}`;
}

async function examine(
  wide: Bench,
  moderate: Bench,
  inexact: ReadonlyMap<Opcode, string>,
): Promise<Examined> {
  const { format } = wide;
  const verdicts: Record<string, string> = {};
  const exact: Opcode[] = [];
  for (const opcode of OPCODES) {
    const verdict = inexact.get(opcode) ?? (await opcodeVerdict(wide, opcodeBattery(opcode, format)));
    verdicts[opcode] = verdict;
    if (verdict === 'exact') exact.push(opcode);
  }
  const underflows = underflowBattery(format);
  const conditions: readonly (readonly [string, string, string, Promise<boolean>])[] = [
    ['contraction', 'none', 'found', allValuesEqual(wide, contractionBattery(format))],
    ['reassociation', 'none', 'found', allValuesEqual(wide, reassociationBattery(format))],
    ['underflow', 'detected', 'missed', allFlagged(wide, underflows, FLAG_TINY)],
    ['overflow', 'detected', 'missed', allFlagged(wide, overflowBattery(format), FLAG_NOT_FINITE)],
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
      subnormals: await subnormalsVerdict(wide, underflows),
      'negative zero': await zerosVerdict(wide, zeroBattery()),
    },
    exact: new Set(sound ? exact : []),
  };
}

function scoreBattery(exact: readonly Opcode[]) {
  return [3, 6, 12].flatMap((length, stream) => randomPrograms(stream, 48, length, exact));
}

function longBattery(exact: readonly Opcode[]) {
  return [24, 40, 64].flatMap((length, stream) => randomPrograms(3 + stream, 24, length, exact));
}
