import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BuildFailure, BuildOptions, BuildResult, OnResolveResult, Plugin, PluginBuild } from "esbuild";
import { fail } from "../errors.ts";
import { ownPackageUrl } from "../modules/module-name.ts";

/** What esbuild makes of a module, in memory. */
export type Bundle = BuildResult<{ write: false; metafile: true }>;

/**
 * Bundles what `options` say, with every import of a package as an absolute URL; `file` is what messages call it.
 * @throws `USER_MODULE_INVALID` naming file and line
 */
export async function buildBundle(file: string, options: BuildOptions): Promise<Bundle> {
  const esbuild = await import("esbuild");
  try {
    return await esbuild.build({
      ...options,
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "node",
      target: "node20",
      logLevel: "silent",
      treeShaking: false,
      plugins: [absoluteImports],
      // Sources by their path from the module's folder, with their text: the same bytes wherever that folder lies.
      sourcemap: "inline",
      sourcesContent: true,
    });
  } catch (error) {
    throw invalid(file, error);
  }
}

/** The code of a bundle. */
export function textOf({ outputFiles }: Bundle): string {
  return outputFiles[0]?.text ?? "";
}

/** `ohcs` and `@ohcs/*` are what this program itself uses, other packages are the user's own, both by absolute URL. */
const absoluteImports: Plugin = {
  name: "absolute-imports",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, pluginData, ...from }) => {
      if (kind === "entry-point" || pluginData === absoluteImports) return null;
      if (isBuiltin(path)) return { path: path.startsWith("node:") ? path : `node:${path}`, external: true };
      return ownPackage(path) ?? theirPackage(build, path, { kind, ...from });
    });
  },
};

function ownPackage(path: string): OnResolveResult | null {
  const url = ownPackageUrl(path);
  return url === null ? null : { path: url, external: true };
}

async function theirPackage(
  build: PluginBuild,
  path: string,
  from: Parameters<PluginBuild["resolve"]>[1],
): Promise<OnResolveResult> {
  const found = await build.resolve(path, { ...from, pluginData: absoluteImports });
  return found.errors.length > 0 ? found : { path: pathToFileURL(found.path).href, external: true };
}

function invalid(file: string, error: unknown): Error {
  const [problem] = (error as Partial<BuildFailure>).errors ?? [];
  const place = problem?.location ? `${join(dirname(file), problem.location.file)}:${problem.location.line}` : file;
  const reason = problem?.text ?? (error instanceof Error ? error.message : String(error));
  return fail("USER_MODULE_INVALID", `Cannot load '${place}': expected a module that compiles, got '${reason}'`, {
    details: { file, line: problem?.location?.line ?? null },
    cause: error,
  });
}
