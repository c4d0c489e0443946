import { bullmqConformance } from "./bullmq-conformance.ts";
import { describeWithPostgres } from "./queue.ts";

describeWithPostgres("the runner bullmq on PostgreSQL", bullmqConformance);
