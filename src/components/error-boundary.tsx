/** Where drawing the page itself fails: says so, and offers the ways on. */

import { Component, type ReactNode } from 'react';
import controls from './controls.module.css';
import styles from './error-boundary.module.css';

interface ErrorBoundaryState {
  readonly failure: Error | null;
}

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: null };

  static getDerivedStateFromError(failure: unknown): ErrorBoundaryState {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <main className={styles.page} role="alert">
        <h1 className={styles.title}>The page has failed</h1>
        <p>
          Drawing it ended with an error that it did not expect. Nothing was sent anywhere. A link that was
          opened is still in the address bar.
        </p>
        <pre className={styles.detail}>{failure.message}</pre>
        <p className={styles.ways}>
          <button type="button" className={controls.primary} onClick={() => window.location.reload()}>
            Load the page again
          </button>
          <button type="button" className={controls.button} onClick={() => this.setState({ failure: null })}>
            Try to go on
          </button>
        </p>
      </main>
    );
  }
}
