/** Runs the command line as its users do: the real build, in a process of its own. */

import { spawn } from 'node:child_process';
import { ensureNodeBuild } from '../../../scripts/build-node.mjs';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly outcome: Promise<Outcome>;
  interrupt(): void;
  /** Resolves when stderr holds the text. */
  said(text: string): Promise<void>;
}

let build: Promise<string> | undefined;

export async function startCli(args: readonly string[], input = ''): Promise<Running> {
  build ??= ensureNodeBuild('main', 'src/cli/main.ts');
  const child = spawn(process.execPath, [await build, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const listener of listeners) listener();
  });
  // A process that refuses its flags may be gone before it is given its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return {
    outcome: new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => {
        resolve({ status, stdout, stderr });
      });
    }),
    interrupt: () => child.kill('SIGINT'),
    said: (text) =>
      new Promise((resolve) => {
        const listener = (): void => {
          if (!stderr.includes(text)) return;
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
        listener();
      }),
  };
}

export async function runCli(args: readonly string[], input = ''): Promise<Outcome> {
  return (await startCli(args, input)).outcome;
}

/** The document of a command that must succeed. */
export async function documentOf<T>(args: readonly string[], input = ''): Promise<T> {
  const { status, stdout, stderr } = await runCli(args, input);
  if (status !== 0) throw new Error(`exit status ${String(status)}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
