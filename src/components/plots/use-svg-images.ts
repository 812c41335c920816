import { useImperativeHandle, type Ref, type RefObject } from 'react';
import type { PlotImages } from './plot-images';

/** Hands out images of an SVG that is drawn in the page; the code that makes them is loaded for the first one. */
export function useSvgImages(images: Ref<PlotImages>, picture: RefObject<SVGSVGElement | null>): void {
  useImperativeHandle(
    images,
    () => ({
      image: async (format) => {
        const { svgImage } = await import('./svg-image');
        if (picture.current === null) throw new Error('The plot is not drawn yet.');
        return await svgImage(picture.current, format);
      },
    }),
    [picture],
  );
}
