/** Tells what changed to those who do not see it: changes of state, and finds at most every few seconds. */

import { useEffect, useState } from 'react';
import controls from './controls.module.css';
import { errorPhrase, operationsText } from './number-text';
import { stateText } from './status-bar';
import { useStores } from './workbench-context';

const PAUSE = 8000;

export function Announcements() {
  const { workbench } = useStores();
  const [text, setText] = useState('');
  useEffect(() => {
    let lastFind = 0;
    return workbench.subscribe((now, before) => {
      const best = now.exhibit?.front.at(-1);
      const find =
        best === undefined || now.exhibit === null
          ? ''
          : `Most accurate: ${errorPhrase(best.error, now.exhibit.target.norm)}, with ${operationsText(best.ops)}.`;
      if (now.run.state.kind !== before.run.state.kind) setText(`Run ${stateText(now.run.state)}. ${find}`);
      else if (now.exhibit?.front !== before.exhibit?.front && performance.now() - lastFind > PAUSE) {
        lastFind = performance.now();
        setText(find);
      }
    });
  }, [workbench]);
  return (
    <p className={controls.visuallyHidden} role="status">
      {text}
    </p>
  );
}
