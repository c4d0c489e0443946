/** Tags of a page about its scale. */
interface ScaleTags {
  readonly description: string | null;
  /** Pixels per unit, as numerator and denominator. */
  readonly xResolution: readonly [number, number] | null;
  /** 1 none, 2 inch, 3 centimetre. */
  readonly resolutionUnit: number | null;
}

const CENTIMETRE = 3;
const UM_PER_CENTIMETRE = 10_000;
const WIDEST_PIXEL_UM = 100;
const PIXELS = "<Pixels";
const MICROMETRE = /^(?:micron|um|µm|μm|\\u00B5m)$/i;

/**
 * The pixel size in µm that a page states, or null: in ImageJ's form (a unit in the description), as OME-XML's
 * `PhysicalSizeX`, or per centimetre. Resolutions per inch, and per centimetre above 100 µm, are print settings that
 * graphics programs make up: they are not treated as calibrations.
 */
export function pixelSizeOf({ description, xResolution, resolutionUnit }: ScaleTags): number | null {
  const unit = description?.startsWith("ImageJ=") ? /^unit=(.*)$/m.exec(description)?.[1]?.trim() : undefined;
  if (unit !== undefined && MICROMETRE.test(unit)) return positive(inverse(xResolution));
  const physical = physicalSizeIn(description ?? "");
  if (physical !== null) return MICROMETRE.test(physical.unit) ? positive(Number(physical.size)) : null;
  if (resolutionUnit !== CENTIMETRE) return null;
  const sizeUm = positive(inverse(xResolution) * UM_PER_CENTIMETRE);
  return sizeUm !== null && sizeUm <= WIDEST_PIXEL_UM ? sizeUm : null;
}

/** A pixel size as the tag `XResolution`, in pixels per µm: nine decimals of µm are preserved. */
export function resolutionOf(pixelSizeUm: number): readonly [numerator: number, denominator: number] {
  const perUm = pixelSizeUm <= 4 ? 1_000_000_000 : 1_000_000;
  return [perUm, Math.round(pixelSizeUm * perUm)];
}

/**
 * The pixel size from the first `Pixels` of OME-XML with a physical size. Every tag is visited once: an XML parser is
 * not loaded by workers that only load images.
 */
function physicalSizeIn(description: string): { readonly size: string; readonly unit: string } | null {
  for (let start = description.indexOf(PIXELS); start >= 0; ) {
    const close = description.indexOf(">", start);
    const end = close < 0 ? description.length : close;
    const tag = description.slice(start + PIXELS.length, end);
    const size = /^\s/.test(tag) ? attributeOf(tag, "PhysicalSizeX") : null;
    if (size !== null) return { size, unit: attributeOf(tag, "PhysicalSizeXUnit") ?? "µm" };
    start = description.indexOf(PIXELS, end);
  }
  return null;
}

function attributeOf(tag: string, name: string): string | null {
  return new RegExp(`\\s${name}="([^"]+)"`).exec(tag)?.[1] ?? null;
}

function inverse(resolution: ScaleTags["xResolution"]): number {
  return resolution === null ? Number.NaN : resolution[1] / resolution[0];
}

function positive(sizeUm: number): number | null {
  return sizeUm > 0 && Number.isFinite(sizeUm) ? sizeUm : null;
}
