import { describe, expect, it } from 'vitest';
import { type Ball, fromNumber, ONE, toNumber, ZERO } from '../../../src/numerics/ball/ball';
import { hull, sizeAbove } from '../../../src/numerics/ball/interval';
import {
  addModels,
  constantModel,
  createSetting,
  divideModels,
  identityModel,
  multiplyModels,
  NoModel,
  rangeOf,
  subtractModels,
  withoutLeadingZeros,
} from '../../../src/verification/taylor-model';
import { applyFunction } from '../../../src/verification/taylor-model-function';
import { COEFFICIENTS } from '../../../src/verification/taylor-coefficients';

function settingOn(low: number, high: number, center: number, order = 8) {
  return createSetting(hull(fromNumber(low), fromNumber(high)), fromNumber(center), order, 128);
}

function holds({ mid, rad, exp }: Ball, value: number): boolean {
  const low = toNumber({ mid: mid - rad, rad: 0n, exp });
  const high = toNumber({ mid: mid + rad, rad: 0n, exp });
  return low <= value && value <= high;
}

describe('Taylor models', () => {
  it('of x and constants are exact', () => {
    const setting = settingOn(1, 2, 1.5);
    const x = identityModel(setting);
    const difference = subtractModels(addModels(x, constantModel(fromNumber(3)), setting), x, setting);
    expect(rangeOf(difference, setting)).toEqual(expect.objectContaining({ rad: 0n }));
    expect(toNumber(rangeOf(difference, setting))).toBe(3);
  });

  it('keep products beyond the order in the remainder', () => {
    const setting = settingOn(-0.5, 0.5, 0, 3);
    const x = identityModel(setting);
    let power = constantModel(ONE);
    for (let k = 0; k < 5; k++) power = multiplyModels(power, x, setting);
    const range = rangeOf(power, setting);
    expect(holds(range, 0.5 ** 5)).toBe(true);
    expect(sizeAbove(range)).toBeLessThan(0.5 ** 5 * 1.001);
  });

  it('cancel what a function and its own polynomial have in common', () => {
    const setting = settingOn(0, 2 ** -6, 2 ** -7, 12);
    const sine = applyFunction(COEFFICIENTS.sin!, identityModel(setting), setting);
    const twice = addModels(sine, sine, setting);
    const difference = subtractModels(
      twice,
      multiplyModels(constantModel(fromNumber(2)), sine, setting),
      setting,
    );
    expect(sizeAbove(rangeOf(difference, setting))).toBeLessThan(1e-30);
  });

  it('divide common zeros at the center away', () => {
    const setting = settingOn(0, 0.25, 0);
    const x = identityModel(setting);
    const quotient = divideModels(applyFunction(COEFFICIENTS.sin!, x, setting), x, setting);
    const range = rangeOf(quotient, setting);
    expect(holds(range, 1)).toBe(true);
    expect(holds(range, 0.9896158370180917)).toBe(true);
    expect(sizeAbove(range)).toBeLessThan(1.02);
  });

  it('have poles at the center as negative valuations, which may cancel', () => {
    const setting = settingOn(0, 0.5, 0);
    const x = identityModel(setting);
    const u = addModels(x, divideModels(constantModel(fromNumber(4)), x, setting), setting);
    expect(withoutLeadingZeros(u).valuation).toBe(-1);
    expect(() => rangeOf(u, setting)).toThrow(NoModel);
    const range = rangeOf(divideModels(constantModel(ONE), u, setting), setting);
    expect(holds(range, 0)).toBe(true);
    expect(holds(range, 0.5 / 4.25)).toBe(true);
  });

  it('are refused where a divisor may vanish', () => {
    const setting = settingOn(0, 1, 0.5);
    expect(() => divideModels(constantModel(ONE), identityModel(setting), setting)).toThrow(NoModel);
    expect(() => divideModels(constantModel(ONE), constantModel(ZERO), setting)).toThrow(NoModel);
  });
});
