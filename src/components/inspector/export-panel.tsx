/** The selected program as code, in each language, to copy or to save. */

import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { exportProgram } from '../../codegen/export-program';
import type { ExportedSnippet, LanguageId, ExportRequest } from '../../codegen/language';
import { LANGUAGES } from '../../codegen/languages';
import { playgroundLink } from '../../codegen/playground';
import { exportModule, zipModule } from '../../persistence/module-export';
import type { FrontRow } from '../../search/front';
import { messageOf } from '../../store/errors';
import type { Exhibit } from '../../store/exhibit';
import { describeTarget } from '../../targets/parse';
import { CopyButton } from '../copy-button';
import controls from '../controls.module.css';
import { saveBytes, saveText } from '../plots/download';
import styles from './inspector.module.css';
import { useClaim } from './use-claim';
import { useEmittedError } from './use-emitted-error';
import { useQuiet } from './use-quiet';

/** While a run is followed the program changes often: code is made of one that has stood this long, in ms. */
const QUIET = 250;

export function ExportPanel({ exhibit, row }: { exhibit: Exhibit; row: FrontRow }) {
  const { target } = exhibit;
  const [chosen, setChosen] = useState<LanguageId>('ts');
  const deferred = useQuiet(row, QUIET, `${row.ops} operations for ${describeTarget(target)}`);
  const errorAsEmitted = useEmittedError(target, deferred.program, chosen);
  const claimed = useClaim(exhibit, deferred);
  const request = useMemo(
    (): ExportRequest => ({
      program: deferred.program,
      target,
      error: claimed?.error ?? deferred.error,
      ...(claimed === null ? {} : { permalink: claimed.link }),
      ...(errorAsEmitted === null ? {} : { errorAsEmitted }),
    }),
    [target, deferred, claimed, errorAsEmitted],
  );
  const snippet = useMemo(() => attempt(request, chosen), [request, chosen]);
  const playground = 'code' in snippet ? playgroundLink(chosen, snippet.code) : undefined;
  const saveModule = () => {
    if (claimed === null) return;
    const module = exportModule(request, claimed.claim, chosen);
    saveBytes(`${module.name}.zip`, zipModule(module), 'application/zip');
  };

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
              aria-disabled={claimed === null}
              title="The function with a test, its claim and a README, as a zip archive"
              onClick={saveModule}
            >
              Save module
            </button>
          </>
        )}
      </header>
      <Tabs chosen={chosen} choose={setChosen} />
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
          <p className={styles.verdict} data-state="refuted" role="status">
            {snippet.failure}
          </p>
        )}
      </div>
    </section>
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
