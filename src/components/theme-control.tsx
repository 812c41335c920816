import { THEMES } from '../store/theme';
import controls from './controls.module.css';
import { useTheme } from './workbench-context';

/** Goes through system, light and dark. */
export function ThemeControl() {
  const theme = useTheme((state) => state.theme);
  const setTheme = useTheme((state) => state.setTheme);
  const next = THEMES.at((THEMES.indexOf(theme) + 1) % THEMES.length) ?? 'system';
  return (
    <button
      type="button"
      className={controls.quiet}
      style={{ width: 64 }}
      aria-label={`Theme: ${theme}. Change to ${next}`}
      onClick={() => setTheme(next)}
    >
      {theme}
    </button>
  );
}
