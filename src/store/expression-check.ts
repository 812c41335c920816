/** What is known of the expression in the draft: read by the target worker, one at a time, the latest remembered. */

import type { CheckedText, TargetCheck, TargetService } from '../protocol/target-service';
import { messageOf } from './errors';

/** The expression is read once nothing was typed for this many ms. */
const QUIET = 150;

export interface ExpressionChecker {
  /** What became of the text, or null while that is not known; `onKnown` is called when it is. */
  readonly check: (text: CheckedText) => TargetCheck | null;
}

/** `onKnown` is called for the text that was asked for last, and for no other. */
export function createExpressionChecker(
  targets: Pick<TargetService, 'check'>,
  onKnown: () => void,
): ExpressionChecker {
  let wanted = '';
  let answer: TargetCheck | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    check: (text) => {
      const key = JSON.stringify(text);
      if (key === wanted) return answer;
      wanted = key;
      answer = null;
      clearTimeout(timer);
      const settle = (check: TargetCheck) => {
        if (key !== wanted) return;
        answer = check;
        onKnown();
      };
      timer = setTimeout(() => {
        targets
          .check(text)
          .then(settle, (reason: unknown) =>
            settle({ kind: 'unsound', field: 'expression', message: messageOf(reason) }),
          );
      }, QUIET);
      return null;
    },
  };
}
