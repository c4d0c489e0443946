/** How many pixels in a row become one, so that a plane has about `side` of them: the same for an image and the labels over it. */
export function shrinkFactor(height: number, width: number, side: number): number {
  return Math.max(1, Math.round(Math.max(height, width) / side));
}
