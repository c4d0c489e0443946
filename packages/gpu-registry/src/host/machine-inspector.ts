import { createRequire } from "node:module";
import { fail } from "../errors.ts";
import type { AdapterFacts } from "../probe/adapter-record.ts";
import type { GpuInspector } from "../probe/inspect-gpus.ts";
import type { ListedAdapter } from "../provider/gpu-provider.ts";
import { type ProbingOptions, type ProbingProcess, startProbing } from "./probing-process.ts";
import type { ProviderReference } from "./provider-reference.ts";

/**
 * Inspects GPUs from separate processes: one lists them and inspects the first, since starting a process and its driver
 * is most of the work; each other adapter has its own process, so that none is affected by the one before.
 */
export class MachineInspector implements GpuInspector {
  /** The output of each process. */
  readonly printed: string[] = [];
  readonly #provider: ProviderReference;
  readonly #options: ProbingOptions;
  /** The process that listed, until it has inspected an adapter, or the one that is inspecting. */
  #process: ProbingProcess | null = null;

  constructor(provider: ProviderReference, options: ProbingOptions) {
    this.#provider = provider;
    this.#options = options;
  }

  get name(): string {
    return this.#provider.name;
  }

  async list(): Promise<readonly ListedAdapter[]> {
    requireInstalled(this.#provider);
    this.#process = startProbing(this.#options);
    return (await this.#process.ask({ type: "list", provider: this.#provider })) as readonly ListedAdapter[];
  }

  async inspect(adapter: ListedAdapter): Promise<AdapterFacts> {
    this.#process ??= startProbing(this.#options);
    try {
      return (await this.#process.ask({ type: "inspect", provider: this.#provider, adapter })) as AdapterFacts;
    } finally {
      await this.end();
    }
  }

  /** Ends the remaining process. */
  async end(): Promise<void> {
    const process = this.#process;
    this.#process = null;
    if (process !== null) this.printed.push(await process.end());
  }
}

/** Looks for the package that a provider loads, as the provider will, without loading it. @throws `GPU_PACKAGE_MISSING` */
function requireInstalled({ url, requires }: ProviderReference): void {
  if (requires === undefined) return;
  try {
    createRequire(url).resolve(requires);
  } catch (cause) {
    // Of a package that is there, whatever it is like, its process says more.
    if ((cause as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") return;
    throw fail("GPU_PACKAGE_MISSING", `Cannot use GPUs: the package '${requires}' is not installed`, { cause });
  }
}
