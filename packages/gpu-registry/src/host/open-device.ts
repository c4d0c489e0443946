import { isOhcsError } from "@ohcs/context";
import { fail } from "../errors.ts";
import { limitsOf } from "../probe/limits-of.ts";
import type { ListedAdapter } from "../provider/gpu-provider.ts";
import { loadProvider } from "./load-provider.ts";
import type { ProviderReference } from "./provider-reference.ts";

/** An adapter and the provider that opens it, for use in another process. Plain JSON. */
export interface DeviceReference {
  readonly provider: ProviderReference;
  readonly adapter: Pick<ListedAdapter, "name" | "backend">;
}

/**
 * A device with all limits and features of its adapter, against which calls were compiled. For dedicated processes,
 * since a driver can crash its process.
 *
 * @throws `GPU_ADAPTER_GONE`, or `GPU_DEVICE_REFUSED` for any other error of the provider or the driver
 */
export async function openDevice(reference: DeviceReference): Promise<GPUDevice> {
  try {
    return await opened(reference);
  } catch (error) {
    // A driver's own errors have no code, which a run needs to attribute the failure to its GPU.
    throw isOhcsError(error, "GPU_ADAPTER_GONE") ? error : refused(reference, error);
  }
}

async function opened({ provider, adapter: wanted }: DeviceReference): Promise<GPUDevice> {
  const gpus = await loadProvider(provider);
  const listed = await gpus.list();
  const known = listed.find(({ name, backend }) => name === wanted.name && backend === wanted.backend);
  const adapter = known === undefined ? null : await gpus.request(known);
  if (adapter !== null)
    return adapter.requestDevice({
      requiredFeatures: [...adapter.features] as GPUFeatureName[],
      requiredLimits: limitsOf(adapter.limits),
    });
  const got = listed.length === 0 ? "no adapter" : `'${listed.map(({ name }) => name).join("', '")}'`;
  throw fail("GPU_ADAPTER_GONE", `Cannot open adapter '${wanted.name}': found only ${got}`, { details: { wanted } });
}

function refused({ adapter: wanted }: DeviceReference, cause: unknown): Error {
  const got = cause instanceof Error || isOhcsError(cause) ? cause.message : String(cause);
  return fail("GPU_DEVICE_REFUSED", `Cannot open adapter '${wanted.name}': ${got}`, {
    details: { wanted },
    cause,
  });
}
