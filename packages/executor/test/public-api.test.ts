import * as root from "@ohcs/executor";
import * as gpu from "@ohcs/executor/gpu";
import * as host from "@ohcs/executor/host";
import * as inline from "@ohcs/executor/inline";
import * as processes from "@ohcs/executor/processes";
import * as threads from "@ohcs/executor/threads";
import { expect, test } from "vitest";

const namesOf = (module: object) => Object.keys(module).toSorted();

test("@ohcs/executor exports these names", () => {
  expect(namesOf(root)).toEqual([
    "WellLog",
    "WellTimer",
    "cancelledResult",
    "executePlate",
    "executorErrors",
    "runWell",
    "toWellError",
  ]);
});

test("the other entries export these names", () => {
  expect(namesOf(gpu)).toEqual(["gpuProcesses"]);
  expect(namesOf(host)).toEqual(["machineMemory"]);
  expect(namesOf(inline)).toEqual(["inline", "inlineRunner"]);
  expect(namesOf(processes)).toEqual(["processes", "processesRunner"]);
  expect(namesOf(threads)).toEqual(["threads", "threadsRunner"]);
});
