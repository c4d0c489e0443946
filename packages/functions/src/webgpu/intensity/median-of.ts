import type { GpuPlane, GpuSession } from "@ohcs/context";
import { pixelsOf } from "../pixels-of.ts";
import { valueOfKey } from "./ordered-key.ts";
import { selectRanks } from "./select-ranks.ts";

/** The median of a plane that has samples, found on the device and downloaded. */
export async function medianOf(session: GpuSession, plane: GpuPlane): Promise<number> {
  const place = (pixelsOf(plane) - 1) / 2;
  const picks = selectRanks(session, plane, [Math.floor(place), Math.ceil(place)]);
  const { data } = await session.download(picks);
  session.release(picks);
  const [low, high] = [valueOfKey(data[0] ?? 0), valueOfKey(data[1] ?? 0)];
  return low + (high - low) / 2;
}
