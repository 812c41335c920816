import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createRunLocks } from './client/run-locks';
import { browserRunStore } from './client/run-store';
import { storageUse } from './client/storage-use';
import { createBrowserEngine, searchWorkerCount } from './client/browser-engine';
import { keepForOffline } from './client/offline';
import { shippedFront } from './client/shipped-front';
import { App } from './components/app';
import { ErrorBoundary } from './components/error-boundary';
import './components/theme.css';
import { StoresContext, type LateStores, type Stores } from './components/workbench-context';
import { createBaselineStore } from './store/baseline';
import { createComparisonStore } from './store/comparison';
import { createCurveOptionsStore } from './store/curve-options';
import { createCurveStore } from './store/error-curve';
import { shippedExhibit } from './store/exhibit';
import { createGuideStore } from './store/guide';
import { createHistoryStore } from './store/history';
import { keepTrust } from './store/keep-trust';
import { createTrustStore } from './store/trust';
import { createKeeping } from './store/run-keeping';
import { rememberRun } from './store/remember-run';
import { createRunsStore } from './store/runs';
import { createThemeStore } from './store/theme';
import { createWorkbench } from './store/workbench';

const engine = createBrowserEngine();
const writer = crypto.randomUUID();
const newId = () => crypto.randomUUID();
const now = () => Date.now();
const store = browserRunStore();
const locks = createRunLocks('locks' in navigator ? navigator.locks : undefined);
const keeping = createKeeping({ store, locks, now, newId, writer });
const workbench = createWorkbench({
  engine,
  keeping,
  workers: searchWorkerCount(),
  shipped: shippedExhibit(shippedFront()),
});
const trust = createTrustStore();
/** Asked for by the first part of the page that needs them. */
let late: Promise<LateStores> | null = null;
const stores: Stores = {
  workbench,
  trust,
  late: () =>
    (late ??= import('./late-stores').then(({ createLateStores }) =>
      createLateStores(engine, workbench, trust),
    )),
  curveOptions: createCurveOptionsStore(),
  curves: createCurveStore(engine.oracle),
  baselines: createBaselineStore(engine.baselines),
  theme: createThemeStore(document.documentElement, keptStorage()),
  oracle: engine.oracle,
  targets: engine.targets,
  history: createHistoryStore(workbench),
  guide: createGuideStore(keptStorage()),
  keeping,
  comparison: createComparisonStore(),
  runs: createRunsStore({
    ...{ store, keeping, workbench, locks, newId, now, writer, trust },
    storageUse: () => storageUse('storage' in navigator ? navigator.storage : undefined),
  }),
};
keepTrust(trust, workbench, keeping);
rememberRun(keeping, stores.runs);

/** Reading the property alone throws where storage is denied. */
function keptStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <StoresContext value={stores}>
        <App />
      </StoresContext>
    </ErrorBoundary>
  </StrictMode>,
);

keepForOffline();
