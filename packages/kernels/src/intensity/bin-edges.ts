/** The edges of `bins` bins of equal width from `min` to `max`, one more than there are bins. */
export function binEdges(min: number, max: number, bins: number): Float64Array {
  const edges = new Float64Array(bins + 1).fill(max);
  for (let i = 0; i < bins; i++) edges[i] = min + (i * (max - min)) / bins;
  return edges;
}

/** The value at the centre of one of `bins` bins of equal width from `min` to `max`. */
export function binCenter(min: number, max: number, bins: number, bin: number): number {
  const edge = (i: number) => (i === bins ? max : min + (i * (max - min)) / bins);
  return (edge(bin) + edge(bin + 1)) / 2;
}

/** The value at the centre of each bin. */
export function binCenters(edges: Float64Array): Float64Array {
  const centers = new Float64Array(edges.length - 1);
  for (let i = 0; i < centers.length; i++) centers[i] = (edges[i]! + edges[i + 1]!) / 2;
  return centers;
}
