import { createRequire } from "node:module";
import { expect, test } from "vitest";

const packages: readonly (readonly [name: string, from: string])[] = [
  ["@sparticuz/chromium", "../../../packages/testkit/package.json"],
  ["puppeteer-core", "../../../examples/browser/package.json"],
  ["axe-core", "../../../apps/cli/package.json"],
  ["better-sqlite3", "../../../examples/backend-sqlite/package.json"],
];

// In a manual run, missing dependencies are skipped with a message.
test.runIf(process.env.OHCS_TEST_DEPTH !== undefined).each(packages)(
  "'npm run test:deep' finds '%s', without which tests would be skipped",
  (name, from) => {
    expect(createRequire(new URL(from, import.meta.url)).resolve(name)).toContain(name);
  },
);
