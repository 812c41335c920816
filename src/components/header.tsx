/** The name of the thing, what is shown, and what can be done with it. */

import { constraintTexts } from '../search/constraint-text';
import { describeTarget } from '../targets/parse';
import { ImportControl } from './import-control';
import { Term } from './glossary/term';
import { Guide } from './guide/guide';
import { RunControls } from './run-controls';
import { RunsControl } from './runs/runs-control';
import { ShareControl } from './share-control';
import { ThemeControl } from './theme-control';
import { useWorkbench } from './workbench-context';
import styles from './header.module.css';

const ORIGIN_TEXT = {
  shipped: 'a finished run, shipped with the page',
  link: 'shared by link',
  import: 'imported',
  run: null,
} as const;

export function Header() {
  const exhibit = useWorkbench((state) => state.exhibit);
  const origin = exhibit === null ? null : ORIGIN_TEXT[exhibit.origin.kind];
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>Ulpforge</h1>
      <p className={styles.target}>
        {exhibit === null ? (
          'short programs for functions, evolved and checked in this browser'
        ) : (
          <>
            <span className={styles.summary}>{describeTarget(exhibit.target)}</span>
            {origin !== null && (
              <span
                className={styles.origin}
                title={exhibit.origin.kind === 'shipped' ? exhibit.origin.command : undefined}
              >
                {origin}
              </span>
            )}
            {exhibit.run?.config.constraints !== undefined && (
              <span className={styles.origin}>
                <Term name="constraint">{constraintTexts(exhibit.run.config.constraints).join(', ')}</Term>
              </span>
            )}
            {exhibit.run?.seeded === true && (
              <span className={styles.origin}>
                <Term name="seeded">seeded</Term>
              </span>
            )}
          </>
        )}
      </p>
      <div className={styles.run} data-tour="run">
        <RunControls />
      </div>
      <RunsControl />
      <ImportControl />
      <div data-tour="share">
        <ShareControl />
      </div>
      <Guide />
      <ThemeControl />
    </header>
  );
}
