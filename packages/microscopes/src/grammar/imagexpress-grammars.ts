import type { Grammar } from "./grammar.ts";

const folders = [/^TimePoint_(?<t>\d+)$/i, /^ZStep_(?<z>\d+)$/i];

/**
 * Exports of MetaXpress: `<plate>/TimePoint_1/ZStep_2/9987_B02_s1_w1.TIF`. Site, channel and folders are omitted if
 * there is only one. Case matters: `_s10` is a site and `_w10` a channel, where `_S10` and `_W10` would be wells.
 */
export const imageXpressExport: Grammar = {
  name: "imageXpress (MetaXpress export)",
  file: /^(?<plate>.+)_(?<row>A[A-F]|[A-Z])(?<col>\d{2})(?:_s(?<site>\d+))?(?:_w(?<ch>\d+))?(?<thumb>_thumb)?\.(?:TIFF?|tiff?)$/,
  folders,
};

/**
 * The database folders of MetaXpress: `<date>/<id>/[TimePoint_1/][ZStep_2/]a_E07_s1_w1<GUID>.tif`. The GUID is glued to
 * the channel; its length is fixed, so `_w11D01380B-…` is channel 1 and nothing else. Case matters here, too.
 */
export const imageXpressDatabase: Grammar = {
  name: "imageXpress (database)",
  file: /^(?<plate>.+)_(?<row>A[A-F]|[A-Z])(?<col>\d{2})(?:_s(?<site>\d+))?(?:_w(?<ch>\d+))?(?<thumb>_thumb)?[\dA-Fa-f]{8}(?:-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}\.(?:TIFF?|tiff?)$/,
  folders,
};
