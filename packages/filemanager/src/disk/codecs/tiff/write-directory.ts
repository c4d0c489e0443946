import { FIELD } from "./tags.ts";

/** A field to write; the values of a rational are numerator and denominator. */
export interface TiffField {
  readonly tag: number;
  readonly type: (typeof FIELD)[keyof typeof FIELD];
  readonly values: readonly number[];
}

const NUMBER_BYTES = { [FIELD.ascii]: 1, [FIELD.short]: 2, [FIELD.long]: 4, [FIELD.rational]: 4 } as const;
const ENTRY_BYTES = 12;
const ALIGNMENT = 16;

/** How long {@link writeDirectory}'s result is: what follows it is at a multiple of 16 if the directory is. */
export function directoryBytes(fields: readonly TiffField[]): number {
  const bytes = entriesBytes(fields) + fields.reduce((sum, field) => sum + overflowBytes(field), 0);
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** A directory of `fields` (sorted by tag) at offset `at` in its file: entries, then values of over four bytes. */
export function writeDirectory(fields: readonly TiffField[], at: number, next: number): Uint8Array {
  const bytes = new Uint8Array(directoryBytes(fields));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, fields.length, true);
  let overflow = entriesBytes(fields);
  for (const [i, field] of fields.entries()) {
    const entry = 2 + ENTRY_BYTES * i;
    view.setUint16(entry, field.tag, true);
    view.setUint16(entry + 2, field.type, true);
    view.setUint32(entry + 4, field.values.length / (field.type === FIELD.rational ? 2 : 1), true);
    const isInline = overflowBytes(field) === 0;
    if (!isInline) view.setUint32(entry + 8, at + overflow, true);
    writeValues(view, isInline ? entry + 8 : overflow, field);
    overflow += overflowBytes(field);
  }
  view.setUint32(entriesBytes(fields) - 4, next, true);
  return bytes;
}

function entriesBytes(fields: readonly TiffField[]): number {
  return 2 + ENTRY_BYTES * fields.length + 4;
}

function overflowBytes({ type, values }: TiffField): number {
  const bytes = values.length * NUMBER_BYTES[type];
  return bytes <= 4 ? 0 : bytes + (bytes % 2);
}

function writeValues(view: DataView, at: number, { type, values }: TiffField): void {
  for (const [i, value] of values.entries()) {
    if (type === FIELD.ascii) view.setUint8(at + i, value);
    else if (type === FIELD.short) view.setUint16(at + 2 * i, value, true);
    else view.setUint32(at + 4 * i, value, true);
  }
}
