import type { FlatfieldProfile } from "@ohcs/context";
import { textAt, type XmlElement } from "../text/read-xml.ts";

const LONGEST = 100_000;
const SECTIONS = { Background: "background", Foreground: "foreground" } as const;
const MOST_DEGREES = 20;

/**
 * The flat-field profiles of a channel in a Harmony index: as the text of Acapella, `{Background: {…, Profile:
 * {Coefficients: [[…], …], Dims: […], Origin: […], Scale: […], …}}, …}`, or as elements of these names.
 */
export function readFlatfields(element: XmlElement | undefined): readonly FlatfieldProfile[] {
  if (element === undefined || element.text.length > LONGEST) return [];
  return (["Background", "Foreground"] as const).flatMap((section) => {
    const [coefficients, size, origin, scale] = ["Coefficients", "Dims", "Origin", "Scale"].map((name) =>
      arrayOf(textAt(element, section, "Profile", name) ?? memberIn(element.text, section, name)),
    );
    if (!isPolynomial(coefficients) || !isPair(size) || !isPair(origin) || !isPair(scale)) return [];
    return [{ of: SECTIONS[section], coefficients, origin, scale, size }];
  });
}

/** The array of a member after the section and its profile, as text. */
function memberIn(text: string, section: string, name: string): string | null {
  const begin = text.indexOf("Profile:", text.indexOf(`${section}: {`));
  const at = text.indexOf(`${name}: [`, begin);
  if (!text.includes(`${section}: {`) || begin < 0 || at < 0) return null;
  const start = at + name.length + 2;
  const end = text.startsWith("[[", start) ? text.indexOf("]]", start) + 2 : text.indexOf("]", start) + 1;
  return end > start ? text.slice(start, end) : null;
}

function arrayOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null; // not a list of numbers
  }
}

function isPolynomial(value: unknown): value is readonly (readonly number[])[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_DEGREES) return false;
  return value.every((terms, degree) => isNumbers(terms) && terms.length === degree + 1);
}

function isPair(value: unknown): value is readonly [number, number] {
  return isNumbers(value) && value.length === 2;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number" && Number.isFinite(item));
}
