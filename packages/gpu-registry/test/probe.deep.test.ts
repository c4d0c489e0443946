import { type ProviderReference, probeMachine } from "@ohcs/gpu-registry/host";
import { expect, test } from "vitest";

const url = new URL("./fixtures/providers.mjs", import.meta.url).href;
const providerNamed = (name: string): ProviderReference => ({ name, url, export: name, options: {} });

const failing = (...names: readonly string[]) => ({ ...providerNamed("failing"), options: names });

test("an adapter that hangs is ended at its deadline and only that adapter fails", async () => {
  // Long enough for a process to start on a busy machine: the list must arrive, the adapter never does.
  const { adapters } = await probeMachine({ provider: failing("Hangs"), timeoutMs: 10_000 });
  expect(adapters).toMatchObject([{ id: "hangs", selfTest: { passed: false, ms: null } }]);
  expect(adapters[0]?.selfTest.message).toContain("within 10000 ms");
});
