import { findFunction } from './catalogue';
import { parseExpression } from './expression/parse';
import type { Expression } from './expression/tree';
import type { TargetFunction } from './target';

type Symmetry = 'even' | 'odd' | 'none';

/**
 * Whether a function is even or odd: of the catalogue as it says, of an expression as its form tells. `none` where the form
 * tells nothing, though the values may have a symmetry. The interval does not matter.
 */
export function symmetryOf(fn: TargetFunction): Symmetry {
  return fn.kind === 'catalogue'
    ? (findFunction(fn.id)?.symmetry ?? 'none')
    : symmetryOfExpression(parseExpression(fn.text));
}

function symmetryOfExpression(expression: Expression): Symmetry {
  switch (expression.kind) {
    case 'x':
      return 'odd';
    case 'number':
    case 'constant':
      return 'even';
    case 'negate':
      return symmetryOfExpression(expression.of);
    case 'abs':
      return symmetryOfExpression(expression.of) === 'none' ? 'none' : 'even';
    case 'call':
      return composed(expression.entry.symmetry, symmetryOfExpression(expression.of));
    case 'power':
      return power(symmetryOfExpression(expression.left), expression);
    default: {
      const left = symmetryOfExpression(expression.left);
      const right = symmetryOfExpression(expression.right);
      if (left === 'none' || right === 'none') return 'none';
      if (expression.kind === 'multiply' || expression.kind === 'divide')
        return left === right ? 'even' : 'odd';
      const keeps = expression.kind === 'add' || expression.kind === 'subtract' || left === 'even';
      return left === right && keeps ? left : 'none';
    }
  }
}

function composed(outer: Symmetry, inner: Symmetry): Symmetry {
  if (inner === 'even') return 'even';
  return inner === 'odd' ? outer : 'none';
}

function power(base: Symmetry, { integer, right }: Extract<Expression, { kind: 'power' }>): Symmetry {
  if (integer !== undefined && base === 'odd') return integer % 2 === 0 ? 'even' : 'odd';
  return base === 'even' && symmetryOfExpression(right) === 'even' ? 'even' : 'none';
}
