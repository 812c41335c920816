/**
 * Derivatives of the result with respect to constants, in reverse mode: kernel/adjoint-tape.ts and kernel/adjoint.ts in
 * TypeScript, to the same bits. The first contribution to an adjoint is stored, later ones are added.
 */

import { WORDS_PER_INSTRUCTION } from '../wasm/program-code';

/** Marks in `active` (a byte per slot) the first `columns` constants of `order` and all instructions that use them. */
export function markActive(
  active: Uint8Array,
  code: Int32Array,
  instructionCount: number,
  constantCount: number,
  order: Int32Array,
  columns: number,
): void {
  active.fill(0);
  for (let j = 0; j < columns; j++) active[1 + order[j]!] = 1;
  for (let i = 0; i < instructionCount; i++) {
    const at = i * WORDS_PER_INSTRUCTION;
    active[1 + constantCount + i] = active[code[at + 1]!]! | active[code[at + 2]!]! | active[code[at + 3]!]!;
  }
}

/** A constant whose reciprocal loses nothing to over- or underflow. */
function isModerate(constant: number): boolean {
  const size = Math.abs(constant);
  return size > 1e-300 && size < 1e300;
}

/** The adjoint rows of a program's slots, filled by one backward pass after another. */
export class Adjoints {
  readonly rows: Float64Array;
  private readonly values: Float64Array;
  /** Whether the row of a slot holds a contribution. */
  private readonly begun: Uint8Array;
  private active: Uint8Array;
  private points = 0;

  /** @param values the rows of the forward pass, as long as those to be filled */
  constructor(values: Float64Array, slots: number) {
    this.values = values;
    this.rows = new Float64Array(values.length);
    this.begun = new Uint8Array(slots);
    this.active = new Uint8Array(slots);
  }

  /**
   * Expects the values of the forward pass; the adjoint of the result is `seed[i]`. Afterwards the rows of the active
   * constants hold seed[i] * d result(x_i) / d constant.
   * @param active slots on the way to the constants asked for: see markActive
   */
  fill(
    active: Uint8Array,
    code: Int32Array,
    instructionCount: number,
    constantCount: number,
    result: number,
    seed: Float64Array,
    points: number,
  ): void {
    const { rows, begun } = this;
    this.active = active;
    this.points = points;
    begun.fill(0);
    for (let i = 0; i < points; i++) rows[result * points + i] = seed[i]!;
    begun[result] = 1;
    for (let instruction = instructionCount - 1; instruction >= 0; instruction--) {
      const slot = 1 + constantCount + instruction;
      if (begun[slot] === 0 || active[slot] === 0) continue;
      const at = instruction * WORDS_PER_INSTRUCTION;
      this.differentiate(code[at]!, slot, code[at + 1]!, code[at + 2]!, code[at + 3]!, constantCount);
    }
    for (let k = 1; k <= constantCount; k++) {
      if (active[k] === 1 && begun[k] === 0) rows.fill(0, k * points, (k + 1) * points);
    }
  }

  private differentiate(
    opcode: number,
    slot: number,
    a: number,
    b: number,
    c: number,
    constantCount: number,
  ): void {
    switch (opcode) {
      case 0:
        this.add(a, slot);
        this.add(b, slot);
        break;
      case 1:
        this.add(a, slot);
        this.subtract(b, slot);
        break;
      case 2:
        this.addProduct(a, slot, b);
        this.addProduct(b, slot, a);
        break;
      case 3:
        this.divide(slot, a, b, constantCount);
        this.add(a, slot);
        this.subtractProduct(b, slot);
        break;
      case 4:
        this.addProduct(a, slot, b);
        this.addProduct(b, slot, a);
        this.add(c, slot);
        break;
      case 5:
        this.addRoot(a, slot);
        break;
      default:
        this.subtract(a, slot);
    }
  }

  /** Whether a contribution to a slot is wanted and is the first; undefined if it is not wanted. */
  private begin(slot: number): boolean | undefined {
    if (this.active[slot] === 0) return undefined;
    const first = this.begun[slot] === 0;
    this.begun[slot] = 1;
    return first;
  }

  private add(slot: number, from: number): void {
    const first = this.begin(slot);
    if (first === undefined) return;
    const { rows, points } = this;
    const d = slot * points;
    const s = from * points;
    if (first) for (let i = 0; i < points; i++) rows[d + i] = rows[s + i]!;
    else for (let i = 0; i < points; i++) rows[d + i]! += rows[s + i]!;
  }

  private subtract(slot: number, from: number): void {
    const first = this.begin(slot);
    if (first === undefined) return;
    const { rows, points } = this;
    const d = slot * points;
    const s = from * points;
    if (first) for (let i = 0; i < points; i++) rows[d + i] = -rows[s + i]!;
    else for (let i = 0; i < points; i++) rows[d + i]! -= rows[s + i]!;
  }

  private addProduct(slot: number, from: number, other: number): void {
    const first = this.begin(slot);
    if (first === undefined) return;
    const { rows, values, points } = this;
    const d = slot * points;
    const s = from * points;
    const v = other * points;
    if (first) for (let i = 0; i < points; i++) rows[d + i] = rows[s + i]! * values[v + i]!;
    else for (let i = 0; i < points; i++) rows[d + i]! += rows[s + i]! * values[v + i]!;
  }

  /** The contribution to a divisor: `quotient` is the slot of the quotient, whose adjoint is divided already. */
  private subtractProduct(slot: number, quotient: number): void {
    const first = this.begin(slot);
    if (first === undefined) return;
    const { rows, values, points } = this;
    const d = slot * points;
    const q = quotient * points;
    if (first) for (let i = 0; i < points; i++) rows[d + i] = -(rows[q + i]! * values[q + i]!);
    else for (let i = 0; i < points; i++) rows[d + i]! -= rows[q + i]! * values[q + i]!;
  }

  private addRoot(slot: number, root: number): void {
    const first = this.begin(slot);
    if (first === undefined) return;
    const { rows, values, points } = this;
    const d = slot * points;
    const r = root * points;
    if (first) for (let i = 0; i < points; i++) rows[d + i] = (0.5 * rows[r + i]!) / values[r + i]!;
    else for (let i = 0; i < points; i++) rows[d + i]! += (0.5 * rows[r + i]!) / values[r + i]!;
  }

  /**
   * Divides the adjoint of a quotient by its divisor: where the quotient is that of a constant, by two products, for
   * which a derivative may be an ulp off.
   */
  private divide(slot: number, a: number, b: number, constantCount: number): void {
    const { rows, values, points } = this;
    const q = slot * points;
    const divisor = b * points;
    const ofConstant = a >= 1 && a <= constantCount && !(b >= 1 && b <= constantCount);
    const constant = values[a * points]!;
    if (ofConstant && isModerate(constant)) {
      const reciprocal = 1 / constant;
      for (let i = 0; i < points; i++) rows[q + i]! *= values[q + i]! * reciprocal;
    } else {
      for (let i = 0; i < points; i++) rows[q + i]! /= values[divisor + i]!;
    }
  }
}
