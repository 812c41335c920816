/** The many points on which refined constants are judged. */

import { countNumbers } from '../../numerics/ordinals';
import type { LabelTable } from '../../oracle/labels';
import { ordinalPoints } from '../../oracle/sampling';
import { validationPoints } from '../../oracle/tables';
import type { FastLabels } from './fast-labels';

const WIDE_POINTS = 1 << 14;
/** Of intervals with at most so many numbers all are taken: every one in the formats of 16 bits. */
const COMPLETE_POINTS = 1 << 16;

export interface WideTable {
  readonly table: LabelTable;
  /** Whether it holds every number of the interval, so that no scan adds any. */
  readonly complete: boolean;
}

export function wideTable(labels: FastLabels): WideTable {
  const { interval, format } = labels.target;
  const complete = countNumbers(interval, format) <= BigInt(COMPLETE_POINTS);
  const points = complete
    ? ordinalPoints(interval, format, COMPLETE_POINTS)
    : validationPoints(labels.target, WIDE_POINTS);
  return { table: labels.table(points), complete };
}
