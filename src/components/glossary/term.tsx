/** A word that explains itself: a press opens a short popover with a source. */

import { useId, useRef, useState, type ReactNode, type ToggleEvent } from 'react';
import type { GlossaryEntry, GlossaryWord } from './entries';
import styles from './term.module.css';

/** Pixels between word and popover, and from the window's edge. */
const GAP = 6;

/** The word is its own button; without children it is a question mark beside a label. */
export function Term({ name, children }: { name: GlossaryWord; children?: ReactNode }) {
  const [entry, setEntry] = useState<GlossaryEntry | null>(null);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  /** Beneath the word where there is room, else above it. */
  const place = (event: ToggleEvent<HTMLDivElement>) => {
    const panel = event.currentTarget;
    if (event.newState !== 'open' || button.current === null) return;
    // The texts are loaded when the first of them is asked for, and then stand in the popover's place.
    void import('./entries').then(({ GLOSSARY }) => setEntry(GLOSSARY[name]));
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
        {...(children === undefined ? { 'aria-label': `What is meant by ${name}` } : {})}
      >
        {children ?? '?'}
      </button>
      <div id={id} popover="auto" className={styles.panel} role="note" onToggle={place}>
        {entry !== null && <Explanation entry={entry} />}
      </div>
    </>
  );
}

function Explanation({ entry: { word, text, source, link } }: { entry: GlossaryEntry }) {
  return (
    <>
      <p className={styles.text}>
        <strong>{word}</strong> {text}
      </p>
      <p className={styles.source}>
        {link === undefined ? (
          source
        ) : (
          <a href={link} target="_blank" rel="noreferrer">
            {source}
          </a>
        )}
      </p>
    </>
  );
}
