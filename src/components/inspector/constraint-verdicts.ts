/** What is known of a program under constraints, in words. */

import type { ConstraintReport } from '../../protocol/oracle-service';
import { constraintTexts } from '../../search/constraint-text';
import type { SearchConstraints } from '../../search/constraints';
import type { ConstraintProof, ConstraintVerdict } from '../../verification/constraints/verdict';
import { countNumber } from '../number-text';

export interface VerdictText {
  readonly constraint: string;
  readonly verdict: string;
}

const PROOF_TEXT: Readonly<Record<ConstraintProof, string>> = {
  structural: 'by construction, in every format',
  exact: 'exactly',
  exhaustive: 'at every number',
  certified: 'certified over the whole interval',
  refined: 'refined',
  sampled: 'sampled',
};

/** One for each constraint; those of which nothing is known yet say so. */
export function verdictTexts(constraints: SearchConstraints, report: ConstraintReport | null): VerdictText[] {
  const { symmetry, exactAt, monotone, maxError } = constraints;
  const one = (
    alone: SearchConstraints,
    verdicts: readonly (ConstraintVerdict | undefined)[],
  ): VerdictText => ({
    constraint: constraintTexts(alone)[0] ?? '',
    verdict: verdictText(verdicts),
  });
  return [
    ...(symmetry === undefined ? [] : [one({ symmetry }, [report?.symmetry])]),
    ...(exactAt === undefined ? [] : [one({ exactAt }, report?.exactAt ?? [undefined])]),
    ...(monotone === undefined ? [] : [one({ monotone }, [report?.monotone])]),
    ...(maxError === undefined ? [] : [one({ maxError }, [report?.maxError])]),
  ];
}

function verdictText(verdicts: readonly (ConstraintVerdict | undefined)[]): string {
  const broken = verdicts.find((verdict) => verdict?.holds === false);
  if (broken !== undefined)
    return broken.at === undefined ? 'does not hold' : `does not hold at ${broken.at}`;
  const [first] = verdicts;
  if (first === undefined || verdicts.includes(undefined)) return 'being checked';
  const { proof, points } = first;
  const where = proof === 'sampled' && points !== undefined ? ` at ${countNumber(points)} points` : '';
  return `holds, ${PROOF_TEXT[proof]}${where}`;
}
