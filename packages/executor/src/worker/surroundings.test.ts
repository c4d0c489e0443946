import { expect, test } from "vitest";
import { Surroundings } from "./surroundings.ts";

const undo: (() => void)[] = [];

/** What is noticed of a change; all is as before when a test looks at it. */
function noticed(make: () => void): readonly (string | null)[] {
  const surroundings = new Surroundings({ withConsole: true });
  const before = surroundings.changes();
  make();
  const after = surroundings.changes();
  for (let i = undo.length - 1; i >= 0; i--) undo[i]?.();
  undo.length = 0;
  return [before, after, surroundings.changes()];
}

function change(object: object, key: PropertyKey, descriptor: PropertyDescriptor | null): void {
  const was = Object.getOwnPropertyDescriptor(object, key);
  undo.push(() => (was === undefined ? Reflect.deleteProperty(object, key) : Object.defineProperty(object, key, was)));
  if (descriptor === null) Reflect.deleteProperty(object, key);
  else Object.defineProperty(object, key, { configurable: true, enumerable: true, ...descriptor });
}

const value = { value: () => 1, writable: true };
const accessor = { get: () => 1 } as PropertyDescriptor;

test.each<[string, () => void]>([
  ["Map", () => change(globalThis, "Map", { value: class extends Map {}, writable: true })],
  ["Promise", () => change(globalThis, "Promise", value)],
  ["setTimeout", () => change(globalThis, "setTimeout", value)],
  ["Date.now", () => change(Date, "now", value)],
  ["Math.random", () => change(Math, "random", value)],
  ["Array.prototype.map", () => change(Array.prototype, "map", value)],
  ["Array.prototype.at", () => change(Array.prototype, "at", null)],
  ["TypedArray.prototype.fill", () => change(Object.getPrototypeOf(Float32Array.prototype), "fill", value)],
  ["properties of Object.prototype", () => change(Object.prototype, "added", value)],
  ["Error.stackTraceLimit", () => change(Error, "stackTraceLimit", { value: 1, writable: true })],
  ["console.log", () => change(console, "log", value)],
  ["process.exit", () => change(process, "exit", value)],
  ["process.env.OHCS_TEST", () => change(process.env, "OHCS_TEST", { value: "1", writable: true })],
  ["process.env.PATH", () => change(process.env, "PATH", null)],
  [
    "the working directory",
    () => {
      const folder = process.cwd();
      undo.push(() => process.chdir(folder));
      process.chdir("/");
    },
  ],
  [
    "listeners of 'SIGHUP'",
    () => {
      const listener = () => undefined;
      process.on("SIGHUP", listener);
      undo.push(() => process.off("SIGHUP", listener));
    },
  ],
])("Surroundings notice a change of %s", (name, make) => {
  expect(noticed(make)).toEqual([null, name, null]);
});

test("Surroundings notice an accessor in place of another, prototypes that were exchanged, and listeners that are gone", () => {
  const listener = () => undefined;
  process.on("SIGHUP", listener);
  const [, after] = noticed(() => {
    change(Map.prototype, "size", accessor);
    process.off("SIGHUP", listener);
    const prototype = Object.getPrototypeOf(Set.prototype);
    undo.push(() => Object.setPrototypeOf(Set.prototype, prototype));
    Object.setPrototypeOf(Set.prototype, {});
  });
  expect(after).toBe("Map.prototype.size, the prototype of Set.prototype, listeners of 'SIGHUP'");
});

test("what is accepted is no change any more", () => {
  const surroundings = new Surroundings({ withConsole: true });
  change(process.env, "OHCS_TEST", { value: "1", writable: true });
  surroundings.accept();
  expect(surroundings.changes()).toBe(null);
  for (const one of undo.splice(0)) one();
  expect(surroundings.changes()).toBe("process.env.OHCS_TEST");
});

test("using what is there changes nothing", async () => {
  const surroundings = new Surroundings({ withConsole: true });
  new Map([[1, /a(b)/.exec("ab")]]).get(1);
  await Promise.all([new Promise((resolve) => setTimeout(resolve, 1)), structuredClone({})]);
  new TextDecoder().decode(new TextEncoder().encode(new URL("file:///a").href));
  performance.now();
  expect(surroundings.changes()).toBe(null);
});

test("looking at the surroundings takes less than a tenth of a millisecond", () => {
  const surroundings = new Surroundings({ withConsole: true });
  const times = Array.from({ length: 400 }, () => {
    const began = performance.now();
    surroundings.changes();
    return performance.now() - began;
  });
  // The least, which no other program of the machine lengthens.
  expect(Math.min(...times)).toBeLessThan(0.1);
});
