/** Everything about the selected program. */

import { memo, type ReactNode } from 'react';
import { sharedClaimOf } from '../../store/claims';
import type { Exhibit } from '../../store/exhibit';
import type { FrontRow } from '../../search/front';
import controls from '../controls.module.css';
import { placeText, clockText, countNumber, errorNumber, NORM_UNIT, operationsText } from '../number-text';
import { constantUse, opcodeUse } from '../program-facts';
import { kindOfRow, useOnShow, useSelectedBaseline } from '../use-selected-row';
import { Term } from '../glossary/term';
import { BaselineFacts } from './baseline-facts';
import { useWorkbench } from '../workbench-context';
import { ClaimList, ClaimVerdict } from './claim-verdict';
import { ConstraintFacts } from './constraint-facts';
import { ExportPanel } from './export-panel';
import styles from './inspector.module.css';
import { ErrorTabs, ProgramTabs } from './inspector-tabs';
import { limitText } from './limit-fact';
import { TrustMarks } from './trust-marks';
import { useMeasuredModification } from './use-measured-modification';

export function Inspector() {
  const { exhibit, row } = useOnShow();
  return (
    <section className={styles.inspector} aria-label="Selected program">
      {exhibit === null || row === null ? (
        <p className={styles.nothing}>
          The selected program appears here: its listing, its constants, how large its error is and how far
          that can be trusted, and the code to take away.
        </p>
      ) : (
        <Program exhibit={exhibit} row={row} />
      )}
    </section>
  );
}

/** Apart from what is on show already while it waits to be drawn. */
const Program = memo(function Program({ exhibit, row }: { exhibit: Exhibit; row: FrontRow }) {
  const { origin, target } = exhibit;
  const kind = kindOfRow(exhibit, row);
  const claimed = kind === 'claimed';
  const shared = sharedClaimOf(exhibit, row);
  const baseline = useSelectedBaseline();
  const modified = useWorkbench((state) => state.selection.kind === 'modified');
  useMeasuredModification();
  return (
    <>
      <Stepper exhibit={exhibit} row={row} />
      <div className={styles.error}>
        <output className={styles.figure} aria-label="Largest error">
          {errorNumber(row.error.value, target.norm, 4)}
        </output>
        <p key={row.error.text} className={styles.caption}>
          {NORM_UNIT[target.norm]}, {claimed ? 'claimed, not yet verified' : row.error.kind}
          {Number.isFinite(row.error.argmax) && <>, largest {placeText(row.error.argmax, target.interval)}</>}
        </p>
        <TrustMarks target={target} program={row.program} />
        {modified && <ModifiedNote />}
        {shared !== null && <ClaimVerdict shared={shared} norm={target.norm} />}
        {'claims' in origin && baseline === null && <ClaimList claims={origin.claims} norm={target.norm} />}
      </div>
      <ProgramTabs exhibit={exhibit} row={row} />
      <ErrorTabs
        exhibit={exhibit}
        row={row}
        facts={<Facts key={row.error.text} exhibit={exhibit} row={row} />}
      />
      {claimed ? (
        <p className={styles.withheld}>
          Code is written when the error has been checked, since it states it.
        </p>
      ) : (
        <ExportPanel exhibit={exhibit} row={row} />
      )}
    </>
  );
});

/** That what is shown was edited, and the way back. */
function ModifiedNote() {
  const reset = useWorkbench((state) => state.resetModified);
  return (
    <p className={styles.modified}>
      Modified.
      <button type="button" className={controls.quiet} onClick={reset}>
        Reset
      </button>
    </p>
  );
}

function Facts({ exhibit: { origin, run, target }, row }: { exhibit: Exhibit; row: FrontRow }) {
  const baseline = useSelectedBaseline();
  const modified = useWorkbench((state) => state.selection.kind === 'modified');
  const limit = limitText(target.interval, row.program);
  return (
    <dl className={styles.facts}>
      <Fact name="operations">
        {row.ops}
        {row.program.instructions.length > 0 && (
          <span className={styles.soft}>
            {opcodeUse(row.program)
              .map(([opcode, count]) => `${count} ${opcode}`)
              .join(', ')}
          </span>
        )}
      </Fact>
      <Fact name="constants">{constantUse(row.program)}</Fact>
      {limit !== null && Number.isFinite(row.error.value) && (
        <Fact name={`at x = ${limit}`}>
          the limit <span className={styles.soft}>it divides by zero; infinities of IEEE 754 lead there</span>
        </Fact>
      )}
      {baseline !== null && <BaselineFacts baseline={baseline} />}
      {!('claims' in origin) && baseline === null && !modified && (
        <Fact name="found">
          {clockText(row.foundAt.seconds)}
          <span className={styles.soft}>
            after {countNumber(row.foundAt.evaluation)} evaluations of island {row.foundAt.island}
          </span>
        </Fact>
      )}
      {row.enumerated !== undefined && !modified && (
        <Fact name="proved">
          <Term name="proved">best of its kind</Term>
          <span className={styles.soft}>
            of {countNumber(row.enumerated.structures)} structures, {row.enumerated.starts} starts each
          </span>
        </Fact>
      )}
      {run?.config.constraints !== undefined && baseline === null && (
        <ConstraintFacts target={target} row={row} constraints={run.config.constraints} />
      )}
      {run?.seeded === true && baseline === null && (
        <Fact name="run">
          <Term name="seeded">seeded</Term>
        </Fact>
      )}
      {row.error.points > 0 && <Fact name="measured at">{countNumber(row.error.points)} points</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** From row to row without the plot. */
function Stepper({ exhibit, row }: { exhibit: Exhibit; row: FrontRow }) {
  const select = useWorkbench((state) => state.select);
  const follow = useWorkbench((state) => state.follow);
  const following = useWorkbench((state) => state.selection.kind === 'following');
  const cheaper = exhibit.front.filter((other) => other.cost < row.cost).at(-1);
  const dearer = exhibit.front.find((other) => other.cost > row.cost);
  const several = exhibit.front.length > 1;
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>{operationsText(row.ops)}</h2>
      {several && (
        <div className={styles.stepper}>
          <button
            type="button"
            className={controls.quiet}
            aria-pressed={following}
            onClick={follow}
            title="Keep the most accurate program selected as the front grows"
          >
            most accurate
          </button>
          <button
            type="button"
            className={controls.quiet}
            aria-disabled={cheaper === undefined}
            onClick={() => cheaper !== undefined && select(cheaper.cost)}
          >
            fewer
          </button>
          <button
            type="button"
            className={controls.quiet}
            aria-disabled={dearer === undefined}
            onClick={() => dearer !== undefined && select(dearer.cost)}
          >
            more
          </button>
        </div>
      )}
    </header>
  );
}
