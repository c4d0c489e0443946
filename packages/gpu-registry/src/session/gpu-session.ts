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
import { bytesMoved, isPacked, packKernel, samplesPerWord, unpackKernel } from "./packing.ts";
import { pipelineCache } from "./pipeline-cache.ts";
import { zeroCounts } from "./running-counts.ts";
import { bindingsOf, shaderOf, workgroupsFor } from "./shader.ts";

/** Options of a session. */
export interface GpuSessionOptions {
  /** Bytes of buffers that are kept for the next images while there are no planes. @default 256 MiB */
  readonly idleBytes?: number;
  /** The most bytes of a plane that a kernel may take, 1024 at least. @default the device's limit */
  readonly maxBindingBytes?: number;
}

const DEFAULT_IDLE_BYTES = 2 ** 28;

/**
 * Kernels that pack and unpack process a plane in parts that begin at offsets that a device can bind, on word
 * boundaries.
 */
const LEAST_BINDING_BYTES = 1024;

/**
 * A session on a device, which it uses exclusively; WebGPU's globals (`GPUBufferUsage`, …) must exist.
 * @throws `GPU_SETTINGS_INVALID`
 */
export function createGpuSession(
  device: GPUDevice,
  {
    idleBytes = DEFAULT_IDLE_BYTES,
    maxBindingBytes = device.limits.maxStorageBufferBindingSize,
  }: GpuSessionOptions = {},
): GpuSession {
  if (!(maxBindingBytes >= LEAST_BINDING_BYTES)) throw tooSmall(maxBindingBytes);
  const counts = zeroCounts();
  const parts = { device, counts, idleBytes, maxBindingBytes, live: new Map<GpuPlane, Samples>() };
  const recorder = commandRecorder(device);
  const pipelines = pipelineCache(device, counts);
  const session = { ...parts, recorder, pipelines, pool: bufferPool(device, counts, recorder, idleBytes) };
  const state: SessionState = { ...session, settle: deviceProblems(device, recorder, pipelines) };
  return Object.freeze({
    upload: (plane: HostPlane) => upload(state, plane),
    download: (plane: GpuPlane) => download(state, plane),
    allocate: (height: number, width: number, dtype: GpuDtype) => allocate(state, height, width, dtype),
    maxBindingBytes,
    rowsOf: (plane: GpuPlane, first: number, count: number) => rowsOf(state, plane, first, count),
    clear(plane: GpuPlane) {
      const { buffer, offset, size } = samplesOf(state, plane);
      state.recorder.encoder().clearBuffer(buffer, offset, size);
    },
    run: (kernel: GpuKernel) => run(state, kernel),
    release: (...planes: readonly GpuPlane[]) => release(state, planes),
    counts: () => Object.freeze({ ...counts }),
    close() {
      release(
        state,
        [...state.live].filter(([, { of }]) => of === null).map(([plane]) => plane),
      );
      state.recorder.submit();
      state.pool.trim(0);
    },
  });
}

function tooSmall(bytes: number): Error {
  const expected = `bytes from ${LEAST_BINDING_BYTES} on`;
  return fail("GPU_SETTINGS_INVALID", `Cannot use setting 'maxBindingBytes': expected ${expected}, got ${bytes}`);
}

/** The byte range of a plane's samples; `of` is the plane that it is part of. */
interface Samples {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
  readonly of: GpuPlane | null;
}

interface SessionState {
  readonly device: GPUDevice;
  readonly counts: ReturnType<typeof zeroCounts>;
  readonly idleBytes: number;
  readonly maxBindingBytes: number;
  readonly live: Map<GpuPlane, Samples>;
  readonly recorder: ReturnType<typeof commandRecorder>;
  readonly pipelines: ReturnType<typeof pipelineCache>;
  readonly pool: ReturnType<typeof bufferPool>;
  /** Waits for submitted work; throws its errors. */
  readonly settle: () => Promise<void>;
}

function upload(state: SessionState, { data, height, width }: HostPlane): GpuPlane {
  if (data.length !== height * width)
    throw fail("PLANE_INVALID", `Cannot upload: expected ${height} × ${width} samples, got ${data.length}`);
  const plane = allocate(state, height, width, dtypeOnGpu(data));
  const raw = isPacked(plane) ? allocate(state, 1, bytesMoved(plane) / 4, "uint32") : plane;
  // A write is executed before recorded commands, which may still use the buffer for another plane.
  state.recorder.submit();
  state.recorder.encoder();
  const bytes = wholeWords(data);
  if (bytes.length > 0) state.device.queue.writeBuffer(samplesOf(state, raw).buffer, 0, bytes);
  state.counts.uploads += 1;
  state.counts.bytesUploaded += bytes.length;
  if (raw !== plane) {
    inChunks(state, raw, plane, unpackKernel);
    release(state, [raw]);
  }
  return plane;
}

async function download(state: SessionState, plane: GpuPlane): Promise<HostPlane> {
  const { recorder, pool, counts } = state;
  const bytes = bytesMoved(plane);
  const raw = isPacked(plane) ? allocate(state, 1, bytes / 4, "uint32") : plane;
  if (raw !== plane) inChunks(state, raw, plane, (words, samples) => packKernel(samples, words));
  const source = samplesOf(state, raw);
  const staging = pool.take(bytes, GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ);
  const encoder = recorder.encoder();
  encoder.copyBufferToBuffer(source.buffer, source.offset, staging, 0, bytes);
  recorder.submit();
  if (raw !== plane) release(state, [raw]);
  try {
    const data = await readBack(state, staging, plane);
    pool.give(staging);
    rest(state);
    counts.downloads += 1;
    counts.bytesDownloaded += bytes;
    return { data, height: plane.height, width: plane.width };
  } catch (error) {
    pool.discard(staging);
    throw error;
  }
}

async function readBack({ settle }: SessionState, staging: GPUBuffer, plane: GpuPlane): Promise<PixelArray> {
  // Started at once, so that its failure is handled; its own error is less informative than those of the commands.
  const mapped = staging.mapAsync(GPUMapMode.READ).then(
    () => true,
    () => false,
  );
  await settle();
  if (!(await mapped)) throw fail("GPU_DEVICE_LOST", "Cannot download: the device was lost");
  const data = copied(staging.getMappedRange(), plane);
  staging.unmap();
  return data;
}

function allocate({ device, pool, live }: SessionState, height: number, width: number, dtype: GpuDtype) {
  const bytes = Math.max(1, height * width) * 4;
  expectSize("hold", { height, width }, bytes, device.limits.maxBufferSize);
  const plane: GpuPlane = Object.freeze({ height, width, dtype });
  const buffer = pool.take(bytes, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
  live.set(plane, { buffer, offset: 0, size: bytes, of: null });
  return plane;
}

/** A device binds ranges that begin at a multiple of this many bytes. */
const ALIGNMENT = 256;

function rowsOf(state: SessionState, plane: GpuPlane, first: number, count: number): GpuPlane {
  const { height, width, dtype } = plane;
  const isThere = first >= 0 && count > 0 && first + count <= height;
  if (!isThere || (first * width * 4) % ALIGNMENT !== 0)
    throw fail(
      "GPU_ROWS_INVALID",
      `Cannot take ${count} rows from row ${first} of ${height} × ${width} px: expected rows inside the plane that begin at a multiple of 64 samples`,
    );
  return partOf(state, plane, first * width, { height: count, width, dtype });
}

/** A plane of this form that shares the samples of another one from `first` on. */
function partOf(state: SessionState, plane: GpuPlane, first: number, form: GpuPlane): GpuPlane {
  const { buffer, offset, of } = samplesOf(state, plane);
  const part = Object.freeze(form);
  const place = { offset: offset + first * 4, size: form.height * form.width * 4 };
  state.live.set(part, { buffer, ...place, of: of ?? plane });
  return part;
}

/**
 * Runs a kernel that packs or unpacks, on as many samples at a time as can be bound; a multiple of 256 samples always
 * begins a word.
 */
function inChunks(
  state: SessionState,
  words: GpuPlane,
  plane: GpuPlane,
  kernelFor: (words: GpuPlane, samples: GpuPlane) => GpuKernel,
): void {
  const samples = plane.height * plane.width;
  const most = Math.floor(state.maxBindingBytes / 1024) * 256;
  const perWord = samplesPerWord(plane);
  if (samples <= most) run(state, kernelFor(words, plane));
  for (let first = 0; samples > most && first < samples; first += most) {
    const width = Math.min(most, samples - first);
    const part = partOf(state, plane, first, { height: 1, width, dtype: plane.dtype });
    const form = { height: 1, width: Math.ceil(width / perWord), dtype: "uint32" } as const;
    const packed = partOf(state, words, first / perWord, form);
    run(state, kernelFor(packed, part));
    release(state, [part, packed]);
  }
}

function expectSize(act: string, { height, width }: Pick<GpuPlane, "height" | "width">, bytes: number, most: number) {
  if (bytes > most)
    throw fail("GPU_PLANE_TOO_LARGE", `Cannot ${act} ${height} × ${width} px: expected ≤ ${most} bytes, got ${bytes}`);
}

function run(state: SessionState, kernel: GpuKernel): void {
  const { device, recorder, pipelines, counts, maxBindingBytes } = state;
  const bindings = bindingsOf(kernel);
  const bound = bindings.map(({ plane }) => ({ plane, samples: samplesOf(state, plane) }));
  for (const { plane, samples } of bound) expectSize(`bind to '${kernel.name}'`, plane, samples.size, maxBindingBytes);
  if (kernel.threads === 0) return;
  const encoder = recorder.encoder();
  const types = bindings.map(({ type }) => type);
  const pipeline = pipelines.pipelineFor(kernel.name, shaderOf(kernel, bindings), types);
  const entries = bound.map(({ samples: { buffer, offset, size } }, binding) => ({
    binding,
    resource: { buffer, offset, size },
  }));
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(...workgroupsFor(kernel.threads, device.limits.maxComputeWorkgroupsPerDimension));
  pass.end();
  counts.dispatches += 1;
}

function release(state: SessionState, planes: readonly GpuPlane[]): void {
  for (const plane of planes) {
    const { buffer, of } = samplesOf(state, plane);
    state.live.delete(plane);
    if (of !== null) continue;
    state.pool.give(buffer);
    for (const [part, samples] of state.live) if (samples.of === plane) state.live.delete(part);
  }
  rest(state);
}

/** Without planes there is no pending work for idle buffers: only those for the next images are kept. */
function rest({ live, pool, idleBytes }: SessionState): void {
  if (live.size === 0) pool.trim(idleBytes);
}

function samplesOf({ live }: SessionState, plane: GpuPlane): Samples {
  const samples = live.get(plane);
  if (samples !== undefined) return samples;
  const size = `${plane.height} × ${plane.width}`;
  throw fail(
    "GPU_PLANE_UNKNOWN",
    `Cannot use plane: the plane of ${size} px was released, or belongs to another session`,
  );
}

function dtypeOnGpu(data: PixelArray): GpuDtype {
  const dtype = dtypeOf(data);
  if (dtype === "uint8" || dtype === "uint16" || dtype === "uint32" || dtype === "float32") return dtype;
  throw fail("GPU_SAMPLES_UNSUPPORTED", `Cannot upload: expected uint8, uint16, uint32 or float32, got ${dtype}`);
}

/** The bytes, copied if they do not fill whole words, or are shared: Dawn crashes on those. */
function wholeWords(data: PixelArray): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = data;
  if (buffer instanceof ArrayBuffer && byteLength % 4 === 0) return new Uint8Array(buffer, byteOffset, byteLength);
  const words = new Uint8Array(Math.ceil(byteLength / 4) * 4);
  words.set(new Uint8Array(buffer, byteOffset, byteLength));
  return words;
}

/** A copy of the samples at the beginning of `bytes`. */
function copied(bytes: ArrayBuffer, { height, width, dtype }: GpuPlane): PixelArray {
  const arrays = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, float32: Float32Array };
  return new arrays[dtype](bytes, 0, height * width).slice();
}
