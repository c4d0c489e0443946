import * as root from "@ohcs/distributed";
import * as array from "@ohcs/distributed/array";
import * as bullmq from "@ohcs/distributed/bullmq";
import * as dashboard from "@ohcs/distributed/dashboard";
import * as slurm from "@ohcs/distributed/slurm";
import { expect, test } from "vitest";

test("@ohcs/distributed exports these names", () => {
  expect(Object.keys(root).toSorted()).toEqual([
    "ALL",
    "RemoteFolder",
    "WellNode",
    "distributedErrors",
    "keepChunks",
    "localFolder",
    "runChunk",
    "sharedPlace",
    "taskIndex",
  ]);
  expect(Object.keys(bullmq).toSorted()).toEqual(["bullmq", "bullmqRunner", "startBullmqWorker"]);
  expect(Object.keys(array)).toEqual(["array", "arrayRunner"]);
  expect(Object.keys(dashboard)).toEqual(["startDashboard"]);
  expect(Object.keys(slurm).toSorted()).toEqual(["driverState", "slurm", "slurmRunner", "submitDriver"]);
});
