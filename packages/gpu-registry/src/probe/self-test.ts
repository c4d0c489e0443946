import type { SelfTestResult } from "./adapter-record.ts";

const WIDTH = 64;
const HEIGHT = 64;
const COUNT = WIDTH * HEIGHT;
const BYTES = COUNT * 4;
const GROUP = 8;

/** Integers, a gather and a float that is exact: every driver must give the same bits. */
const CODE = /* wgsl */ `
@group(0) @binding(0) var<storage, read> input: array<u32>;
@group(0) @binding(1) var<storage, read_write> output: array<u32>;
@compute @workgroup_size(${GROUP}, ${GROUP})
fn main(@builtin(global_invocation_id) at: vec3u) {
  let i = at.y * ${WIDTH}u + at.x;
  let half = bitcast<u32>(f32(input[i] & 0xffffu) * 0.5);
  output[i] = (input[(i * 7u + 3u) % ${COUNT}u] ^ half) + i;
}`;

/**
 * Computes on a device and compares every number with what the CPU computes. The absence of errors proves nothing:
 * Dawn's null backend accepts everything and computes nothing.
 */
export async function selfTest(device: GPUDevice): Promise<SelfTestResult> {
  const began = performance.now();
  const input = Uint32Array.from({ length: COUNT }, (_, i) => Math.imul(i + 1, 2_654_435_761));
  device.pushErrorScope("validation");
  const output = await computeOn(device, input);
  const problem = await device.popErrorScope();
  const message = problem?.message ?? difference(output, expected(input));
  return { passed: message === null, ms: performance.now() - began, message };
}

async function computeOn(device: GPUDevice, input: Uint32Array): Promise<Uint32Array> {
  const { STORAGE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const source = device.createBuffer({ size: BYTES, usage: STORAGE, mappedAtCreation: true });
  new Uint32Array(source.getMappedRange()).set(input);
  source.unmap();
  const target = device.createBuffer({ size: BYTES, usage: STORAGE | COPY_SRC });
  const staging = device.createBuffer({ size: BYTES, usage: COPY_DST | MAP_READ });
  device.queue.submit([commandsFor(device, source, target, staging)]);
  await staging.mapAsync(GPUMapMode.READ);
  const output = new Uint32Array(staging.getMappedRange().slice(0));
  for (const buffer of [source, target, staging]) buffer.destroy();
  return output;
}

function commandsFor(device: GPUDevice, source: GPUBuffer, target: GPUBuffer, staging: GPUBuffer): GPUCommandBuffer {
  const compute = { module: device.createShaderModule({ code: CODE }), entryPoint: "main" };
  const pipeline = device.createComputePipeline({ layout: "auto", compute });
  const entries = [source, target].map((buffer, binding) => ({ binding, resource: { buffer } }));
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(WIDTH / GROUP, HEIGHT / GROUP);
  pass.end();
  encoder.copyBufferToBuffer(target, 0, staging, 0, BYTES);
  return encoder.finish();
}

function expected(input: Uint32Array): Uint32Array {
  const at = (i: number): number => input[i] ?? 0;
  const halves = new Uint32Array(Float32Array.from(input, (value) => (value & 0xffff) * 0.5).buffer);
  return input.map((_, i) => (at((i * 7 + 3) % COUNT) ^ (halves[i] ?? 0)) + i);
}

function difference(output: Uint32Array, wanted: Uint32Array): string | null {
  const i = wanted.findIndex((value, at) => value !== output[at]);
  return i < 0 ? null : `Cannot trust adapter: its self-test gives ${output[i]} instead of ${wanted[i]} at ${i}`;
}
