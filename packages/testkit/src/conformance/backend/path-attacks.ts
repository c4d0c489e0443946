/** Paths that leave a root on some system, or that some system cannot store: all are `PATH_OUTSIDE_ROOT`. */
export const PATH_ATTACKS: readonly string[] = [
  "../outside.tif",
  "a/../../outside.tif",
  "a/../b.tif",
  "/etc/outside.tif",
  "//server/share.tif",
  "a\\..\\..\\outside.tif",
  "C:/outside.tif",
  "c:outside.tif",
  "a/nul\0.tif",
  "CON",
  "a/aux.tif",
  "lpt1.tif/b.tif",
  `${"x".repeat(256)}.tif`,
  `${"µ".repeat(126)}.tif`,
];
