/** The inspection service: single programs looked into, line by line. */

import { targetKey } from '../targets/target-key';
import type { Program } from '../program/program';
import type { InspectionService } from '../protocol/inspection-service';
import { createLineErrors, type LineErrors } from '../verification/line-errors';
import { stepThrough } from '../verification/step-through';
import { BoundedMap } from './bounded-map';

/** Targets whose references are kept: a page works on one or two at a time. */
const KEPT_TARGETS = 4;

export function createInspectionService(): InspectionService {
  const analyses = new BoundedMap<(program: Program) => LineErrors>(KEPT_TARGETS);
  return {
    lineErrors: (target, program) =>
      attempt(() => analyses.getOrMake(targetKey(target), () => createLineErrors(target))(program)),
    stepThrough: (target, program, x) => attempt(() => stepThrough(target, program, x)),
  };
}

/** A thrown error becomes a rejection. */
function attempt<T>(compute: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(compute());
  });
}
