import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/distributed` reports, with its cause and remedy. */
export const distributedErrors = {
  MOUNT_UNKNOWN: {
    cause: "The run names a folder by a mount that this machine's configuration does not have.",
    remedy: "Give the worker the same mount names as the run, each with its folder on this machine.",
  },
  MODULE_DIFFERS: {
    cause: "A module on a worker has a different version or content from where the run was compiled.",
    remedy: "Install the same versions on all machines, or use one shared installation.",
  },
  JOB_CORRUPT: {
    cause: "The bytes of a task do not have the hash that its job names.",
    remedy: "Check the shared storage, and run with resume.",
  },
  RUN_SUPERSEDED: {
    cause: "The output plate now belongs to another run, so this one may not write to it.",
    remedy: "Nothing to do if you started it again; otherwise find the other run that writes to the output.",
  },
  JOB_LOST: {
    cause:
      "No worker returned a result of the well, in any of its attempts: the workers were killed, or could not start it.",
    remedy:
      "Read the reason in the message and the logs of the workers; a well that kills its worker needs more memory, or has a defect.",
  },
  QUEUE_UNREACHABLE: {
    cause: "The server of the queue cannot be reached, or refuses the password or the certificate.",
    remedy:
      "Check OHCS_QUEUE_URL: redis://host:6379, or rediss://user:password@host:6380 with TLS, with its certificate authority in NODE_EXTRA_CA_CERTS.",
  },
  QUEUE_URL_INVALID: {
    cause: "The address of the queue's server is not a URL of Redis, Valkey or PostgreSQL.",
    remedy: "Write redis://host:6379, rediss://host:6380 or postgres://host/database.",
  },
  QUEUE_SECRET_NAMED: {
    cause: "An option of the runner contains a password, and records store options.",
    remedy: "Set the URL with its password as the environment variable OHCS_QUEUE_URL.",
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
