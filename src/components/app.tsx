/** The page: settings, plots, inspector, between header and status bar. */

import { useEffect } from 'react';
import { Announcements } from './announcements';
import styles from './app.module.css';
import { Header } from './header';
import { Inspector } from './inspector/inspector';
import { Notices } from './notices';
import { ErrorCurvePlot } from './plots/error-curve-plot';
import { FrontPlot } from './plots/front-plot';
import { Presets } from './settings/presets';
import { SearchSettings } from './settings/search-settings';
import { TargetBuilder } from './settings/target-builder';
import { StatusBar } from './status-bar';
import { useTitle } from './use-title';
import { useStores } from './workbench-context';

export function App() {
  useLinks();
  useTitle();
  return (
    <div className={styles.page}>
      <Header />
      <Notices />
      <main className={styles.main}>
        <div className={styles.settings} role="group" aria-label="Settings">
          <Presets />
          <TargetBuilder />
          <SearchSettings />
        </div>
        <div className={styles.plots}>
          <div className={styles.front}>
            <FrontPlot />
          </div>
          <div className={styles.curve}>
            <ErrorCurvePlot />
          </div>
        </div>
        <div className={styles.inspector}>
          <Inspector />
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
