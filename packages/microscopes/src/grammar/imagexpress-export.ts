import type { Grammar } from "./grammar.ts";

/**
 * What MetaXpress exports: `<plate>/TimePoint_1/ZStep_2/9987_B02_s1_w1.TIF`. Site, channel and folders are left out
 * where there is only one.
 * Case matters: `_s10` is a site and `_w10` a channel, where `_S10` and `_W10` would be wells.
 */
export const imageXpressExport: Grammar = {
  name: "imageXpress (MetaXpress export)",
  file: /^(?<plate>.+)_(?<row>A[A-F]|[A-Z])(?<col>\d{2})(?:_s(?<site>\d+))?(?:_w(?<ch>\d+))?(?<thumb>_thumb)?\.(?:TIFF?|tiff?)$/,
  folders: [/^TimePoint_(?<t>\d+)$/i, /^ZStep_(?<z>\d+)$/i],
};
