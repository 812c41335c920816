/** The selected program as code, in each language, to copy or to save. */

import { lazy, Suspense, useMemo } from 'react';
import { useStore } from 'zustand';
import { exportProgram } from '../../codegen/export-program';
import type { ExportedSnippet, ExportRequest, LanguageId } from '../../codegen/language';
import { exportModule, zipModule } from '../../persistence/module-export';
import type { FrontRow } from '../../search/front';
import { messageOf } from '../../store/errors';
import type { Exhibit } from '../../store/exhibit';
import { describeTarget } from '../../targets/parse';
import { saveBytes } from '../plots/download';
import { useLateStores } from '../workbench-context';
import { ExportFrame, type ExportParts } from './export-frame';
import { useClaim } from './use-claim';
import { useEmittedError } from './use-emitted-error';
import { useQuiet } from './use-quiet';

/** While a run is followed the program changes often: code is made of one that has stood this long, in ms. */
const QUIET = 250;

/** Full-range functions come with code that is loaded for the first one. */
const FullRangeExport = lazy(() => import('./full-range-export'));

export function ExportPanel({ exhibit, row }: { exhibit: Exhibit; row: FrontRow }) {
  const deferred = useQuiet(row, QUIET, `${row.ops} operations for ${describeTarget(exhibit.target)}`);
  const claimed = useClaim(exhibit, deferred);
  const { fullRange } = useLateStores();
  const chosen = useStore(fullRange, ({ language }) => language);
  const wholeWanted = useStore(fullRange, ({ wanted }) => wanted);
  const choose = (language: LanguageId) => fullRange.choose({ language });
  const parts = { exhibit, row: deferred, claimed, chosen, choose };
  const alone = <ProgramExport {...parts} />;
  if (!wholeWanted) return alone;
  return (
    <Suspense fallback={alone}>
      <FullRangeExport {...parts} />
    </Suspense>
  );
}

/** The code of the program alone. */
function ProgramExport({ exhibit, row, claimed, chosen, choose }: ExportParts) {
  const { target } = exhibit;
  const errorAsEmitted = useEmittedError(target, row.program, chosen);
  const request = useMemo(
    (): ExportRequest => ({
      program: row.program,
      target,
      error: claimed?.error ?? row.error,
      ...(claimed === null ? {} : { permalink: claimed.link }),
      ...(errorAsEmitted === null ? {} : { errorAsEmitted }),
    }),
    [target, row, claimed, errorAsEmitted],
  );
  const snippet = useMemo(() => attempt(request, chosen), [request, chosen]);
  const saveModule = () => {
    if (claimed === null) return;
    const module = exportModule(request, claimed.claim, chosen);
    saveBytes(`${module.name}.zip`, zipModule(module), 'application/zip');
  };
  return (
    <ExportFrame
      chosen={chosen}
      choose={choose}
      snippet={snippet}
      saveModule={claimed === null ? null : saveModule}
    />
  );
}

function attempt(
  request: ExportRequest,
  language: LanguageId,
): ExportedSnippet | { readonly failure: string } {
  try {
    return exportProgram(request, language);
  } catch (reason) {
    return { failure: `This program cannot be exported so: ${messageOf(reason)}` };
  }
}
