/** The benchmarks: built as the command line is, so that they measure the code that runs. */

import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { ensureNodeBuild } from './build-node.mjs';
import { findVulkan } from './vulkan.mjs';

await import(pathToFileURL(await ensureNodeBuild('bench', 'tests/bench/main.ts')).href);

console.log();
const vulkan = findVulkan();
if (vulkan === undefined) {
  console.log('no GPU benchmarks: neither a graphics driver nor the software one of a browser was found');
} else {
  // A process of its own, since the loader of libraries looks at its variables only at the start.
  const file = await ensureNodeBuild('bench-gpu', 'tests/bench/gpu.ts');
  const { status } = spawnSync(process.execPath, [file], {
    stdio: 'inherit',
    env: { ...process.env, ...vulkan },
  });
  process.exitCode = status ?? 1;
}
