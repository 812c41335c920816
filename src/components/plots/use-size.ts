import { useEffect, useState, type RefObject } from 'react';

/** The inner size of an element in pixels, followed as it changes; 0 before the first layout. */
export function useSize(frame: RefObject<HTMLElement | null>): {
  readonly width: number;
  readonly height: number;
} {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const place = frame.current;
    if (place === null) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: place.clientWidth, height: place.clientHeight }),
    );
    observer.observe(place);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}
