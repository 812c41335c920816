/**
 * The part of the self-test that concerns specialised kernels: there a compiler sees the whole program, so what the
 * interpreter shows of an opcode proves nothing for them. All traps are compiled into one kernel, each as a specialised
 * kernel would have it, and their values are compared with the law's.
 */

import source from '../../../shaders/structure-values.wgsl?raw';
import scoreArithmetic from '../../../shaders/score-arithmetic.wgsl?raw';
import { binary32Bits } from '../../numerics/bits';
import { constantFromNumber } from '../../program/constant';
import { OPCODES, type Opcode } from '../../program/opcode';
import type { Program } from '../../program/program';
import { trapConstants, traps, type Trap } from './battery';
import { isOrdinary, traces } from './comparison';
import { compileShader, createPipeline } from './compile';
import { checked, orLost, type GpuConnection } from './device';
import { BUFFER_USAGE, MAP_MODE_READ, SHADER_STAGE_COMPUTE } from './flags';
import { constantsSource, runSource } from './specialise';

const LABEL = 'structure-values.wgsl';
const WORKGROUP_SIZE = 64;
const PAIRS = 16;
const QUADS = PAIRS / 4;
/** Every so many points of the battery: each meets all pairs of constants. */
const POINT_STRIDE = 4;

/** Opcodes that specialised kernels compute exactly: none where a compiler fuses or reassociates. */
export async function exactInStructures(
  connection: GpuConnection,
  points: Float32Array,
): Promise<ReadonlySet<Opcode>> {
  const list = traps();
  const xs = points.filter((_, i) => i % POINT_STRIDE === 0);
  const pairs = trapConstants(PAIRS);
  const bits = await valueBits(connection, list, xs, pairs);
  const failed = new Set<Trap['feature']>();
  const seen = new Set<Trap['feature']>();
  for (const [t, { feature, structure }] of list.entries()) {
    for (const [p, pair] of pairs.entries()) {
      const program: Program = { ...structure, constants: pair.map(constantFromNumber) };
      const laws = traces(program);
      for (const [i, x] of xs.entries()) {
        const values = laws.map((law) => law(x));
        if (!isOrdinary(x) || !values.every(isOrdinary)) continue;
        seen.add(feature);
        const expected = values[values.length - 1]!;
        const actual = bits[4 * ((t * xs.length + i) * QUADS) + p]!;
        const agrees = expected === 0 ? (actual & 0x7fffffff) === 0 : actual === binary32Bits(expected);
        if (!agrees) failed.add(feature);
      }
    }
  }
  if (failed.has('contraction') || failed.has('reassociation')) return new Set();
  return new Set(OPCODES.filter((opcode) => seen.has(opcode) && !failed.has(opcode)));
}

function shapesSource(list: readonly Trap[]): string {
  const cases = list.map((_, t) => `    case ${t}u: { return run_${t}(x, bound); }`);
  return [
    constantsSource(2),
    ...list.map(({ structure }, t) => runSource(`run_${t}`, structure)),
    'fn run_shape(shape: u32, x: vec4<f32>, bound: Constants) -> Run {',
    '  switch shape {',
    ...cases,
    '    default: { return Run(x, oddity(x)); }',
    '  }',
    '}',
    '',
  ].join('\n');
}

/** Bits of the value of every trap, at every point, for every pair. @throws GpuError */
async function valueBits(
  connection: GpuConnection,
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
  const code = `${shapesSource(list)}\n${source}\n${scoreArithmetic}`;
  const module = await compileShader(connection, LABEL, code);
  const pipeline = await createPipeline(
    connection,
    LABEL,
    device.createPipelineLayout({ label: LABEL, bindGroupLayouts: [layout] }),
    { module, entryPoint: 'values', constants: { WORKGROUP_SIZE } },
  );
  const size = 16 * list.length * xs.length * QUADS;
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
