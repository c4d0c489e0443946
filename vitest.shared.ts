import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultServerConditions } from "vite";
import { defineConfig, type ViteUserConfig } from "vitest/config";

/** With it imports across packages lead to sources, so that nothing need be built. */
const source: ViteUserConfig = {
  resolve: { conditions: ["@ohcs/source", ...defaultServerConditions] },
  ssr: {
    resolve: { conditions: ["@ohcs/source", ...defaultServerConditions], externalConditions: ["@ohcs/source"] },
  },
};

/** `*.test.ts`: from source and without real workers, for these would inherit the source condition. Cached. */
export function sourceTests(): ViteUserConfig {
  return defineConfig({ ...source, test: suite("source", "*.test.ts", ["**/*.dist.test.ts", "**/*.data.test.ts"]) });
}

/** `*.data.test.ts`: from source, on real plates outside the repository. Never cached. */
export function dataTests(): ViteUserConfig {
  return defineConfig({ ...source, test: suite("data", "*.data.test.ts") });
}

/** `*.dist.test.ts`: what is shipped, with real workers. Cached. */
export function distTests(): ViteUserConfig {
  return defineConfig({ test: suite("dist", "*.dist.test.ts") });
}

/**
 * What random tests start from: the same in every run, so that a change is refused for what it broke and not for its luck.
 * New ground is searched at full depth (by the clock, and printed), or with a seed of one's own.
 */
const seed =
  process.env.OHCS_TEST_SEED ?? (process.env.OHCS_TEST_DEPTH === "full" ? String(Date.now() % 1_000_000) : "20261124");

/** Where real plates and images lie: beside the repository, or where the variable says. Tests on absent ones are skipped. */
const data = resolve(process.env.OHCS_TEST_DATA ?? fileURLToPath(new URL("../shared/data", import.meta.url)));

/** The report is an output of the task, so that a cached run still counts in the total of `npm test`. */
function suite(name: string, files: string, exclude: string[] = []) {
  return {
    name,
    include: [`src/**/${files}`, `test/**/${files}`],
    exclude,
    env: { OHCS_TEST_SEED: seed, OHCS_TEST_DATA: data },
    setupFiles: usesProperties() ? [fileURLToPath(new URL("vitest.properties.ts", import.meta.url))] : [],
    // Bounds what hangs, not what is slow: machines differ.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", "json"],
    outputFile: { json: `.test-results/${name}.json` },
    restoreMocks: true,
    unstubEnvs: true,
  };
}

/** Does the package of this run test properties? Only then their library is loaded. */
function usesProperties(): boolean {
  return readFileSync("package.json", "utf8").includes('"fast-check"');
}
