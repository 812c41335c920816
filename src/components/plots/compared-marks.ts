/** The fronts of other runs beside the one on show: in ink, told apart by shape, dash and label. */

import type { ComparedRun } from '../../store/comparison';
import { runLabel } from '../runs/run-label';

export interface ComparedMark {
  /** The shape as an SVG path within 10 by 10, not filled. */
  readonly path: string;
  readonly dashArray: string;
}

/** Shapes that neither a family of baselines nor a kind of error has. */
export const COMPARED_MARKS: readonly ComparedMark[] = [
  { path: 'M1.5 1h7L1.5 9h7Z', dashArray: '7 2' },
  { path: 'M5 0.8 9.2 3.9 7.6 8.8H2.4L0.8 3.9Z', dashArray: '2 2' },
  { path: 'M1 1.5v7L9 1.5v7Z', dashArray: '7 2 2 2' },
  { path: 'M0.5 7.5a4.5 4.5 0 0 1 9 0Z', dashArray: '1 3' },
];

export interface ComparedFront extends ComparedRun {
  readonly mark: ComparedMark;
}

/** Each run keeps the mark of its place when others are not drawn. */
export function withMarks(runs: readonly ComparedRun[]): readonly ComparedFront[] {
  return runs.flatMap((run, i) => {
    const mark = COMPARED_MARKS[i];
    return mark === undefined ? [] : [{ ...run, name: runLabel(run), mark }];
  });
}
