/** What a run is asked for: loaded beside the first drawing. */

import { SearchSettings } from './search-settings';
import { TargetBuilder } from './target-builder';

export function Settings() {
  return (
    <>
      <div data-tour="target">
        <TargetBuilder />
      </div>
      <SearchSettings />
    </>
  );
}
