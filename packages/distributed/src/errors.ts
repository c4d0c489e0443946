import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/distributed` reports, with its cause and remedy. */
export const distributedErrors = {
  MOUNT_UNKNOWN: {
    cause: "A folder of the run is named by a mount that this machine's configuration does not have.",
    remedy: "Give the worker the same names of mounts as the run, each with the folder where this machine has it.",
  },
  MODULE_DIFFERS: {
    cause: "A module has another version, or other content, on a worker than where the run was compiled.",
    remedy: "Install the same versions on all machines, or use one shared installation.",
  },
  JOB_CORRUPT: {
    cause: "The bytes of a task do not have the hash that its job names.",
    remedy: "Check the shared storage, and run with resume.",
  },
  RUN_SUPERSEDED: {
    cause: "The output plate belongs to another run by now, so that nothing may be written for this one.",
    remedy: "Nothing, if it was started again; otherwise find out who else writes to the output.",
  },
  JOB_LOST: {
    cause:
      "No worker brought a result of the well, as often as it was given out: its workers were killed, or could not start it.",
    remedy:
      "Read the reason in the message and the logs of the workers; a well that kills its worker needs more memory, or has a defect.",
  },
  QUEUE_UNREACHABLE: {
    cause: "The server of the queue cannot be reached, or refuses the password or the certificate.",
    remedy:
      "Check OHCS_QUEUE_URL: redis://host:6379, or rediss://user:password@host:6380 with TLS, whose authority NODE_EXTRA_CA_CERTS names.",
  },
  QUEUE_URL_INVALID: {
    cause: "What is said of the server of the queue is no URL of Redis, Valkey or PostgreSQL.",
    remedy: "Write redis://host:6379, rediss://host:6380 or postgres://host/database.",
  },
  QUEUE_SECRET_NAMED: {
    cause: "An option of the runner holds a password; options are kept in records.",
    remedy: "Put the URL with its password into the environment as OHCS_QUEUE_URL.",
  },
  SLURM_FAILED: {
    cause: "A command of Slurm failed.",
    remedy: "Read its message; run the command by hand.",
  },
  NODE_WITHOUT_GPU: {
    cause: "A well that was compiled for a GPU came to a worker without one.",
    remedy:
      "Start workers of the class 'gpu' on machines with GPUs only; with Slurm, ask for one ('gpu' of the runner).",
  },
  INDEX_UNKNOWN: {
    cause: "A task of an array was started without its index.",
    remedy: "Start it as an array of Slurm, an indexed job of Kubernetes, or an array of AWS Batch.",
  },
} as const;

export type DistributedErrorCode = keyof typeof distributedErrors;

export const fail = errorFactory(distributedErrors);
