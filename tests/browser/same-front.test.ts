import { commands } from 'vitest/browser';
import { expect, test } from 'vitest';
import { createBrowserEngine } from '../../src/client/browser-engine';
import { printProgram } from '../../src/program/print';
import type { RunSnapshot } from '../../src/protocol/run';
import { DEFAULT_SEARCH_CONFIG } from '../../src/search/config';
import { parseTarget } from '../../src/targets/parse';
import type { Target } from '../../src/targets/target';

declare module 'vitest/browser' {
  interface BrowserCommands {
    nodeFront: (flags: string[]) => Promise<unknown>;
  }
}

interface Row {
  readonly ops: number;
  readonly errorText: string;
  readonly program: string;
  readonly foundAt: { readonly evaluation: number; readonly island: number };
}

function frontInChromium(target: Target, workers: number, evaluations: number): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const config = { ...DEFAULT_SEARCH_CONFIG, maxOps: 8, seed: 5, islands: 2 };
    const budget = { kind: 'evaluations', evaluations } as const;
    const finished = ({ state, front }: RunSnapshot): void => {
      if (state.kind === 'failed') reject(new Error(JSON.stringify(state)));
      if (state.kind !== 'finished') return;
      resolve(
        front.map(({ ops, error, program, foundAt: { evaluation, island } }) => ({
          ops,
          errorText: error.text,
          program: printProgram(program),
          foundAt: { evaluation, island },
        })),
      );
    };
    createBrowserEngine().startRun({ target, config, budget, workers, gpu: 'off' }, finished);
  });
}

test.each([
  { target: 'exp2', interval: '(0,1]', format: 'real', norm: 'relative', evaluations: 6_000 },
  { target: 'log2', interval: '[1,2]', format: 'real', norm: 'relative', evaluations: 2_000 },
  { target: 'tanh', interval: '[0,1]', format: 'f32', norm: 'ulp', evaluations: 1_200 },
])(
  'a seed and a number of evaluations give one front: $target, $format, two workers in Chromium, one in Node',
  async ({ evaluations, ...text }) => {
    const target = parseTarget(text);
    const inChromium = await frontInChromium(target, 2, evaluations);
    expect(inChromium.length).toBeGreaterThan(3);
    const flags = Object.entries({
      ...text,
      'max-ops': 8,
      seed: 5,
      islands: 2,
      evaluations,
      workers: 1,
    }).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const inNode = (await commands.nodeFront(flags)) as Row[];
    expect(
      inNode.map(({ ops, errorText, program, foundAt }) => ({ ops, errorText, program, foundAt })),
    ).toEqual(inChromium);
  },
  120_000,
);
