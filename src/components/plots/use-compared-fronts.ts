/** The runs that are drawn beside the front on show. */

import { useMemo } from 'react';
import { isComparable } from '../../store/comparison';
import type { Exhibit } from '../../store/exhibit';
import { useComparison, useKeeping } from '../workbench-context';
import { withMarks, type ComparedFront } from './compared-marks';

/** Those that were chosen and can be drawn: not the run on show itself, and none that answers another question. */
export function useComparedFronts(exhibit: Exhibit | null): readonly ComparedFront[] {
  const compared = useComparison((state) => state.compared);
  const kept = useKeeping((state) => state.id);
  const target = exhibit?.target;
  const shown = exhibit?.origin.kind === 'run' ? kept : null;
  return useMemo(
    () =>
      target === undefined
        ? []
        : withMarks(compared).filter((run) => run.id !== shown && isComparable(run.target, target)),
    [compared, shown, target],
  );
}
