/** The page's side of `startDriverPage` in `@ohcs/testkit/gpu-drivers`. */
export { serveJobs } from "./serve-jobs.ts";
