/** The dialog that takes in programs, links, runs and certificates, pasted or as a file. */

import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { FileInput } from './file-input';
import { isKeptRun, MAX_IMPORT_LENGTH } from '../persistence/import-limits';
import { MAX_RUN_FILE_LENGTH } from '../persistence/run-limits';
import { messageOf, sentence } from '../store/errors';
import { isUnderWay } from '../store/workbench';
import { describeTarget } from '../targets/parse';
import controls from './controls.module.css';
import styles from './import-control.module.css';
import { useStores, useWorkbench } from './workbench-context';

/** Longer texts are kept as files are, and not put into the field. */
const MAX_SHOWN = 65_536;

interface Source {
  readonly text: string;
  /** The file's name and length where the text came from one that is too long to be shown. */
  readonly file: string | null;
}

/** Enough of a file to tell a kept run. */
const HEAD_BYTES = 256;

const NOTHING: Source = { text: '', file: null };

/** What the dialog is opened for; another object is another time. */
export interface Asked {
  /** None where a text is to be pasted. */
  readonly files: readonly File[];
}

export function ImportDialog({ asked }: { readonly asked: Asked }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useId();
  const [source, setSource] = useState(NOTHING);
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { runs } = useStores();
  const importText = useWorkbench((state) => state.importText);
  const underWay = useWorkbench((state) => isUnderWay(state.run.state));
  const target = useWorkbench((state) => state.verdict.request?.target ?? state.exhibit?.target ?? null);
  const empty = source.text.trim() === '';

  const open = () => {
    if (dialog.current?.open === false) dialog.current.showModal();
  };
  const close = () => dialog.current?.close();

  /** A kept run goes among the others, and is shown unless one is under way. */
  const takeRun = async (text: string) => {
    setBusy(true);
    setProblem(null);
    setSaid(null);
    const id = await runs.getState().importRun(text);
    if (id !== null && !underWay) await runs.getState().open(id);
    const { problem: obstacle } = runs.getState();
    if (obstacle !== null) setProblem(sentence(obstacle));
    else if (underWay)
      setSaid('The run is now among the runs, where it can be shown when this one has ended.');
    setBusy(false);
    if (obstacle === null) setSource(NOTHING);
    if (obstacle === null && !underWay) close();
    else open();
  };

  const take = async (text: string) => {
    if (isKeptRun(text)) {
      await takeRun(text);
      return;
    }
    setBusy(true);
    setProblem(null);
    setSaid(null);
    try {
      await importText(text, target);
      setSource(NOTHING);
      close();
    } catch (reason) {
      setProblem(sentence(messageOf(reason)));
      open();
    }
    setBusy(false);
  };

  const takeFile = async (file: File) => {
    const isRun = isKeptRun(await file.slice(0, HEAD_BYTES).text());
    const most = isRun ? MAX_RUN_FILE_LENGTH : MAX_IMPORT_LENGTH;
    if (file.size > most) {
      setProblem(
        `${file.name.slice(0, 60)} has ${file.size.toLocaleString('en')} bytes; at most ${most.toLocaleString('en')} are read${isRun ? ' of a kept run' : ''}.`,
      );
      open();
      return;
    }
    const text = await file.text();
    if (isRun) {
      await takeRun(text);
      return;
    }
    const name = `${file.name.slice(0, 60)}, ${file.size.toLocaleString('en')} bytes`;
    setSource({ text, file: text.length > MAX_SHOWN ? name : null });
    // A run is not ended by what may have been dropped by mistake.
    if (underWay) open();
    else await take(text);
  };

  const takeDropped = (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined) open();
    else if (files.length === 1) {
      takeFile(file).catch((reason: unknown) => {
        setProblem(`${file.name.slice(0, 60)} cannot be read: ${messageOf(reason)}`);
        open();
      });
    } else {
      setProblem(`${files.length} files were dropped; one is taken at a time.`);
      open();
    }
  };
  /** An effect may run twice for what was asked once. */
  const taken = useRef<Asked | null>(null);
  const takeAsked = useEffectEvent(() => {
    if (taken.current === asked) return;
    taken.current = asked;
    takeDropped(asked.files);
  });
  useEffect(() => takeAsked(), [asked]);

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={`${field}-title`}>
      <form
        method="dialog"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && !empty) void take(source.text);
        }}
      >
        <h2 id={`${field}-title`} className={styles.title}>
          Import
        </h2>
        <label htmlFor={field}>A program, a link, a run or a certificate</label>
        {source.file === null ? (
          <textarea
            id={field}
            className={styles.text}
            rows={10}
            spellCheck={false}
            value={source.text}
            aria-invalid={problem !== null}
            aria-describedby={`${field}-hint`}
            placeholder={'u = x * 0.6931471805599453\ny = 1 + u'}
            onChange={(event) => {
              setSource({ text: event.currentTarget.value, file: null });
              setProblem(null);
              setSaid(null);
            }}
          />
        ) : (
          <p className={styles.file}>
            <output id={field}>{source.file}</output>
            <button type="button" className={controls.quiet} onClick={() => setSource(NOTHING)}>
              Remove
            </button>
          </p>
        )}
        {problem !== null && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {said !== null && <p role="status">{said}</p>}
        <p id={`${field}-hint`} className={styles.hint}>
          A program is written as assignments, as FPCore, or as a polynomial’s coefficients c0, c1, ...; it is
          measured {target === null ? 'for the target of the settings' : `for ${describeTarget(target)}`}.
          Links, the JSON of a search, claims and certificates bring their target with them, and what they
          claim is recomputed. A run that was exported goes among the runs.
        </p>
        <div className={styles.buttons}>
          <label className={styles.choose}>
            <span>or a file</span>
            <FileInput
              accept=".txt,.json,.fpcore,text/plain,application/json"
              onFile={(file) => void takeFile(file)}
            />
          </label>
          <button type="button" className={controls.button} onClick={close}>
            Cancel
          </button>
          <button type="submit" className={controls.primary} aria-disabled={busy || empty}>
            {busy ? 'Measuring' : underWay ? 'End the run and import' : 'Import'}
          </button>
        </div>
      </form>
    </dialog>
  );
}
