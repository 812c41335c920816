/** What the marks of the front mean. What comes while a run goes on has its place from the start: nothing moves. */

import type { Exhibit } from '../../store/exhibit';
import { kindOfRow } from '../use-selected-row';
import type { BaselinePoint } from '../../protocol/baseline-service';
import { Term } from '../glossary/term';
import { useBaseline, useStores } from '../workbench-context';
import { FAMILY_MARKS, type FamilyMark } from './baseline-families';
import { FLOOR, POINT_SHAPE, type PointKind } from './front-marks';
import styles from './plots.module.css';

/** Kinds that come with what is shown stand before those that a run brings. */
const KINDS: readonly PointKind[] = ['certified', 'exhaustive', 'claimed', 'refined', 'sampled'];
/** Those that a run brings. */
const OF_A_RUN: readonly PointKind[] = ['refined', 'sampled'];

/** `baseline` are the points of all families, hidden ones included: a family's name is a button that shows or hides it. */
export function FrontLegend({ exhibit, baseline }: { exhibit: Exhibit; baseline: readonly BaselinePoint[] }) {
  const present = new Set(exhibit.front.map((row) => kindOfRow(exhibit, row)));
  if (exhibit.origin.kind === 'run') for (const kind of OF_A_RUN) present.add(kind);
  const verb = { link: 'shared', import: 'imported', run: 'found', shipped: 'found' }[exhibit.origin.kind];
  return (
    <ul className={styles.legend}>
      <li>
        <Term name="baseline">baselines</Term>
      </li>
      {FAMILY_MARKS.map((mark) => (
        <li key={mark.family}>
          <Family mark={mark} present={baseline.some(({ family }) => family === mark.family)} />
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
      {exhibit.front.some(({ enumerated }) => enumerated !== undefined) && (
        <li>
          <svg width="14" height="12" viewBox="-2 2 14 12" aria-hidden="true" stroke="var(--accent)">
            <path d={FLOOR} strokeWidth="2" />
          </svg>
          <span>
            <Term name="proved">proved</Term> best of its kind
          </span>
        </li>
      )}
    </ul>
  );
}

function Family({ mark, present }: { mark: FamilyMark; present: boolean }) {
  const { baselines } = useStores();
  const hidden = useBaseline((state) => state.hidden.includes(mark.family));
  const reason = useBaseline((state) => state.reasons[mark.family]);
  const computing = useBaseline((state) => state.computing !== null);
  const ink = mark.ink === 'baseline' ? 'var(--baseline)' : 'var(--ink-faint)';
  return (
    <button
      type="button"
      className={styles.family}
      aria-pressed={!hidden}
      data-present={present}
      title={reason ?? (present ? `Show or hide: ${mark.name}` : computing ? 'being computed' : 'none here')}
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
