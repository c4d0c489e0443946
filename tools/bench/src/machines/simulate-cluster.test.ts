import { expect, test } from "vitest";
import { type ClusterModel, simulateCluster } from "./simulate-cluster.ts";

const model: ClusterModel = {
  plates: 1,
  wells: 100,
  nodes: 5,
  slots: 2,
  wellS: 10,
  sigma: 0,
  overheadS: 0,
  wellMB: 1,
  serverMBs: 1_000,
  nodeMtbfH: 1e9,
  downS: 600,
  lockS: 90,
  queueBytes: 2_000,
  seed: 7,
};

test("wells of one length fill all slots, and take what arithmetic says", () => {
  const { hours, efficiency, tailS, repeated, loadMBs, queueMB } = simulateCluster(model);
  expect({ seconds: Math.round(hours * 3_600), efficiency, tailS, repeated, loadMBs, queueMB }).toEqual({
    seconds: 100,
    efficiency: 1,
    tailS: 0,
    repeated: 0,
    loadMBs: 1,
    queueMB: 0.2,
  });
});

test("overhead, a file server that is too slow, and nodes that fail, each take time", () => {
  const seconds = (more: Partial<ClusterModel>) => Math.round(simulateCluster({ ...model, ...more }).hours * 3_600);
  expect(seconds({ overheadS: 1 })).toBe(110);
  expect(seconds({ serverMBs: 0.5 })).toBe(200);
  const failing = simulateCluster({ ...model, wells: 10_000, nodeMtbfH: 0.5 });
  expect(failing.repeated).toBeGreaterThan(10);
  expect(failing.hours * 3_600).toBeGreaterThan(10_000);
});

test("wells of different lengths leave slots without work at the end, the more the fewer wells there are", () => {
  const few = simulateCluster({ ...model, sigma: 0.5 });
  const many = simulateCluster({ ...model, sigma: 0.5, wells: 10_000 });
  expect(few.efficiency).toBeLessThan(many.efficiency);
  expect(few.tailS).toBeGreaterThan(0);
});
