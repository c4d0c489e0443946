import type { CompiledPlate, OutputFile, WorkerStartup } from "@ohcs/context";
import { type FileManager, type ImportModule, moduleLoader, openStorage } from "@ohcs/filemanager";
import type { OutputReader, RunHost, Verification } from "../run-host.ts";
import { backendsOf } from "./well-contexts.ts";

/** What it takes to open the backends of a plate outside of its workers. */
export interface HeldOutputsOptions {
  readonly plate: CompiledPlate;
  readonly startup: Pick<WorkerStartup, "modules" | "roots">;
  /** Bundled user modules by name. */
  readonly userModules?: Readonly<Record<string, string>>;
  readonly importModule?: ImportModule;
}

/**
 * Verifies outputs in separate backends, besides those that are plain files. Backends are opened when the first such
 * output is verified, and closed with it.
 */
export class HeldOutputs {
  readonly #options: HeldOutputsOptions;
  #storage: FileManager | null = null;

  constructor(options: HeldOutputsOptions) {
    this.#options = options;
  }

  /** The reader, or folder, with such outputs verified. @throws `MODULE_NOT_FOUND`, `BACKEND_INVALID` and what opening throws */
  around<Reader extends OutputReader>(reader: Reader): Reader {
    return {
      ...reader,
      verify: (file: OutputFile, how: Verification) =>
        file.backend === undefined ? reader.verify(file, how) : this.#verify(file.backend, file, how),
    };
  }

  aroundHost(host: RunHost): RunHost {
    return {
      ...host,
      openOutput: async (root, options) => this.around(await host.openOutput(root, options)),
      readOutput: (root) => this.around(host.readOutput(root)),
    };
  }

  async close(): Promise<void> {
    await this.#storage?.close();
  }

  async #verify(role: string, { path, bytes, sha256 }: OutputFile, how: Verification): Promise<boolean> {
    this.#storage ??= this.#open();
    // A backend that cannot be opened is an error: nothing is known of what it holds.
    const backend = await this.#storage.backend(role);
    try {
      const entry = await backend.stat(path);
      if (entry.kind !== "file" || entry.bytes !== bytes) return false;
      return how === "size" || backend.hash === undefined || (await backend.hash(path)) === sha256;
    } catch {
      // An unreadable file verifies nothing.
      return false;
    }
  }

  #open(): FileManager {
    const { plate, startup, userModules = {}, importModule } = this.#options;
    const bundled = Object.entries(userModules).map(([name, code]) => [name, urlOf(code)]);
    const modules = { ...startup.modules, ...Object.fromEntries(bundled) };
    const whole = { ...startup, modules, runId: "" };
    return openStorage({ backends: backendsOf(plate) }, whole, moduleLoader(whole, importModule));
  }
}

function urlOf(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
