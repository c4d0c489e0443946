import { lengthText, roundLength } from "../../src/index.ts";

/** A bar of a round length, as long as it is in the image, about a fifth of the view; pixels where the size of one is unknown. */
export function ScaleBar({ zoom, pixelSizeUm }: { readonly zoom: number; readonly pixelSizeUm: number | null }) {
  const perScreenPixel = (pixelSizeUm ?? 1) / 2 ** zoom;
  const length = roundLength(140 * perScreenPixel);
  return (
    <figure class="scale-bar" style={{ width: `${length / perScreenPixel}px` }}>
      <figcaption>{pixelSizeUm === null ? `${length} px` : lengthText(length)}</figcaption>
    </figure>
  );
}
