/** The front: live, selectable, with the families of baselines beside it. */

import { lazy, memo, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { printProgram } from '../../program/print';
import { costOf, isOperationCount, OPERATION_COUNT, type CostModel } from '../../search/cost';
import { costTitle } from '../../store/cost-draft';
import { OPCODES } from '../../program/opcode';
import type { BaselinePoint } from '../../protocol/baseline-service';
import type { Exhibit } from '../../store/exhibit';
import { isUnderWay } from '../../store/workbench';
import { describeTarget } from '../../targets/parse';
import controls from '../controls.module.css';
import { errorPhrase, NORM_TITLE, operationsText } from '../number-text';
import { FINE_POINTER, useMedia } from '../use-media';
import { kindOfRow, opsOfExhibit, useOnShow, type OnShow } from '../use-selected-row';
import { Term } from '../glossary/term';
import { useBaseline, useHistory, useStores, useWorkbench } from '../workbench-context';
import { FAMILY_MARKS } from './baseline-families';
import { ComparedLegend } from './compared-legend';
import { comparisonSentence } from './front-comparison';
import { FrontChart } from './front-chart';
import { baselineDatum, type FrontView } from './front-marks';
import { FrontHistory } from './front-history';
import { FrontLegend } from './front-legend';
import { PlotPanel } from './plot-panel';
import type { PlotImages } from './plot-images';
import styles from './plots.module.css';
import { FrontTable } from './front-table';
import { useComparedFronts } from './use-compared-fronts';
import { useDecades } from './use-decades';

const FrontProgress = lazy(async () => ({ default: (await import('./front-progress')).FrontProgress }));
const ProveControl = lazy(async () => ({ default: (await import('./prove-control')).ProveControl }));
const MeasuredFront = lazy(async () => ({ default: (await import('./measured-front')).MeasuredFront }));

/** Keeps the button's place. */
const PROVE_WAITING = (
  <button type="button" className={controls.quiet} aria-disabled="true">
    Prove
  </button>
);

const STAGE_TEXT = { measured: 'Measured', progress: 'Progress' } as const;

export function FrontPlot() {
  return <Front shown={useOnShow()} />;
}

/** Apart from what is on show already while it waits to be drawn. */
const Front = memo(function Front({ shown }: { readonly shown: OnShow }) {
  const { exhibit, selection, row: selected } = shown;
  const underWay = useWorkbench((state) => isUnderWay(state.run.state));
  const select = useWorkbench((state) => state.select);
  const points = useBaseline((state) => state.points);
  const pointsOf = useBaseline((state) => state.wish?.target);
  const hidden = useBaseline((state) => state.hidden);
  const selectBaseline = useWorkbench((state) => state.selectBaseline);
  const selectedBaseline = selection.kind === 'baseline' ? selection.baseline : null;
  const zoom = useMedia(FINE_POINTER);
  const [pointerInside, setPointerInside] = useState(false);
  useBaselineOf(exhibit);

  const known = useMemo(
    () => (exhibit !== null && pointsOf === exhibit.target ? points : []),
    [exhibit, pointsOf, points],
  );
  const baseline = useMemo(() => known.filter(({ family }) => !hidden.includes(family)), [known, hidden]);
  const moment = useHistory((state) => (state.at === null ? null : (state.moments[state.at] ?? null)));
  const [stage, setStage] = useState<'front' | 'measured' | 'progress'>('front');
  const images = useRef<PlotImages>(null);
  const model = exhibit?.run?.config.cost ?? OPERATION_COUNT;
  const drawn = useComparedFronts(exhibit);
  const others = drawn.flatMap((run) => run.front);
  const errors = [...(exhibit?.front ?? []), ...baseline, ...others].map((point) => point.error.value);
  const decades = useDecades(exhibit?.target ?? null, errors, pointerInside);
  const maxCost = Math.max(
    useMaxCost(exhibit, known, model, pointerInside),
    ...others.map((row) => costOf(row.program, model)),
  );
  const front = moment?.front ?? exhibit?.front;
  const view = useMemo((): FrontView => {
    const rows = front ?? [];
    const isBeside = selected !== null && (selectedBaseline !== null || rows.includes(selected));
    return {
      front: rows,
      kindOf: (row) => (exhibit === null ? row.error.kind : kindOfRow(exhibit, row)),
      selected: isBeside
        ? {
            cost: selectedBaseline === null ? selected.cost : costOf(selected.program, model),
            error: selected.error.value,
          }
        : null,
      baseline,
      compared: drawn,
      costOf: (point) => costOf(point.program, model),
      norm: exhibit?.target.norm ?? 'relative',
      maxCost,
      decades,
    };
  }, [exhibit, front, selected, selectedBaseline, baseline, drawn, model, maxCost, decades]);

  const compared = selectedBaseline === null ? selected : (exhibit?.front.at(-1) ?? null);
  const costName = stage === 'measured' ? 'measured time' : costTitle(model);
  const comparison = compared === null ? null : comparisonSentence(compared, known);

  return (
    <PlotPanel
      title={`${NORM_TITLE[exhibit?.target.norm ?? 'relative']} against ${costName}`}
      heading={
        <>
          <Term name="front">Front</Term>
          <span className={styles.headingRest}>
            : {NORM_TITLE[exhibit?.target.norm ?? 'relative'].toLowerCase()} against{' '}
            <Term name={stage === 'measured' ? 'measured' : isOperationCount(model) ? 'operations' : 'cost'}>
              {costName}
            </Term>
          </span>
        </>
      }
      tools={
        <>
          <Suspense fallback={PROVE_WAITING}>
            <ProveControl />
          </Suspense>
          {(['measured', 'progress'] as const).map((name) => (
            <button
              key={name}
              type="button"
              className={controls.quiet}
              aria-pressed={stage === name}
              onClick={() => setStage(stage === name ? 'front' : name)}
            >
              {STAGE_TEXT[name]}
            </button>
          ))}
        </>
      }
      foot={<FrontHistory />}
      note={
        exhibit !== null && (
          <>
            <FrontLegend exhibit={exhibit} baseline={known} />
            <ComparedLegend drawn={drawn} />
            <p className={styles.comparison}>{comparison}</p>
          </>
        )
      }
      summary={summaryOf(exhibit, baseline, comparison)}
      chart={{
        images,
        node:
          stage !== 'front' && exhibit !== null ? (
            <Suspense fallback={null}>
              {stage === 'progress' ? (
                <FrontProgress exhibit={exhibit} />
              ) : (
                <MeasuredFront
                  // Times are of one target's programs.
                  key={describeTarget(exhibit.target)}
                  exhibit={exhibit}
                  baseline={baseline}
                  decades={decades}
                  images={images}
                  zoom={zoom}
                />
              )}
            </Suspense>
          ) : (
            <FrontChart
              // Another target is another plot: what was zoomed to has no meaning there.
              key={exhibit === null ? '' : describeTarget(exhibit.target)}
              view={view}
              costTitle={costTitle(model)}
              summary={summaryOf(exhibit, baseline, comparison)}
              images={images}
              zoom={zoom}
              onPick={(datum) => {
                const picked = baseline[baselineDatum(datum)];
                if (datum >= 0) select(datum);
                else if (picked !== undefined) selectBaseline(picked);
              }}
              empty={
                exhibit === null || exhibit.front.length > 0 ? undefined : (
                  <div className={styles.empty}>
                    <p>
                      {underWay
                        ? 'The first programs appear here within seconds.'
                        : 'This run has found no program.'}
                    </p>
                  </div>
                )
              }
            />
          ),
      }}
      onPointer={setPointerInside}
      data={{
        columns: ['family', 'operations', 'cost', 'error', 'kind', 'norm', 'program'],
        rows: () =>
          exhibit === null
            ? []
            : [
                ...exhibit.front.map((row) => [
                  'found',
                  row.ops,
                  row.cost,
                  row.error.text,
                  kindOfRow(exhibit, row),
                  exhibit.target.norm,
                  printProgram(row.program),
                ]),
                ...drawn.flatMap((run) =>
                  run.front.map((row) => [
                    run.name,
                    row.ops,
                    costOf(row.program, model),
                    row.error.text,
                    row.error.kind,
                    run.target.norm,
                    printProgram(row.program),
                  ]),
                ),
                ...baseline.map((point) => [
                  point.title,
                  point.ops,
                  costOf(point.program, model),
                  point.error.text,
                  point.error.kind,
                  exhibit.target.norm,
                  printProgram(point.program),
                ]),
              ],
      }}
      table={() => exhibit !== null && <FrontTable exhibit={exhibit} baseline={baseline} compared={drawn} />}
      fileName="front"
    />
  );
});

/** Costs are shown in steps of this many beyond what is there, so that the axis grows seldom. */
const COST_STEP = 8;

/**
 * The largest cost to make room for: the operation count of the search, or, where the cost is another, what rows and
 * baselines need; it only grows while a target is on show, and not under the pointer.
 */
function useMaxCost(
  exhibit: Exhibit | null,
  baseline: readonly BaselinePoint[],
  model: CostModel,
  held: boolean,
): number {
  const counted = isOperationCount(model);
  const costs = [
    ...(exhibit?.front ?? []).map((row) => row.cost),
    ...(counted ? [] : baseline.map((point) => costOf(point.program, model))),
  ];
  const least = counted && exhibit !== null ? opsOfExhibit(exhibit) : 12;
  const needed = counted
    ? Math.max(least, ...costs)
    : COST_STEP * Math.ceil(Math.max(least, ...costs) / COST_STEP);
  const subject = exhibit?.target ?? null;
  const [kept, setKept] = useState({ subject, model, cost: needed });
  const same = kept.subject === subject && kept.model === model;
  const next = !same ? needed : held ? kept.cost : Math.max(kept.cost, needed);
  if (!same || next !== kept.cost) setKept({ subject, model, cost: next });
  return next;
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
