/** A TIFF as a test wants it, right or wrong: tags as they are given, segments as they are encoded. */
export interface TiffDraft {
  readonly order?: "II" | "MM";
  readonly big?: boolean;
  /** Tag → numbers, stored as LONG, or a text. Offsets and byte counts of the segments are added. */
  readonly tags: Readonly<Record<number, number | readonly number[] | string>>;
  readonly segments: readonly Uint8Array[];
  /** Do the segments belong to tiles? */
  readonly tiled?: boolean;
}

const LONG = 4;
const ASCII = 2;

/** The bytes of a TIFF with one directory, written independently of the reader's and the writer's code. */
export function buildTiff({ order = "II", big = false, tags, segments, tiled = false }: TiffDraft): Uint8Array {
  const [headerBytes, countBytes, entryBytes, offsetBytes] = big ? [16, 8, 20, 8] : [8, 2, 12, 4];
  const offsets: number[] = [];
  let at = headerBytes;
  for (const segment of segments) {
    offsets.push(at);
    at += segment.length;
  }
  const counts = segments.map((segment) => segment.length);
  const all = { ...tags, [tiled ? 324 : 273]: offsets, [tiled ? 325 : 279]: counts };
  const fields = Object.entries(all)
    .map(([tag, value]) => [Number(tag), value] as const)
    .sort(([a], [b]) => a - b);
  const directoryAt = at;
  const bytes = new Uint8Array(directoryAt + countBytes + fields.length * entryBytes + offsetBytes + 65_536);
  const view = new DataView(bytes.buffer);
  const little = order === "II";
  const putOffset = (place: number, value: number) =>
    big ? view.setBigUint64(place, BigInt(value), little) : view.setUint32(place, value, little);
  bytes.set(new TextEncoder().encode(order));
  view.setUint16(2, big ? 43 : 42, little);
  if (big) view.setUint16(4, 8, little);
  putOffset(big ? 8 : 4, directoryAt);
  segments.forEach((segment, i) => {
    bytes.set(segment, offsets[i] ?? 0);
  });
  if (big) view.setBigUint64(directoryAt, BigInt(fields.length), little);
  else view.setUint16(directoryAt, fields.length, little);
  let overflow = directoryAt + countBytes + fields.length * entryBytes + offsetBytes;
  fields.forEach(([tag, value], i) => {
    const entry = directoryAt + countBytes + i * entryBytes;
    const values = typeof value === "string" ? [...new TextEncoder().encode(value), 0] : [value].flat();
    const size = typeof value === "string" ? 1 : 4;
    view.setUint16(entry, tag, little);
    view.setUint16(entry + 2, size === 1 ? ASCII : LONG, little);
    putOffset(entry + 4, values.length);
    const inline = values.length * size <= offsetBytes;
    const place = inline ? entry + 4 + offsetBytes : overflow;
    if (!inline) {
      putOffset(entry + 4 + offsetBytes, overflow);
      overflow += values.length * size;
    }
    values.forEach((number, j) => {
      if (size === 1) view.setUint8(place + j, number);
      else view.setUint32(place + 4 * j, number, little);
    });
  });
  return bytes.slice(0, overflow);
}
