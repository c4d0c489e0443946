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
 * @throws `GPU_ADAPTER_GONE`, and what the provider throws
 */
export async function openDevice({ provider, adapter: wanted }: DeviceReference): Promise<GPUDevice> {
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
