/// <reference types="@webgpu/types" preserve="true" />

import {
  dtypeOf,
  type GpuDtype,
  type GpuKernel,
  type GpuPlane,
  type GpuSession,
  type HostPlane,
  type PixelArray,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { bufferPool } from "./buffer-pool.ts";
import { commandRecorder } from "./command-recorder.ts";
import { deviceProblems } from "./device-problems.ts";
import { bytesMoved, isPacked, packKernel, unpackKernel } from "./packing.ts";
import { pipelineCache } from "./pipeline-cache.ts";
import { zeroCounts } from "./running-counts.ts";
import { bindingsOf, shaderOf, workgroupsFor } from "./shader.ts";

/** How a session is made. */
export interface GpuSessionOptions {
  /** How many bytes of buffers that nobody uses are kept for later. @default 256 MiB */
  readonly idleBytes?: number;
}

const DEFAULT_IDLE_BYTES = 2 ** 28;

/** A session on a device that nothing else uses meanwhile; WebGPU's globals (`GPUBufferUsage`, …) must stand. */
export function createGpuSession(
  device: GPUDevice,
  { idleBytes = DEFAULT_IDLE_BYTES }: GpuSessionOptions = {},
): GpuSession {
  const counts = zeroCounts();
  const parts = { device, counts, idleBytes, live: new Map<GpuPlane, GPUBuffer>() };
  const recorder = commandRecorder(device);
  const pipelines = pipelineCache(device, counts);
  const session = { ...parts, recorder, pipelines, pool: bufferPool(device, counts) };
  const state: SessionState = { ...session, settle: deviceProblems(device, recorder, pipelines) };
  return Object.freeze({
    upload: (plane: HostPlane) => upload(state, plane),
    download: (plane: GpuPlane) => download(state, plane),
    allocate: (height: number, width: number, dtype: GpuDtype) => allocate(state, height, width, dtype),
    clear: (plane: GpuPlane) => state.recorder.encoder().clearBuffer(bufferOf(state, plane)),
    run: (kernel: GpuKernel) => run(state, kernel),
    release: (...planes: readonly GpuPlane[]) => release(state, planes),
    counts: () => Object.freeze({ ...counts }),
    close() {
      release(state, [...state.live.keys()]);
      state.recorder.submit();
      state.pool.trim(0);
    },
  });
}

interface SessionState {
  readonly device: GPUDevice;
  readonly counts: ReturnType<typeof zeroCounts>;
  readonly idleBytes: number;
  readonly live: Map<GpuPlane, GPUBuffer>;
  readonly recorder: ReturnType<typeof commandRecorder>;
  readonly pipelines: ReturnType<typeof pipelineCache>;
  readonly pool: ReturnType<typeof bufferPool>;
  /** Waits for what was submitted; throws what went wrong. */
  readonly settle: () => Promise<void>;
}

function upload(state: SessionState, { data, height, width }: HostPlane): GpuPlane {
  if (data.length !== height * width)
    throw fail("PLANE_INVALID", `Cannot upload: expected ${height} × ${width} samples, got ${data.length}`);
  const plane = allocate(state, height, width, dtypeOnGpu(data));
  const raw = isPacked(plane) ? allocate(state, 1, bytesMoved(plane) / 4, "uint32") : plane;
  // A write goes ahead of all that is only recorded, and the buffer may still serve another plane there.
  state.recorder.submit();
  state.recorder.encoder();
  const bytes = wholeWords(data);
  if (bytes.length > 0) state.device.queue.writeBuffer(bufferOf(state, raw), 0, bytes);
  state.counts.uploads += 1;
  state.counts.bytesUploaded += bytes.length;
  if (raw !== plane) {
    run(state, unpackKernel(raw, plane));
    release(state, [raw]);
  }
  return plane;
}

async function download(state: SessionState, plane: GpuPlane): Promise<HostPlane> {
  const { recorder, pool, counts } = state;
  const bytes = bytesMoved(plane);
  const raw = isPacked(plane) ? allocate(state, 1, bytes / 4, "uint32") : plane;
  if (raw !== plane) run(state, packKernel(plane, raw));
  const source = bufferOf(state, raw);
  const encoder = recorder.encoder();
  const staging = pool.take(bytes, GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ);
  encoder.copyBufferToBuffer(source, 0, staging, 0, bytes);
  recorder.submit();
  if (raw !== plane) release(state, [raw]);
  try {
    const data = await readBack(state, staging, plane);
    pool.give(staging);
    pool.trim(state.idleBytes);
    counts.downloads += 1;
    counts.bytesDownloaded += bytes;
    return { data, height: plane.height, width: plane.width };
  } catch (error) {
    staging.destroy();
    throw error;
  }
}

async function readBack({ settle }: SessionState, staging: GPUBuffer, plane: GpuPlane): Promise<PixelArray> {
  // Begun at once, so that it is known to fail; its own error says less than those of the commands.
  const mapped = staging.mapAsync(GPUMapMode.READ).then(
    () => true,
    () => false,
  );
  await settle();
  if (!(await mapped)) throw fail("GPU_DEVICE_LOST", "Cannot download: expected samples, got a device that is lost");
  const data = samplesOf(staging.getMappedRange(), plane);
  staging.unmap();
  return data;
}

function allocate({ device, recorder, pool, live }: SessionState, height: number, width: number, dtype: GpuDtype) {
  const bytes = Math.max(1, height * width) * 4;
  const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  if (bytes > most)
    throw fail("GPU_PLANE_TOO_LARGE", `Cannot hold ${height} × ${width} px: expected ≤ ${most} bytes, got ${bytes}`);
  const plane: GpuPlane = Object.freeze({ height, width, dtype });
  recorder.encoder();
  live.set(plane, pool.take(bytes, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST));
  return plane;
}

function run(state: SessionState, kernel: GpuKernel): void {
  const { device, recorder, pipelines, counts } = state;
  const bindings = bindingsOf(kernel);
  const buffers = bindings.map(({ plane }) => bufferOf(state, plane));
  if (kernel.threads === 0) return;
  const encoder = recorder.encoder();
  const types = bindings.map(({ type }) => type);
  const pipeline = pipelines.pipelineFor(kernel.name, shaderOf(kernel, bindings), types);
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(...workgroupsFor(kernel.threads, device.limits.maxComputeWorkgroupsPerDimension));
  pass.end();
  counts.dispatches += 1;
}

function release(state: SessionState, planes: readonly GpuPlane[]): void {
  for (const plane of planes) {
    state.pool.give(bufferOf(state, plane));
    state.live.delete(plane);
  }
}

function bufferOf({ live }: SessionState, plane: GpuPlane): GPUBuffer {
  const buffer = live.get(plane);
  if (buffer !== undefined) return buffer;
  const size = `${plane.height} × ${plane.width}`;
  throw fail("GPU_PLANE_UNKNOWN", `Cannot use plane: expected one of this session, got a released one of ${size} px`);
}

function dtypeOnGpu(data: PixelArray): GpuDtype {
  const dtype = dtypeOf(data);
  if (dtype === "uint8" || dtype === "uint16" || dtype === "uint32" || dtype === "float32") return dtype;
  throw fail("GPU_SAMPLES_UNSUPPORTED", `Cannot upload: expected uint8, uint16, uint32 or float32, got ${dtype}`);
}

/** The bytes, copied where they do not fill whole words, and where they are shared: Dawn crashes on those. */
function wholeWords(data: PixelArray): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = data;
  if (buffer instanceof ArrayBuffer && byteLength % 4 === 0) return new Uint8Array(buffer, byteOffset, byteLength);
  const words = new Uint8Array(Math.ceil(byteLength / 4) * 4);
  words.set(new Uint8Array(buffer, byteOffset, byteLength));
  return words;
}

/** A copy of the samples that `bytes` begin with. */
function samplesOf(bytes: ArrayBuffer, { height, width, dtype }: GpuPlane): PixelArray {
  const arrays = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, float32: Float32Array };
  return new arrays[dtype](bytes, 0, height * width).slice();
}
