/**
 * What the researcher has typed into the target builder and the search settings, as text, and its validation
 * into a request for a run. A draft may be anything; a request is always sound.
 */

import type { RunRequest } from '../client/engine';
import { FORMATS, type Format } from '../numerics/format';
import type { Opcode } from '../program/opcode';
import { parseProgram } from '../program/parse';
import type { Program } from '../program/program';
import type { EnginePreference } from '../protocol/island-host';
import { preferencesOf } from '../run/engine-preference';
import type { CheckedText, TargetCheck } from '../protocol/target-service';
import {
  ABLATIONS,
  DEFAULT_SEARCH_CONFIG,
  type Ablation,
  type Algorithm,
  type Budget,
  type SearchConfig,
} from '../search/config';
import {
  draftConstraints,
  initialConstraints,
  readConstraints,
  type ConstraintDraft,
} from './constraint-draft';
import { draftCost, initialCost, readCost, type CostDraft } from './cost-draft';
import { parseCatalogueTarget } from '../targets/catalogue-target';
import { printInterval } from '../targets/interval';
import { programFormat, type ErrorNorm, type Target } from '../targets/target';
import { seedProblem } from '../search/seeds';
import { messageOf, sentence } from './errors';

/** The functionId that stands for the draft's expression. */
export const EXPRESSION = 'expression';

export interface Draft extends CostDraft, ConstraintDraft {
  /** A name of the catalogue, or EXPRESSION. */
  readonly functionId: string;
  readonly expression: string;
  readonly interval: string;
  readonly format: Format;
  readonly norm: ErrorNorm;
  /** What formats of 16 bits are computed in: themselves, or binary32. Without effect on others. */
  readonly compute: 'format' | 'f32';
  /** Whether subnormal numbers count as zeros, in finite formats. */
  readonly flush: boolean;
  readonly opcodes: readonly Opcode[];
  readonly maxOps: string;
  readonly budgetKind: Budget['kind'];
  readonly seconds: string;
  readonly evaluations: string;
  readonly seed: string;
  readonly workers: string;
  readonly islands: string;
  readonly nicheCapacity: string;
  readonly tournamentSize: string;
  readonly algorithm: Algorithm;
  /** Parts of the search that are switched off. */
  readonly ablated: readonly Ablation[];
  readonly engine: EnginePreference;
  /** Programs to start from, with lines of `;;` between them; empty for none. */
  readonly seedPrograms: string;
}

export type DraftField = keyof Draft;
/** Fields that take whole numbers. */
type NumberField =
  'maxOps' | 'seed' | 'islands' | 'nicheCapacity' | 'tournamentSize' | 'seconds' | 'evaluations' | 'workers';
export type DraftProblems = Partial<Readonly<Record<DraftField, string>>>;
type MutableProblems = Partial<Record<DraftField, string>>;
export type DraftVerdict =
  | { readonly request: RunRequest; readonly problems: null }
  /** `checking`: nothing wrong is known, and the expression is still being read. */
  | { readonly request: null; readonly problems: DraftProblems; readonly checking: boolean };

/** Stands between seed programs. */
const SEED_SEPARATOR = /^\s*;;\s*$/m;

export const OFFERED_FORMATS: readonly Format[] = FORMATS;
export const OFFERED_NORMS: readonly ErrorNorm[] = ['relative', 'absolute', 'ulp'];

export const MAX_WORKERS = 64;
const MAX_SECONDS = 7 * 24 * 3600;
const MAX_EVALUATIONS = 1e12;

/** A draft of 2^x on (0,1] for one minute on `workers` workers. */
export function initialDraft(workers: number): Draft {
  return {
    functionId: 'exp2',
    expression: 'sin(x)/x',
    interval: '(0,1]',
    format: 'real',
    norm: 'relative',
    compute: 'format',
    flush: false,
    opcodes: DEFAULT_SEARCH_CONFIG.opcodes,
    maxOps: String(DEFAULT_SEARCH_CONFIG.maxOps),
    budgetKind: 'seconds',
    seconds: '60',
    evaluations: '2000000',
    seed: String(DEFAULT_SEARCH_CONFIG.seed),
    workers: String(workers),
    islands: String(DEFAULT_SEARCH_CONFIG.islands),
    nicheCapacity: String(DEFAULT_SEARCH_CONFIG.nicheCapacity),
    tournamentSize: String(DEFAULT_SEARCH_CONFIG.tournamentSize),
    algorithm: DEFAULT_SEARCH_CONFIG.algorithm,
    ablated: DEFAULT_SEARCH_CONFIG.ablated,
    ...initialCost(),
    ...initialConstraints(),
    engine: 'auto',
    seedPrograms: '',
  };
}

/** The draft that would start the given run again. */
export function draftOf(
  base: Draft,
  target: Target,
  run?: { readonly config: SearchConfig; readonly budget: Budget },
): Draft {
  const draft: Draft = {
    ...base,
    ...(target.function.kind === 'catalogue'
      ? { functionId: target.function.id }
      : { functionId: EXPRESSION, expression: target.function.text }),
    interval: printInterval(target.interval),
    format: target.format,
    norm: target.norm,
    compute: target.compute ?? 'format',
    flush: target.flush ?? false,
  };
  if (run === undefined) return draft;
  const { config, budget } = run;
  return {
    ...draft,
    opcodes: config.opcodes,
    maxOps: String(config.maxOps),
    seed: String(config.seed),
    islands: String(config.islands),
    nicheCapacity: String(config.nicheCapacity),
    tournamentSize: String(config.tournamentSize),
    algorithm: config.algorithm,
    ablated: config.ablated,
    ...draftCost(config.cost),
    ...draftConstraints(config.constraints),
    budgetKind: budget.kind,
    ...(budget.kind === 'seconds'
      ? { seconds: String(budget.seconds) }
      : { evaluations: String(budget.evaluations) }),
  };
}

/** What has to be read of an expression before the draft can be judged; null where the catalogue has the function. */
export function expressionText(draft: Draft): CheckedText | null {
  const { functionId, expression, interval, format, norm } = draft;
  return functionId === EXPRESSION
    ? { expr: expression, interval, format, norm, ...arithmeticText(draft) }
    : null;
}

/** Whether programs of the format may be computed in binary32 and stored in it. */
export function isStorageFormat(format: Format): boolean {
  return format === 'f16' || format === 'bf16';
}

/** What the format allows of the arithmetic chosen. */
function arithmeticText({ format, compute, flush }: Draft): Pick<CheckedText, 'compute' | 'flush'> {
  return {
    ...(compute === 'f32' && isStorageFormat(format) ? { compute } : {}),
    ...(flush && format !== 'real' ? { flush } : {}),
  };
}

/** `check` is what became of `expressionText`, null while it is not known. */
export function validateDraft(draft: Draft, check: TargetCheck | null = null): DraftVerdict {
  const problems: MutableProblems = {};
  const whole = (field: NumberField, name: string, lowest: number, highest: number): number => {
    const text = draft[field].trim();
    const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (value >= lowest && value <= highest) return value;
    const given = text === '' ? 'nothing is given' : `“${text.slice(0, 24)}” is not`;
    problems[field] = `${name}: a whole number from ${lowest} to ${highest} is needed; ${given}.`;
    return lowest;
  };

  const target = validateTarget(draft, check, problems);
  if (draft.opcodes.length === 0) problems.opcodes = 'Choose at least one operation.';
  const constraints = readConstraints(draft, draft.opcodes, target?.interval, problems);
  const config: SearchConfig = {
    ...DEFAULT_SEARCH_CONFIG,
    opcodes: draft.opcodes,
    maxOps: whole('maxOps', 'Operations', 1, 32),
    seed: whole('seed', 'Seed', 0, Number.MAX_SAFE_INTEGER),
    islands: whole('islands', 'Islands', 1, 64),
    nicheCapacity: whole('nicheCapacity', 'Programs per niche', 1, 100_000),
    tournamentSize: whole('tournamentSize', 'Tournament', 1, 1000),
    algorithm: draft.algorithm,
    ablated: ABLATIONS.filter((ablation) => draft.ablated.includes(ablation)),
    cost: readCost(draft, problems),
    ...(constraints === undefined ? {} : { constraints }),
  };
  const budget: Budget =
    draft.budgetKind === 'seconds'
      ? { kind: 'seconds', seconds: whole('seconds', 'Budget in seconds', 1, MAX_SECONDS) }
      : {
          kind: 'evaluations',
          evaluations: whole('evaluations', 'Budget in evaluations', 1, MAX_EVALUATIONS),
        };
  const seeds = readSeeds(draft, target, config, problems);
  const workers = whole('workers', 'Workers', 1, MAX_WORKERS);

  if (target === null || Object.keys(problems).length > 0) {
    return { request: null, problems, checking: draft.functionId === EXPRESSION && check === null };
  }
  return {
    request: {
      ...{ target, config, budget, workers },
      ...preferencesOf(draft.engine),
      ...(seeds.length === 0 ? {} : { seeds }),
    },
    problems: null,
  };
}

/**
 * A function of the catalogue is read here, and chosen from a list, so that only its interval can be wrong; of an
 * expression what the check has said is told.
 */
function readSeeds(
  { seedPrograms }: Draft,
  target: Target | null,
  config: SearchConfig,
  problems: MutableProblems,
): readonly Program[] {
  if (seedPrograms.trim() === '' || target === null) return [];
  try {
    const seeds = seedPrograms
      .split(SEED_SEPARATOR)
      .filter((text) => text.trim() !== '')
      .map((text) => parseProgram(text, programFormat(target)));
    const problem = seedProblem(seeds, config);
    if (problem !== null) problems.seedPrograms = sentence(problem);
    return seeds;
  } catch (reason) {
    problems.seedPrograms = sentence(messageOf(reason));
    return [];
  }
}

function validateTarget(draft: Draft, check: TargetCheck | null, problems: MutableProblems): Target | null {
  const { functionId, interval, format, norm } = draft;
  if (functionId === EXPRESSION) {
    if (check?.kind === 'unsound') problems[check.field] = sentence(check.message);
    return check?.kind === 'sound' ? check.target : null;
  }
  try {
    return parseCatalogueTarget({ target: functionId, interval, format, norm, ...arithmeticText(draft) });
  } catch (reason) {
    problems.interval = sentence(messageOf(reason));
    return null;
  }
}
