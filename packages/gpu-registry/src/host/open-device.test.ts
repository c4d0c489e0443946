import { expect, test } from "vitest";
import { openDevice } from "./open-device.ts";

const url = new URL("../../test/fixtures/providers.mjs", import.meta.url).href;
const openWith = (name: string, options: unknown = ["Refusing", "Gone"], adapter = "Refusing") =>
  openDevice({ provider: { name, url, export: name, options }, adapter: { name: adapter, backend: "fake" } });

test("every error of a driver or a provider has a code, so that a well falls back and its slot counts a crash", async () => {
  const refused = { code: "GPU_DEVICE_REFUSED", details: { wanted: { name: "Refusing", backend: "fake" } } };
  await expect(openWith("failing")).rejects.toMatchObject({
    ...refused,
    message: "Cannot open adapter 'Refusing': no device",
    cause: expect.objectContaining({ message: "no device" }),
  });
  await expect(openWith("noSuchProvider")).rejects.toMatchObject(refused);
});

test("an adapter that is gone is distinguished from one that refuses a device", async () => {
  await expect(openWith("failing", ["Other"])).rejects.toMatchObject({ code: "GPU_ADAPTER_GONE" });
  await expect(openWith("failing", ["Gone"], "Gone")).rejects.toMatchObject({ code: "GPU_ADAPTER_GONE" });
});
