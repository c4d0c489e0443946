import { numberOf, type XmlElement } from "../text/read-xml.ts";

const MICROMETRES: Readonly<Record<string, number>> = { m: 1e6, cm: 1e4, mm: 1e3, nm: 1e-3, pm: 1e-6, Å: 1e-4 };
const SECONDS: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, µs: 1e-6, min: 60, h: 3600 };
const MICRO = /^(?:[µμ]m|um|microns?|micromet(?:er|re)s?)$/i;

/**
 * A length of OME-XML in µm: the attribute and its unit, `<name>Unit`. Without a unit it is in `usual`; null for
 * units that have no length, such as `reference frame`, which is the usual one of positions.
 */
export function umIn(element: XmlElement | undefined, name: string, usual: string | null = "µm"): number | null {
  const value = numberOf(element?.attributes[name]);
  const unit = element?.attributes[`${name}Unit`]?.trim() ?? usual;
  if (value === null || unit === null) return null;
  const scale = MICRO.test(unit) ? 1 : MICROMETRES[unit];
  return scale === undefined ? null : value * scale;
}

/** The same for a wavelength in nm. */
export function nmIn(element: XmlElement | undefined, name: string): number | null {
  const um = umIn(element, name, "nm");
  return um === null ? null : Number((um * 1000).toPrecision(12));
}

/** The same for a time in seconds. */
export function secondsIn(element: XmlElement | undefined, name: string): number | null {
  const value = numberOf(element?.attributes[name]);
  const scale = SECONDS[(element?.attributes[`${name}Unit`]?.trim() ?? "s").replace("μ", "µ")];
  return value === null || scale === undefined ? null : value * scale;
}
