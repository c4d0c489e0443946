import { type CompileOutcome, type ConfigLayer, compilePlate, parsePipeline, resolveConfig } from "@ohcs/compiler";
import {
  backendEntry,
  type CompiledPlate,
  catalogueOf,
  type HostFacts,
  type OutputFile,
  type PlateManifest,
  type PlateResult,
  type StoredImage,
  type Table,
} from "@ohcs/context";
import { executePlate } from "@ohcs/executor";
import { inlineRunner } from "@ohcs/executor/inline";
import { memoryBackend } from "@ohcs/filemanager/memory";
import * as functions from "@ohcs/functions";
import { memoryRunHost } from "@ohcs/records/memory";
import { openPageStorage } from "./page-storage.ts";

/** A plate as a handler reads it, and the pixels of its images by path. */
export interface PagePlate {
  readonly manifest: PlateManifest;
  readonly planes: ReadonlyMap<string, StoredImage>;
}

/** What a run of some wells stored, by path. */
export interface Preview {
  readonly result: PlateResult;
  readonly images: readonly (OutputFile & { readonly image: StoredImage })[];
  readonly tables: readonly (OutputFile & { readonly table: Table })[];
}

/** Everything that contexts refer to by the name of its module: there is no `import()` of files in a page. */
const MODULES = {
  "@ohcs/functions": functions,
  "@ohcs/filemanager/memory": { memoryBackend },
};

const BACKENDS = {
  page: backendEntry(openPageStorage().backend, { module: "page", export: "backend", version: "1.0.0" }),
  memory: backendEntry(memoryBackend, {
    module: "@ohcs/filemanager/memory",
    export: "memoryBackend",
    version: "1.0.0",
  }),
};

/** A page has one thread for wells, memory, and no folders. */
const HOST: HostFacts = {
  cores: 1,
  memoryBytes: 2 ** 31,
  gpu: null,
  sourceRoot: "/source",
  output: { root: "/output", writable: true, freeBytes: null, earlier: null },
};

/** Compiles a pipeline written in YAML for some wells: a plan, or all its problems. Nothing is computed. */
export function compileText(
  text: string,
  { manifest }: PagePlate,
  wellFilter: readonly string[] = [],
  settings: ConfigLayer = {},
): CompileOutcome {
  const { value } = parsePipeline(text, "yaml");
  return compilePlate({
    pipeline: value as never,
    manifest,
    catalogue: catalogueOf({ "@ohcs/functions": { ...functions } }),
    backends: { files: "page", backends: BACKENDS },
    host: HOST,
    config: resolveConfig({ materializationBackend: "page", wellFilter }, settings),
  });
}

/** Runs a compiled plate in this thread, and keeps what it stores in memory. */
export async function preview(plate: CompiledPlate, { planes }: PagePlate): Promise<Preview> {
  const { source, output, backend } = openPageStorage();
  for (const [path, image] of planes) await source.save(path, image);
  const modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { ...MODULES, page: { backend } };
  const run = executePlate({
    plate,
    runner: inlineRunner({ importModule: async (name) => modules[name] ?? {} }),
    workers: 1,
    startup: {
      modules: Object.fromEntries(Object.keys(modules).map((name) => [name, name])),
      roots: { source: "source", output: "output" },
    },
    host: memoryRunHost(output.texts),
  });
  const result = await run.result;
  const files = Object.values(result.wells).flatMap(({ outputs }) => outputs);
  const tables = files.filter(({ path }) => path.endsWith(".csv"));
  const images = files.filter((file) => !tables.includes(file));
  return {
    result,
    images: await Promise.all(images.map(async (file) => ({ ...file, image: await output.load(file.path) }))),
    tables: await Promise.all(tables.map(async (file) => ({ ...file, table: await output.loadTable(file.path) }))),
  };
}
