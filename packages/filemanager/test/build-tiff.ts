/** Numbers of a field in a type of their own. */
export interface TypedValues {
  readonly type: keyof typeof WRITERS;
  readonly values: readonly number[];
}

/** A TIFF as a test wants it, right or wrong: tags as they are given, segments as they are encoded. */
export interface TiffDraft {
  readonly order?: "II" | "MM";
  readonly big?: boolean;
  /** Tag → numbers, stored as LONG unless they are typed, or a text. Offsets and byte counts not given are added. */
  readonly tags: Readonly<Record<number, number | readonly number[] | string | TypedValues>>;
  readonly segments: readonly Uint8Array[];
  /** Do the segments belong to tiles? */
  readonly tiled?: boolean;
}

type Write = (view: DataView, at: number, value: number, little: boolean) => void;

/** Field type → bytes of a value, and how it is written. */
const WRITERS = {
  2: [1, (view, at, value) => view.setUint8(at, value)],
  3: [2, (view, at, value, little) => view.setUint16(at, value, little)],
  4: [4, (view, at, value, little) => view.setUint32(at, value, little)],
  9: [4, (view, at, value, little) => view.setInt32(at, value, little)],
  11: [4, (view, at, value, little) => view.setFloat32(at, value, little)],
  12: [8, (view, at, value, little) => view.setFloat64(at, value, little)],
  16: [8, (view, at, value, little) => view.setBigUint64(at, BigInt(value), little)],
  17: [8, (view, at, value, little) => view.setBigInt64(at, BigInt(value), little)],
} as const satisfies Record<number, readonly [number, Write]>;

/** The bytes of a TIFF with one directory, written independently of the reader's and the writer's code. */
export function buildTiff({ order = "II", big = false, tags, segments, tiled = false }: TiffDraft): Uint8Array {
  const [headerBytes, countBytes, entryBytes, offsetBytes] = big ? [16, 8, 20, 8] : [8, 2, 12, 4];
  const little = order === "II";
  const ends = [headerBytes];
  for (const { length } of segments) ends.push((ends.at(-1) ?? 0) + length);
  const directoryAt = ends.at(-1) ?? headerBytes;
  const placed = { [tiled ? 324 : 273]: ends.slice(0, -1), [tiled ? 325 : 279]: segments.map(({ length }) => length) };
  const fields = Object.entries({ ...placed, ...tags })
    .map(([tag, value]) => ({ tag: Number(tag), ...typed(value) }))
    .sort((a, b) => a.tag - b.tag);
  let overflow = directoryAt + countBytes + fields.length * entryBytes + offsetBytes;
  const bytesOf = ({ type, values }: TypedValues) => values.length * WRITERS[type][0];
  const far = fields.map(bytesOf).filter((bytes) => bytes > offsetBytes);
  const bytes = new Uint8Array(far.reduce((sum, length) => sum + length, overflow));
  const view = new DataView(bytes.buffer);
  const putOffset = (place: number, value: number) => WRITERS[big ? 16 : 4][1](view, place, value, little);
  bytes.set(new TextEncoder().encode(order));
  view.setUint16(2, big ? 43 : 42, little);
  if (big) view.setUint16(4, 8, little);
  putOffset(big ? 8 : 4, directoryAt);
  for (const [i, segment] of segments.entries()) bytes.set(segment, ends[i]);
  WRITERS[big ? 16 : 3][1](view, directoryAt, fields.length, little);
  for (const [i, field] of fields.entries()) {
    const entry = directoryAt + countBytes + i * entryBytes;
    view.setUint16(entry, field.tag, little);
    view.setUint16(entry + 2, field.type, little);
    putOffset(entry + 4, field.values.length);
    const inline = bytesOf(field) <= offsetBytes;
    if (!inline) putOffset(entry + 4 + offsetBytes, overflow);
    putValues(view, inline ? entry + 4 + offsetBytes : overflow, field, little);
    if (!inline) overflow += bytesOf(field);
  }
  return bytes;
}

function typed(value: TiffDraft["tags"][number]): TypedValues {
  if (typeof value === "string") return { type: 2, values: [...new TextEncoder().encode(value), 0] };
  return typeof value === "object" && "type" in value ? value : { type: 4, values: [value].flat() };
}

function putValues(view: DataView, place: number, { type, values }: TypedValues, little: boolean): void {
  const [size, write] = WRITERS[type];
  for (const [i, value] of values.entries()) write(view, place + i * size, value, little);
}
