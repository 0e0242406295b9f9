import { longestColoured } from "./colours/codeStyle";
import { type FailureAction, failureActions } from "./failure";
import { isImageHash, isMadeImage } from "./image";
import { readImageJobDone } from "./imageJob";
import {
  codeActions,
  type CompletionTrigger,
  longestMessageText,
  longestQuery,
  mostDropped,
  mostThumbnails,
  type ToHost,
} from "./protocol";
import { isCount, isObject } from "./shape";

/** The message in an envelope from the page, or undefined when it is not exactly one of `ToHost` for this page. */
export function readFromView(envelope: unknown, token: string): ToHost | undefined {
  if (!isObject(envelope) || envelope["token"] !== token || !isObject(envelope["message"])) {
    return undefined;
  }
  const message = envelope["message"];
  const { type, text, edits, id, turnId, href, answerId, action, withOtherModel, effort, on } = message;
  const { request, trigger, query, uris, conversationId } = message;
  const { name, made, hashes, names, blocks } = message;
  switch (type) {
    case "ready":
    case "missed":
    case "stop":
    case "keepWaiting":
    case "focused":
    case "continue":
    case "cancelEdit":
    case "undoDeletion":
    case "setApiKey":
    case "useSessionKey":
    case "useEnvironmentKey":
    case "dismissAuto":
    case "newChat":
    case "selectModel":
    case "openSettings":
    case "showLog":
    case "showUsage":
    case "showRequest":
    case "openInstructions":
    case "takeScreenshot":
    case "openSnippingTool":
      return { type };
    case "setEffort":
      return isId(effort) ? { type, effort } : undefined;
    case "draft":
      return isId(conversationId) && isText(text) && isCount(edits)
        ? { type, conversationId, text, edits }
        : undefined;
    case "send":
      return isId(conversationId) && isText(text) ? { type, conversationId, text } : undefined;
    case "copy":
      return isText(text) ? { type, text } : undefined;
    case "code":
      return readCode(message);
    case "colourCode":
      return readColourCode(message);
    case "forgetCode":
      return Array.isArray(blocks) && blocks.every(isCount) ? { type, blocks } : undefined;
    case "theme":
      return isTheme(id) ? { type, id } : undefined;
    case "removeAttachment":
    case "openAttachment":
    case "choose":
      return isId(id) ? { type, id } : undefined;
    case "complete":
      return isCount(request) && isTrigger(trigger) && isText(query) && query.length <= longestQuery
        ? { type, request, trigger, query }
        : undefined;
    case "drop":
      return isUris(uris) ? { type, uris: [...uris] } : undefined;
    case "attachImage":
      return isId(conversationId) && isName(name) && isMadeImage(made)
        ? { type, conversationId, name, made }
        : undefined;
    case "preparingImages":
      return Array.isArray(names) && names.length <= mostPrepared && names.every(isName)
        ? { type, names: [...names] }
        : undefined;
    case "imageMade":
    case "imageFitted":
    case "imageNotMade":
      return readImageJobDone(message);
    case "loadThumbnails":
      return Array.isArray(hashes) && hashes.length <= mostThumbnails && hashes.every(isImageHash)
        ? { type, hashes: [...hashes] }
        : undefined;
    case "setThinking":
      return typeof on === "boolean" ? { type, on } : undefined;
    case "edit":
    case "showBranch":
    case "deleteTurn":
    case "copyTurn":
      return isId(turnId) ? { type, turnId } : undefined;
    case "retry":
      return isId(turnId) && typeof withOtherModel === "boolean"
        ? { type, turnId, withOtherModel }
        : undefined;
    case "removeSent":
    case "replaceSent":
      return isId(turnId) && isId(id) ? { type, turnId, id } : undefined;
    case "openLink":
      return isText(href) && href.length <= longestLink ? { type, href } : undefined;
    case "act":
      return isId(answerId) && isAction(action) ? { type, answerId, action } : undefined;
    default:
      return undefined;
  }
}

function readCode(message: Readonly<Record<string, unknown>>): ToHost | undefined {
  const { action, text, language, fileName, answerId } = message;
  const known = codeActions.find((candidate) => candidate === action);
  return known !== undefined && isText(text) && isName(language) && isName(fileName) && isId(answerId)
    ? { type: "code", action: known, text, language, fileName, answerId }
    : undefined;
}

function readColourCode(message: Readonly<Record<string, unknown>>): ToHost | undefined {
  const { block, text, language, fileName } = message;
  return isCount(block) &&
    typeof text === "string" &&
    text.length <= longestColoured &&
    isName(language) &&
    isName(fileName)
    ? { type: "colourCode", block, text, language, fileName }
    : undefined;
}

const mostPrepared = 1_000;
const longestName = 1_000;
const longestLink = 8_192;
const longestId = 100;
const longestTheme = 200;

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= longestMessageText;
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length <= longestName;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value.length <= longestId;
}

function isTheme(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= longestTheme;
}

function isTrigger(value: unknown): value is CompletionTrigger {
  return value === "context" || value === "prompt";
}

function isUris(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= mostDropped &&
    value.every((uri) => isText(uri) && uri.length <= longestLink)
  );
}

function isAction(value: unknown): value is FailureAction {
  return typeof value === "string" && failureActions.some((action) => action === value);
}
