/** Many emitted functions compiled into one program, and run on one file of points. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { toolCommand } from '../../scripts/compilers.mjs';
import type { Case, TestedFormat, Values } from './exported-programs';

type ToolName = Parameters<typeof toolCommand>[0];

/** What one format contributes to a program. */
export interface Batch {
  readonly format: 'f32' | 'f64';
  readonly cases: readonly Case[];
  readonly codes: readonly string[];
  readonly points: Float64Array;
}

/** Runs `use` in a folder that exists as long as it does. */
export function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'exported-code-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the command prints; an error with what it says where it fails. */
export function execute(
  tool: ToolName | { readonly path: string },
  args: readonly string[],
  folder: string,
): string {
  const command = typeof tool === 'string' ? toolCommand(tool) : tool.path;
  return execFileSync(command, [...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 100_000,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const arrayOf = (format: 'f32' | 'f64') => (format === 'f32' ? Float32Array : Float64Array);

export function writePoints(folder: string, batches: readonly Batch[]): void {
  for (const { format, points } of batches) {
    writeFileSync(join(folder, `${format}.points`), new Uint8Array(arrayOf(format).from(points).buffer));
  }
}

/** The values that a program has left, for each batch. */
export function readValues(folder: string, batches: readonly Batch[]): Values[] {
  return batches.map(({ format }) => {
    const bytes = readFileSync(join(folder, `${format}.values`));
    return new (arrayOf(format))(Uint8Array.from(bytes).buffer);
  });
}

const TYPES = { f32: 'float', f64: 'double' } as const;

/** The functions of all batches with a `main` around them. */
export function cSource(batches: readonly Batch[]): string {
  const run = ({ format, cases, points }: Batch): string => `
static void (*const ${format}_functions[])(const ${TYPES[format]} *, ${TYPES[format]} *, size_t) = {
${cases.map(({ name }) => `    ${name}_array,`).join('\n')}
};

static int run_${format}(void)
{
    static ${TYPES[format]} points[${points.length}], values[${points.length}];
    FILE *in = fopen("${format}.points", "rb"), *out = fopen("${format}.values", "wb");
    if (!in || !out || fread(points, sizeof points[0], ${points.length}, in) != ${points.length})
        return 1;
    for (size_t k = 0; k < ${cases.length}; k++) {
        ${format}_functions[k](points, values, ${points.length});
        fwrite(values, sizeof values[0], ${points.length}, out);
    }
    return fclose(in) | fclose(out);
}
`;
  return [
    '#include <stdio.h>',
    ...batches.flatMap(({ codes }) => codes),
    ...batches.map(run),
    `int main(void) { return ${batches.map(({ format }) => `run_${format}()`).join(' | ')}; }`,
    '',
  ].join('\n');
}

/** Compiled C with the flags, run on the points. */
export function runC(
  compiler: 'gcc' | 'clang',
  flags: readonly string[],
  batches: readonly Batch[],
): Values[] {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'all.c'), cSource(batches));
    writePoints(folder, batches);
    execute(compiler, [...flags, 'all.c', '-lm', '-o', 'all'], folder);
    execute({ path: join(folder, 'all') }, [], folder);
    return readValues(folder, batches);
  });
}

export function runRust(batches: readonly Batch[]): Values[] {
  const run = ({ format, cases }: Batch): string => {
    const size = format === 'f32' ? 4 : 8;
    return `
fn run_${format}() {
    let bytes = std::fs::read("${format}.points").unwrap();
    let points: Vec<${format}> =
        bytes.chunks_exact(${size}).map(|b| ${format}::from_le_bytes(b.try_into().unwrap())).collect();
    let functions: [fn(&[${format}], &mut [${format}]); ${cases.length}] =
        [${cases.map(({ name }) => `${name}_slice`).join(', ')}];
    let mut out = Vec::new();
    for function in functions {
        let mut values = vec![0.0; points.len()];
        function(&points, &mut values);
        out.extend(values.iter().flat_map(|v| v.to_le_bytes()));
    }
    std::fs::write("${format}.values", out).unwrap();
}
`;
  };
  const source = [
    ...batches.flatMap(({ codes }) => codes),
    ...batches.map(run),
    `fn main() { ${batches.map(({ format }) => `run_${format}();`).join(' ')} }`,
  ].join('\n');
  return inFolder((folder) => {
    writeFileSync(join(folder, 'all.rs'), source);
    writePoints(folder, batches);
    execute(
      'rustc',
      ['--edition', '2021', '-D', 'warnings', '-C', 'opt-level=2', 'all.rs', '-o', 'all'],
      folder,
    );
    execute({ path: join(folder, 'all') }, [], folder);
    return readValues(folder, batches);
  });
}

/** Functions of scripts: they take and give binary64, in which every narrower number is one. */
export interface ScriptBatch extends Omit<Batch, 'format'> {
  readonly format: TestedFormat;
}

/** Runs a driver in a folder with the points, for each batch, and what `prepare` writes there. */
function runScript(
  command: ToolName | { readonly path: string },
  fileName: string,
  driver: string,
  batches: readonly ScriptBatch[],
  prepare: (folder: string) => void,
): Values[] {
  return inFolder((folder) => {
    writeFileSync(join(folder, fileName), driver);
    for (const { format, points } of batches) {
      writeFileSync(join(folder, `${format}.points`), new Uint8Array(points.buffer));
    }
    prepare(folder);
    execute(command, [fileName], folder);
    return batches.map(
      ({ format }) =>
        new Float64Array(Uint8Array.from(readFileSync(join(folder, `${format}.values`))).buffer),
    );
  });
}

const namesOf = (batches: readonly ScriptBatch[]): string =>
  JSON.stringify(batches.map(({ format, cases }) => [format, cases.map(({ name }) => name)]));

/** NumPy, on the array of points and on two scalars. */
export function runPython(batches: readonly ScriptBatch[]): Values[] {
  const driver = `import importlib, json, warnings
import numpy as np

warnings.simplefilter("ignore")
for name, functions in json.loads('${namesOf(batches)}'):
    dtype = np.dtype(name.replace("f", "float"))
    points = np.fromfile(name + ".points").astype(dtype)
    with open(name + ".values", "wb") as out:
        for name in functions:
            function = getattr(importlib.import_module(name), name)
            values = function(points)
            assert values.dtype == dtype and values.shape == points.shape
            for i in (5, 7777):
                scalar = function(points[i])
                assert np.asarray(scalar).dtype == dtype and np.ndim(scalar) == 0
                assert np.array_equal(scalar, values[i], equal_nan=True)
            values.astype(np.float64).tofile(out)
`;
  return runScript('python', 'all.py', driver, batches, (folder) => {
    for (const { cases, codes } of batches) {
      cases.forEach(({ name }, index) => writeFileSync(join(folder, `${name}.py`), codes[index] ?? ''));
    }
  });
}

/** Node, on modules of JavaScript. */
export function runNode(batches: readonly ScriptBatch[]): Values[] {
  const driver = `import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

for (const [format, names] of ${namesOf(batches)}) {
  const points = new Float64Array(Uint8Array.from(readFileSync(format + '.points')).buffer);
  const file = openSync(format + '.values', 'w');
  for (const name of names) {
    const { [name]: scalar } = await import('./' + name + '.mjs');
    writeSync(file, new Uint8Array(points.map(scalar).buffer));
  }
  closeSync(file);
}
`;
  return runScript({ path: process.execPath }, 'all.mjs', driver, batches, (folder) => {
    for (const { cases, codes } of batches) {
      cases.forEach(({ name }, index) => writeFileSync(join(folder, `${name}.mjs`), codes[index] ?? ''));
    }
  });
}
