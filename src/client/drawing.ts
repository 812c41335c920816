/** Raises the sign of the right of way (run/right-of-way.ts) while the page computes what it shows, and while it draws it. */

import { lowerSign, raiseSign, type Sign } from '../run/right-of-way';

/** Runs what takes the page long, such as the hearing of news, with the sign raised until the task has ended. */
export type Urgent = (work: () => void) => void;

/** From now on the sign is raised in each frame that draws a change of the document. */
export function raiseWhileDrawing(sign: Sign): Urgent {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => lowerSign(sign);
  const raiseForTask = (): void => {
    raiseSign(sign);
    // Comes when the task is done; in a frame, when that is painted.
    port2.postMessage(null);
  };
  let asked = false;
  const changes = new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      raiseForTask();
    });
  });
  changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  return (work) => {
    raiseForTask();
    work();
  };
}
