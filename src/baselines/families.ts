/** Every family of baselines by one call. */

import type { Target } from '../targets/target';
import type { BaselineFamily, BaselineResult } from './baseline';
import { chebyshevBaseline, type ChebyshevKind } from './chebyshev';
import type { MinimaxOptions } from './minimax-polynomial';
import { padeBaseline } from './pade';
import { minimaxPolynomialBaseline } from './polynomial-baseline';
import { minimaxRationalBaseline } from './rational-baseline';
import { taylorBaseline } from './taylor';

export interface BaselineRequest extends MinimaxOptions {
  readonly family: BaselineFamily;
  readonly target: Target;
  /** The denominator's is 0 for polynomials. */
  readonly degree: { readonly numerator: number; readonly denominator: number };
  readonly opcodes: readonly string[];
  /** Of Taylor and Pade: decimal text. */
  readonly centre?: string;
  readonly chebyshev?: ChebyshevKind;
}

/** The baseline asked for; BaselineError with the reason where there is none. */
export function computeBaseline(request: BaselineRequest): BaselineResult {
  const { family, target, degree, opcodes, centre, chebyshev, monomials, weight } = request;
  switch (family) {
    case 'taylor':
      return taylorBaseline(target, degree.numerator, opcodes, centre);
    case 'chebyshev':
      return chebyshevBaseline(target, degree.numerator, opcodes, chebyshev);
    case 'minimax-polynomial':
      return minimaxPolynomialBaseline(target, degree.numerator, opcodes, {
        ...(monomials === undefined ? {} : { monomials }),
        ...(weight === undefined ? {} : { weight }),
      });
    case 'minimax-rational':
      return minimaxRationalBaseline(target, degree, opcodes);
    case 'pade':
      return padeBaseline(target, degree, opcodes, centre);
  }
}
