import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultServerConditions, type UserConfig } from "vite";
import { defineConfig } from "vitest/config";

/**
 * The tests of the package in whose folder Vitest runs (it looks upwards for this file). `--mode` chooses among them:
 *
 * | Mode | Files | From | Cached |
 * | --- | --- | --- | --- |
 * | `test` (default) | `*.test.ts` | source, without real workers, for these would inherit the source condition | yes |
 * | `dist` | `*.dist.test.ts` | what is shipped, with real workers | yes |
 * | `data` | `*.data.test.ts` | source, on real plates outside the repository | no |
 * | `deep` | `*.deep.test.ts` | what is shipped, at full depth | yes |
 */
export default defineConfig(({ mode }) =>
  mode === "dist" || mode === "deep" ? suite(mode) : { ...source, ...suite(mode === "data" ? mode : "source") },
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

/** The report is an output of the task, so that a cached run still counts in the total of `npm test`. */
function suite(name: "source" | "dist" | "data" | "deep"): UserConfig {
  const files = name === "source" ? "*.test.ts" : `*.${name}.test.ts`;
  return {
    test: {
      name,
      include: [`src/**/${files}`, `test/**/${files}`],
      exclude: name === "source" ? ["**/*.{dist,data,deep}.test.ts"] : [],
      env: { OHCS_TEST_SEED: seed(), OHCS_TEST_DATA: data },
      setupFiles: usesProperties() ? [fileURLToPath(new URL("vitest.properties.ts", import.meta.url))] : [],
      // Most of the time of a suite would go into importing the same modules once for each file.
      isolate: needsProcesses(),
      // Bounds what hangs, not what is slow: machines differ.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      reporters: ["default", "json"],
      outputFile: { json: `.test-results/${name}.json` },
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

/** Does a test of this package replace a module, or count what the engine runs? Either holds for a process of its own only. */
function needsProcesses(): boolean {
  const folders = ["src", "test"].filter((folder) => existsSync(folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  );
  const tests = files.filter((path) => path.endsWith(".test.ts")).map((path) => readFileSync(path, "utf8"));
  return tests.some((text) => text.includes("vi.mock(") || text.includes("node:inspector"));
}

/** Does the package of this run test properties? Only then their library is loaded. */
function usesProperties(): boolean {
  return readFileSync("package.json", "utf8").includes('"fast-check"');
}
