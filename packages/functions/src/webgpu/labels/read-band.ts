import type { GpuPlane, GpuSession } from "@ohcs/context";
import type { LabelledBand } from "./join-bands.ts";

/** Downloads the first and the last row of a band's labels, and how many there are, which `count` holds. */
export async function readBand(session: GpuSession, labels: GpuPlane, count: GpuPlane): Promise<LabelledBand> {
  const { height, width } = labels;
  const ends = session.allocate(1, 2 * width + 1, "uint32");
  const code = `fn compute(i: u32) {
  if (i == ${2 * width}u) { ends[i] = count[0]; return; }
  ends[i] = labels[select(i - ${width}u + ${(height - 1) * width}u, i, i < ${width}u)];
}`;
  session.run({ name: "ends of bands", reads: { labels, count }, writes: { ends }, threads: 2 * width + 1, code });
  const { data } = await session.download(ends);
  session.release(ends);
  const rows = new Uint32Array(data);
  return { top: rows.subarray(0, width), bottom: rows.subarray(width, 2 * width), count: rows[2 * width] ?? 0 };
}
