import type { GpuPlane, GpuSession, HostPlane, ImageStack } from "@ohcs/context";
import { elapsed, interleave, paired, type Summary, summarize } from "../statistics/rounds.ts";
import type { GpuOperation } from "./gpu-operations.ts";

/** One operation on one adapter and on one thread of the CPU; times in ms. */
export interface MeasuredOperation {
  readonly uploadMs: Summary;
  /** From the first kernel to the last; including downloads by the function itself. */
  readonly computeMs: Summary;
  readonly downloadMs: Summary;
  readonly cpuMs: Summary;
  /** Above 1 the GPU is faster, moving images included. */
  readonly cpuOverGpu: Summary;
  readonly bytesMoved: number;
  /** The unavoidable transfer: samples in and samples out, each once, as they are stored. */
  readonly floorBytes: number;
}

export async function measuredOperation(
  session: GpuSession,
  operation: GpuOperation,
  image: ImageStack,
  rounds: number,
): Promise<MeasuredOperation> {
  let [bytesMoved, resultBytes] = [0, 0];
  const onGpu = async () => {
    const before = session.counts();
    const parts = await roundTrip(session, operation, image);
    const after = session.counts();
    bytesMoved = after.bytesUploaded + after.bytesDownloaded - before.bytesUploaded - before.bytesDownloaded;
    bytesMoved -= 2 * PROBE_BYTES;
    return parts;
  };
  const onCpu = () =>
    elapsed(async () => {
      resultBytes = (await operation.onCpu(image)).data.byteLength;
    });
  const { gpu, cpu } = await interleave(rounds, { gpu: onGpu, cpu: onCpu });
  return {
    uploadMs: summarize(gpu.map(({ upload }) => upload)),
    computeMs: summarize(gpu.map(({ compute }) => compute)),
    downloadMs: summarize(gpu.map(({ download }) => download)),
    cpuMs: summarize(cpu),
    cpuOverGpu: paired(cpu, gpu, (ms, { upload, compute, download }) => ms / (upload + compute + download)),
    bytesMoved,
    floorBytes: image.data.byteLength + resultBytes,
  };
}

const PROBE_BYTES = 4;

async function roundTrip(session: GpuSession, operation: GpuOperation, image: ImageStack) {
  const probe = session.allocate(1, 1, "float32");
  // A download waits for all work recorded before it.
  const settled = () => session.download(probe);
  const { data: _, memory: __, ...rest } = image;
  const data: GpuPlane[] = [];
  const upload = await elapsed(async () => {
    data.push(...planesOf(image).map((plane) => session.upload(plane)));
    await settled();
  });
  const made: GpuPlane[] = [];
  const compute = await elapsed(async () => {
    const result = await operation.onGpu(session, { ...rest, data, memory: "webgpu" });
    made.push(...(result?.data ?? []));
    await settled();
  });
  const download = await elapsed(async () => {
    for (const plane of made) await session.download(plane);
  });
  session.release(probe, ...data, ...made);
  return { upload, compute, download };
}

function planesOf({ data, shape: [count, height, width] }: ImageStack): readonly HostPlane[] {
  const samples = height * width;
  const plane = (s: number) => ({ data: data.subarray(s * samples, (s + 1) * samples), height, width });
  return Array.from({ length: count }, (_, s) => plane(s));
}
