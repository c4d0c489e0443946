import type { GpuProvider, ListedAdapter } from "../provider/gpu-provider.ts";
import { type AdapterFacts, failedFacts, type SelfTestResult } from "./adapter-record.ts";
import { limitsOf } from "./limits-of.ts";
import { selfTest } from "./self-test.ts";

/** Opens an adapter, reads its facts and runs the self-test; any failure is a failed self-test. */
export async function inspectAdapter(provider: GpuProvider, listed: ListedAdapter): Promise<AdapterFacts> {
  const adapter = await provider.request(listed);
  if (adapter === null) return failedFacts(`Cannot open adapter '${listed.name}': it is no longer there`);
  const { info } = adapter;
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    description: info.description,
    software: info.isFallbackAdapter,
    subgroupSizes: subgroupSizesOf(info),
    features: [...adapter.features].toSorted(),
    limits: limitsOf(adapter.limits),
    selfTest: await testAdapter(adapter),
  };
}

function subgroupSizesOf({
  subgroupMinSize: min,
  subgroupMaxSize: max,
}: GPUAdapterInfo): AdapterFacts["subgroupSizes"] {
  return min === undefined || max === undefined || max === 0 ? null : { min, max };
}

async function testAdapter(adapter: GPUAdapter): Promise<SelfTestResult> {
  const began = performance.now();
  try {
    const device = await adapter.requestDevice();
    const result = await selfTest(device);
    device.destroy();
    return { ...result, ms: performance.now() - began };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { passed: false, ms: performance.now() - began, message };
  }
}
