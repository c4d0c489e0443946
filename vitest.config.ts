import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultServerConditions, type UserConfig } from "vite";
import { defineConfig } from "vitest/config";

/**
 * The tests of the package in whose folder Vitest runs (it looks upwards for this file), in the root those of all packages in one process,
 * so that each module is read once. `--mode` chooses among them:
 *
 * | Mode | Files | From | Cached |
 * | --- | --- | --- | --- |
 * | `test` (default) | `*.test.ts` | source, without real workers, for these would inherit the source condition | yes |
 * | `dist` | `*.dist.test.ts` | what is shipped, with real workers | yes |
 * | `data` | `*.data.test.ts` | source, on real plates outside the repository | no |
 * | `deep` | `*.deep.test.ts` | what is shipped, at full depth | yes |
 */
export default defineConfig(({ mode }) =>
  suite(mode === "dist" || mode === "deep" || mode === "data" ? mode : "source"),
);

/** With it imports across packages lead to sources, so that nothing need be built. */
const source: UserConfig = {
  resolve: { conditions: ["@ohcs/source", ...defaultServerConditions] },
  ssr: {
    resolve: { conditions: ["@ohcs/source", ...defaultServerConditions], externalConditions: ["@ohcs/source"] },
  },
};

/** Where real plates and images lie: beside the repository, or where the variable says. Tests on absent ones are skipped. */
const data = resolve(process.env.OHCS_TEST_DATA ?? fileURLToPath(new URL("../shared/data", import.meta.url)));

/** The folders that hold packages, seen from the folder that Vitest runs in. */
const isRoot = existsSync("pnpm-workspace.yaml");
const packages = isRoot
  ? ["packages", "apps", "tools", "examples"].flatMap((group) => readdirSync(group).map((name) => `${group}/${name}`))
  : ["."];
const folders = packages.flatMap((folder) => ["src", "test"].map((below) => `${folder}/${below}`)).filter(existsSync);

/** The report is an output of the task, so that a cached run still counts in the total of `npm test`. */
function suite(name: Suite): UserConfig {
  const apart = testsApart(name);
  return {
    test: {
      projects: [
        // Most of the time of a suite would go into importing the same modules once for each file.
        project(name, { name, ...filesOf(name, apart), isolate: false }),
        ...(apart.length === 0 ? [] : [project(name, { name: `${name}, apart`, include: apart })]),
      ],
      reporters: ["default", "json"],
      outputFile: { json: `.test-results/${name}.json` },
      // Nothing runs beside it.
      ...(isRoot ? { maxWorkers: "100%" } : {}),
    },
  };
}

const isFromSource = (name: Suite) => name === "source" || name === "data";

type Suite = "source" | "dist" | "data" | "deep";

/** Whole by itself: what extends another configuration is made with the default mode, and so from source. */
function project(name: Suite, files: NonNullable<UserConfig["test"]>): UserConfig {
  return {
    ...(isFromSource(name) ? source : {}),
    test: {
      ...files,
      // What is built is loaded by Node itself, as users load it.
      ...(isFromSource(name) ? {} : { server: { deps: { external: [/\/dist\/.*\.js$/] } } }),
      // Reports are written where a test asks for them.
      env: { OHCS_TEST_SEED: seed(), OHCS_TEST_DATA: data, OHCS_REPORT: "false" },
      setupFiles: ["vitest.equality.ts", ...(usesProperties() ? ["vitest.properties.ts"] : [])].map((file) =>
        fileURLToPath(new URL(file, import.meta.url)),
      ),
      // Bounds what hangs, not what is slow: machines differ.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      restoreMocks: true,
      unstubEnvs: true,
      unstubGlobals: true,
    },
  };
}

/**
 * What random tests start from: the same in every run, so that a change is refused for what it broke and not for its luck.
 * New ground is searched with a seed of one's own, or with `clock`.
 */
function seed(): string {
  const { OHCS_TEST_SEED: chosen = "20261124" } = process.env;
  return chosen === "clock" ? String(Date.now() % 1_000_000) : chosen;
}

/** The files of a suite, without those that run apart. */
function filesOf(name: string, apart: readonly string[]) {
  const files = name === "source" ? "*.test.ts" : `*.${name}.test.ts`;
  return {
    include: folders.map((folder) => `${folder}/**/${files}`),
    exclude: [...apart, ...(name === "source" ? ["**/*.{dist,data,deep}.test.ts"] : [])],
  };
}

/** The files of a suite that replace a module, count what the engine runs, or open the one memory of kernels: in a process of their own. */
function testsApart(name: string): string[] {
  const suiteOf = (path: string) => /\.(dist|data|deep)\.test\.ts$/.exec(path)?.[1] ?? "source";
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`))
    .filter((path) => path.endsWith(".test.ts") && suiteOf(path) === name)
    .filter((path) => /vi\.mock\(|node:inspector|openPlaneMemory\(/.test(readFileSync(path, "utf8")));
}

/** Does the package of this run test properties? Only then their library is loaded. */
function usesProperties(): boolean {
  return readFileSync("package.json", "utf8").includes('"fast-check"');
}
