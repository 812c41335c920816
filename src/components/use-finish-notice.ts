import { useEffect } from 'react';
import { notify } from '../client/finish-notice';
import { describeTarget } from '../targets/parse';
import { errorPhrase, operationsText } from './number-text';
import { useStores } from './workbench-context';

/** Tells of the end of a run in a tab that is out of sight, where the visitor has allowed it. */
export function useFinishNotice(): void {
  const { workbench } = useStores();
  useEffect(
    () =>
      workbench.subscribe(({ run, exhibit }, before) => {
        const { kind } = run.state;
        if (kind === before.run.state.kind || (kind !== 'finished' && kind !== 'failed')) return;
        if (exhibit === null) return;
        const best = exhibit.front.at(-1);
        const found =
          best === undefined
            ? 'Nothing was found.'
            : `Most accurate: ${errorPhrase(best.error, exhibit.target.norm)}, with ${operationsText(best.ops)}.`;
        notify(`${describeTarget(exhibit.target)}: ${kind}`, found);
      }),
    [workbench],
  );
}
