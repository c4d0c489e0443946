const WELLS = ["A01", "A02", "B03"];
export const MANY = { wells: WELLS, sites: 2, channels: 2, z: 2, tile: 96, radius: [6, 8] } as const;

export const run = (pipeline: string, out: string, ...more: readonly string[]) => [
  "run",
  "tiny",
  "-p",
  pipeline,
  "-o",
  out,
  "--backend",
  "zarr",
  ...more,
];
