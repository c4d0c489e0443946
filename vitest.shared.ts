import { defaultServerConditions } from "vite";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const sourceConditions = ["@ohcs/source", ...defaultServerConditions];

/** `*.test.ts`: runs from source across packages, with nothing built and no real workers. */
export function sourceTests(): ViteUserConfig {
  return defineConfig({
    resolve: { conditions: sourceConditions },
    ssr: { resolve: { conditions: sourceConditions, externalConditions: ["@ohcs/source"] } },
    test: {
      name: "source",
      include: ["src/**/*.test.ts", "test/**/*.test.ts"],
      exclude: ["**/*.dist.test.ts"],
      ...reported("source"),
    },
  });
}

/** `*.dist.test.ts`: runs against what is shipped, with real workers. */
export function distTests(): ViteUserConfig {
  return defineConfig({
    test: {
      name: "dist",
      include: ["src/**/*.dist.test.ts", "test/**/*.dist.test.ts"],
      testTimeout: 30_000,
      ...reported("dist"),
    },
  });
}

/** The JSON report is a task output, so that a cached run still counts in the total of `npm test`. */
function reported(project: "source" | "dist") {
  return {
    reporters: ["default", "json"],
    outputFile: { json: `.test-results/${project}.json` },
    restoreMocks: true,
    unstubEnvs: true,
  };
}
