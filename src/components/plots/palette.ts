/** The page's palette and typefaces as the plots need them: resolved from the custom properties of theme.css. */

import { useEffect, useState } from 'react';
import { useTheme } from '../workbench-context';

export interface Palette {
  readonly colour: Readonly<
    Record<
      'paper' | 'field' | 'ink' | 'inkSoft' | 'inkFaint' | 'rule' | 'grid' | 'accent' | 'baseline',
      string
    >
  >;
  readonly sans: string;
  readonly mono: string;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  // A custom property is text; only a colour of an element resolves light-dark().
  const probe = document.createElement('span');
  probe.hidden = true;
  // Else every colour is that of text where the system forces its own: theme.css names them there.
  probe.style.setProperty('forced-color-adjust', 'none');
  document.body.append(probe);
  const resolve = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colour = {
    paper: resolve('paper'),
    field: resolve('field'),
    ink: resolve('ink'),
    inkSoft: resolve('ink-soft'),
    inkFaint: resolve('ink-faint'),
    rule: resolve('rule'),
    grid: resolve('grid'),
    accent: resolve('accent'),
    baseline: resolve('baseline'),
  };
  probe.remove();
  return {
    colour,
    sans: style.getPropertyValue('--sans').trim(),
    mono: style.getPropertyValue('--mono').trim(),
  };
}

/** The palette of the theme in force; follows the page's choice and the system's. */
export function usePalette(): Palette {
  const theme = useTheme((state) => state.theme);
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => {
    const update = () => setPalette(readPalette());
    update();
    const system = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
      matchMedia(query),
    );
    for (const media of system) media.addEventListener('change', update);
    return () => {
      for (const media of system) media.removeEventListener('change', update);
    };
  }, [theme]);
  return palette;
}
