/**
 * A program as a graph in layers: x on top, each instruction below all that it uses, the result at the foot. The order
 * within the layers follows the barycentres of the neighbours (K. Sugiyama, S. Tagawa, M. Toda, Methods for visual
 * understanding of hierarchical system structures, IEEE Transactions on Systems, Man, and Cybernetics 11(2), 1981).
 */

import { INPUT, type Operand, type Program } from '../../program/program';
import { liveInstructions } from '../../program/live-graph';
import { expressionText, lineNames } from './line-text';

export interface GraphNode {
  /** The instruction, or INPUT. */
  readonly operand: Operand;
  readonly name: string;
  /** Empty for x. */
  readonly expression: string;
  readonly isResult: boolean;
  /** Centre and size in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface GraphEdge {
  readonly from: Operand;
  readonly to: Operand;
  /** From the lower side of the one to the upper side of the other, by way of the layers between. */
  readonly points: readonly (readonly [number, number])[];
}

export interface GraphLayout {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly width: number;
  readonly height: number;
}

const CHARACTER = 7.6;
const PADDING = 16;
const NODE_HEIGHT = 26;
const LAYER_HEIGHT = 50;
const GAP = 16;
const SWEEPS = 8;
const MARGIN = 2;

/** A node, or a place where an edge passes a layer. */
interface Place {
  readonly operand: Operand | null;
  readonly width: number;
  readonly above: number[];
  readonly below: number[];
  x: number;
}

export function layoutGraph(program: Program): GraphLayout {
  const live = liveInstructions(program);
  const names = lineNames(program);
  const layerOf = new Map<Operand, number>();
  const uses = (line: number): Operand[] => [
    ...new Set((program.instructions[line]?.operands ?? []).filter((operand) => operand >= INPUT)),
  ];
  const drawn = [...live.keys()].filter((line) => live[line] === 1);
  const usesInput = drawn.some((line) => uses(line).includes(INPUT)) || program.result === INPUT;
  if (usesInput) layerOf.set(INPUT, 0);
  for (const line of drawn) {
    layerOf.set(line, 1 + Math.max(-1, ...uses(line).map((operand) => layerOf.get(operand) ?? 0)));
  }
  // As near to what uses it as may be, which keeps the layers narrow.
  const users = (line: number) => drawn.filter((other) => uses(other).includes(line));
  for (const line of [...drawn].reverse()) {
    const next = users(line).map((user) => layerOf.get(user) ?? 0);
    if (next.length > 0) layerOf.set(line, Math.min(...next) - 1);
  }

  const places: Place[] = [];
  const layers: number[][] = Array.from({ length: Math.max(0, ...layerOf.values()) + 1 }, () => []);
  const placeOf = new Map<Operand, number>();
  const add = (operand: Operand | null, width: number, layer: number): number => {
    const index = places.push({ operand, width, above: [], below: [], x: 0 }) - 1;
    layers[layer]?.push(index);
    return index;
  };
  const labelOf = (operand: Operand) =>
    operand === INPUT
      ? { name: 'x', expression: '' }
      : { name: names[operand] ?? '', expression: expressionText(program, names, operand) };
  for (const [operand, layer] of layerOf) {
    const { name, expression } = labelOf(operand);
    const characters = name.length + (expression === '' ? 0 : expression.length + 3);
    placeOf.set(operand, add(operand, PADDING + CHARACTER * characters, layer));
  }
  const routes = drawn.flatMap((line) =>
    uses(line).map((operand) => {
      const route = [placeOf.get(operand) ?? 0];
      const last = layerOf.get(line) ?? 0;
      for (let layer = (layerOf.get(operand) ?? 0) + 1; layer < last; layer++)
        route.push(add(null, 0, layer));
      route.push(placeOf.get(line) ?? 0);
      for (let k = 1; k < route.length; k++) {
        places[route[k - 1] ?? 0]?.below.push(route[k] ?? 0);
        places[route[k] ?? 0]?.above.push(route[k - 1] ?? 0);
      }
      return { from: operand, to: line, route };
    }),
  );

  order(layers, places);
  settle(layers, places);
  const least = Math.min(0, ...places.map(({ x, width }) => x - width / 2));
  const most = Math.max(1, ...places.map(({ x, width }) => x + width / 2));
  const shift = MARGIN - least;
  const heightOf = (layer: number) => MARGIN + NODE_HEIGHT / 2 + layer * LAYER_HEIGHT;
  const layerOfPlace = new Map(layers.flatMap((layer, at) => layer.map((place) => [place, at] as const)));
  const nodes = [...placeOf].map(([operand, place]): GraphNode => ({
    operand,
    ...labelOf(operand),
    isResult: operand === program.result,
    x: (places[place]?.x ?? 0) + shift,
    y: heightOf(layerOfPlace.get(place) ?? 0),
    width: places[place]?.width ?? 0,
    height: NODE_HEIGHT,
  }));
  const edges = routes.map(({ from, to, route }): GraphEdge => ({
    from,
    to,
    points: route.map((place, k) => {
      const offset = k === 0 ? NODE_HEIGHT / 2 : k === route.length - 1 ? -NODE_HEIGHT / 2 : 0;
      return [(places[place]?.x ?? 0) + shift, heightOf(layerOfPlace.get(place) ?? 0) + offset] as const;
    }),
  }));
  return {
    nodes,
    edges,
    width: most - least + 2 * MARGIN,
    height: 2 * MARGIN + NODE_HEIGHT + (layers.length - 1) * LAYER_HEIGHT,
  };
}

/** Sorts each layer by the mean position of the neighbours above, then below, a few times. */
function order(layers: number[][], places: readonly Place[]): void {
  const position = new Map<number, number>();
  const note = (layer: readonly number[]) =>
    layer.forEach((place, k) => position.set(place, k - (layer.length - 1) / 2));
  layers.forEach(note);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (const layer of down ? layers : [...layers].reverse()) {
      const wishes = new Map(
        layer.map((place) => {
          const neighbours = (down ? places[place]?.above : places[place]?.below) ?? [];
          const own = position.get(place) ?? 0;
          return [
            place,
            meanOf(
              neighbours.map((other) => position.get(other) ?? 0),
              own,
            ),
          ] as const;
        }),
      );
      layer.sort((a, b) => (wishes.get(a) ?? 0) - (wishes.get(b) ?? 0));
      note(layer);
    }
  }
}

/** Moves the places of each layer towards their neighbours, keeping their order and the gaps between them. */
function settle(layers: readonly (readonly number[])[], places: readonly Place[]): void {
  for (const layer of layers) spread(layer, places, () => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (const layer of down ? layers : [...layers].reverse()) {
      spread(layer, places, ({ above, below, x }) =>
        meanOf(
          [...above, ...below].map((other) => places[other]?.x ?? 0),
          x,
        ),
      );
    }
  }
}

/** Puts the places as near to where they wish to be as their order and the gaps allow: pushed from the left and the right. */
function spread(layer: readonly number[], places: readonly Place[], wish: (place: Place) => number): void {
  const row = layer.flatMap((index) => places[index] ?? []);
  const wishes = row.map(wish);
  const apart = (k: number) => ((row[k]?.width ?? 0) + (row[k + 1]?.width ?? 0)) / 2 + GAP;
  const left = [...wishes];
  for (let k = 1; k < row.length; k++) left[k] = Math.max(left[k] ?? 0, (left[k - 1] ?? 0) + apart(k - 1));
  const right = [...wishes];
  for (let k = row.length - 2; k >= 0; k--)
    right[k] = Math.min(right[k] ?? 0, (right[k + 1] ?? 0) - apart(k));
  row.forEach((place, k) => {
    place.x = ((left[k] ?? 0) + (right[k] ?? 0)) / 2;
  });
}

function meanOf(values: readonly number[], otherwise: number): number {
  return values.length === 0 ? otherwise : values.reduce((sum, value) => sum + value, 0) / values.length;
}
