import { describe, expect, it } from 'vitest';
import {
  Courtesy,
  createSign,
  heedingWorkers,
  lowerSign,
  raiseSign,
  type Sign,
} from '../../../src/run/right-of-way';

function sign(): Sign {
  const made = createSign();
  if (made === null) throw new Error('Node shares memory');
  return made;
}

describe('the sign', () => {
  it('is raised and lowered once, however often it is asked for', () => {
    const raised = sign();
    expect(raised[0]).toBe(0);
    lowerSign(raised);
    expect(raised[0]).toBe(0);
    raiseSign(raised);
    raiseSign(raised);
    expect(raised[0]).toBe(1);
    lowerSign(raised);
    lowerSign(raised);
    expect(raised[0]).toBe(2);
  });

  it('goes on at the end of what 32 bits hold', () => {
    const raised = sign();
    raised[0] = 2 ** 31 - 2;
    raiseSign(raised);
    lowerSign(raised);
    expect(raised[0]).toBe(-(2 ** 31));
    raiseSign(raised);
    expect(raised[0]).toBe(-(2 ** 31) + 1);
  });
});

describe('Courtesy', () => {
  it('waits for nobody without a sign, and while it is lowered', () => {
    const courtesy = new Courtesy();
    expect(courtesy.giveWay()).toBe(false);
    const shown = sign();
    courtesy.heed(shown);
    expect(courtesy.giveWay()).toBe(false);
    raiseSign(shown);
    lowerSign(shown);
    expect(courtesy.giveWay()).toBe(false);
  });

  it('waits once for a sign that is never lowered', () => {
    const courtesy = new Courtesy();
    const shown = sign();
    courtesy.heed(shown);
    raiseSign(shown);
    expect(courtesy.giveWay()).toBe(true);
    expect(courtesy.giveWay()).toBe(false);
    lowerSign(shown);
    raiseSign(shown);
    expect(courtesy.giveWay()).toBe(true);
  });
});

describe('heedingWorkers', () => {
  it('leaves one processor to the page, and takes none where there is one to spare', () => {
    expect(heedingWorkers(2, 2)).toBe(1);
    expect(heedingWorkers(1, 2)).toBe(0);
    expect(heedingWorkers(8, 8)).toBe(1);
    expect(heedingWorkers(4, 8)).toBe(0);
    expect(heedingWorkers(8, 4)).toBe(5);
    expect(heedingWorkers(2, 1)).toBe(2);
  });
});
