import { describe, expect, it } from 'vitest';
import { createGuideStore } from '../../../src/store/guide';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('the guide', () => {
  it('offers the tour until it was taken or put away, on later visits too', () => {
    const storage = memory();
    const first = createGuideStore(storage);
    expect(first.getState()).toMatchObject({ offered: true, step: null, keys: true });
    first.getState().begin();
    first.getState().goTo(2);
    expect(first.getState().step).toBe(2);
    first.getState().dismiss();
    expect(first.getState()).toMatchObject({ offered: false, step: null });
    expect(createGuideStore(storage).getState().offered).toBe(false);
  });

  it('remembers that single keys are off', () => {
    const storage = memory();
    createGuideStore(storage).getState().setKeys(false);
    expect(createGuideStore(storage).getState().keys).toBe(false);
    createGuideStore(storage).getState().setKeys(true);
    expect(createGuideStore(storage).getState().keys).toBe(true);
  });

  it('works where nothing may be stored', () => {
    const refuse = () => {
      throw new Error('denied');
    };
    for (const storage of [null, { getItem: refuse, setItem: refuse, removeItem: refuse }]) {
      const guide = createGuideStore(storage);
      guide.getState().dismiss();
      expect(guide.getState().offered).toBe(false);
    }
  });
});
