import { describe, expect, it } from 'vitest';
import { createThemeStore } from '../../../src/store/theme';

function memory(kept: Record<string, string> = {}) {
  const items = new Map(Object.entries(kept));
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

describe('the theme', () => {
  it('is kept, and system is the absence of a choice', () => {
    const root = { dataset: {} as DOMStringMap };
    const storage = memory();
    const store = createThemeStore(root, storage);
    expect(store.getState().theme).toBe('system');
    store.getState().setTheme('dark');
    expect(root.dataset.theme).toBe('dark');
    expect(createThemeStore(root, storage).getState().theme).toBe('dark');
    store.getState().setTheme('system');
    expect(root.dataset.theme).toBeUndefined();
    expect(storage.items.size).toBe(0);
  });

  it('does without storage and with nonsense in it', () => {
    expect(createThemeStore({ dataset: {} }, null).getState().theme).toBe('system');
    expect(createThemeStore({ dataset: {} }, memory({ 'ulpforge.theme': 'sepia' })).getState().theme).toBe(
      'system',
    );
    const denied = () => {
      throw new Error('denied');
    };
    const root = { dataset: {} as DOMStringMap };
    const store = createThemeStore(root, { getItem: denied, setItem: denied, removeItem: denied });
    store.getState().setTheme('light');
    expect(root.dataset.theme).toBe('light');
  });
});
