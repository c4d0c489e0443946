#!/bin/sh
# Runs the tasks of a file of chunks as an indexed job of Kubernetes, and ends when they are over: the command of the runner array.
set -eu
manifest="$(dirname "$0")/kubernetes-chunks.yaml"
name="ohcs-$(basename "$OHCS_CHUNKS" .json | cut -c 1-16)"
trap 'kubectl delete job "$name" --ignore-not-found --wait=false; exit 143' INT TERM
# A job that is there already is waited for.
sed -e "s|NAME|$name|" -e "s|CHUNKS|$OHCS_CHUNKS|" -e "s|completions: .*|completions: $OHCS_TASKS|" "$manifest" |
  kubectl apply -f -
until kubectl get job "$name" -o 'jsonpath={.status.conditions[*].type}' | grep -qE 'Complete|Failed'; do
  sleep "${OHCS_POLL_S:-5}" &
  wait $!
done
kubectl delete job "$name" --ignore-not-found
