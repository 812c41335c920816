/** Code in the chosen language, to copy or to save, with what belongs to it. */

import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ExportedSnippet, LanguageId } from '../../codegen/language';
import { LANGUAGES } from '../../codegen/languages';
import { playgroundLink } from '../../codegen/playground';
import type { FrontRow } from '../../search/front';
import type { Exhibit } from '../../store/exhibit';
import { CopyButton } from '../copy-button';
import controls from '../controls.module.css';
import { saveText } from '../plots/download';
import { useLateStores } from '../workbench-context';
import styles from './inspector.module.css';
import type { Claimed } from './use-claim';

/** What an export is made of. */
export interface ExportParts {
  readonly exhibit: Exhibit;
  readonly row: FrontRow;
  readonly claimed: Claimed | null;
  readonly chosen: LanguageId;
  readonly choose: (language: LanguageId) => void;
}

interface ExportFrameProps extends Pick<ExportParts, 'chosen' | 'choose'> {
  /** The code; or why there is none, `pending` where that will change or is not wrong. */
  readonly snippet: ExportedSnippet | { readonly failure: string; readonly pending?: boolean };
  /** Null while the module is still being made. */
  readonly saveModule: (() => void) | null;
  /** Between the languages and the code. */
  readonly children?: ReactNode;
}

export function ExportFrame({ chosen, choose, snippet, saveModule, children }: ExportFrameProps) {
  const { fullRange } = useLateStores();
  const wholeWanted = useStore(fullRange, ({ wanted }) => wanted);
  const playground = 'code' in snippet ? playgroundLink(chosen, snippet.code) : undefined;
  return (
    <section className={styles.export} aria-label="Export">
      <header className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>Export</h3>
        {'code' in snippet && (
          <>
            <CopyButton text={snippet.code} what="code" />
            <button
              type="button"
              className={controls.quiet}
              onClick={() => saveText(snippet.fileName, snippet.code, 'text/plain')}
            >
              Save
            </button>
            <button
              type="button"
              className={controls.quiet}
              aria-disabled={saveModule === null}
              title="The function with a test, what is claimed of it and a README, as a zip archive"
              onClick={() => saveModule?.()}
            >
              Save module
            </button>
          </>
        )}
      </header>
      <Tabs chosen={chosen} choose={choose} />
      <label className={styles.wholeRange}>
        <input
          type="checkbox"
          checked={wholeWanted}
          onChange={(event) => fullRange.choose({ wanted: event.currentTarget.checked })}
        />{' '}
        for a whole format, as a drop-in function
      </label>
      {children}
      <div
        className={styles.exportBody}
        role="tabpanel"
        id="export-panel"
        aria-labelledby={`export-tab-${chosen}`}
      >
        {'code' in snippet ? (
          <>
            <pre className={styles.codeBlock} tabIndex={0} data-export={chosen} aria-label={snippet.fileName}>
              <code>{snippet.code}</code>
            </pre>
            {playground !== undefined && (
              <p className={styles.elsewhere}>
                <a href={playground.address} target="_blank" rel="noopener noreferrer">
                  Open in {playground.title}
                </a>{' '}
                <span>sends this code to {playground.host}.</span>
              </p>
            )}
            {snippet.notes.length > 0 && (
              <ul className={styles.notes}>
                {snippet.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            )}
          </>
        ) : (
          <p
            className={styles.verdict}
            data-state={snippet.pending === true ? 'open' : 'refuted'}
            role="status"
          >
            {snippet.failure}
          </p>
        )}
      </div>
    </section>
  );
}

/** Tabs as the ARIA practices have them: arrow keys move and choose. */
function Tabs({ chosen, choose }: { chosen: LanguageId; choose: (language: LanguageId) => void }) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = LANGUAGES.findIndex((language) => language.id === chosen);
    const next = LANGUAGES.at((at + step) % LANGUAGES.length);
    if (next === undefined) return;
    event.preventDefault();
    choose(next.id);
    list.current?.querySelector<HTMLElement>(`#export-tab-${next.id}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Language" className={styles.languages} ref={list} onKeyDown={onKeyDown}>
      {LANGUAGES.map((language) => (
        <button
          key={language.id}
          type="button"
          role="tab"
          id={`export-tab-${language.id}`}
          aria-controls="export-panel"
          aria-selected={language.id === chosen}
          tabIndex={language.id === chosen ? 0 : -1}
          className={controls.quiet}
          onClick={() => choose(language.id)}
        >
          {language.title}
        </button>
      ))}
    </div>
  );
}
