import { SaxesParser } from "saxes";
import { encodingOf } from "./decode-text.ts";

/** An element of an XML file; names without their namespace prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, without that of children. */
  readonly text: string;
}

export interface XmlOptions {
  /**
   * Elements that are handed over as soon as they end, and not kept in the tree: files with a record for each image are
   * read without holding more than one of them.
   */
  readonly records?: Readonly<Record<string, (element: XmlElement, parent: string) => void>>;
}

/** What was read; `problem` says why it is not sound XML, if it is not. */
export interface XmlReading {
  readonly root: XmlElement | null;
  readonly problem: string | null;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  text: string;
  /** How many elements it keeps, itself included. */
  size: number;
}

const DEEPEST = 64;
const MOST_ELEMENTS = 200_000;
const CHUNK = 2 ** 16;
/** Most elements have no children. */
const NONE: XmlElement[] = [];

/**
 * Reads an XML file of a microscope, or its text, piece by piece. Document types are refused, so that there are no entities besides the
 * five of XML; so are elements nested more than 64 deep, or more than 200,000 besides records. Linear in the
 * file's length. Callers that see a `problem` should
 * use nothing of what they were handed.
 */
export function readXml(source: Uint8Array | string, { records = {} }: XmlOptions = {}): XmlReading {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  const addText = (text: string) => {
    const inner = open.at(-1);
    if (inner !== undefined) inner.text += text;
  };
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => {
    throw new Error("it has a document type, which is not read");
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (open.length >= DEEPEST) throw new Error(`its elements are nested more than ${DEEPEST} deep`);
    open.push({ name: localName(name), attributes: localNames(attributes), children: NONE, text: "", size: 1 });
  });
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = open.pop();
    if (element === undefined) return;
    const parent = open.at(-1);
    const take = Object.hasOwn(records, element.name) ? records[element.name] : undefined;
    if (parent === undefined) root = element;
    else if (take !== undefined) take(element, parent.name);
    else {
      if (parent.children === NONE) parent.children = [element];
      else parent.children.push(element);
      parent.size += element.size;
      if (parent.size > MOST_ELEMENTS)
        throw new Error(`it has more than ${MOST_ELEMENTS} elements besides its records`);
    }
  });
  try {
    for (const piece of piecesOf(source)) parser.write(piece);
    parser.close();
    return { root, problem: null };
  } catch (error) {
    return { root: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

function* piecesOf(source: Uint8Array | string): Generator<string> {
  if (typeof source === "string") return yield source;
  const decoder = new TextDecoder(encodingOf(source));
  for (let at = 0; at < source.length; at += CHUNK)
    yield decoder.decode(source.subarray(at, at + CHUNK), { stream: true });
  yield decoder.decode();
}

/** The first element below `element` along the names; undefined if there is none. */
export function elementAt(element: XmlElement | null | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>(
    (found, name) => found?.children.find((child) => child.name === name),
    element ?? undefined,
  );
}

/** The text of the first such element, trimmed; null if there is none, or it is empty. */
export function textAt(element: XmlElement | null | undefined, ...names: readonly string[]): string | null {
  return elementAt(element, ...names)?.text.trim() || null;
}

/**
 * The last part of a path as a text of its own. A part of a text keeps the whole of it in memory, here a piece of the
 * file for each image.
 */
export function fileNameOf(path: string | null | undefined): string {
  const name = path?.trim().split(/[\\/]/).at(-1) ?? "";
  return ` ${name}`.slice(1);
}

/** A text as a finite number; null if it is none. */
export function numberOf(text: string | null | undefined): number | null {
  const value = text?.trim() ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** A text, or a number, as a finite number above 0: lengths and times are often written as 0 where nothing is known; else null. */
export function positiveOf(value: string | number | null | undefined): number | null {
  const number = typeof value === "number" ? value : numberOf(value);
  return number !== null && number > 0 && number < Number.POSITIVE_INFINITY ? number : null;
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)? ?(?:(Z)|([+-]\d\d):?(\d\d))?$/;

/**
 * A text as a time in the form of `xsd:dateTime`, as `AcquisitionDate` of OME has it: with a zone where one is stated, else the
 * local time of the instrument. Null if it is none.
 */
export function timeOf(text: string | null | undefined): string | null {
  const [found, day, minute, second = ":00", utc = "", hours, minutes] = TIME.exec(text?.trim() ?? "") ?? [];
  const time = `${day}T${minute}${second}${hours === undefined ? utc : `${hours}:${minutes}`}`;
  return found === undefined || Number.isNaN(Date.parse(time)) ? null : time;
}

/** The earliest of some times; null if there are none. Those of no zone are taken to be of one place. */
export function earliestOf(times: readonly string[]): string | null {
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function localNames(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  let hasPrefix = false;
  for (const name in attributes) hasPrefix ||= name.includes(":");
  if (!hasPrefix) return attributes;
  const local: Record<string, string> = Object.create(null);
  for (const name of Object.keys(attributes)) local[localName(name)] = attributes[name] ?? "";
  return local;
}
