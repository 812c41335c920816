/** The page: settings, plots, inspector, between header and status bar. */

import { lazy, Suspense, useEffect } from 'react';
import { Announcements } from './announcements';
import styles from './app.module.css';
import { Header } from './header';
import { StartStrip } from './guide/start-strip';
import { Notices } from './notices';
import { FrontPlot } from './plots/front-plot';
import { Presets } from './settings/presets';
import { StatusBar } from './status-bar';
import { useFinishNotice } from './use-finish-notice';
import { useTitle } from './use-title';
import { useStores } from './workbench-context';

/** Listing, certificate, export in ten languages and more: loaded beside the first drawing, into a place kept for it. */
const Inspector = lazy(async () => ({ default: (await import('./inspector/inspector')).Inspector }));

/** Below them there is nothing that would move. */
const Settings = lazy(async () => ({ default: (await import('./settings/settings')).Settings }));

const ErrorCurvePlot = lazy(async () => ({
  default: (await import('./plots/error-curve-plot')).ErrorCurvePlot,
}));

export function App() {
  useLinks();
  useTitle();
  useFinishNotice();
  return (
    <div className={styles.page}>
      <Header />
      <div>
        <Notices />
        <StartStrip />
      </div>
      <main className={styles.main}>
        <div className={styles.settings} role="group" aria-label="Settings">
          <div data-tour="presets">
            <Presets />
          </div>
          <Suspense fallback={null}>
            <Settings />
          </Suspense>
        </div>
        <div className={styles.plots}>
          <div className={styles.front} data-tour="front">
            <FrontPlot />
          </div>
          <div className={styles.curve} data-tour="curve">
            <Suspense fallback={<p className={styles.waiting}>loading the plot</p>}>
              <ErrorCurvePlot />
            </Suspense>
          </div>
        </div>
        <div className={styles.inspector} data-tour="inspector">
          <Suspense fallback={<p className={styles.waiting}>loading the inspector</p>}>
            <Inspector />
          </Suspense>
        </div>
      </main>
      <StatusBar />
      <Announcements />
    </div>
  );
}

/** Opens the permalink in the address, at first and whenever it changes. */
function useLinks(): void {
  const { workbench } = useStores();
  useEffect(() => {
    const open = () => workbench.getState().openLink(window.location.hash);
    open();
    window.addEventListener('hashchange', open);
    return () => window.removeEventListener('hashchange', open);
  }, [workbench]);
}
