/** The guided tour: a few words beside each part of the page. Escape ends it; the focus goes back to where it was. */

import { useEffect, useLayoutEffect, useRef } from 'react';
import controls from '../controls.module.css';
import { useGuide } from '../workbench-context';
import styles from './guide.module.css';
import { STOPS, type Stop } from './stops';

const GAP = 12;

export default function Tour() {
  const step = useGuide((state) => state.step) ?? 0;
  const goTo = useGuide((state) => state.goTo);
  const dismiss = useGuide((state) => state.dismiss);
  const panel = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const stop = STOPS[step];
  const isLast = step === STOPS.length - 1;

  useEffect(() => {
    const before = document.activeElement;
    const dialog = panel.current;
    dialog?.show();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      else document.querySelector<HTMLElement>('[data-preset]')?.focus({ preventScroll: true });
    };
  }, []);
  useLayoutEffect(() => {
    const place = stop === undefined ? null : placeOf(stop);
    if (place === null || panel.current === null) return;
    place.setAttribute('data-toured', '');
    place.scrollIntoView({ block: 'nearest' });
    settle(panel.current, place);
    title.current?.focus({ preventScroll: true });
    return () => place.removeAttribute('data-toured');
  }, [stop]);

  if (stop === undefined) return null;
  return (
    <dialog
      ref={panel}
      className={styles.tour}
      aria-labelledby="tour-title"
      aria-describedby="tour-text"
      onKeyDown={(event) => {
        if (event.key === 'Escape') dismiss();
        else if (event.key === 'ArrowRight' && !isLast) goTo(step + 1);
        else if (event.key === 'ArrowLeft' && step > 0) goTo(step - 1);
      }}
    >
      <h2 id="tour-title" ref={title} tabIndex={-1} className={styles.tourTitle}>
        {stop.title}
      </h2>
      <p id="tour-text">{stop.text}</p>
      <div className={styles.tourFoot}>
        <span className={styles.tourCount}>
          {step + 1} of {STOPS.length}
        </span>
        <button
          type="button"
          className={controls.quiet}
          aria-disabled={step === 0}
          onClick={() => step > 0 && goTo(step - 1)}
        >
          Back
        </button>
        {!isLast && (
          <button type="button" className={controls.quiet} onClick={dismiss}>
            End the tour
          </button>
        )}
        <button
          type="button"
          className={controls.primary}
          onClick={() => (isLast ? dismiss() : goTo(step + 1))}
        >
          {isLast ? 'Done' : 'Next'}
        </button>
      </div>
    </dialog>
  );
}

function placeOf({ place }: Stop): Element | null {
  return document.querySelector(`[data-tour='${place}']`);
}

/** Beside the place: to its right, else to its left, else within it, always inside the window. */
function settle(panel: HTMLElement, place: Element): void {
  const box = place.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const right = box.right + GAP;
  const left = box.left - GAP - width;
  const x = right + width <= innerWidth ? right : left >= 0 ? left : (innerWidth - width) / 2;
  const beside = right + width <= innerWidth || left >= 0;
  const below = box.bottom + GAP + height <= innerHeight;
  const y = beside ? box.top + GAP : below ? box.bottom + GAP : box.bottom - height - GAP;
  panel.style.left = `${Math.max(GAP, Math.min(x, innerWidth - width - GAP))}px`;
  panel.style.top = `${Math.max(GAP, Math.min(y, innerHeight - height - GAP))}px`;
}
