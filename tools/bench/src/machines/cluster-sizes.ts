import type { Benchmark } from "../benchmark.ts";
import { type ClusterModel, type ClusterOutcome, simulateCluster } from "./simulate-cluster.ts";

/** How long 100 plates of 1536 wells take on clusters of several sizes: simulated, nothing is run. */
export const clusterSizes: Benchmark = {
  name: "cluster",
  summary: "100 plates of 1536 wells on up to 100 nodes, simulated",
  run: async () => ({ model: MODEL, sizes: SIZES.map((size) => ({ ...size, ...simulated(size) })) }),
};

/** A well of the preset `stitch-and-count` of 9 sites of 2 channels; overhead and queue as `--only queue` measures them, rounded up. */
const MODEL: ClusterModel = {
  plates: 100,
  wells: 1_536,
  nodes: 100,
  slots: 8,
  wellS: 8,
  sigma: 0.3,
  overheadS: 0.02,
  wellMB: 150,
  serverMBs: 2_000,
  nodeMtbfH: 500,
  downS: 600,
  lockS: 90,
  queueBytes: 2_000,
  seed: 20261201,
};

type Size = Partial<ClusterModel>;

const SIZES: readonly Size[] = [
  { nodes: 2 },
  { nodes: 10 },
  { nodes: 10, serverMBs: 500 },
  { nodes: 25 },
  { nodes: 100 },
  { nodes: 100, serverMBs: 10_000 },
  { nodes: 100, serverMBs: 20_000 },
  { nodes: 100, serverMBs: 20_000, nodeMtbfH: 10 },
];

function simulated(size: Size): ClusterOutcome {
  return simulateCluster({ ...MODEL, ...size });
}
