/** A bar of a round length, as long as it is in the image, about a fifth of the view; pixels where the size of one is unknown. */
export function ScaleBar({ zoom, pixelSizeUm }: { readonly zoom: number; readonly pixelSizeUm: number | null }) {
  const perScreenPixel = (pixelSizeUm ?? 1) / 2 ** zoom;
  const length = roundLength(140 * perScreenPixel);
  return (
    <figure class="scale-bar" style={{ width: `${length / perScreenPixel}px` }}>
      <figcaption>{lengthText(length, pixelSizeUm === null)}</figcaption>
    </figure>
  );
}

/** The greatest of 1, 2 and 5 times a power of ten that is not longer. */
export function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return power * ([5, 2].find((factor) => factor * power <= most) ?? 1);
}

function lengthText(length: number, isPixels: boolean): string {
  if (isPixels) return `${Number(length.toPrecision(1))} px`;
  if (length >= 1000) return `${Number((length / 1000).toPrecision(1))} mm`;
  return length < 1 ? `${Number((length * 1000).toPrecision(1))} nm` : `${Number(length.toPrecision(1))} µm`;
}
