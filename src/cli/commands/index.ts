/** The commands by name. Each takes its arguments and returns the document to print. */

import { baseline } from './baseline';
import { enumerate } from './enumerate';
import { evaluate } from './evaluate';
import { exportCommand } from './export';
import { fit } from './fit';
import { oracle } from './oracle';
import { permalink } from './permalink';
import { search } from './search';
import { targets } from './targets';

export type Command = (args: readonly string[]) => unknown;

export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['targets', targets],
  ['oracle', oracle],
  ['search', search],
  ['enumerate', enumerate],
  ['fit', fit],
  ['evaluate', evaluate],
  ['baseline', baseline],
  ['export', exportCommand],
  ['permalink', permalink],
]);

export const USAGE = `usage: npm run --silent cli -- COMMAND ...
  targets
  oracle    --target ID | --expr TEXT   --at X,... | --at-file FILE   [--digits 50]
  search    TARGET [--ops add,sub,mul,div] [--max-ops 12] [--seconds 60 | --evaluations N]
            [--workers N] [--islands 4] [--seed 1] [--algorithm regularized|nsga2|random] [--ablate PART,...]
            [--cost ops|latency|measured] [--weights div=4,constant=0.5] [--machine x86-64|arm64]
            [--timing throughput|latency] [--device cpu|gpu] [--enumerate 0..5]
            [--engine auto|wasm|typescript|gpu] [--seed-program FILE] [--checkpoint FILE]
            [--max-error E] [--symmetry odd|even] [--exact-at X,...] [--monotone]
  search    --continue FILE [--seconds N | --evaluations N, in all] [--checkpoint FILE] [--workers N]
  enumerate TARGET [--ops add,sub,mul,div] [--max-ops 4] [--starts 16] [--workers N] [--seconds LIMIT]
  fit       TARGET --program FILE
  evaluate  TARGET --program FILE|PERMALINK [--exhaustive [--workers N] [--by-binade] | --certify] [--document FILE]
            [--max-error E] [--symmetry odd|even] [--exact-at X,...] [--monotone]
  evaluate  --certificate FILE
  baseline  TARGET --family taylor|chebyshev|pade|minimax-polynomial|minimax-rational --degree N[,M]
            [--ops add,sub,mul,div] [--scheme NAME|cheapest] [--at X] [--monomials odd|even|1,3,5]
            [--weight EXPR] [--interpolate]
  baseline  TARGET --family reference
  export    TARGET --program FILE|PERMALINK --to ts|js|wgsl|glsl|c|rust|python|julia|fpcore|latex
            [--arithmetic f64|f32|f16|bf16] [--name TEXT] [--zip FILE]
  export    TARGET --program FILE|PERMALINK --to ts|js|wgsl|glsl|c --full-range [--function ID]
            [--of f32|f64] [--arithmetic f64|f32] [--second-program FILE|PERMALINK]
            [--third-program FILE|PERMALINK] [--fast] [--exhaustive] [--name TEXT] [--zip FILE [--certify]]
  permalink TARGET --program FILE
TARGET = --target ID | --expr TEXT   [--interval "(0,1]"] [--format real|f64|f32|f16|bf16]
         [--norm relative|absolute|ulp] [--ulp-at Y];  FILE may be - for stdin;
         a program is text, FPCore, or the coefficients c0, c1, ... of a polynomial
`;
