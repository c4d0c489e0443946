import type { RunningCounts } from "./running-counts.ts";

/** The pipelines of a device by their shader. */
export interface PipelineCache {
  pipelineFor(name: string, shader: string, bindings: readonly GPUBufferBindingType[]): GPUComputePipeline;
  /** Compiler errors of shaders that are new since the last call, each with its line; null if there are none. */
  problem(): Promise<string | null>;
}

/** Sizes are written into shaders: with many sizes, the oldest pipelines are dropped. */
const MOST_PIPELINES = 512;

export function pipelineCache(device: GPUDevice, counts: RunningCounts): PipelineCache {
  const pipelines = new Map<string, GPUComputePipeline>();
  const compiling = new Map<string, Promise<string | null>>();
  return {
    pipelineFor(name, shader, bindings) {
      const known = pipelines.get(shader);
      if (known !== undefined) return known;
      counts.pipelinesCompiled += 1;
      const module = device.createShaderModule({ label: name, code: shader });
      const problem = module.getCompilationInfo().then((info) => describe(name, shader, info));
      // Awaited later, and perhaps never if the device is lost.
      problem.catch(() => undefined);
      compiling.set(shader, problem);
      const compute = { module, entryPoint: "main" };
      const pipeline = device.createComputePipeline({ label: name, layout: layoutFor(device, bindings), compute });
      pipelines.set(shader, pipeline);
      if (pipelines.size > MOST_PIPELINES) pipelines.delete(pipelines.keys().next().value ?? "");
      return pipeline;
    },
    async problem() {
      const all = [...compiling];
      compiling.clear();
      const problems = await Promise.all(all.map(async ([shader, problem]) => [shader, await problem] as const));
      for (const [shader, problem] of problems) if (problem !== null) pipelines.delete(shader);
      return problems.find(([, problem]) => problem !== null)?.[1] ?? null;
    },
  };
}

function layoutFor(device: GPUDevice, bindings: readonly GPUBufferBindingType[]): GPUPipelineLayout {
  const entries = bindings.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } }));
  return device.createPipelineLayout({ bindGroupLayouts: [device.createBindGroupLayout({ entries })] });
}

function describe(name: string, shader: string, { messages }: GPUCompilationInfo): string | null {
  const lines = shader.split("\n");
  const errors = messages.filter(({ type }) => type === "error");
  const text = errors.map(({ lineNum, linePos, message }) => {
    return `${name}:${lineNum}:${linePos}: ${message}, in: ${lines[lineNum - 1]?.trim() ?? ""}`;
  });
  return text.length === 0 ? null : text.join("\n");
}
