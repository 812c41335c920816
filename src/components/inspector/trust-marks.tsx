/** How far the error of a program is trusted beyond its measurement. */

import { useStore } from 'zustand';
import type { Program } from '../../program/program';
import { trustKey, type Trust } from '../../store/trust';
import type { Target } from '../../targets/target';
import { errorNumber, NORM_UNIT } from '../number-text';
import { useStores } from '../workbench-context';
import styles from './panels.module.css';
import { roundedBound } from './rounded-bound';

/** What is known of the program; undefined where nothing is. */
export function useTrust(target: Target, program: Program): Trust | undefined {
  const { trust } = useStores();
  return useStore(trust, ({ records }) => records.get(trustKey(target, program)));
}

export function TrustMarks({ target, program }: { target: Target; program: Program }) {
  const known = useTrust(target, program);
  const marks = known === undefined ? [] : marksOf(target, known);
  if (marks.length === 0) return null;
  return (
    <ul className={styles.marks} aria-label="Trust">
      {marks.map(({ holds, text }) => (
        <li key={text} data-holds={holds}>
          {text}
        </li>
      ))}
    </ul>
  );
}

/** In a table of rows: `, certified`, `, exhaustive`, after the kind that the row's own error has. */
export function TrustKinds({ target, program }: { target: Target; program: Program }) {
  const known = useTrust(target, program);
  const kinds = [
    known?.certificate === undefined ? null : 'certified',
    known?.exhaustive === undefined ? null : 'exhaustive',
  ];
  return kinds.map((kind) => (kind === null ? '' : `, ${kind}`)).join('');
}

export interface TrustMark {
  readonly holds: boolean;
  readonly text: string;
}

/** Such as `certified: at most 2.646e-16 relative`. */
export function marksOf({ norm }: Target, trust: Trust): readonly TrustMark[] {
  const { certificate, refusal, exhaustive } = trust;
  const unit = NORM_UNIT[norm];
  const marks: TrustMark[] = [];
  if (certificate !== undefined) {
    const bound = roundedBound(certificate.upper.value, 4, 'up');
    marks.push({ holds: true, text: `certified: at most ${bound} ${unit}` });
  } else if (refusal !== undefined) marks.push({ holds: false, text: 'not certified: see the certificate' });
  if (exhaustive !== undefined) {
    const error = errorNumber(exhaustive.value, norm, 6);
    const numbers = exhaustive.points.toLocaleString('en');
    marks.push({ holds: true, text: `exhaustive: ${error} ${unit} over all ${numbers} numbers` });
  }
  return marks;
}
