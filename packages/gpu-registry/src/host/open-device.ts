import { isOhcsError } from "@ohcs/context";
import { fail } from "../errors.ts";
import { limitsOf } from "../probe/limits-of.ts";
import type { ListedAdapter } from "../provider/gpu-provider.ts";
import { loadProvider } from "./load-provider.ts";
import type { ProviderReference } from "./provider-reference.ts";

/** An adapter, and who can open it: enough for another process. Plain JSON. */
export interface DeviceReference {
  readonly provider: ProviderReference;
  readonly adapter: Pick<ListedAdapter, "name" | "backend">;
}

/**
 * A device with all that its adapter can: what was compiled was held to the adapter's limits and features. For processes that
 * do nothing else, since a driver can take its process along.
 *
 * @throws `GPU_ADAPTER_GONE`, or `GPU_DEVICE_REFUSED` for whatever the provider or the driver raised
 */
export async function openDevice(reference: DeviceReference): Promise<GPUDevice> {
  try {
    return await opened(reference);
  } catch (error) {
    // A driver's own errors have no code, by which a run knows that its GPU is to blame.
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
  const got = listed.length === 0 ? "none" : `'${listed.map(({ name }) => name).join("', '")}'`;
  throw fail("GPU_ADAPTER_GONE", `Cannot open adapter: expected '${wanted.name}', got ${got}`, { details: { wanted } });
}

function refused({ adapter: wanted }: DeviceReference, cause: unknown): Error {
  const got = cause instanceof Error || isOhcsError(cause) ? cause.message : String(cause);
  return fail("GPU_DEVICE_REFUSED", `Cannot open adapter: expected a device of '${wanted.name}', got: ${got}`, {
    details: { wanted },
    cause,
  });
}
