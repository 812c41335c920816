/** What the command line reads from files and stdin. */

import { createReadStream, statSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { shown } from './flags';
import { UsageError } from './usage-error';

/** The text of a file, or of stdin for '-'. UsageError where it cannot be read or is larger than `limit` bytes. */
export async function readText(path: string, limit: number): Promise<string> {
  const name = path === '-' ? 'stdin' : shown(path);
  try {
    if (path !== '-' && statSync(path).isDirectory()) throw new UsageError(`${name} is a directory`);
    const source: Readable = path === '-' ? process.stdin : createReadStream(path);
    return await text(limited(source, name, limit));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${name}: ${reasonOf(error)}`);
  }
}

async function* limited(source: Readable, name: string, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk as Buffer);
    size += bytes.length;
    if (size > limit) throw new UsageError(`${name} is larger than ${String(limit)} bytes`);
    yield bytes;
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
