import { regionBox } from "../measure/region-box.ts";
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
    const box = regionBox(pixels, labels.width);
    const squares = regionDistances(box, labels);
    for (let p = 0; p < pixels.length; p++)
      if (squares[box.places[p]!]! > distance * distance) data[pixels[p]!] = label;
  }
  return { data, height: labels.height, width: labels.width };
}
