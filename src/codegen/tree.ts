/**
 * A program as named expressions: values used once stand where they are used, up to a height; the others have a name.
 * For languages without infix operators, whose emitters write the trees themselves.
 */

import type { Opcode } from '../program/opcode';
import type { Operand, Structure } from '../program/program';
import { constantIndex, INPUT, isConstantOperand } from '../program/program';
import { instructionAt, liveInstructions } from './live';

export type Tree =
  | { readonly kind: 'input' }
  | { readonly kind: 'constant'; readonly index: number }
  /** The value of an earlier definition, by its place in the list. */
  | { readonly kind: 'reference'; readonly definition: number }
  | { readonly kind: 'operation'; readonly opcode: Opcode; readonly operands: readonly Tree[] };

export interface Definitions {
  /** In order; each may refer to earlier ones. */
  readonly definitions: readonly Tree[];
  readonly result: Tree;
}

interface Placed {
  readonly tree: Tree;
  readonly height: number;
}

/** Operations nested deeper than `maxHeight` are cut into definitions. */
export function definitionsOf(structure: Structure, maxHeight: number): Definitions {
  const live = liveInstructions(structure);
  const uses = new Map<Operand, number>();
  for (const index of live) {
    for (const operand of instructionAt(structure, index).operands) {
      uses.set(operand, (uses.get(operand) ?? 0) + 1);
    }
  }
  const definitions: Tree[] = [];
  const placed = new Map<Operand, Placed>([[INPUT, { tree: { kind: 'input' }, height: 0 }]]);
  const placeOf = (operand: Operand): Placed => {
    if (isConstantOperand(operand)) {
      return { tree: { kind: 'constant', index: constantIndex(operand) }, height: 0 };
    }
    const place = placed.get(operand);
    if (place === undefined) throw new RangeError(`operand ${operand} is used before its definition`);
    return place;
  };
  for (const index of live) {
    const { opcode, operands } = instructionAt(structure, index);
    const inner = operands.map(placeOf);
    const height = 1 + Math.max(...inner.map((place) => place.height));
    const tree: Tree = { kind: 'operation', opcode, operands: inner.map((place) => place.tree) };
    const inPlace = index === structure.result || ((uses.get(index) ?? 0) === 1 && height < maxHeight);
    placed.set(
      index,
      inPlace
        ? { tree, height }
        : { tree: { kind: 'reference', definition: definitions.push(tree) - 1 }, height: 0 },
    );
  }
  return { definitions, result: placeOf(structure.result).tree };
}
