import { regionDistances } from "../measure/region-distances.ts";
import { regionPixels } from "../measure/region-pixels.ts";
import { expectParameter, type Labels } from "../plane.ts";

/**
 * Labels shrunk by `distance` px (Euclidean, between pixel centres): what is no farther than this from a pixel of another label
 * or of the background becomes background. The plane's border is no edge of an object. Small objects vanish.
 *
 * Reference: each object's `scipy.ndimage.distance_transform_edt` above `distance`, equal.
 *
 * @throws PARAMETER_INVALID unless the distance is 0 or more.
 */
export function shrinkLabels(labels: Labels, distance: number): Labels {
  expectParameter(distance >= 0, "shrink labels", "a distance ≥ 0 px", distance);
  const data = new Uint32Array(labels.data.length);
  for (const { label, pixels } of regionPixels(labels)) {
    const { bounds, width, data: distances } = regionDistances(pixels, labels, true);
    for (let i = 0; i < pixels.length; i++) {
      const y = Math.floor(pixels[i]! / labels.width);
      const x = pixels[i]! - y * labels.width;
      if (distances[(y - bounds.minY) * width + x - bounds.minX]! > distance * distance) data[pixels[i]!] = label;
    }
  }
  return { data, height: labels.height, width: labels.width };
}
