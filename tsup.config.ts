import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { sep } from "node:path";
import type { Options } from "tsup";
import { thirdPartyLicenses } from "./tsup.licenses.ts";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

interface Manifest {
  name: string;
  exports?: Record<string, string | { default: string }>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/**
 * Packages of many small modules, or of CommonJS, that are read as part of ours: Node takes longer to find, read and analyse
 * their files than to compile their code, in every process and every worker.
 */
const BUNDLED = [
  "@cfworker/json-schema",
  "@noble/hashes",
  "@sinclair/typebox",
  "immutable",
  "papaparse",
  "saxes",
  "uplot",
  "yaml",
  "zarrita",
];

/**
 * Escapes what esbuild leaves in patterns and comments: engines hold a file with one character beyond Latin-1, and so the text of all its
 * functions, in two bytes for each character, in every worker.
 */
const ONE_BYTE_EACH: NonNullable<Options["plugins"]>[number] = {
  name: "one-byte-each",
  renderChunk: (code, { map }) => ({
    code: code.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
    map: map ?? null,
  }),
};

/**
 * The build of the package in whose folder tsup runs (it looks upwards for this file): every `./dist/x.js` named by `exports` or `bin` is built from `src/x.ts`, so built entries
 * and exports cannot differ. Nothing from outside the package is bundled but {@link BUNDLED}, with their licenses. Declarations come from `tsc -b`.
 * Entries below `page/` are scripts of pages: each is one small file without imports.
 */
export default function packageBuild(): Options[] {
  const manifest: Manifest = JSON.parse(readFileSync("package.json", "utf8"));
  const entries = Object.entries(entriesOf(manifest));
  const build = (isPage: boolean): Options => ({
    entry: Object.fromEntries(entries.filter(([name]) => name.startsWith("page/") === isPage)),
    format: "esm",
    platform: "neutral",
    target: "node20",
    sourcemap: !isPage,
    splitting: !isPage,
    minify: isPage,
    removeNodeProtocol: false,
    silent: true,
    noExternal: BUNDLED.map((name) => new RegExp(`^${name}(/|$)`)),
    esbuildPlugins: [onlyDeclaredImports(manifest), thirdPartyLicenses()],
    plugins: [ONE_BYTE_EACH],
  });
  return [build(false), build(true)].filter(({ entry }) => Object.keys(entry ?? {}).length > 0);
}

function entriesOf(manifest: Manifest): Record<string, string> {
  const exported = Object.values(manifest.exports ?? {}).map((target) =>
    typeof target === "string" ? target : target.default,
  );
  const built = [...exported, ...Object.values(manifest.bin ?? {})].filter((path) => path.endsWith(".js"));
  return Object.fromEntries(
    built.map((path) => {
      const name = path.replace(/^(\.\/)?dist\//, "").replace(/\.js$/, "");
      const source = `src/${name}.ts`;
      if (!existsSync(source)) throw new Error(`Cannot build '${path}': expected a source file '${source}'`);
      return [name, source];
    }),
  );
}

/** Keeps bare imports external, except those of {@link BUNDLED}, and refuses those that package.json does not declare. */
function onlyDeclaredImports(manifest: Manifest): Plugin {
  const declared = new Set([
    manifest.name,
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
  ]);
  const own = `${process.cwd()}${sep}src${sep}`;
  return {
    name: "only-declared-imports",
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
        if (kind === "entry-point") return null;
        if (isBuiltin(path)) return { path, external: true };
        if (!importer.startsWith(own)) return null;
        if (declared.has(packageOf(path))) return BUNDLED.includes(packageOf(path)) ? null : { path, external: true };
        return { errors: [{ text: `'${path}' is not a declared dependency of ${manifest.name} (from ${importer})` }] };
      });
    },
  };
}

function isBuiltin(path: string): boolean {
  return path.startsWith("node:") || builtinModules.includes(path);
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
