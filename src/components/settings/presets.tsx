/** One click runs one of these. Each shows the front that a short run of it has found. */

import { useEffect, useState } from 'react';
import { loadPresetFronts, type PresetFront } from '../../client/preset-fronts';
import { FEATURED_PRESETS, MORE_PRESETS, PRESETS, type Preset } from '../../store/presets';
import { isUnderWay } from '../../store/workbench';
import { describeTarget, parseCatalogueTarget } from '../../targets/catalogue-target';
import { ONE_COLUMN, useMedia } from '../use-media';
import { useWorkbench } from '../workbench-context';
import { errorNumber } from '../number-text';
import { PowerText } from './power-text';
import styles from './settings.module.css';
import { Thumbnail } from './thumbnail';

/** What a preset's target reads as, to tell which one is on show. */
const DESCRIPTIONS: ReadonlyMap<string, string> = new Map(
  PRESETS.map(({ id, target: { functionId, interval, format, norm } }) => [
    id,
    describeTarget(parseCatalogueTarget({ target: functionId, interval, format, norm })),
  ]),
);

/** What finds a preset's front once they are loaded; thumbnails keep their place until then. */
function usePresetFronts(): (preset: Preset) => PresetFront | null {
  const [find, setFind] = useState<{ readonly of: (preset: Preset) => PresetFront | null } | null>(null);
  useEffect(() => {
    let wanted = true;
    loadPresetFronts().then(
      (frontOf) => wanted && setFind({ of: ({ target }) => frontOf(target) }),
      // Without thumbnails the presets work as well.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);
  return find?.of ?? (() => null);
}

function foundText({ target }: Preset, front: PresetFront | null): string {
  const best = front?.rows.at(-1);
  if (front === null || best === undefined) return '';
  const error = `${errorNumber(best.error, target.norm)} ${target.norm}, ${best.kind}`;
  const evaluations = String(front.evaluations).replace(/\B(?=(\d{3})+$)/g, ',');
  return `\nIts picture: a shipped run of ${evaluations} evaluations, down to ${error}, at ${best.ops} operations.`;
}

export function Presets() {
  const runPreset = useWorkbench((state) => state.runPreset);
  const underWay = useWorkbench((state) => isUnderWay(state.run.state));
  const shown = useWorkbench((state) => state.exhibit && describeTarget(state.exhibit.target));
  const oneColumn = useMedia(ONE_COLUMN);
  const frontOf = usePresetFronts();
  const run = (preset: Preset) => {
    if (underWay) return;
    // The press is answered first: what begins a run is a task of its own.
    setTimeout(() => runPreset(preset));
    // In one column the presets stand below the plots: show what was started.
    if (oneColumn) window.scrollTo({ top: 0 });
  };
  const list = (presets: readonly Preset[]) => (
    <ul className={styles.presets}>
      {presets.map((preset) => (
        <li key={preset.id}>
          <button
            type="button"
            className={styles.preset}
            title={`${preset.use}${foundText(preset, frontOf(preset))}`}
            aria-disabled={underWay}
            aria-current={DESCRIPTIONS.get(preset.id) === shown}
            data-preset={preset.id}
            onClick={() => run(preset)}
          >
            <span className={styles.presetTitle}>
              <PowerText text={preset.title} />
            </span>
            <span className={styles.presetInterval}>{preset.target.interval.replaceAll('pi', 'π')}</span>
            <span className={styles.presetKind}>
              {preset.target.format}, {preset.target.norm}
            </span>
            <Thumbnail front={frontOf(preset)} />
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <section className={styles.section} aria-label="Presets">
      <h2 className={styles.title}>
        Presets{' '}
        <span className={styles.soft}>{underWay ? 'stop the run to start one' : 'one click runs'}</span>
      </h2>
      {list(FEATURED_PRESETS)}
      <details className={styles.more}>
        <summary>{MORE_PRESETS.length} more</summary>
        {list(MORE_PRESETS)}
      </details>
    </section>
  );
}
