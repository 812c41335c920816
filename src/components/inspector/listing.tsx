/** The program as text, as the text form of programs has it. */

import { useState } from 'react';
import type { Format } from '../../numerics/format';
import { printProgram } from '../../program/print';
import type { Program } from '../../program/program';
import { CopyButton } from '../copy-button';
import controls from '../controls.module.css';
import styles from './inspector.module.css';

export function Listing({ program, format }: { program: Program; format: Format }) {
  const [inlined, setInlined] = useState(true);
  const [hexadecimal, setHexadecimal] = useState(false);
  const layout = inlined ? 'inlined' : 'listing';
  const constants = hexadecimal ? 'hexadecimal' : 'decimal';
  // Shown are the shortest decimals that mean the same binary64 numbers; what is copied is exact.
  const text = printProgram(program, { layout, constants, format: format === 'real' ? 'f64' : format });
  const exact = printProgram(program, { layout, constants, format });
  const hasBits = program.constants.some((constant) => constant.kind === 'binary64');
  return (
    <section aria-label="Listing">
      <header className={styles.sectionHead}>
        <span className={styles.sectionTitle} />
        {hasBits && (
          <button
            type="button"
            className={controls.quiet}
            aria-pressed={hexadecimal}
            onClick={() => setHexadecimal(!hexadecimal)}
          >
            hexadecimal
          </button>
        )}
        <button
          type="button"
          className={controls.quiet}
          aria-pressed={!inlined}
          onClick={() => setInlined(!inlined)}
        >
          one a line
        </button>
        <CopyButton text={exact} what="listing" />
      </header>
      <pre className={styles.listing} tabIndex={0} aria-label="Program listing">
        {text.split('\n').map((line, i) => (
          // Another program is other elements: its lines do not move, they are replaced.
          <Line key={`${i} ${text}`} text={line} />
        ))}
      </pre>
    </section>
  );
}

/** The name set apart from what it stands for, so that a long expression wraps beneath itself. */
function Line({ text }: { text: string }) {
  const at = text.indexOf(' = ');
  return (
    <span className={styles.line}>
      <span>{text.slice(0, at)} = </span>
      <span>{text.slice(at + 3)}</span>
      {'\n'}
    </span>
  );
}
