import { isRetired, type ModelInfo, type ModelState } from "./model";
import { canChangeThinking, effortChoices, effortFor, thinks } from "./thinking";

/**
 * What the page shows of a conversation's model.
 * @param model undefined when nothing is known of the id
 * @param wanted what the conversation or the settings say; an effort that the model lacks is shown as what it becomes
 * @param facts `isListed` is false when the endpoint has a list and the model is not on it
 */
export function modelState(
  id: string,
  model: ModelInfo | undefined,
  wanted: { readonly effort: string; readonly thinking: boolean },
  facts: { readonly today: string; readonly isListed: boolean },
): ModelState {
  const choices = effortChoices(model, wanted.thinking);
  const problem =
    model !== undefined && isRetired(model, facts.today) ? "retired" : facts.isListed ? undefined : "unknown";
  const canThink = model?.thinking !== undefined && (model.thinking.adaptive || model.thinking.enabled);
  return {
    id,
    name: model?.name ?? id,
    ...(choices.length === 0
      ? {}
      : { effort: { value: effortFor(model, wanted.effort, wanted.thinking) ?? "", choices } }),
    ...(canThink
      ? { thinking: { on: thinks(model, wanted.thinking), canChange: canChangeThinking(model) } }
      : {}),
    ...(model?.imageInput === undefined ? {} : { imageInput: model.imageInput }),
    ...(problem === undefined ? {} : { problem }),
  };
}
