/** The queues of BullMQ as a page (Node only), loaded by nothing else. */
export { type Dashboard, type DashboardOptions, startDashboard } from "./start-dashboard.ts";
