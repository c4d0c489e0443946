import { bullmqConformance } from "./bullmq-conformance.ts";
import { describeWithQueue } from "./queue.ts";

describeWithQueue("the runner bullmq", bullmqConformance);
