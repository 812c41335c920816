import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/targets/catalogue';
import { checkTarget } from '../../../src/run/target-service';
import {
  draftOf,
  EXPRESSION,
  expressionText,
  initialDraft,
  validateDraft,
  type Draft,
} from '../../../src/store/draft';
import { PRESETS } from '../../../src/store/presets';

const draft = initialDraft(2);

/** The verdict once an expression has been read. */
function judge(each: Draft) {
  const text = expressionText(each);
  return validateDraft(each, text === null ? null : checkTarget(text));
}

describe('validateDraft', () => {
  it('takes the initial draft', () => {
    expect(validateDraft(draft).request).toMatchObject({
      target: { function: { kind: 'catalogue', id: 'exp2' }, format: 'real', norm: 'relative' },
      budget: { kind: 'seconds', seconds: 60 },
      workers: 2,
    });
  });

  it.each(PRESETS)('takes the preset $id', (preset) => {
    expect(validateDraft({ ...draft, ...preset.target }).problems).toBeNull();
  });

  it.each(CATALOGUE.map((entry) => entry.id))('takes %s with its own interval and norm', (id) => {
    const entry = CATALOGUE.find((other) => other.id === id);
    if (entry === undefined) throw new Error(id);
    const change = { functionId: id, interval: entry.defaultInterval, norm: entry.defaultNorm };
    expect(validateDraft({ ...draft, ...change }).problems).toBeNull();
  });

  const bad: readonly (readonly [Partial<Draft>, keyof Draft])[] = [
    [{ interval: '(1,1)' }, 'interval'],
    [{ interval: '(0,1' }, 'interval'],
    [{ interval: '' }, 'interval'],
    [{ functionId: 'log2', interval: '[-1,1]' }, 'interval'],
    [{ functionId: EXPRESSION, expression: 'sinn(x)' }, 'expression'],
    [{ functionId: EXPRESSION, expression: '' }, 'expression'],
    [{ functionId: EXPRESSION, expression: '1/(x-0.5)' }, 'interval'],
    [{ opcodes: [] }, 'opcodes'],
    [{ costKind: 'weighted', perConstant: 'x' }, 'weights'],
    [{ maxOps: '33' }, 'maxOps'],
    [{ maxOps: '0' }, 'maxOps'],
    [{ maxOps: '3.5' }, 'maxOps'],
    [{ seed: '-1' }, 'seed'],
    [{ seed: '9007199254740992' }, 'seed'],
    [{ seed: '' }, 'seed'],
    [{ seconds: 'ten' }, 'seconds'],
    [{ budgetKind: 'evaluations', evaluations: '1e6' }, 'evaluations'],
    [{ workers: '0' }, 'workers'],
    [{ islands: '65' }, 'islands'],
    [{ nicheCapacity: 'NaN' }, 'nicheCapacity'],
    [{ tournamentSize: ' ' }, 'tournamentSize'],
  ];
  it.each(bad)('names the field of %j', (change, field) => {
    const { request, problems } = judge({ ...draft, ...change });
    expect(request).toBeNull();
    expect(Object.keys(problems ?? {})).toEqual([field]);
    expect(problems?.[field]).toMatch(/^[A-Z].*[.?]$/s);
  });

  it('does not mind what is wrong with the budget that is not chosen', () => {
    expect(validateDraft({ ...draft, budgetKind: 'evaluations', seconds: 'x' }).problems).toBeNull();
  });
});

describe('an expression', () => {
  const own = { ...draft, functionId: EXPRESSION, expression: 'sin(x)/x', interval: '(0,1]' };
  it('is neither sound nor wrong while it is being read', () => {
    expect(validateDraft(own)).toEqual({ request: null, problems: {}, checking: true });
    expect(judge(own).problems).toBeNull();
  });
  it('does not hide what else is wrong', () => {
    expect(validateDraft({ ...own, seed: 'x' })).toMatchObject({
      checking: true,
      problems: { seed: expect.stringMatching(/^Seed/) as string },
    });
  });
});

describe('draftOf', () => {
  it('gives back an expression', () => {
    const own = { functionId: EXPRESSION, expression: 'x^3*exp(-a*x); a=0.5', interval: '(0,1]' };
    const { request } = judge({ ...draft, ...own });
    if (request === null) throw new Error('the draft is sound');
    expect(request.target.function).toEqual({ kind: 'expression', text: own.expression });
    expect(draftOf(draft, request.target, request)).toMatchObject(own);
  });
  it('gives back the request it came from', () => {
    const { request } = validateDraft({
      ...draft,
      seed: '42',
      budgetKind: 'evaluations',
      evaluations: '12345',
    });
    if (request === null) throw new Error('the draft is sound');
    expect(validateDraft(draftOf(draft, request.target, request)).request).toEqual(request);
  });
});
