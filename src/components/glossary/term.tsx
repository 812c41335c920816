/** A word that explains itself: a press opens a short popover with a source. */

import { useId, useRef, type ReactNode, type ToggleEvent } from 'react';
import { GLOSSARY, type GlossaryEntry, type GlossaryWord } from './entries';
import styles from './term.module.css';

/** Pixels between word and popover, and from the window's edge. */
const GAP = 6;

/** The word is its own button; without children it is a question mark beside a label. */
export function Term({ name, children }: { name: GlossaryWord; children?: ReactNode }) {
  const entry: GlossaryEntry = GLOSSARY[name];
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  /** Beneath the word where there is room, else above it. */
  const place = (event: ToggleEvent<HTMLDivElement>) => {
    const panel = event.currentTarget;
    if (event.newState !== 'open' || button.current === null) return;
    const word = button.current.getBoundingClientRect();
    const left = Math.min(word.left, window.innerWidth - panel.offsetWidth - GAP);
    const below = word.bottom + GAP;
    const fits = below + panel.offsetHeight <= window.innerHeight - GAP;
    panel.style.left = `${Math.max(GAP, left)}px`;
    panel.style.top = `${fits ? below : Math.max(GAP, word.top - GAP - panel.offsetHeight)}px`;
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={children === undefined ? styles.mark : styles.word}
        popoverTarget={id}
        {...(children === undefined ? { 'aria-label': `What is meant by ${entry.word}` } : {})}
      >
        {children ?? '?'}
      </button>
      <div id={id} popover="auto" className={styles.panel} role="note" onToggle={place}>
        <p className={styles.text}>
          <strong>{entry.word}</strong> {entry.text}
        </p>
        <p className={styles.source}>
          {entry.link === undefined ? (
            entry.source
          ) : (
            <a href={entry.link} target="_blank" rel="noreferrer">
              {entry.source}
            </a>
          )}
        </p>
      </div>
    </>
  );
}
