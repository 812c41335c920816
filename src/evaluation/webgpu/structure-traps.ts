/**
 * The part of the self-test that concerns specialised kernels: there a compiler sees the whole program, so what the
 * interpreter shows of an opcode proves nothing for them. All traps are compiled into one kernel, each as a specialised
 * kernel would have it, and their values are compared with the law's.
 */

import source from '../../../shaders/structure-values.wgsl?raw';
import { constantFromNumber } from '../../program/constant';
import { OPCODES, type Opcode } from '../../program/opcode';
import type { Program } from '../../program/program';
import { trapConstants, traps, type Trap } from './battery';
import { arithmeticSource, type ShortFormat } from './arithmetic';
import {
  allAgree,
  isNotFinite,
  isSubnormal,
  roundingVerdict,
  traces,
  underflowVerdict,
  type Sample,
} from './comparison';
import { compileShader, createPipeline } from './compile';
import { checked, orLost, type GpuConnection } from './device';
import { FLAG_NOT_FINITE, FLAG_TINY } from './evaluator';
import { BUFFER_USAGE, MAP_MODE_READ, SHADER_STAGE_COMPUTE } from './flags';
import { constantsSource, examineSource, runSource } from './specialise';

const LABEL = 'structure-values.wgsl';
const WORKGROUP_SIZE = 64;
const PAIRS = 20;
const QUADS = PAIRS / 4;
/** Every so many points of the battery: each meets all pairs of constants. */
const POINT_STRIDE = 4;

/** What the traps showed. */
export interface StructureTraps {
  /** A word or two per feature, as those of the interpreter kernel. */
  readonly verdicts: Readonly<Record<string, string>>;
  /** Opcodes that specialised kernels compute exactly: none where a compiler fuses or reassociates. */
  readonly exact: ReadonlySet<Opcode>;
}

/** A sample of a trap, with the flags that the kernel raised. */
interface Caught {
  readonly feature: Trap['feature'];
  readonly sample: Sample;
  readonly flags: number;
}

/** @param points numbers of the format. @throws GpuError */
export async function examineStructures(
  connection: GpuConnection,
  format: ShortFormat,
  points: Float32Array,
): Promise<StructureTraps> {
  const list = traps();
  const xs = points.filter((_, i) => i % POINT_STRIDE === 0);
  const pairs = trapConstants(PAIRS, format);
  const words = await run(connection, format, list, xs, pairs);
  const caught = catchAll(format, list, xs, pairs, words);
  const of = (feature: Trap['feature']): Sample[] =>
    caught.filter((one) => one.feature === feature).map(({ sample }) => sample);
  const verdicts: Record<string, string> = {};
  for (const opcode of OPCODES) verdicts[opcode] = roundingVerdict(of(opcode));
  const conditions: readonly (readonly [string, string, string, boolean])[] = [
    ['contraction', 'none', 'found', allAgree(of('contraction'))],
    ['reassociation', 'none', 'found', allAgree(of('reassociation'))],
    ['underflow', 'detected', 'missed', isFlagged(caught, 'underflow', FLAG_TINY, isSubnormal)],
    ['overflow', 'detected', 'missed', isFlagged(caught, 'overflow', FLAG_NOT_FINITE, isNotFinite)],
  ];
  for (const [feature, good, bad, holds] of conditions) verdicts[feature] = holds ? good : bad;
  verdicts.subnormals = underflowVerdict(of('underflow'));
  const sound = conditions.every(([, , , holds]) => holds);
  return { verdicts, exact: new Set(sound ? OPCODES.filter((opcode) => verdicts[opcode] === 'exact') : []) };
}

function catchAll(
  format: ShortFormat,
  list: readonly Trap[],
  xs: Float32Array,
  pairs: readonly (readonly [number, number])[],
  words: Uint32Array,
): Caught[] {
  const flagsStart = words.length / 2;
  return list.flatMap(({ feature, structure }, t) =>
    pairs.flatMap((pair, p) => {
      const program: Program = { ...structure, constants: pair.map(constantFromNumber) };
      const laws = traces(program, format);
      return Array.from(xs, (x, i): Caught => {
        const values = laws.map((law) => law(x));
        const place = 4 * ((t * xs.length + i) * QUADS) + p;
        const expected = values[values.length - 1]!;
        const sample = { format, program, x, values, expected, actualBits: words[place]! };
        return { feature, sample, flags: words[flagsStart + place]! };
      });
    }),
  );
}

/** Whether the flag is up wherever a value on the way is what it warns of, and is put to the test at all. */
function isFlagged(
  caught: readonly Caught[],
  feature: Trap['feature'],
  flag: number,
  isDangerous: (value: number) => boolean,
): boolean {
  const own = caught.filter((one) => one.feature === feature);
  return own.every(({ sample, flags }) => (flags & flag) !== 0 || !sample.values.some(isDangerous));
}

/** Traps whose flags matter: to examine the others would take compilers longer than it is worth. */
function isExamined({ feature }: Trap): boolean {
  return feature === 'underflow' || feature === 'overflow';
}

function shapesSource(list: readonly Trap[], format: ShortFormat): string {
  const cases = list.map((_, t) => `    case ${t}u: { return run_${t}(x, bound); }`);
  const examined = [...list.entries()].filter(([, trap]) => isExamined(trap));
  return [
    constantsSource(2),
    ...list.map(({ structure }, t) => runSource(`run_${t}`, structure, format)),
    ...examined.map(([t, { structure }]) => examineSource(`examine_${t}`, structure, format)),
    'fn run_shape(shape: u32, x: vec4<f32>, bound: Constants) -> Run {',
    '  switch shape {',
    ...cases,
    '    default: { return Run(x, oddity(x)); }',
    '  }',
    '}',
    'fn examine_shape(shape: u32, x: vec4<f32>, bound: Constants) -> vec4<u32> {',
    '  switch shape {',
    ...examined.map(([t]) => `    case ${t}u: { return examine_${t}(x, bound); }`),
    '    default: { return vec4(0u); }',
    '  }',
    '}',
    '',
  ].join('\n');
}

/** Bits of the value of every trap, at every point, for every pair; then the flags, likewise. @throws GpuError */
async function run(
  connection: GpuConnection,
  format: ShortFormat,
  list: readonly Trap[],
  xs: Float32Array<ArrayBuffer>,
  pairs: readonly (readonly [number, number])[],
): Promise<Uint32Array> {
  const { device } = connection;
  const types: readonly GPUBufferBindingType[] = [
    'uniform',
    'read-only-storage',
    'read-only-storage',
    'storage',
  ];
  const layout = device.createBindGroupLayout({
    label: LABEL,
    entries: types.map((type, binding) => ({ binding, visibility: SHADER_STAGE_COMPUTE, buffer: { type } })),
  });
  const code = `${shapesSource(list, format)}\n${source}\n${arithmeticSource(format)}`;
  const module = await compileShader(connection, LABEL, code);
  const pipeline = await createPipeline(
    connection,
    LABEL,
    device.createPipelineLayout({ label: LABEL, bindGroupLayouts: [layout] }),
    { module, entryPoint: 'values', constants: { WORKGROUP_SIZE } },
  );
  const size = 2 * 16 * list.length * xs.length * QUADS;
  const made: GPUBuffer[] = [];
  const buffer = (bytes: number, usage: number): GPUBuffer => {
    const created = device.createBuffer({ size: bytes, usage });
    made.push(created);
    return created;
  };
  try {
    const read = await checked(connection, 'the self-test of specialised kernels', () => {
      const input = (
        data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
        usage: number,
      ): GPUBuffer => {
        const created = buffer(data.byteLength, usage | BUFFER_USAGE.copyDestination);
        device.queue.writeBuffer(created, 0, data);
        return created;
      };
      const results = buffer(size, BUFFER_USAGE.storage | BUFFER_USAGE.copySource);
      const readable = buffer(size, BUFFER_USAGE.mapRead | BUFFER_USAGE.copyDestination);
      const bound = [
        input(Uint32Array.of(QUADS, xs.length, 0, 0), BUFFER_USAGE.uniform),
        input(
          Float32Array.from([...pairs.map(([a]) => a), ...pairs.map(([, b]) => b)]),
          BUFFER_USAGE.storage,
        ),
        input(xs, BUFFER_USAGE.storage),
        results,
      ];
      const bindGroup = device.createBindGroup({
        layout,
        entries: bound.map((resource, binding) => ({ binding, resource: { buffer: resource } })),
      });
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(Math.ceil((xs.length * QUADS) / WORKGROUP_SIZE), list.length);
      pass.end();
      encoder.copyBufferToBuffer(results, 0, readable, 0, size);
      device.queue.submit([encoder.finish()]);
      return readable;
    });
    await orLost(connection, 'reading the values', () => read.mapAsync(MAP_MODE_READ));
    return new Uint32Array(read.getMappedRange().slice(0));
  } finally {
    for (const created of made) created.destroy();
  }
}
