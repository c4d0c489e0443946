import { formatPlaneKey, type InputLink, type ProcessingContext, type StepPlan } from "@ohcs/context";

/** An input of a step. */
interface StepInput {
  readonly plan: StepPlan;
  readonly name: string;
  readonly link: InputLink;
}

/** The channel where all images that an input takes are of the same one of several, `, channel 1 (DAPI)`; else nothing. */
export function channelText(input: StepInput, context: ProcessingContext): string {
  const { channels } = context.plate;
  if (channels.size < 2) return "";
  const [only, ...others] = new Set(imagesOf(input, context));
  const channel = channels.find(({ id }) => formatPlaneKey({ channel: id }) === only);
  if (channel === undefined || others.length > 0) return "";
  const { id, name } = channel;
  return name === null || name === id ? `, channel ${id}` : `, channel ${id} (${name})`;
}

/** The channel of each image that it takes in any group, as file names state it. */
function imagesOf({ plan, name, link }: StepInput, { layout, stepPlans }: ProcessingContext): readonly string[] {
  if (link.kind !== "image" || (link.source !== "images" && link.source !== "step")) return [];
  const source = link.step === null ? undefined : stepPlans.get(link.step);
  const made = source?.groups.toArray().flatMap(({ images }) => images.toArray());
  const channelOf = (item: number) =>
    made === undefined
      ? formatPlaneKey({ channel: String(layout.get(item)?.get("channel")) })
      : (/(?:^|_)(w[^_]+)/.exec(made[item] ?? "")?.[1] ?? "");
  const items = plan.groups.toArray().flatMap(({ inputs }) => inputs.get(name)?.toArray() ?? []);
  return items.map((item) => (item === null ? "" : channelOf(item)));
}
