import { useEffect } from 'react';
import { modifiedRow, sampledError } from '../../store/modified-program';
import { useCurve, useLateStores, useStores, useWorkbench } from '../workbench-context';

/** An edited program is measured once it has stood for so many milliseconds. */
const QUIET = 400;

/**
 * Finds the error of the edited program: at once what its curve shows, and the refined maximum when it stands still. To be
 * used in one place.
 */
export function useMeasuredModification(): void {
  const { workbench } = useStores();
  const { analysis } = useLateStores();
  const target = useWorkbench((state) => state.exhibit?.target);
  const row = useWorkbench((state) => (state.selection.kind === 'modified' ? state.selection.row : null));
  const shown = useCurve((state) => state.shown);
  const program = row?.program;
  const measured = row?.error.kind === 'refined';

  useEffect(() => {
    if (row === null || !Number.isNaN(row.error.value) || shown === null) return;
    const { curve, wish } = shown;
    const isWhole = wish.window === undefined && wish.target === target;
    if (wish.program === row.program && isWhole) {
      workbench.getState().modify(modifiedRow(row.program, sampledError(curve)));
    }
  }, [workbench, row, shown, target]);

  useEffect(() => {
    if (target === undefined || program === undefined || measured) return;
    let wanted = true;
    const timer = setTimeout(() => {
      analysis.measure(target, program).then(
        (error) => {
          const { selection } = workbench.getState();
          if (wanted && selection.kind === 'modified' && selection.row.program === program) {
            workbench.getState().modify(modifiedRow(program, error));
          }
        },
        // What cannot be measured stays sampled, and says so.
        () => undefined,
      );
    }, QUIET);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [analysis, workbench, target, program, measured]);
}
