/** The front: live, selectable, with the families of baselines beside it. */

import { useEffect, useMemo, useState } from 'react';
import { printProgram } from '../../program/print';
import { OPCODES } from '../../program/opcode';
import type { BaselinePoint } from '../../protocol/baseline-service';
import type { Exhibit } from '../../store/exhibit';
import { isUnderWay } from '../../store/workbench';
import { errorPhrase, NORM_TITLE, operationsText } from '../number-text';
import { FINE_POINTER, useMedia } from '../use-media';
import { kindOfRow, opsOfExhibit, useSelectedBaseline, useSelectedRow } from '../use-selected-row';
import { useBaseline, useStores, useWorkbench } from '../workbench-context';
import { FAMILY_MARKS } from './baseline-families';
import { comparisonSentence } from './front-comparison';
import { baselineDatum, frontFigure } from './front-figure';
import { FrontLegend } from './front-legend';
import { FrontTable } from './front-table';
import { usePalette } from './palette';
import { PlotPanel } from './plot-panel';
import styles from './plots.module.css';
import { useDecades } from './use-decades';

export function FrontPlot() {
  const exhibit = useWorkbench((state) => state.exhibit);
  const underWay = useWorkbench((state) => isUnderWay(state.run.state));
  const select = useWorkbench((state) => state.select);
  const points = useBaseline((state) => state.points);
  const pointsOf = useBaseline((state) => state.wish?.target);
  const hidden = useBaseline((state) => state.hidden);
  const selectBaseline = useWorkbench((state) => state.selectBaseline);
  const selectedBaseline = useSelectedBaseline();
  const selected = useSelectedRow();
  const palette = usePalette();
  const zoom = useMedia(FINE_POINTER);
  const [pointerInside, setPointerInside] = useState(false);
  useBaselineOf(exhibit);

  const known = useMemo(
    () => (exhibit !== null && pointsOf === exhibit.target ? points : []),
    [exhibit, pointsOf, points],
  );
  const baseline = useMemo(() => known.filter(({ family }) => !hidden.includes(family)), [known, hidden]);
  const errors = [...(exhibit?.front ?? []), ...baseline].map((point) => point.error.value);
  const decades = useDecades(exhibit?.target ?? null, errors, pointerInside);
  const ring = useMemo(
    () => (selected === null ? null : { ops: selected.ops, error: selected.error.value }),
    [selected],
  );
  const figure = useMemo(
    () =>
      frontFigure(
        {
          front: exhibit?.front ?? [],
          kindOf: (row) => (exhibit === null ? row.error.kind : kindOfRow(exhibit, row)),
          selected: ring,
          baseline,
          norm: exhibit?.target.norm ?? 'relative',
          maxOps: exhibit === null ? 12 : opsOfExhibit(exhibit),
          decades,
          zoom,
        },
        palette,
      ),
    [exhibit, ring, baseline, decades, zoom, palette],
  );

  const compared = selectedBaseline === null ? selected : (exhibit?.front.at(-1) ?? null);
  const comparison = compared === null ? null : comparisonSentence(compared, known);

  return (
    <PlotPanel
      title={`${NORM_TITLE[exhibit?.target.norm ?? 'relative']} against operations`}
      note={
        exhibit !== null && (
          <>
            <FrontLegend exhibit={exhibit} baseline={known} />
            <p className={styles.comparison}>{comparison}</p>
          </>
        )
      }
      summary={summaryOf(exhibit, baseline, comparison)}
      figure={figure}
      onPick={(datum) => {
        const picked = baseline[baselineDatum(datum)];
        if (datum >= 0) select(datum);
        else if (picked !== undefined) selectBaseline(picked);
      }}
      onPointer={setPointerInside}
      data={{
        columns: ['family', 'operations', 'error', 'kind', 'norm', 'program'],
        rows: () =>
          exhibit === null
            ? []
            : [
                ...exhibit.front.map((row) => [
                  'found',
                  row.ops,
                  row.error.text,
                  kindOfRow(exhibit, row),
                  exhibit.target.norm,
                  printProgram(row.program),
                ]),
                ...baseline.map((point) => [
                  point.title,
                  point.ops,
                  point.error.text,
                  point.error.kind,
                  exhibit.target.norm,
                  printProgram(point.program),
                ]),
              ],
      }}
      table={() => exhibit !== null && <FrontTable exhibit={exhibit} baseline={baseline} />}
      fileName="front"
      empty={
        exhibit === null || exhibit.front.length > 0 ? undefined : (
          <div className={styles.empty}>
            <p>
              {underWay ? 'The first programs appear here within seconds.' : 'This run has found no program.'}
            </p>
          </div>
        )
      }
    />
  );
}

/** Keeps the baseline store asked for what belongs beside the exhibit. */
function useBaselineOf(exhibit: Exhibit | null): void {
  const { baselines } = useStores();
  const target = exhibit?.target;
  const opcodes = exhibit?.run?.config.opcodes ?? OPCODES;
  const maxOps = exhibit === null ? 0 : opsOfExhibit(exhibit);
  useEffect(() => {
    if (target !== undefined) baselines.ask({ target, opcodes, maxOps });
  }, [baselines, target, opcodes, maxOps]);
}

function summaryOf(
  exhibit: Exhibit | null,
  baseline: readonly BaselinePoint[],
  comparison: string | null,
): string {
  if (exhibit === null || exhibit.front.length === 0) return 'No program has been found yet.';
  const { front, target } = exhibit;
  const ends = [front[0], front.at(-1)].filter((row) => row !== undefined);
  const range = ends
    .map(
      (row) =>
        `${errorPhrase({ value: row.error.value, kind: row.error.kind }, target.norm)} at ${operationsText(row.ops)}`,
    )
    .join(' to ');
  const families = FAMILY_MARKS.filter(({ family }) => baseline.some((point) => point.family === family));
  const beside = families.length > 0 ? ` Beside it: ${families.map(({ name }) => name).join(', ')}.` : '';
  const worth = comparison === null ? '' : ` ${comparison}`;
  return `A front of ${front.length} programs, from ${range}.${beside}${worth}`;
}
