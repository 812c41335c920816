/**
 * `node scripts/check-full-range.mjs [FUNCTION ...]`: the errors of the exported f32 functions at every finite number of
 * the format, or of the stated range, zero counted once. What is measured is the emitted TypeScript; the emitted C, compiled
 * by GCC, is held against it by a hash of all values. One JSON line a function on stdout, progress on stderr; exit
 * status 1 where the two differ. Some minutes a function.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, exit, stderr, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { toolCommand } from '../../scripts/compilers.mjs';
import { exportFullRange, type FullRangeFunction } from '../../src/codegen/full-range/full-range';
import { EMPTY_SCAN, mergeScans } from '../../src/evaluation/scan-result';
import { formatHexFloat } from '../../src/numerics/number-text';
import { createFullRangeScan, fullRangeOrdinals } from '../../src/verification/full-range';
import { stripTypes } from '../support/evaluate-typescript';
import { goldenFunction, WIDE } from '../support/full-range';
import { measuredError } from '../support/measured-error';

const SLICE = 2 ** 22;
const REPORT_SLICES = 64;

const folder = mkdtempSync(join(tmpdir(), 'full-range-'));
let differs = false;
for (const id of argv.length > 2 ? argv.slice(2) : ['exp2', 'exp', 'log2', 'sin', 'tanh', 'erf']) {
  const report = await check(id, goldenFunction(id, WIDE));
  if (!report.sameInC) differs = true;
  stdout.write(`${JSON.stringify(report)}\n`);
}
rmSync(folder, { recursive: true, force: true });
exit(differs ? 1 : 0);

async function check(id: string, whole: FullRangeFunction) {
  const f = await emittedFunction(id, whole);
  let hash = 0;
  const word = new Float32Array(1);
  const bits = new Int32Array(word.buffer);
  const scan = createFullRangeScan({
    functionId: id,
    evaluate: (x, y) => {
      for (let i = 0; i < x.length; i++) {
        const value = f(x[i]!);
        y[i] = value;
        word[0] = value;
        hash = Math.imul(hash ^ bits[0]!, 0x01000193);
      }
    },
  });
  const { first, last } = fullRangeOrdinals(whole.interval);
  const began = performance.now();
  let found = EMPTY_SCAN;
  for (let from = first, slices = 0; from <= last; from += SLICE, slices++) {
    found = mergeScans(found, scan(from, Math.min(from + SLICE - 1, last)));
    if (slices % REPORT_SLICES === 0) stderr.write(`${id}: ${found.count} of ${last - first + 1}\n`);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  return {
    function: id,
    points: found.count,
    ulp: found.maxError,
    argmax: formatHexFloat(found.argmax),
    misrounded: found.misrounded,
    sameInC: hashInC(id, whole, first, last) === hash,
    seconds,
  };
}

async function emittedFunction(id: string, whole: FullRangeFunction): Promise<(x: number) => number> {
  const { code, functionName } = exportFullRange(whole, 'ts', { error: measuredError() });
  const path = join(folder, `${id}.mjs`);
  writeFileSync(path, stripTypes(code));
  const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  return module[functionName] as (x: number) => number;
}

/** The hash of the values of the emitted C, in the order of the arguments' ordinals. */
function hashInC(id: string, whole: FullRangeFunction, first: number, last: number): number {
  const { code, functionName } = exportFullRange(whole, 'c', { error: measuredError() });
  const source = `${code}
#include <stdio.h>
int main(void)
{
    uint32_t hash = 0;
    for (int64_t ordinal = ${first}; ordinal <= ${last}; ordinal++) {
        uint32_t bits = ordinal < 0 ? 0x80000000u + (uint32_t)-ordinal : (uint32_t)ordinal;
        float x;
        memcpy(&x, &bits, sizeof x);
        float y = ${functionName}(x);
        memcpy(&bits, &y, sizeof bits);
        if (y != y) bits = 0x7fc00000u;
        hash = (hash ^ bits) * 0x01000193u;
    }
    return printf("%d", (int)(int32_t)hash) < 0;
}
`;
  const [from, to] = [join(folder, `${id}.c`), join(folder, id)];
  writeFileSync(from, source);
  execFileSync(toolCommand('gcc'), ['-std=c99', '-O2', from, '-lm', '-o', to]);
  return Number(execFileSync(to, { encoding: 'utf8' }));
}
