/** An SVG of the page as a file that stands alone: with the colours, lines and typefaces that its style sheet gave it. */

const PROPERTIES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
  'opacity',
  'paint-order',
] as const;

/** Pixels of the picture for each of the page's. */
const DENSITY = 2;

/** A data address. Rejects where the browser does not draw it. */
export async function svgImage(source: SVGSVGElement, format: 'png' | 'svg'): Promise<string> {
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standingAlone(source))}`;
  if (format === 'svg') return address;
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = source.clientWidth * DENSITY;
  canvas.height = source.clientHeight * DENSITY;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas to draw on.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}

function standingAlone(source: SVGSVGElement): string {
  const copy = source.cloneNode(true) as SVGSVGElement;
  const originals = [source, ...source.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, i) => {
    const style = getComputedStyle(original);
    const twin = copies[i];
    twin?.removeAttribute('class');
    for (const property of PROPERTIES) twin?.setAttribute(property, style.getPropertyValue(property));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.documentElement).backgroundColor);
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}
