import { describe, expect, it } from 'vitest';
import {
  loadShippedBaselines,
  shippedBaselineRequest,
  withShippedBaselines,
} from '../../../src/client/shipped-baselines';
import { operationCount } from '../../../src/program/canonicalize';
import { printProgram } from '../../../src/program/print';
import type { BaselineEvent, BaselinePoint, BaselineRequest } from '../../../src/protocol/baseline-service';
import { createBaselineService } from '../../../src/run/baseline-service';
import { claimHolds } from '../../../src/run/claim-check';
import { createMeasure } from '../../../src/verification/measure';

const ASKED = shippedBaselineRequest();

function pointsOf(events: readonly BaselineEvent[]) {
  return events.flatMap((event) => (event.kind === 'point' ? [event.point] : []));
}

describe('the baselines that are shipped with the page', () => {
  it('hold what they say', async () => {
    const measure = createMeasure(ASKED.target);
    for (const { id, ops, program, error } of pointsOf(await loadShippedBaselines())) {
      expect(operationCount(program), id).toBe(ops);
      expect(claimHolds({ errorText: error.text }, measure(program).error), id).toBe(true);
    }
  });

  it('are what the service computes', async () => {
    const maxOps = 6;
    const computed: BaselineEvent[] = [];
    await createBaselineService().families({ ...ASKED, maxOps }, (event) => {
      if (event.kind === 'point') computed.push(event);
      return true;
    });
    const short = pointsOf(await loadShippedBaselines()).filter(({ ops }) => ops <= maxOps);
    // The order in which a program's constants are held does not show in its text.
    const told = (point: BaselinePoint) => ({ ...point, program: printProgram(point.program) });
    expect(short.map(told)).toEqual(pointsOf(computed).map(told));
  });

  it('are told instead of computing them, and nothing else is', async () => {
    const asked: BaselineRequest[] = [];
    const service = withShippedBaselines({
      families: async (request) => {
        asked.push(request);
      },
    });
    const heard: BaselineEvent[] = [];
    const hear = (event: BaselineEvent) => heard.push(event) < 7;
    await service.families({ ...ASKED, target: { ...ASKED.target } }, hear);
    expect(heard).toEqual((await loadShippedBaselines()).slice(0, 7));
    expect(asked).toEqual([]);
    await service.families({ ...ASKED, maxOps: 11 }, hear);
    await service.families({ ...ASKED, target: { ...ASKED.target, norm: 'absolute' } }, hear);
    expect(asked).toHaveLength(2);
  });
});
