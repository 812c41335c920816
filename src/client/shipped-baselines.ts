/**
 * The baselines of the front that is shipped with the page, computed beforehand by the same service: whoever opens the
 * page sees them at once, and its processors stay free. Made by scripts/make-shipped-front.mjs --baselines.
 */

import { targetKey } from '../targets/target-key';
import { parseProgram } from '../program/parse';
import type { BaselineEvent, BaselineRequest, BaselineService } from '../protocol/baseline-service';
import { shippedFront } from './shipped-front';

/** What is asked for beside the shipped front. */
export function shippedBaselineRequest(): BaselineRequest {
  const { target, run } = shippedFront();
  return { target, opcodes: run.config.opcodes, maxOps: run.config.maxOps };
}

/** The service, which is asked for all but what is shipped. */
export function withShippedBaselines(service: BaselineService): BaselineService {
  const shipped = requestKey(shippedBaselineRequest());
  return {
    families: async (request, listener) => {
      const events = requestKey(request) === shipped ? await loadShippedBaselines().catch(() => null) : null;
      if (events === null) return service.families(request, listener);
      for (const event of events) if (!(await listener(event))) return;
    },
  };
}

/**
 * What the service tells of the shipped front's target, without the steps between.
 *
 * @throws {Error} where the file cannot be loaded
 */
export async function loadShippedBaselines(): Promise<BaselineEvent[]> {
  const { default: events } = await import('./shipped/exp2-baselines.json');
  const { target } = shippedBaselineRequest();
  return (events as readonly ShippedEvent[]).map((event) =>
    event.kind === 'end'
      ? event
      : { ...event, point: { ...event.point, program: parseProgram(event.point.program, target.format) } },
  );
}

type Point = Extract<BaselineEvent, { kind: 'point' }>;

/** An event with its program as text. */
type ShippedEvent =
  | Extract<BaselineEvent, { kind: 'end' }>
  | (Omit<Point, 'point'> & {
      readonly point: Omit<Point['point'], 'program'> & { readonly program: string };
    });

function requestKey({ target, opcodes, maxOps }: BaselineRequest): string {
  return JSON.stringify([targetKey(target), opcodes, maxOps]);
}
