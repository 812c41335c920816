/** What the marks of the front mean: only those that are there. */

import type { Exhibit } from '../../store/exhibit';
import { kindOfRow } from '../use-selected-row';
import type { BaselinePoint } from '../../protocol/baseline-service';
import { Term } from '../glossary/term';
import { useBaseline, useStores } from '../workbench-context';
import { FAMILY_MARKS, type FamilyMark } from './baseline-families';
import { POINT_SHAPE, type PointKind } from './front-marks';
import styles from './plots.module.css';

/** What comes and goes as programs are refined stands last, so that nothing else moves. */
const KINDS: readonly PointKind[] = ['certified', 'exhaustive', 'refined', 'claimed', 'sampled'];

/** `baseline` are the points of all families, hidden ones included: a family's name is a button that shows or hides it. */
export function FrontLegend({ exhibit, baseline }: { exhibit: Exhibit; baseline: readonly BaselinePoint[] }) {
  const present = new Set(exhibit.front.map((row) => kindOfRow(exhibit, row)));
  const verb = { link: 'shared', import: 'imported', run: 'found', shipped: 'found' }[exhibit.origin.kind];
  return (
    <ul className={styles.legend}>
      {FAMILY_MARKS.filter(({ family }) => baseline.some((point) => point.family === family)).map((mark) => (
        <li key={mark.family}>
          <Family mark={mark} />
        </li>
      ))}
      {KINDS.filter((kind) => present.has(kind)).map((kind) => (
        <li key={kind}>
          <Mark kind={kind} />
          {kind === 'claimed' ? (
            <span>
              <Term name="claimed">claimed</Term>, not yet verified
            </span>
          ) : (
            <span>
              {verb}, <Term name={kind}>{kind}</Term>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Family({ mark }: { mark: FamilyMark }) {
  const { baselines } = useStores();
  const hidden = useBaseline((state) => state.hidden.includes(mark.family));
  const reason = useBaseline((state) => state.reasons[mark.family]);
  const ink = mark.ink === 'baseline' ? 'var(--baseline)' : 'var(--ink-faint)';
  return (
    <button
      type="button"
      className={styles.family}
      aria-pressed={!hidden}
      title={reason ?? `Show or hide: ${mark.name}`}
      onClick={() => baselines.toggle(mark.family)}
    >
      <svg width="22" height="10" viewBox="0 0 22 10" aria-hidden="true" stroke={ink}>
        {mark.dash !== null && <path d="M0 5h22" strokeDasharray={mark.dashArray} />}
        <path d={mark.path} transform="translate(6 0)" fill="var(--paper)" strokeWidth="1.25" />
      </svg>
      {mark.name}
    </button>
  );
}

function Mark({ kind }: { kind: PointKind }) {
  const { path, filled } = POINT_SHAPE[kind];
  return (
    <svg
      width="10"
      height="10"
      viewBox="0 0 10 10"
      aria-hidden="true"
      stroke="var(--accent)"
      strokeWidth="1.5"
      fill={filled ? 'var(--accent)' : 'none'}
    >
      <path d={path} />
    </svg>
  );
}
