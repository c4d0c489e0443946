import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./pnpm.mjs";

// `.ci/without-gpu` and `.ci/with-gpu`: what the built program says of GPUs, and where a run computes, must be as it has to
// be with the driver that the argument names, or with `none`. So nothing that is tested as a GPU can be the CPU unseen.
const [named = "none"] = process.argv.slice(2);
const { driverEnv, lavapipe, swiftShader } = await import(
  pathToFileURL(join(root, "packages/testkit/dist/gpu-drivers/index.js")).href
);
// Its package brings the loader for all drivers.
const drivers = { swiftshader: swiftShader(), lavapipe: lavapipe() };
const driver = named === "none" ? null : (drivers[named] ?? assert.fail(`expected the driver '${named}', got none`));
const env = { ...process.env, ...driverEnv(...(driver === null ? [] : [driver])) };

/** Runs the built program in a folder of its own and reads the document that it prints. */
function ohcs(folder, ...argv) {
  const args = [join(root, "apps/cli/dist/ohcs.js"), ...argv, "--json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" });
  assert.notEqual(stdout, "", stderr);
  return { exitCode: status, document: JSON.parse(stdout) };
}

function checkAdapters(folder) {
  const { adapters, reason } = ohcs(folder, "gpus").document;
  if (driver === null) return assert.deepEqual([adapters, reason?.code], [[], "GPU_DRIVER_MISSING"]);
  assert.notEqual(adapters.length, 0, reason?.message);
  for (const { name, software, selfTest } of adapters) {
    assert.ok(name.startsWith(driver.adapter), `expected '${driver.adapter}', got '${name}'`);
    assert.deepEqual([software, selfTest.passed, selfTest.message], [true, true, null]);
  }
}

/** `prefer` never takes a program on the CPU for a GPU; `require` computes there wholly, or nothing is begun. */
function checkRuns(folder) {
  const func = { use: "gaussianBlur", with: { sigma: 2 } };
  writeFileSync(join(folder, "smooth.json"), JSON.stringify({ name: "smooth", steps: [{ name: "smooth", func }] }));
  ohcs(folder, "synth", "plate", "--plate", "6", "--wells", "2", "--grid", "1x1", "--tile", "64x64");
  const run = (policy) => ohcs(folder, "run", "plate", "-p", "smooth.json", "-o", policy, "--gpu", policy);
  const adapters = ({ wells }) => Object.values(wells).map(({ gpu }) => (gpu?.fallback === null ? gpu.adapter : null));
  const preferred = run("prefer");
  assert.deepEqual([preferred.exitCode, adapters(preferred.document)], [0, [null, null]]);
  const { exitCode, document } = run("require");
  if (driver === null) return assert.deepEqual([exitCode, document.error?.code], [2, "COMPILE_FAILED"]);
  assert.equal(exitCode, 0);
  for (const adapter of adapters(document))
    assert.ok(adapter?.startsWith(driver.adapter.toLowerCase()), `expected a GPU, got ${adapter}`);
}

const folder = mkdtempSync(join(tmpdir(), "ohcs-gpu-check-"));
try {
  checkAdapters(folder);
  checkRuns(folder);
  console.error(`GPUs: with the driver '${named}' all computes where it must.`);
} finally {
  rmSync(folder, { recursive: true });
}
