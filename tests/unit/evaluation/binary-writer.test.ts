import { describe, expect, it } from 'vitest';
import { ByteWriter, FunctionWriter, ModuleWriter } from '../../../src/evaluation/wasm/binary-writer';
import { emitEvaluation, emitScan } from '../../../src/evaluation/wasm/compile-scan';
import { Emitter } from '../../../src/evaluation/wasm/simd-instructions';
import { parseProgram } from '../../../src/program/parse';

function bytesOf(write: (writer: ByteWriter) => void): number[] {
  const writer = new ByteWriter();
  write(writer);
  return [...writer.written];
}

describe('ByteWriter', () => {
  it.each([
    [0, [0x00]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [624485, [0xe5, 0x8e, 0x26]],
    [0xffffffff, [0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])('writes %i as unsigned LEB128', (value, bytes) => {
    expect(bytesOf((writer) => writer.unsigned(value))).toEqual(bytes);
  });

  it.each([
    [0, [0x00]],
    [63, [0x3f]],
    [64, [0xc0, 0x00]],
    [-1, [0x7f]],
    [-64, [0x40]],
    [-65, [0xbf, 0x7f]],
    [-123456, [0xc0, 0xbb, 0x78]],
    [0x7fffffff, [0xff, 0xff, 0xff, 0xff, 0x07]],
    [-0x80000000, [0x80, 0x80, 0x80, 0x80, 0x78]],
  ])('writes %i as signed LEB128', (value, bytes) => {
    expect(bytesOf((writer) => writer.signed(value))).toEqual(bytes);
  });

  it('grows', () => {
    const long = Array.from({ length: 5000 }, (_, i) => i % 256);
    expect(bytesOf((writer) => writer.byte(7).bytes(long).name('ab'))).toEqual([7, ...long, 2, 0x61, 0x62]);
  });
});

describe('ModuleWriter', () => {
  it('writes a module that runs', () => {
    const module = new ModuleWriter();
    const counter = module.addGlobal();
    const body = new FunctionWriter(['i32'], 'i32');
    const total = body.local('i32');
    const emitter = new Emitter(body);
    // 1 + 2 + ... + n, counted down.
    emitter.loop(() => {
      emitter.get(total, 0).scalar('i32.add').set(total);
      emitter.getGlobal(counter).integer(1).scalar('i32.add').setGlobal(counter);
      emitter.get(0).integer(1).scalar('i32.sub').tee(0);
    });
    emitter.get(total);
    module.addFunction('sum', body);
    const read = new FunctionWriter([], 'i32');
    new Emitter(read).getGlobal(counter);
    module.addFunction('turns', read);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.finish()), {
      environment: { memory },
    });
    const adder = exports as object as { sum(n: number): number; turns(): number };
    expect(adder.sum(100)).toBe(5050);
    expect(adder.turns()).toBe(100);
  });

  it('writes valid modules for programs without instructions too', () => {
    for (const text of ['y = x', 'y = 2.5', 'y = fma(x, x, x)', 'y = sqrt(-x)']) {
      const program = parseProgram(text, 'f32');
      expect(WebAssembly.validate(emitEvaluation(program, 'f32'))).toBe(true);
      expect(WebAssembly.validate(emitScan(program))).toBe(true);
      expect(WebAssembly.validate(emitScan(program, 2 ** -23))).toBe(true);
    }
  });
});
