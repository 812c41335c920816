/** The worker of the embedded view. */

import type { ClaimVerdict } from '../protocol/claim-verdict';
import type { EmbedService } from '../protocol/embed-service';
import { attach } from './workers';

/** Its calls reject once it has crashed. */
export function spawnEmbedWorker(): EmbedService {
  const worker = new Worker(new URL('../../workers/embed.worker.ts', import.meta.url), {
    type: 'module',
    name: 'embed',
  });
  const { remote, guard } = attach<EmbedService>(worker, 'worker of this view');
  return {
    open: (link) => guard.run(() => remote.open(link)),
    verify: (row) => guard.run<ClaimVerdict>(async () => await remote.verify(row)),
    errorCurve: (row, columns) => guard.run(() => remote.errorCurve(row, columns)),
  };
}
