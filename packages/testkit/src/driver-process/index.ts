/** The process's side of `startDriverProcess` in `@ohcs/testkit/gpu-drivers` (Node). */
export { serveJobs } from "./serve-jobs.ts";
