const UM_PER_METRE = 1_000_000;
const METRE = 1;
const WIDEST_PIXEL_UM = 100;

/** The data of the chunk `pHYs`: whole pixels per metre, so that a pixel size keeps five to seven digits. */
export function physicalScale(pixelSizeUm: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(9));
  const perMetre = Math.min(0x7fffffff, Math.max(1, Math.round(UM_PER_METRE / pixelSizeUm)));
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  view.setUint8(8, METRE);
  return new Uint8Array(view.buffer);
}

/** The pixel size in µm that a chunk `pHYs` states, or null; above 100 µm it is a print setting, as in TIFF. */
export function pixelSizeOfScale(data: Uint8Array): number | null {
  if (data.length < 9 || data[8] !== METRE) return null;
  const perMetre = new DataView(data.buffer, data.byteOffset).getUint32(0);
  const sizeUm = Number((UM_PER_METRE / perMetre).toPrecision(6));
  return perMetre > 0 && sizeUm <= WIDEST_PIXEL_UM ? sizeUm : null;
}
