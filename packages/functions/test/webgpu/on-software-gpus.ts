import { lavapipe, mustHaveSwiftShader, type SoftwareDriver, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GpuProcess, startGpuPage, startGpuProcess } from "./gpu-process.ts";

/** Registers a test for the last driver only, which is the fastest one: what takes long and is the same for all. */
type TestOnce = (name: string, run: () => Promise<void>) => void;

/** Where kernels are computed; `page`: in a browser. */
interface Place {
  readonly name: string;
  readonly page?: true;
  readonly adapter: string;
  start(): Promise<GpuProcess>;
}

type Register = (gpu: () => GpuProcess, testOnce: TestOnce, isPage: boolean) => void;

const drivers = [swiftShader(), lavapipe()].filter((driver) => driver !== null).map(processOn);
const page: Place = { name: "a page of a browser", page: true, adapter: "google swiftshader", start: startGpuPage };

/** Registers the tests once for each driver of this machine; none at all is a failure where there must be one. */
export function onSoftwareGpus(register: Register): void {
  onPlaces(drivers, register);
}

/** The same, and once more for a page in a browser, which comes where SwiftShader comes. */
export function onSoftwareGpusAndInBrowser(register: Register): void {
  onPlaces(mustHaveSwiftShader ? [page, ...drivers] : drivers, register);
}

function onPlaces(places: readonly Place[], register: Register): void {
  if (drivers.length === 0) process.stderr.write("NO GPU TESTS: SwiftShader comes for Linux on x64 only\n");
  test("there is a driver wherever SwiftShader's package brings one", () => {
    expect(drivers.length > 0 || !mustHaveSwiftShader).toBe(true);
  });
  describe.each(places)("on $name", (place) => {
    let started: GpuProcess | undefined;
    beforeAll(async () => {
      started = await place.start();
    });
    afterAll(() => started?.end());
    test("the device is that of the driver", () => {
      expect(started?.greeting.adapter?.startsWith(place.adapter)).toBe(true);
    });
    const gpu = (): GpuProcess => {
      if (started === undefined) throw new Error("the GPU process has not started");
      return started;
    };
    const testOnce: TestOnce = (name, run) => {
      if (place === places.at(-1)) test(name, run);
    };
    register(gpu, testOnce, place.page === true);
  });
}

function processOn(driver: SoftwareDriver): Place {
  return { ...driver, start: () => startGpuProcess(driver) };
}
