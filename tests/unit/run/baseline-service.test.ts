import { describe, expect, it } from 'vitest';
import type { BaselineEvent, BaselinePoint, BaselineRequest } from '../../../src/protocol/baseline-service';
import { operationCount } from '../../../src/program/canonicalize';
import { createBaselineService } from '../../../src/run/baseline-service';
import { parseTarget } from '../../../src/targets/parse';
import { createMeasure } from '../../../src/verification/measure';

const OPCODES = ['add', 'sub', 'mul', 'div'];
const EXP2: BaselineRequest = { target: parseTarget({ target: 'exp2' }), opcodes: OPCODES, maxOps: 5 };

async function eventsOf(
  request: BaselineRequest,
  service = createBaselineService(),
): Promise<BaselineEvent[]> {
  const events: BaselineEvent[] = [];
  await service.families(request, (event) => {
    if (event !== events.at(-1)) events.push(event);
    return true;
  });
  return events;
}

function pointsOf(events: readonly BaselineEvent[]): BaselinePoint[] {
  return events.flatMap((event) => (event.kind === 'point' ? [event.point] : []));
}

describe('the baseline service', () => {
  it('tells all families, each point as good as it says and better than the one before', async () => {
    const events = await eventsOf(EXP2);
    const points = pointsOf(events);
    expect(
      events.filter(({ kind }) => kind === 'end').map((event) => 'family' in event && event.family),
    ).toEqual(['published', 'minimax-polynomial', 'minimax-rational', 'chebyshev', 'taylor', 'pade']);
    const measure = createMeasure(EXP2.target);
    for (const point of points) {
      expect(operationCount(point.program)).toBe(point.ops);
      expect(point.ops).toBeLessThanOrEqual(5);
      const { value } = measure(point.program).error;
      expect(Math.abs(value / point.error.value - 1)).toBeLessThan(1e-9);
    }
    const polynomials = points.filter(({ family }) => family === 'minimax-polynomial');
    expect(polynomials.map(({ ops }) => ops)).toEqual([2, 4]);
    const rationals = points.filter(({ family }) => family === 'minimax-rational');
    expect(rationals.find(({ ops }) => ops === 3)?.error.value).toBeCloseTo(8.6723973850967e-4, 15);
    expect(new Set(points.map(({ id }) => id)).size).toBe(points.length);
  });

  it('measures in the arithmetic of a finite format', async () => {
    const target = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' });
    const points = pointsOf(await eventsOf({ target, opcodes: ['fma'], maxOps: 2 }));
    const measure = createMeasure(target);
    for (const { program, error } of points) {
      expect(program.constants.every(({ kind }) => kind === 'binary64')).toBe(true);
      expect(measure(program).error.value).toBe(error.value);
    }
    expect(points.some(({ family, ops }) => family === 'minimax-polynomial' && ops === 2)).toBe(true);
  });

  it('stops when it is told to, and goes on from there for whoever asks next', async () => {
    const service = createBaselineService();
    let heard = 0;
    await service.families(EXP2, () => ++heard < 3);
    expect(heard).toBe(3);
    const all = pointsOf(await eventsOf(EXP2, service));
    const again = pointsOf(await eventsOf(EXP2, service));
    expect(again).toHaveLength(all.length);
    again.forEach((point, i) => expect(point).toBe(all[i]));
  });

  it('says why a family is missing', async () => {
    const target = parseTarget({ expr: 'abs(x-0.3)', interval: '[0,1]', norm: 'absolute' });
    const events = await eventsOf({ target, opcodes: OPCODES, maxOps: 2 });
    const reason = events.find((event) => event.kind === 'end' && event.family === 'chebyshev');
    expect(reason).toMatchObject({ reason: expect.stringContaining('converges too slowly') as string });
    expect(pointsOf(events).some(({ family }) => family === 'minimax-polynomial')).toBe(true);
  });

  it('has a reason for each family where there are no values', async () => {
    const target = { ...EXP2.target, function: { kind: 'catalogue', id: 'nosuch' } } as const;
    const events = await eventsOf({ ...EXP2, target });
    expect(pointsOf(events)).toEqual([]);
    const reasons = events.flatMap((event) => (event.kind === 'end' ? [event.reason] : []));
    expect(reasons.filter((reason) => reason?.includes('unknown function'))).toHaveLength(5);
  });
});
