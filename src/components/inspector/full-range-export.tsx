/** The selected program as kernel of a function for a whole format, as code. */

import { useStores } from '../workbench-context';
import { ExportFrame, type ExportParts } from './export-frame';
import { FullRangeControls } from './full-range-controls';
import { saveFullRangeModule } from './save-full-range-module';
import { useFullRange } from './use-full-range';

export default function FullRangeExport({ exhibit, row, claimed, chosen, choose }: ExportParts) {
  const { trust } = useStores();
  const view = useFullRange(exhibit, row, claimed, chosen);
  const isReady =
    view.errors !== null &&
    view.slots.every(({ candidate }) => candidate !== null && candidate.claim !== null);
  return (
    <ExportFrame
      chosen={chosen}
      choose={choose}
      snippet={view.snippet}
      saveModule={isReady ? () => saveFullRangeModule(view, chosen, trust) : null}
    >
      <FullRangeControls exhibit={exhibit} view={view} isShader={chosen === 'wgsl' || chosen === 'glsl'} />
    </ExportFrame>
  );
}
