/** Whether a program is odd or even: by its form, or where that tells nothing at many points and their opposites. */

import { exactFromNumber } from '../../numerics/number-text';
import { equalRationals, negateRational, rationalOf } from '../../numerics/rational';
import { chebyshevPoints, ordinalPoints } from '../../oracle/sampling';
import { compileLaw } from '../../program/interpret';
import { parityOf } from '../../program/parity';
import type { Program } from '../../program/program';
import type { Symmetry } from '../../search/constraints';
import { inArithmeticOf, isFiniteTarget, type Target } from '../../targets/target';
import { rationalConstants, rationalValues } from '../../program/rational-program';
import type { ConstraintVerdict } from './verdict';

const FINITE_POINTS = 1 << 14;
const REAL_POINTS = 64;

export function checkSymmetry(target: Target, program: Program, symmetry: Symmetry): ConstraintVerdict {
  if (parityOf(program) === symmetry) return { holds: true, proof: 'structural' };
  return isFiniteTarget(target)
    ? sampled(
        ordinalPoints(target.interval, target.format, FINITE_POINTS),
        finiteTest(target, program, symmetry),
      )
    : sampled(chebyshevPoints(target.interval, REAL_POINTS), realTest(program, symmetry));
}

/** Whether the values at x and -x are as the symmetry has it; undefined where there are none. */
type Test = (x: number) => boolean;

function sampled(xs: Float64Array, test: Test): ConstraintVerdict {
  const at = xs.find((x) => !test(x));
  return at === undefined
    ? { holds: true, proof: 'sampled', points: xs.length }
    : { holds: false, proof: 'exact', points: xs.length, at };
}

function finiteTest(
  target: Target & Parameters<typeof compileLaw>[1],
  program: Program,
  symmetry: Symmetry,
): Test {
  const law = compileLaw(inArithmeticOf(target, program), target);
  return (x) => law(-x) === (symmetry === 'odd' ? -law(x) : law(x));
}

/** In exact arithmetic; a value that is no fraction tells nothing, and so fails. */
function realTest(program: Program, symmetry: Symmetry): Test {
  const constants = rationalConstants(program);
  if (constants === undefined) return () => false;
  return (x) => {
    const at = rationalOf(exactFromNumber(x));
    const right = rationalValues(program, constants, at).at(program.result);
    const left = rationalValues(program, constants, negateRational(at)).at(program.result);
    if (right === undefined || left === undefined) return false;
    return equalRationals(left, symmetry === 'odd' ? negateRational(right) : right);
  };
}
