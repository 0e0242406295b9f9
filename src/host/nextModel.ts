import type { ConversationOptions } from "../core/conversation";
import { editSystemPrompt } from "../core/editPrompt";
import type { ModelState } from "../core/model";
import { modelState } from "../core/modelState";
import { type RequestOptions, systemPrompt } from "../core/request";
import { effortFor, thinkingFor } from "../core/thinking";
import { dayOf } from "./ledger";
import type { Models } from "./models";
import { setting } from "./settings";

/**
 * What the next request of a conversation is made with: what was chosen there, else what the settings say.
 * @param instructions added to Ask Claude's own
 */
export function requestOptions(
  models: Models,
  chosen: ConversationOptions,
  instructions: string,
): RequestOptions {
  return { ...wishedOptions(models, chosen), system: systemPrompt(instructions) };
}

/** What the request of an edit is made with, as the settings say. */
export function editOptions(models: Models, instructions: string): RequestOptions {
  return { ...wishedOptions(models, {}), system: editSystemPrompt(instructions) };
}

function wishedOptions(models: Models, chosen: ConversationOptions): Omit<RequestOptions, "system"> {
  const { id, effort: wanted, thinking: on } = wishes(chosen);
  const model = models.find(id);
  const maxTokens = Math.min(setting("maxTokens"), model?.maxOutputTokens ?? Infinity);
  const thinking = thinkingFor(model, on, maxTokens);
  const effort = effortFor(model, wanted, on);
  return {
    model: id,
    maxTokens,
    caching: setting("promptCaching"),
    ...(thinking === undefined ? {} : { thinking }),
    ...(effort === undefined ? {} : { effort }),
  };
}

/** The same, as the page shows it. */
export function modelStateFor(models: Models, chosen: ConversationOptions): ModelState {
  const wanted = wishes(chosen);
  const facts = { today: dayOf(new Date()), isListed: models.isListed(wanted.id) };
  return modelState(wanted.id, models.find(wanted.id), wanted, facts);
}

function wishes(chosen: ConversationOptions): {
  readonly id: string;
  readonly effort: string;
  readonly thinking: boolean;
} {
  return {
    id: chosen.model ?? setting("model"),
    effort: chosen.effort ?? setting("effort"),
    thinking: chosen.thinking ?? setting("thinking"),
  };
}
