/**
 * The GPU part of `npm run bench`, through Dawn: instruction-points per second of the interpreter kernel, which takes
 * any programs, and of a specialised one, which takes one structure with many constant vectors, in the same run. On an
 * adapter that runs on the CPU the figures say how the kernels compare, not what a GPU does.
 */

import { argv, exit, stdout } from 'node:process';
import { create } from 'webgpu';
import { prepareScoreTable } from '../../src/evaluation/score';
import { requestGpu } from '../../src/evaluation/webgpu/device';
import { createGpuEvaluator } from '../../src/evaluation/webgpu/evaluator';
import { createBatchKernel } from '../../src/evaluation/webgpu/kernel';
import { packProgram, type PackedProgram } from '../../src/evaluation/webgpu/packing';
import { createSpecialisedEvaluator } from '../../src/evaluation/webgpu/specialised-evaluator';
import { createSpecialisedKernel } from '../../src/evaluation/webgpu/specialised-kernel';
import { RandomStream } from '../../src/numerics/random';
import { searchTables } from '../../src/oracle/tables';
import { constantFromNumber, constantToNumber } from '../../src/program/constant';
import { parseProgram } from '../../src/program/parse';
import { parseTarget } from '../../src/targets/parse';

const REPETITIONS = 5;
const WARM_UP = 3;
const POLYNOMIAL =
  'y = 0.99999 + x * (0.69315 + x * (0.24014 + x * (0.055862 + x * (0.0089428 + x * 0.0018934))))';
/** Programs on an adapter that runs on the CPU, and on a GPU. */
const COUNTS = { software: 1024, hardware: 65536 };

interface Rates {
  readonly median: number;
  readonly slowest: number;
  readonly fastest: number;
}

async function rates(work: number, run: () => Promise<unknown>): Promise<Rates> {
  for (let i = 0; i < WARM_UP; i++) await run();
  const found: number[] = [];
  for (let i = 0; i < REPETITIONS; i++) {
    const start = performance.now();
    await run();
    found.push((1000 * work) / (performance.now() - start));
  }
  found.sort((a, b) => a - b);
  return { median: found[REPETITIONS >> 1]!, slowest: found[0]!, fastest: found[REPETITIONS - 1]! };
}

function report(name: string, { median, slowest, fastest }: Rates): void {
  const number = (value: number): string => value.toExponential(3);
  stdout.write(
    `${name.padEnd(44)} ${number(median)} instruction-points/s  (${number(slowest)} to ${number(fastest)})\n`,
  );
}

async function main(): Promise<void> {
  const available = await requestGpu(create([]));
  if (available.kind === 'unavailable') {
    stdout.write(`no GPU benchmarks: ${available.reason}\n`);
    return;
  }
  const { connection } = available;
  stdout.write(`${connection.adapter}${connection.software ? ' (runs on the CPU)' : ''}\n\n`);
  const target = parseTarget({ target: 'exp2', interval: '(0,1]', format: 'f32', norm: 'ulp' });
  const table = prepareScoreTable(searchTables(target).validation);
  const program = parseProgram(POLYNOMIAL, 'f32');
  const count = Number(argv[2] ?? (connection.software ? COUNTS.software : COUNTS.hardware));
  const random = new RandomStream(1);
  const centre = Float32Array.from(program.constants, constantToNumber);
  const vectors = Array.from({ length: count }, () => centre.map((c) => c * (0.9 + 0.2 * random.uniform())));
  const packed = vectors.map((vector): PackedProgram => {
    const result = packProgram({ ...program, constants: Array.from(vector, constantFromNumber) });
    if ('refused' in result) throw new Error(result.refused);
    return result;
  });
  const work = count * table.length * program.instructions.length;

  const interpreter = await createGpuEvaluator(createBatchKernel(connection), table);
  const interpreted = await rates(work, () => interpreter.scoreBatch(packed));
  report('GPU interpreter kernel, 10 instructions', interpreted);
  const specialised = await createSpecialisedEvaluator(createSpecialisedKernel(connection), table);
  const compiled = await rates(work, () => specialised.score(program, vectors));
  report('GPU specialised kernel, the same structure', compiled);
  stdout.write(
    `${'specialised / interpreter'.padEnd(44)} ${(compiled.median / interpreted.median).toFixed(1)} x\n`,
  );
  const a = await interpreter.scoreBatch(packed);
  const b = await specialised.score(program, vectors);
  const equal = vectors.every(
    (_, v) => a.maxError[v] === b.maxError[v] && a.argmax[v] === b.argmax[v] && a.flags[v] === b.flags[v],
  );
  if (!equal) throw new Error('the two kernels differ');
  interpreter.destroy();
  specialised.destroy();
  connection.destroy();
}

await main();
// Dawn keeps the process alive.
exit(0);
