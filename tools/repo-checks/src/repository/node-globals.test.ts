import { expect, test } from "vitest";
import { nodeGlobalsIn } from "./node-globals.ts";

test("nodeGlobalsIn() finds bare names", () => {
  expect(nodeGlobalsIn("x.ts", "export const x = [process.pid, Buffer.from('')];")).toEqual(["process", "Buffer"]);
});

test("nodeGlobalsIn() ignores members, own declarations and accesses through globalThis", () => {
  const text = `
    interface Runner { process: string }
    const a = globalThis.process?.pid ?? runner.process;
    const b = { process: 1 };
    function f(global: string) { return global; }
  `;
  expect(nodeGlobalsIn("x.ts", text)).toEqual([]);
});
