/** A separate process, which a driver may crash: measures all operations on the first adapter that it sees. */
import type { ImageStack } from "@ohcs/context";
import { dawnProvider } from "@ohcs/gpu-registry/dawn";
import { createGpuSession } from "@ohcs/gpu-registry/session";
import { GPU_OPERATIONS } from "./gpu-operations.ts";
import { type MeasuredOperation, measuredOperation } from "./measured-operation.ts";

/** The message of the process; `adapter` is null if it sees none. */
export interface GpuTimes {
  readonly adapter: string | null;
  readonly side: number;
  readonly operations: Readonly<Record<string, MeasuredOperation>>;
}

const [side, rounds] = process.argv.slice(2).map(Number) as [number, number];
process.send?.(await times(), () => process.exit(0));

async function times(): Promise<GpuTimes> {
  const provider = dawnProvider();
  const [listed] = await provider.list();
  const adapter = listed === undefined ? null : await provider.request(listed);
  if (listed === undefined || adapter === null) return { adapter: null, side, operations: {} };
  const session = createGpuSession(await adapter.requestDevice());
  const operations: Record<string, MeasuredOperation> = {};
  for (const operation of GPU_OPERATIONS)
    operations[operation.name] = await measuredOperation(session, operation, noisyStack(operation.planes), rounds);
  return { adapter: listed.name, side, operations };
}

/** Planes of 16 bits with squares on noise. */
function noisyStack(count: number): ImageStack {
  const data = new Uint16Array(count * side * side);
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const isObject = i % 97 < 30 && Math.floor(i / side) % 89 < 30;
    data[i] = 200 + 100 * (state / 2 ** 32) + (isObject ? 2000 : 0);
  }
  return {
    data,
    shape: [count, side, side],
    dtype: "uint16",
    kind: "intensity",
    memory: "cpu",
    axis: count > 1 ? "zIndex" : null,
    planes: Array.from({ length: count }, (_, s) => ({ zIndex: s + 1 })),
    positions: Array.from({ length: count }, () => null),
    calibration: { pixelSizeUm: null },
  };
}
