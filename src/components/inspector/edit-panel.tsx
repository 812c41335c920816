/** The program as text to be edited, and its constants to be moved. */

import { useId, useState } from 'react';
import { isFiniteFormat } from '../../numerics/format';
import { roundConstants } from '../../program/constant';
import { ProgramError } from '../../program/errors';
import { parseProgram } from '../../program/parse';
import { printProgram } from '../../program/print';
import type { Program } from '../../program/program';
import type { FrontRow } from '../../search/front';
import { messageOf, sentence } from '../../store/errors';
import { modifiedRow } from '../../store/modified-program';
import type { Target } from '../../targets/target';
import controls from '../controls.module.css';
import { useLateStores, useWorkbench } from '../workbench-context';
import { ConstantsEditor } from './constants-editor';
import styles from './panels.module.css';

interface Draft {
  /** What the text stands for; a change from elsewhere replaces the text. */
  readonly program: Program;
  readonly text: string;
  readonly problem: string | null;
}

export function EditPanel({ target, row }: { target: Target; row: FrontRow }) {
  const modify = useWorkbench((state) => state.modify);
  const { format } = target;
  const [kept, setDraft] = useState<Draft | null>(null);
  const fieldId = useId();
  const draft =
    kept?.program === row.program
      ? kept
      : { program: row.program, text: textOf(row.program, target), problem: null };

  const change = (program: Program) => {
    setDraft(null);
    modify(modifiedRow(program));
  };
  const type = (text: string) => {
    try {
      const program = parseProgram(text, format);
      setDraft({ program, text, problem: null });
      modify(modifiedRow(program));
    } catch (reason) {
      if (!(reason instanceof ProgramError)) throw reason;
      setDraft({ program: row.program, text, problem: sentence(messageOf(reason)) });
    }
  };

  return (
    <div className={styles.editPanel}>
      <label className={styles.hidden} htmlFor={fieldId}>
        Program text
      </label>
      <textarea
        id={fieldId}
        className={styles.editor}
        rows={Math.min(12, Math.max(3, draft.text.split('\n').length))}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        value={draft.text}
        aria-invalid={draft.problem !== null}
        aria-describedby={`${fieldId}-problem`}
        onChange={(event) => type(event.target.value)}
      />
      <p id={`${fieldId}-problem`} className={styles.problem} role="status">
        {draft.problem ?? ''}
      </p>
      <ConstantsEditor program={row.program} format={format} change={change} />
      <div className={styles.buttons}>
        <RefitButton key={programKey(row.program)} target={target} program={row.program} />
        {(format === 'real' || format === 'f64') && (
          <button
            type="button"
            className={controls.button}
            title="Every constant becomes the nearest number of f32"
            onClick={() => change(roundConstants(row.program, 'f32'))}
          >
            Round to f32
          </button>
        )}
      </div>
    </div>
  );
}

function textOf(program: Program, { format }: Target): string {
  return printProgram(program, { constants: 'decimal', format });
}

/** A state of the button belongs to one structure. */
function programKey({ instructions, constantCount }: Program): string {
  return `${instructions.length} ${constantCount}`;
}

/** Moves the constants to the optimum of the structure. */
function RefitButton({ target, program }: { target: Target; program: Program }) {
  const { analysis } = useLateStores();
  const modify = useWorkbench((state) => state.modify);
  const [fitting, setFitting] = useState<Program | null>(null);
  const [outcome, setOutcome] = useState<{ readonly of: Program; readonly text: string } | null>(null);
  const refit = () => {
    setFitting(program);
    setOutcome(null);
    analysis.polish(target, program).then(
      ({ program: fitted, error }) => {
        setFitting(null);
        const better = printProgram(fitted) !== printProgram(program);
        if (better) modify(modifiedRow(fitted, error));
        setOutcome({
          of: better ? fitted : program,
          text: better ? 'Refitted.' : 'No better constants were found.',
        });
      },
      (reason: unknown) => {
        setFitting(null);
        setOutcome({ of: program, text: sentence(messageOf(reason)) });
      },
    );
  };
  const busy = fitting !== null;
  return (
    <>
      <button
        type="button"
        className={controls.button}
        aria-disabled={busy}
        title={
          isFiniteFormat(target.format)
            ? `The constants that fit best, as numbers of ${target.format}`
            : 'The constants of the minimax fit of this structure'
        }
        onClick={() => {
          if (!busy) refit();
        }}
      >
        {busy ? 'Refitting' : 'Refit'}
      </button>
      <span className={styles.text} role="status">
        {busy ? '' : outcome?.of === program ? outcome.text : ''}
      </span>
    </>
  );
}
