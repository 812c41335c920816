import { useEffect, useState } from 'react';
import controls from './controls.module.css';

/** Copies text to the clipboard and says so for a moment; says as well when it was not allowed to. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'not allowed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    copyText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('not allowed'),
    );
  };
  return (
    <button type="button" className={controls.quiet} aria-label={`Copy the ${what}`} onClick={copy}>
      <span role="status">{outcome ?? 'Copy'}</span>
    </button>
  );
}

/** Rejects where the browser does not let the page write to the clipboard. */
export async function copyText(text: string): Promise<void> {
  // Pages that were not served securely have none.
  if (!('clipboard' in navigator)) throw new Error('The clipboard is not available on this page.');
  await navigator.clipboard.writeText(text);
}
