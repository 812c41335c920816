/** Targets from text, as the command line, the page and links give them. */

import { chooseFunction, targetOf, type ChosenFunction, type TargetText } from './catalogue-target';
import { expressionFunction } from './expression/function';
import { checkOnInterval } from './expression/interval-check';
import { MAX_EXPRESSION_LENGTH } from './expression/lex';
import type { Target, TargetFunction } from './target';
import { TargetError } from './target-error';

export { describeTarget, type TargetText } from './catalogue-target';
export { parseInterval, printInterval } from './interval';
export { MAX_EXPRESSION_LENGTH } from './expression/lex';
export { TargetError } from './target-error';

/**
 * Reads and checks a target. TargetError names what is wrong and what would be right.
 *
 * An expression must have a value everywhere on the interval. Where no norm is given, it is the absolute one if the
 * expression has a zero there, else the relative one.
 */
export function parseTarget(text: TargetText): Target {
  return targetOf(text, readFunction(text));
}

/** The function alone, without an interval on which it is to be approximated. TargetError as parseTarget. */
export function parseFunction(text: Pick<TargetText, 'target' | 'expr'>): TargetFunction {
  return readFunction(text).fn;
}

function readFunction({ target, expr }: TargetText): ChosenFunction {
  if (target !== undefined && expr !== undefined) {
    throw new TargetError('a target is a name of the catalogue or an expression, not both');
  }
  if (expr === undefined) return chooseFunction(target);
  // One spelling of white space. Columns count in the text as it was given.
  if (expr.length <= MAX_EXPRESSION_LENGTH) expressionFunction(expr);
  const text = expr.length > MAX_EXPRESSION_LENGTH ? expr : expr.trim().replace(/\s+/g, ' ');
  const expression = expressionFunction(text);
  return { fn: { kind: 'expression', text }, normOn: (interval) => checkOnInterval(expression, interval) };
}
