/**
 * Serves the built workbench, building it first if needed.
 *
 *   npm start -- [--port N] [--host ADDRESS]
 *
 * The port is --port, else the environment's PORT, else 4173 or the next free one.
 */

import { join } from 'node:path';
import { argv, env, exit } from 'node:process';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { ensurePage } from './build.mjs';
import { ROOT } from './inputs.mjs';

const DEFAULT_PORT = 4173;

/**
 * @param {string} text
 * @returns {number}
 */
function parsePort(text) {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65535) {
    throw new Error(`the port must be a number from 1 to 65535, not "${text}"`);
  }
  return port;
}

try {
  const { values } = parseArgs({
    args: argv.slice(2),
    options: { port: { type: 'string' }, host: { type: 'string' } },
  });
  const wanted = values.port ?? env.PORT;
  const port = wanted === undefined ? DEFAULT_PORT : parsePort(wanted);
  await ensurePage();
  const server = await preview({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    preview: { port, strictPort: wanted !== undefined, host: values.host ?? 'localhost' },
  });
  const urls = server.resolvedUrls;
  console.log(`Ulpforge is at ${[...(urls?.local ?? []), ...(urls?.network ?? [])].join(' and ')}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  exit(1);
}
