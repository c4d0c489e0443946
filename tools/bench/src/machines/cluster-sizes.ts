import type { Benchmark } from "../benchmark.ts";
import { type ClusterModel, type ClusterOutcome, simulateCluster } from "./simulate-cluster.ts";

/** How long 100 plates of 1536 wells take on clusters of several sizes: simulated, nothing is run. */
export const clusterSizes: Benchmark = {
  name: "cluster",
  summary: "100 plates of 1536 wells on up to 100 nodes, simulated",
  run: async () => ({ model: MODEL, sizes: SIZES.map((size) => ({ ...size, ...simulated(size) })) }),
};

/**
 * Measured by the other benchmarks: a well of 9 sites of the plate of `plate`, two channels and three planes of 1080 × 1080 px (216 ms of processor
 * time a site), which reads 126 MB and stores 42; what a well costs beyond its work (`overhead`: 1.4 ms, `queue`: 2.2 ms), and the memory that it
 * takes while it waits (`queue`). The wells of a lost node are given out again after the usual lock and interval. Assumed: how wells vary, how
 * often nodes fail, and what the file server gives.
 */
const MODEL: ClusterModel = {
  plates: 100,
  wells: 1_536,
  nodes: 100,
  slots: 8,
  wellS: 9 * 0.216,
  sigma: 0.3,
  overheadS: 0.0036,
  wellMB: 168,
  serverMBs: 2_000,
  nodeMtbfH: 500,
  downS: 600,
  lockS: 90,
  queueBytes: 1_300,
  seed: 20261201,
};

type Size = Partial<ClusterModel>;

const SIZES: readonly Size[] = [
  { nodes: 2 },
  { nodes: 10 },
  { nodes: 10, serverMBs: 10_000 },
  { nodes: 25, serverMBs: 10_000 },
  { nodes: 100, serverMBs: 10_000 },
  { nodes: 100, serverMBs: 50_000 },
  { nodes: 100, serverMBs: 100_000 },
  { nodes: 100, serverMBs: 100_000, nodeMtbfH: 10 },
];

function simulated(size: Size): ClusterOutcome {
  return simulateCluster({ ...MODEL, ...size });
}
