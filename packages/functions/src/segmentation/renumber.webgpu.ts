import type { GpuPlane, GpuSession } from "@ohcs/context";
import { pixelsOf } from "../webgpu/row-bands.ts";
import type { BandNumbers } from "./join-bands.ts";

/** Larger than any label; ends the table. */
const END = 2 ** 32 - 1;

/** Gives the labels of a band their final numbers, in place. */
export function renumber(session: GpuSession, labels: GpuPlane, { joined, numbers, offset }: BandNumbers): void {
  const width = joined.length + 1;
  const data = new Uint32Array(2 * width);
  data.set(joined);
  data[joined.length] = END;
  data.set(numbers, width);
  data[width + joined.length] = offset;
  const table = session.upload({ data, height: 2, width });
  // The length of the table is not in the code, so that all bands share a pipeline.
  const code = `fn compute(i: u32) {
  let own = labels[i];
  if (own == 0u) { return; }
  let end = arrayLength(&table) / 2u - 1u;
  var low = 0u;
  var high = end;
  while (low < high) {
    let middle = (low + high) / 2u;
    if (table[middle] < own) { low = middle + 1u; } else { high = middle; }
  }
  let isJoined = table[low] == own;
  labels[i] = select(own - low + table[2u * end + 1u], table[end + 1u + low], isJoined);
}`;
  session.run({ name: "number again", reads: { table }, writes: { labels }, threads: pixelsOf(labels), code });
  session.release(table);
}
