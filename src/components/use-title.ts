import { useEffect } from 'react';
import { describeTarget } from '../targets/parse';
import { stateText } from './status-bar';
import { useStores } from './workbench-context';

const NAME = 'Ulpforge';

/** Keeps the window's title telling what the run is doing, for those who look at another tab meanwhile. */
export function useTitle(): void {
  const { workbench } = useStores();
  useEffect(
    () =>
      workbench.subscribe(({ run, exhibit }, before) => {
        if (run.state.kind === before.run.state.kind && exhibit?.target === before.exhibit?.target) return;
        const subject = exhibit === null ? [] : [describeTarget(exhibit.target)];
        const state = run.state.kind === 'idle' ? [] : [stateText(run.state)];
        document.title = [...state, ...subject, NAME].join(' · ');
      }),
    [workbench],
  );
}
