/** Small figures in SVG, without a library: the embedded view has to be light. */

const NAMESPACE = 'http://www.w3.org/2000/svg';

export type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element; text becomes text, never markup. */
export function svg(
  name: string,
  attributes: Attributes,
  children: readonly (Node | string)[] = [],
): SVGElement {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Pixels: the figure and the margins of its plot. */
export const FIGURE = { width: 320, height: 180, left: 44, right: 8, top: 10, bottom: 26 };
const { left, right, top, bottom } = FIGURE;
const PLOT = { width: FIGURE.width - left - right, height: FIGURE.height - top - bottom };

/** Fractions of the plot, from its lower left corner, as pixels. */
export const across = (fraction: number): number => left + fraction * PLOT.width;
export const upwards = (fraction: number): number => top + (1 - fraction) * PLOT.height;

/** An empty figure with its frame; `label` is read out in its place. */
export function figure(label: string, children: readonly Node[]): SVGElement {
  const frame = svg('path', { d: `M${across(0)} ${upwards(1)}V${upwards(0)}H${across(1)}`, class: 'frame' });
  const viewBox = `0 0 ${FIGURE.width} ${FIGURE.height}`;
  return svg('svg', { viewBox, role: 'img', 'aria-label': label, class: 'figure' }, [frame, ...children]);
}

/** A label beneath the plot or to its left. */
export function tick(axis: 'x' | 'y', fraction: number, text: string): SVGElement {
  return axis === 'x'
    ? svg('text', { x: across(fraction), y: upwards(0) + 13, 'text-anchor': 'middle' }, [text])
    : svg('text', { x: left - 5, y: upwards(fraction) + 3.5, 'text-anchor': 'end' }, [text]);
}

/** A hairline across the plot. */
export function gridline(fraction: number): SVGElement {
  return svg('path', { d: `M${across(0)} ${upwards(fraction)}H${across(1)}`, class: 'grid' });
}
